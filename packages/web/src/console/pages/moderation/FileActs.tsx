import type { ModerationActKind } from '@troupe/contract'
import { Check, Eye, EyeOff, Trash2, UserRoundCheck, UserRoundX, type LucideIcon } from 'lucide-react'
import { Button } from '../../../design/Button.tsx'

interface Looks { label: string; Icon: LucideIcon; key?: string; operator?: true }

const LOOKS: Readonly<Record<ModerationActKind, Looks>> = {
  hide: { label: 'Hide', Icon: EyeOff, key: 'h' },
  unhide: { label: 'Show again', Icon: Eye, key: 'h' },
  dismiss: { label: 'Dismiss', Icon: Check, key: 'x' },
  suspend: { label: 'Suspend author', Icon: UserRoundX, key: 's', operator: true },
  unsuspend: { label: 'Let author back', Icon: UserRoundCheck, key: 's', operator: true },
  delete: { label: 'Delete', Icon: Trash2, key: 'd', operator: true },
}

export interface FileActsProps {
  acts: readonly ModerationActKind[]
  may: { reviewer: boolean; operator: boolean }
  /** Of a profile's own file the author is the profile. */
  ofProfile?: boolean
  onAct(act: ModerationActKind): void
}

/** What can be decided now, each with its key. */
export function FileActs({ acts, may, ofProfile = false, onAct }: FileActsProps) {
  return (
    <div role="toolbar" aria-label="Decide" className="flex flex-wrap gap-2">
      {acts.map((act) => {
        const { label, Icon, key, operator = false } = LOOKS[act]
        const allowed = operator ? may.operator : may.reviewer
        return (
          <Button
            key={act}
            variant={act === 'hide' ? 'primary' : 'plain'}
            disabled={!allowed}
            {...(allowed ? {} : { title: `This takes the role ${operator ? 'operator' : 'reviewer'} or above.` })}
            onClick={() => onAct(act)}
            className={act === 'delete' ? 'text-bad' : ''}
          >
            <Icon size={14} aria-hidden />
            {ofProfile ? label.replace(' author', '') : label}
            {key !== undefined && <kbd aria-hidden className="rounded-small border border-current px-1 font-sans text-[11px] leading-4 opacity-60 max-sm:hidden">{key}</kbd>}
          </Button>
        )
      })}
    </div>
  )
}
