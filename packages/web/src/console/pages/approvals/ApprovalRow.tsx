import type { Approval } from '@troupe/contract'
import { formatMinor } from '../../../design/number-format.ts'
import { RelativeTime } from '../../../design/RelativeTime.tsx'
import { ApprovalMark } from '../../parts/engagement/acting-marks.tsx'
import { Countdown } from '../../parts/engagement/Countdown.tsx'
import { nameOr } from '../../parts/engagement/lead-name.ts'
import { firstWords } from '../../parts/engagement/LeadWords.tsx'
import { ChannelMark } from '../../parts/engagement/marks.tsx'
import { openRowClass } from '../../parts/OpenList.tsx'

export const APPROVAL_ROW_PX = 84

export function ApprovalRow({ approval: { state, action, why, expiresAt, decidedAt }, open, onOpen }: { approval: Approval; open: boolean; onOpen(): void }) {
  const { consumerId, consumerName, channel, content } = action
  return (
    <button type="button" aria-current={open} onClick={onOpen} className={openRowClass(open)}>
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
}
