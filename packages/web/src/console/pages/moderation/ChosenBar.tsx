import type { ModerationActKind } from '@troupe/contract'
import { Check, Eye, EyeOff, Trash2, UserRoundCheck, UserRoundX, X, type LucideIcon } from 'lucide-react'
import { Button } from '../../../design/Button.tsx'
import { formatWhole } from '../../../design/number-format.ts'
import type { ModerationTab } from './moderation-filters.ts'

interface Choice { act: ModerationActKind; label: string; Icon: LucideIcon; operator?: true }

const CHOICES: Readonly<Record<ModerationTab, readonly Choice[]>> = {
  reports: [
    { act: 'hide', label: 'Hide', Icon: EyeOff }, { act: 'dismiss', label: 'Dismiss', Icon: Check },
    { act: 'suspend', label: 'Suspend', Icon: UserRoundX, operator: true }, { act: 'delete', label: 'Delete', Icon: Trash2, operator: true },
  ],
  hidden: [{ act: 'unhide', label: 'Show again', Icon: Eye }, { act: 'suspend', label: 'Suspend', Icon: UserRoundX, operator: true }, { act: 'delete', label: 'Delete', Icon: Trash2, operator: true }],
  suspended: [{ act: 'unsuspend', label: 'Let back', Icon: UserRoundCheck, operator: true }],
}

/** Appears with the first that is chosen, and says how many there are. */
export function ChosenBar({ count, most, tab, operator, onAct, onClear }: { count: number; most: number; tab: ModerationTab; operator: boolean; onAct(act: ModerationActKind): void; onClear(): void }) {
  return (
    <div role="toolbar" aria-label="With what is chosen" className="absolute inset-x-3 bottom-3 z-20 mx-auto flex max-w-fit flex-wrap items-center gap-x-2 gap-y-1.5 rounded-large bg-raised py-2 pr-11 pl-3 shadow-float">
      <span className="tabular px-1 font-semibold">{formatWhole(count)} chosen{count >= most && <span className="font-normal text-ink-faint"> (no more at once)</span>}</span>
      <span className="flex flex-wrap gap-1.5">
        {CHOICES[tab].filter((choice) => operator || choice.operator !== true).map(({ act, label, Icon }) => (
          <Button key={act} size="small" onClick={() => onAct(act)}><Icon size={13} aria-hidden />{label}</Button>
        ))}
      </span>
      <button type="button" aria-label="Choose none" title="Choose none (Esc)" onClick={onClear} className="absolute top-1.5 right-2 grid size-7 place-items-center rounded-full text-ink-faint hover:bg-sunken hover:text-ink"><X size={15} aria-hidden /></button>
    </div>
  )
}
