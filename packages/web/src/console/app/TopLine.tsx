import { Keyboard, Menu as MenuIcon, OctagonX, Search } from 'lucide-react'
import { Button } from '../../design/Button.tsx'
import { useMay } from '../data/queries.ts'
import { PALETTE_KEYS } from '../parts/command-key.ts'
import { StreamMark } from './StreamMark.tsx'
import { UserMenu } from './UserMenu.tsx'

export interface TopLineProps { onMenu(): void; onPalette(): void; onKill(): void; onKeys(): void }

export function TopLine({ onMenu, onPalette, onKill, onKeys }: TopLineProps) {
  const operator = useMay('operator')
  return (
    <div className="flex h-12 shrink-0 items-center gap-2 border-b border-line px-3 sm:px-4">
      <button type="button" aria-label="Menu" onClick={onMenu} className="grid size-9 place-items-center rounded-full text-ink-soft hover:bg-sunken lg:hidden">
        <MenuIcon size={18} aria-hidden />
      </button>
      <button
        type="button"
        onClick={onPalette}
        aria-label="Search and commands"
        className="flex h-8 min-w-0 items-center gap-2 rounded-full border border-line bg-raised px-2.5 text-13 text-ink-faint hover:border-line-strong hover:text-ink-soft sm:w-72"
      >
        <Search size={14} aria-hidden className="shrink-0" />
        <span className="truncate max-sm:hidden">Find or do anything</span>
        <kbd className="ml-auto rounded-small border border-line px-1 font-sans text-12 max-sm:hidden">{PALETTE_KEYS}</kbd>
      </button>
      <div className="ml-auto flex items-center gap-2 sm:gap-3">
        <StreamMark />
        {operator && (
          <Button size="small" onClick={onKill} className="text-bad!" title="Stop everything, or one project, at once">
            <OctagonX size={15} aria-hidden />
            <span className="max-sm:sr-only">Kill switch</span>
          </Button>
        )}
        <button type="button" aria-label="Keys" title="Keys (?)" onClick={onKeys} className="grid size-8 place-items-center rounded-full text-ink-faint hover:bg-sunken hover:text-ink max-sm:hidden">
          <Keyboard size={17} aria-hidden />
        </button>
        <UserMenu />
      </div>
    </div>
  )
}
