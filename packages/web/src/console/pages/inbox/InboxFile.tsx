/** One message that the console carried, as the lead would have it, and a way to answer as they might. */
import type { Message } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { ExactTime } from '../../../design/RelativeTime.tsx'
import { actionPath, MESSAGES, messageReadPath } from '../../data/acting-addresses.ts'
import { answerOf, refresh, send } from '../../data/api.ts'
import { useMay } from '../../data/queries.ts'
import { DeliveryMark } from '../../parts/engagement/acting-marks.tsx'
import { AnswerAsLead } from '../../parts/engagement/AnswerAsLead.tsx'
import { LeadLink, OriginLinks } from '../../parts/engagement/links.tsx'
import { ChannelMark } from '../../parts/engagement/marks.tsx'
import { SentText } from '../../parts/engagement/SentText.tsx'
import { WrittenBy } from '../../parts/engagement/WrittenBy.tsx'
import { Section } from '../../parts/Page.tsx'

export function InboxFile({ message: { id, direction, channel, consumerId, consumerName, author, editedBy, subject, text, at, delivery, generator, actionId, turnId, conversationId, read, simulated } }: { message: Message }) {
  const reviewer = useMay('reviewer')
  const operator = useMay('operator')
  // Which event it goes back to is known by its action.
  const eventId = useQuery({ ...answerOf(actionPath(actionId ?? '')), enabled: actionId !== null }).data?.eventId ?? null
  useEffect(() => {
    if (!read && reviewer) void send('POST', messageReadPath(id)).then(() => refresh(MESSAGES), () => undefined)
  }, [id, read, reviewer])
  const out = direction === 'out'
  return (
    <article className="flex max-w-3xl flex-col gap-4 px-4 pt-4 pb-10 sm:px-6">
      <header>
        <h2 className="flex flex-wrap items-center gap-x-2 text-16">
          <span className="text-ink-faint">{out ? 'To' : 'From'}</span><LeadLink consumerId={consumerId} name={consumerName} className="font-semibold" />
          {simulated && <span className="rounded-full border border-line-strong px-1.5 text-12 leading-4.5 text-ink-faint">simulated</span>}
        </h2>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-2.5 text-13 text-ink-soft">
          <ChannelMark channel={channel} />
          {out && <span>written by {author.name}</span>}
          {author.kind === 'agent' && <WrittenBy generator={generator} editedBy={editedBy} />}
          <span className="text-ink-faint"><ExactTime instant={at} /></span>
          {delivery !== null && <DeliveryMark delivery={delivery} />}
        </p>
      </header>
      <div className="max-w-[65ch] rounded-large border border-line bg-raised px-4 py-3 text-14">
        {subject !== null && <p className="mb-2 border-b border-line pb-2 font-semibold break-words">{subject}</p>}
        {text === null ? <p className="text-ink-faint italic">The words were erased.</p> : <SentText text={text} />}
      </div>
      <OriginLinks of={{ actionId, turnId, eventId, conversationId }} />
      {operator && (
        <Section title="Answer as this lead" className="border-t border-line pt-3">
          <p className="mb-2 text-13 text-pretty text-ink-soft">To try it: what you write comes in as if they had written it. It wakes agents, opens a thread, and STOP ends the channel.</p>
          <AnswerAsLead consumerId={consumerId} channel={channel} />
        </Section>
      )}
    </article>
  )
}
