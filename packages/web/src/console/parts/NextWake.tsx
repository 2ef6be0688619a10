import type { Agent } from '@troupe/contract'
import { useClock } from '../../design/now.tsx'
import { exactTime, shortAge } from '../../design/relative-time.ts'
import { isLively, useStop } from '../data/stops.ts'

/** When an agent wakes next: `in 4m`; `due` while it waits to be taken up; a dash when nothing wakes it. A kill switch outranks the clock. */
export function NextWake({ agent: { state, until, nextWakeAt, projectId } }: { agent: Pick<Agent, 'state' | 'until' | 'nextWakeAt' | 'projectId'> }) {
  const { nowMs } = useClock()
  const stop = useStop(projectId)
  if (stop !== null && isLively(state)) return <span className="text-ink-faint" title="It wakes no more until the kill switch is released.">after release</span>
  const next = state === 'asleep' && until !== null ? until : nextWakeAt
  if (next === null) return <span className="text-ink-faint">–</span>
  const words = Date.parse(next) <= nowMs ? 'due' : shortAge(next, nowMs)
  return <time dateTime={next} title={exactTime(next)}>{words === 'now' ? 'in 1m' : words}</time>
}
