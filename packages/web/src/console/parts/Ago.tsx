import { useClock } from '../../design/now.tsx'
import { exactTime, shortAge } from '../../design/relative-time.ts'

/** `4m ago`, `in 2h`: for sentences and lists of facts, where a bare `4m` could be a length of time. */
export function Ago({ instant }: { instant: string }) {
  const { nowMs } = useClock()
  const age = shortAge(instant, nowMs)
  return <time dateTime={instant} title={exactTime(instant)}>{/^\d+[mhd]$/.test(age) ? `${age} ago` : age}</time>
}
