import type { Status } from '@troupe/contract'
import type { ReactNode } from 'react'
import { formatDuration, formatMoney, formatWhole } from '../../../design/number-format.ts'
import { agentsIn } from '../../data/queries.ts'
import { livelyIn } from '../../data/stops.ts'

/** A wait that says workers can't keep up. */
const LONG_WAIT_MS = 60_000

/** The numbers one looks at first. Tabular figures and fixed places: they change without moving anything. */
export function Figures({ status, still }: { status: Status; still: Partial<Status['agents']> }) {
  const { agents, actsByHour, spend, queue } = status
  const awake = agents.idle + agents.busy - (still.idle ?? 0) - (still.busy ?? 0)
  const stopped = livelyIn(still)
  const behind = queue.oldestMs > LONG_WAIT_MS && stopped === 0
  return (
    <dl className="tabular grid grid-cols-2 gap-x-6 gap-y-4 border-b border-line pb-5 sm:grid-cols-3 xl:grid-cols-6">
      <Figure name="Agents awake" value={formatWhole(awake)} note={stopped > 0 ? <span className="text-bad">{formatWhole(stopped)} of {formatWhole(agentsIn(agents))} stopped</span> : `of ${formatWhole(agentsIn(agents))}, ${formatWhole(agents.busy)} in a turn`} />
      <Figure name="Acts this hour" value={formatWhole(actsByHour.at(-1)?.acts ?? 0)} note={`${formatWhole(actsByHour.at(-2)?.acts ?? 0)} the hour before`} />
      <Figure name="Posts" value={formatWhole(status.postsTotal)} note="in all" />
      <Figure name="Comments" value={formatWhole(status.commentsTotal)} note="in all" />
      <Figure name="Spent today" value={formatMoney(spend.todayMicros)} note={`of ${formatMoney(spend.budgetMicros)}`} />
      <Figure
        name="Queue"
        value={formatWhole(queue.due)}
        note={queue.due > 0 && stopped === livelyIn(agents) ? 'held until the release' : queue.due === 0 ? `nobody waits · ${workers(status.workers)}` : <span className={behind ? 'text-bad' : ''}>oldest waits {formatDuration(queue.oldestMs)} · {workers(status.workers)}</span>}
      />
    </dl>
  )
}

function workers(count: number): string {
  return count === 1 ? '1 worker' : `${count} workers`
}

function Figure({ name, value, note }: { name: string; value: string; note: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-12 text-ink-faint">{name}</dt>
      <dd className="mt-0.5 text-20 font-semibold tracking-tight">{value}</dd>
      <dd className="truncate text-12 text-ink-soft">{note}</dd>
    </div>
  )
}
