import type { Message, MessageIntent, PlannedAction } from '@troupe/contract'
import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { Ago } from '../../parts/Ago.tsx'
import { capital, plainName } from '../../parts/action-words.ts'
import { ClockTime } from '../../parts/ClockTime.tsx'
import { ActionMark, DeliveryMark } from '../../parts/engagement/acting-marks.tsx'
import { SentText } from '../../parts/engagement/SentText.tsx'
import { WrittenBy } from '../../parts/engagement/WrittenBy.tsx'
import { formatMinor } from '../../../design/number-format.ts'

const INTENTS: Readonly<Record<MessageIntent, string>> = {
  question: 'question', objection: 'objection', price: 'asks for the price', booking: 'wants to book', complaint: 'complaint', thanks: 'thanks', 'not-interested': 'not interested', stop: 'stop', other: 'something else',
}
const WANTS_SOMEBODY: ReadonlySet<MessageIntent> = new Set(['complaint', 'stop', 'not-interested'])

/** What was said, with whoever said it and what became of it. */
export function SaidLine({ message: { direction, author, editedBy, subject, text, erased, at, delivery, generator, intent, actionId, turnId, simulated } }: { message: Message }) {
  const out = direction === 'out'
  return (
    <li className={clsx('flex max-w-[85%] flex-col gap-1 sm:max-w-[75%]', out ? 'items-end self-end' : 'items-start self-start')}>
      <p className="flex flex-wrap items-center gap-x-2 text-12 text-ink-faint">
        <span className="font-medium text-ink-soft">{author.name}</span>
        {author.kind === 'agent' && <WrittenBy generator={generator} editedBy={editedBy} />}
        {intent !== null && <span className={clsx('rounded-full px-1.5 leading-4.5', WANTS_SOMEBODY.has(intent) ? 'bg-wait-soft text-ink' : 'bg-sunken text-ink-soft')} title="What the lead wants, as a program reads it">{INTENTS[intent]}</span>}
        {simulated && <span className="rounded-full border border-line-strong px-1.5 leading-4">simulated</span>}
      </p>
      <div className={clsx('rounded-large px-3.5 py-2 text-14', out ? 'bg-accent-soft' : 'bg-sunken')}>
        {subject !== null && <p className="mb-1 font-semibold break-words">{subject}</p>}
        {erased || text === null ? <p className="text-ink-faint italic">Erased</p> : <SentText text={text} />}
      </div>
      <p className="flex flex-wrap items-center gap-x-2.5 text-12 text-ink-faint">
        <ClockTime instant={at} className="tabular" />
        {delivery !== null && <DeliveryMark delivery={delivery} />}
        {actionId !== null && <Link to="/queue" search={{ action: actionId }} preload={false} className="hover:text-ink hover:underline">action</Link>}
        {turnId !== null && <Link to="/turns/$turnId" params={{ turnId }} preload={false} className="hover:text-ink hover:underline">turn</Link>}
      </p>
    </li>
  )
}

/** What is to be said, or was not. */
export function UnsaidLine({ action: { id, content, state, dead, reason, verdict, sendAt, endedAt, agentName, automated, editedBy, generator, turnId } }: { action: PlannedAction }) {
  const why = verdict?.kind !== 'allow' && verdict?.reason != null ? verdict.reason : reason
  const held = verdict?.kind === 'hold' && endedAt === null
  return (
    <li className="flex max-w-[85%] flex-col items-end gap-1 self-end sm:max-w-[75%]">
      <p className="flex flex-wrap items-center gap-x-2 text-12 text-ink-faint"><span className="font-medium text-ink-soft">{agentName ?? (automated ? 'An agent' : 'A person')}</span>{automated && <WrittenBy generator={generator} editedBy={editedBy} />}</p>
      <div className={clsx('rounded-large border border-dashed border-line-strong px-3.5 py-2 text-14', endedAt !== null && 'text-ink-faint')}>
        {content === null ? <p className="italic">Erased</p> : <p className="break-words whitespace-pre-wrap">{content.subject !== null && <span className="mb-1 block font-semibold">{content.subject}</span>}{content.text}{content.amountMinor !== null && content.currency !== null && <span className="tabular mt-1 block font-semibold">{formatMinor(content.amountMinor, content.currency)}</span>}</p>}
      </div>
      <p className="flex flex-wrap items-center justify-end gap-x-2.5 text-12 text-ink-faint">
        {held ? <span className="font-medium text-wait">held</span> : <ActionMark state={state} dead={dead} />}
        {endedAt === null ? <Ago instant={verdict?.until ?? sendAt} /> : <Ago instant={endedAt} />}
        <Link to="/queue" search={{ action: id }} preload={false} className="hover:text-ink hover:underline">action</Link>
        {turnId !== null && <Link to="/turns/$turnId" params={{ turnId }} preload={false} className="hover:text-ink hover:underline">turn</Link>}
      </p>
      {why !== null && <p className="max-w-prose text-right text-12 text-pretty text-ink-soft">{verdict?.policy != null && <span className="font-medium">{capital(plainName(verdict.policy))}: </span>}{why}</p>}
    </li>
  )
}
