import type { Approval } from '@troupe/contract'
import { clsx } from 'clsx'
import { formatMinor } from '../../../design/number-format.ts'
import { RelativeTime } from '../../../design/RelativeTime.tsx'
import { ApprovalMark } from '../../parts/engagement/acting-marks.tsx'
import { Countdown } from '../../parts/engagement/Countdown.tsx'
import { nameOr } from '../../parts/engagement/lead-name.ts'
import { firstWords } from '../../parts/engagement/LeadWords.tsx'
import { ChannelMark } from '../../parts/engagement/marks.tsx'
import { openRowClass } from '../../parts/OpenList.tsx'

export const APPROVAL_ROW_PX = 84

export interface ApprovalRowProps {
  approval: Approval
  open: boolean
  chosen: boolean
  /** Null where nothing can be chosen: it is decided, or one may not decide. */
  onChoose: (() => void) | null
  onOpen(): void
}

export function ApprovalRow({ approval, open, chosen, onChoose, onOpen }: ApprovalRowProps) {
  const { state, action, why, expiresAt, decidedAt } = approval
  const { consumerId, consumerName, channel, content } = action
  const row = (
    <button type="button" aria-current={open} onClick={onOpen} className={clsx(openRowClass(open), onChoose !== null && 'pl-11! sm:pl-12!', chosen && 'bg-accent-soft!')}>
      <span className="flex w-full items-center gap-2">
        <ChannelMark channel={channel} bare />
        <span className="truncate font-medium">{nameOr(consumerName, consumerId)}</span>
        {content?.amountMinor != null && content.currency !== null && <span className="tabular shrink-0 rounded-full bg-sunken px-1.5 text-12 font-medium text-ink">{formatMinor(content.amountMinor, content.currency)}</span>}
        <span className="ml-auto shrink-0 text-12">{state === 'waiting' ? <Countdown until={expiresAt} over="expired" /> : decidedAt !== null && <span className="tabular text-ink-faint"><RelativeTime instant={decidedAt} /></span>}</span>
      </span>
      <span className="mt-0.5 w-full truncate text-ink-soft">{firstWords(content)}</span>
      <span className="mt-0.5 flex w-full items-center gap-2 text-12 text-ink-faint">
        {state !== 'waiting' && <ApprovalMark state={state} className="shrink-0" />}
        <span className="truncate">{why}</span>
      </span>
    </button>
  )
  if (onChoose === null) return row
  return (
    <div className="relative h-full">
      {row}
      <label className="absolute inset-y-0 left-0 grid w-11 place-items-center sm:w-12">
        <input type="checkbox" checked={chosen} onChange={onChoose} aria-label={`Choose what is said to ${nameOr(consumerName, consumerId)}`} className="size-4 accent-accent max-sm:size-5" />
      </label>
    </div>
  )
}
