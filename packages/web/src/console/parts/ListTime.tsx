import { useClock } from '../../design/now.tsx'
import { RelativeTime } from '../../design/RelativeTime.tsx'
import { ClockTime } from './ClockTime.tsx'

const WEEK_MS = 7 * 24 * 60 * 60_000

/** `4m`, and once that is more than a week ago the day and the time: a simulated day would else be a list of one date. */
export function ListTime({ instant, className }: { instant: string; className?: string }) {
  const { nowMs } = useClock()
  const given = className === undefined ? {} : { className }
  return nowMs - Date.parse(instant) < WEEK_MS ? <RelativeTime instant={instant} {...given} /> : <ClockTime instant={instant} {...given} />
}
