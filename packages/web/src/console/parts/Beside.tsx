import { clsx } from 'clsx'
import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../design/Button.tsx'

export interface BesideProps {
  list: ReactNode
  /** What lies open; null shows `nothingOpen`. */
  file: ReactNode | null
  nothingOpen: ReactNode
  /** Names what lies open: each is shown from its beginning. */
  openKey: string | null
  /** There is nothing to put beside each other: the list's own words take all the room. */
  alone: boolean
  onBack(): void
  /** The file scrolls by itself. */
  fileFills?: boolean
}

/** A list and the file of what lies open in it. On narrow screens the file covers the list. */
export function Beside({ list, file, nothingOpen, openKey, alone, onBack, fileFills = false }: BesideProps) {
  const open = file !== null
  return (
    <div className="flex min-h-0 flex-1">
      <div className={clsx('relative flex min-h-0 flex-col', alone && !open ? 'flex-1 border-t border-line' : ['lg:w-[22rem] lg:shrink-0 lg:border-r lg:border-line xl:w-[26rem]', open ? 'max-lg:hidden' : 'flex-1 lg:flex-none'])}>{list}</div>
      <div key={openKey} className={clsx('flex min-h-0 min-w-0 flex-1 flex-col border-t border-line', !fileFills && 'overflow-y-auto', alone && !open ? 'hidden' : !open && 'max-lg:hidden')}>
        {open && <Button variant="quiet" size="small" className="mt-2 ml-2 self-start sm:ml-4 lg:hidden" onClick={onBack}><ArrowLeft size={14} aria-hidden />Back to the list</Button>}
        {file ?? nothingOpen}
      </div>
    </div>
  )
}
