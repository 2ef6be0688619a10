import type { Approval } from '@troupe/contract'
import { useCreators } from '../../data/engagement-queries.ts'
import { ApprovalMark } from '../../parts/engagement/acting-marks.tsx'
import { Countdown } from '../../parts/engagement/Countdown.tsx'
import { LeadLink } from '../../parts/engagement/links.tsx'
import { ChannelMark } from '../../parts/engagement/marks.tsx'
import { WrittenBy } from '../../parts/engagement/WrittenBy.tsx'

/** To whom, by what, on whose behalf. */
export function ApprovalHead({ approval: { state, action, recipient, expiresAt } }: { approval: Approval }) {
  const creator = useCreators()?.find(({ id }) => id === action.creatorId)
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
      <div className="min-w-0">
        <h2 className="flex flex-wrap items-center gap-x-2 text-16">
          <LeadLink consumerId={action.consumerId} name={action.consumerName} className="font-semibold" />
          <WrittenBy generator={action.generator} editedBy={action.editedBy} className="text-12" />
          {action.simulated && <span className="rounded-full border border-line-strong px-1.5 text-12 leading-4.5 text-ink-faint">simulated</span>}
        </h2>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-13 text-ink-soft">
          <ChannelMark channel={action.channel} />
          {recipient === null ? <span className="text-ink-faint">no address is known</span> : <span className="font-mono text-12 break-all">{recipient}</span>}
          {creator !== undefined && <span className="text-ink-faint">on behalf of {creator.name}</span>}
        </p>
      </div>
      {state === 'waiting' ? <Countdown until={expiresAt} over="expired" className="text-13" /> : <ApprovalMark state={state} className="text-13" />}
    </header>
  )
}
