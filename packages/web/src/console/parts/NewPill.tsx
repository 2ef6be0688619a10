import { ArrowUp } from 'lucide-react'
import { counted } from '../../design/number-format.ts'

/** What came in while the list was kept still. */
export function NewPill({ waiting, onShow }: { waiting: number; onShow(): void }) {
  if (waiting === 0) return null
  return (
    <button
      type="button"
      onClick={onShow}
      className="tabular absolute top-2 left-1/2 z-10 inline-flex h-8 -translate-x-1/2 items-center gap-1.5 rounded-full bg-accent px-3.5 text-13 font-semibold text-on-accent shadow-float"
    >
      <ArrowUp aria-hidden size={14} />
      {counted(waiting, 'new item', 'new items')}
    </button>
  )
}
