/** One event with all there is to know of it. */
import { KNOWN_EVENT_TYPES, nearest, type LeadEvent } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Bot } from 'lucide-react'
import { ExactTime } from '../../../design/RelativeTime.tsx'
import { answerOf } from '../../data/api.ts'
import { eventPath } from '../../data/engagement-addresses.ts'
import { useCreators } from '../../data/engagement-queries.ts'
import { Ago } from '../../parts/Ago.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { nameOr } from '../../parts/engagement/lead-name.ts'
import { Fold, IdText, Verbatim } from '../../parts/Fold.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Note } from '../../parts/Note.tsx'
import { Facts } from '../../parts/Page.tsx'
import { eventWords, SOURCE_LOOKS } from './event-words.ts'

/** An agent may still be thinking about it. */
const EVERY_MS = 3_000

export function EventPanel({ id, known, onClose }: { id: string; known?: LeadEvent | undefined; onClose(): void }) {
  const asked = useQuery(answerOf(eventPath(id), { everyMs: EVERY_MS }))
  const data = asked.data ?? known
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} shape="side" title={data === undefined ? 'Event' : eventWords(data.type)} description={data && <ExactTime instant={data.at} />}>
      <Answer query={{ data, error: asked.error, refetch: asked.refetch }} what="this event">
        {(event) => <Detail event={event} />}
      </Answer>
    </Dialog>
  )
}

function Detail({ event }: { event: LeadEvent }) {
  const creator = useCreators()?.find(({ id }) => id === event.creatorId)
  const { word, hint } = SOURCE_LOOKS[event.source]
  const meant = event.known ? null : nearest(event.type, KNOWN_EVENT_TYPES)
  const late = Date.parse(event.receivedAt) - Date.parse(event.at)
  return (
    <div className="flex flex-col gap-5 pb-4">
      {!event.counted && <Note tone="wait">Not counted: {event.notCounted ?? 'no reason was kept'}. It neither moves the lead’s stage nor wakes an agent.</Note>}
      <Facts
        facts={[
          ['Lead', <Link key="lead" to="/leads/$leadId" params={{ leadId: event.consumerId }} className="text-accent hover:underline">{nameOr(event.consumerName, event.consumerId)}</Link>],
          ...(creator === undefined ? [] : [['Creator', <Link key="creator" to="/creators/$creatorId" params={{ creatorId: creator.id }} className="text-accent hover:underline">{creator.name}</Link>] as const]),
          ['Type', <span key="type"><code className="text-12">{event.type}</code>{!event.known && <span className="ml-2 text-12 text-ink-faint">of your own{meant !== null && `; did you mean ${meant}?`}</span>}</span>],
          ['Source', <span key="source">{word} <span className="text-ink-faint">– {hint}</span></span>],
          ['Received', <span key="received"><Ago instant={event.receivedAt} />{late > 5_000 && <span className="ml-2 text-12 text-ink-faint">{Math.round(late / 1_000).toLocaleString('en-US')} s after it happened</span>}</span>],
          ['Id', <IdText key="id" id={event.id} />],
        ]}
      />
      <section>
        <h3 className="mb-1 font-medium">Turns it woke</h3>
        {event.turns.length === 0 ? <p className="text-13 text-ink-faint">None: no agent’s trigger matched, or it has not got to it yet.</p> : (
          <ul>
            {event.turns.map(({ id, agentName }) => (
              <li key={id}><Link to="/turns/$turnId" params={{ turnId: id }} className="inline-flex h-8 items-center gap-2 text-accent hover:underline"><Bot aria-hidden size={14} />{agentName}</Link></li>
            ))}
          </ul>
        )}
      </section>
      {event.erased ? <Note>What it said was erased.</Note> : event.payload !== null && Object.keys(event.payload).length > 0
        ? <Fold label="Payload" aside={`${Object.keys(event.payload).length} fields`}><Verbatim text={JSON.stringify(event.payload, null, 2)} copies="payload" /></Fold>
        : <p className="text-13 text-ink-faint">It came without a payload.</p>}
    </div>
  )
}
