/** Asking an agent a question, and what it has answered so far. Nobody in its world sees either. */
import type { Agent, AgentState, Interview } from '@troupe/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { MessageCircleQuestionMark } from 'lucide-react'
import { Button } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { RelativeTime } from '../../../design/RelativeTime.tsx'
import { agentInterviewsPath } from '../../data/addresses.ts'
import { pagesOf } from '../../data/api.ts'
import { useMay } from '../../data/queries.ts'
import { Answer } from '../../parts/ListStates.tsx'
import { Note } from '../../parts/Note.tsx'
import { RoleNote } from '../../parts/RoleNote.tsx'
import { QuestionForm } from './QuestionForm.tsx'
import { answerWords, scaleWords } from './interview-words.ts'

/** An answer that is still to come is looked for this often. */
const LOOK_EVERY_MS = 2_000

/** Why an agent can't be asked now, by the state it is in. */
const UNABLE: Readonly<Partial<Record<AgentState, string>>> = {
  ready: 'It has not been started yet. Start it to ask it something.', paused: 'It is paused. Resume it to ask it something.',
  asleep: 'It is asleep; it can be asked when it is awake again.', failed: 'It failed. Start it to ask it something.', offline: 'It is stopped. Start it to ask it something.',
}

export function InterviewPanel({ agent }: { agent: Agent }) {
  const { id, name, state } = agent
  const pages = useInfiniteQuery({
    ...pagesOf(agentInterviewsPath(id)),
    refetchInterval: ({ state: { data } }) => data?.pages[0]?.items.some((interview) => interview.state === 'waiting') ? LOOK_EVERY_MS : false,
  })
  const interviews = pages.data?.pages.flatMap(({ items }) => items)
  const operator = useMay('operator')
  const unable = UNABLE[state] ?? null
  return (
    <>
      {!operator ? <RoleNote what="Asking an agent" needs="operator" className="mb-4" /> : unable !== null ? <Note className="mb-4">{unable}</Note> : <QuestionForm agent={agent} />}
      <Answer query={{ data: interviews, error: pages.error, refetch: pages.refetch }} what="interviews">
        {(list) => list.length === 0 ? (
          <EmptyState icon={<MessageCircleQuestionMark size={22} />} title="Nobody has asked it anything yet">
            {name} answers in character, from what it remembers. Nothing changes in its world, and nobody there sees it.
          </EmptyState>
        ) : (
          <>
            <ol className="divide-y divide-line border-t border-line">
              {list.map((interview) => <InterviewLine key={interview.turnId ?? interview.at} interview={interview} name={name} />)}
            </ol>
            {pages.hasNextPage && <Button size="small" className="mt-3" disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>Earlier questions</Button>}
          </>
        )}
      </Answer>
    </>
  )
}

function InterviewLine({ interview, name }: { interview: Interview; name: string }) {
  const { turnId, question, form, by, at, state, reason, answer, generator } = interview
  return (
    <li className="py-3">
      <p className="font-semibold break-words">{question}</p>
      {form.kind !== 'free' && <p className="text-12 text-ink-faint">{form.kind === 'choice' ? `One of: ${form.options.join(' · ')}` : scaleWords(form)}</p>}
      {state === 'answered' && answer !== null && (
        <div className="mt-1.5 border-l-2 border-accent pl-3">
          {(answer.choice !== null || answer.value !== null) && <p className="tabular font-semibold">{answerWords(answer, form)}</p>}
          <p className="max-w-[65ch] break-words whitespace-pre-wrap">{answer.text}</p>
        </div>
      )}
      {state === 'answered' && answer === null && <p className="mt-1.5 text-ink-faint italic">The answer has been erased; the journal keeps only its hash.</p>}
      {state === 'waiting' && <p role="status" className="mt-1.5 text-ink-soft">{name} has not answered yet.</p>}
      {state === 'failed' && <p className="mt-1.5 text-bad">It did not answer: {reason}</p>}
      <p className="mt-1.5 flex flex-wrap gap-x-2 text-12 text-ink-faint">
        <span>asked by {by}</span>
        <RelativeTime instant={at} />
        {generator !== null && <span>words by {generator === 'rehearsal' ? 'the rehearsal model, code and no AI model' : generator}</span>}
        {turnId !== null && <Link to="/turns/$turnId" params={{ turnId }} className="text-accent hover:underline">its trace</Link>}
      </p>
    </li>
  )
}
