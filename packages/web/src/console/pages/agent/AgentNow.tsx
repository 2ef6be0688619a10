/** What an agent does and thinks at this moment, when it wakes next, and how its day is laid out: the page's first answer. */
import type { Agent, FleetAgent } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useClock } from '../../../design/now.tsx'
import { formatMoney } from '../../../design/number-format.ts'
import { fleetPath } from '../../data/addresses.ts'
import { answerOf } from '../../data/api.ts'
import { useLastWords } from '../../live/latest-acts.ts'
import { Ago } from '../../parts/Ago.tsx'
import { DayScale, DayStrip, Peaks } from '../../parts/strip/DayStrip.tsx'
import { clockOf, clockWords } from '../../parts/strip/strip-words.ts'

const EVERY_MS = 4_000

export function AgentNow({ agent }: { agent: Agent }) {
  const { data } = useQuery(answerOf(fleetPath({ ids: agent.id }), { everyMs: EVERY_MS }))
  const watched = data?.items[0]
  // Its room is kept free, so that nothing below moves when it comes.
  return <section aria-label="Now" className="mb-5 min-h-40">{watched !== undefined && <Watched agent={watched} />}</section>
}

function Watched({ agent }: { agent: FleetAgent }) {
  const { act, thought } = useLastWords(agent)
  const { nowMs } = useClock()
  const { strip, wake, state, spentTodayMicros } = agent
  return (
    <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-4 gap-y-2.5">
      <Line name={state === 'busy' ? 'Doing now' : 'Last act'}>
        {act === null ? <Nothing>{state === 'busy' ? 'It has woken and looks around.' : 'It has done nothing yet.'}</Nothing> : <Said turnId={act.turnId} at={act.at}>{act.text}</Said>}
      </Line>
      <Line name="Last thought">
        {thought === null ? <Nothing>{agent.turns === 0 ? 'None yet.' : 'None in its latest turns: it came to rest without a word.'}</Nothing> : <Said turnId={thought.turnId} at={thought.at}><em>“{thought.text}”</em></Said>}
      </Line>
      <Line name="Wakes">
        {wake.kind === 'cycle' ? <>with all of its project, every {wake.minutes} minutes</> : strip === null ? <Nothing>by no rhythm</Nothing> : (
          <span className="block max-w-136">
            <span className="mb-1.5 block">{strip.segments.every(({ kind }) => kind === 'dormant') ? 'Dormant all day' : <Peaks strip={strip} before="Most often today" none="No peak today" />}, {clockWords(strip.zone)}, which now shows {clockOf(strip.zone, nowMs)}</span>
            <DayStrip strip={strip} />
            <DayScale />
          </span>
        )}
      </Line>
      <Line name="Spent today"><span className="tabular">{formatMoney(spentTodayMicros)}</span></Line>
    </dl>
  )
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-faint">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  )
}

function Nothing({ children }: { children: ReactNode }) {
  return <span className="text-ink-faint">{children}</span>
}

/** The words, and the turn they are from. */
function Said({ turnId, at, children }: { turnId: string; at: string; children: ReactNode }) {
  return <><Link to="/turns/$turnId" params={{ turnId }} preload={false} className="text-pretty break-words hover:underline">{children}</Link> <span className="text-12 whitespace-nowrap text-ink-faint"><Ago instant={at} /></span></>
}
