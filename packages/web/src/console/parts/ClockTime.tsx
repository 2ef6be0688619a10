import { useClock } from '../../design/now.tsx'
import { exactTime } from '../../design/relative-time.ts'

const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
const DAY_MS = 24 * 60 * 60_000

/** The reader's own clock to the second, for what happens many times a minute; with the day once that is past. */
export function ClockTime({ instant, className }: { instant: string; className?: string }) {
  const { nowMs } = useClock()
  const atMs = Date.parse(instant)
  return <time dateTime={instant} title={exactTime(instant)} className={`whitespace-nowrap ${className ?? ''}`}>{(nowMs - atMs < DAY_MS ? TIME : DAY).format(atMs)}</time>
}
