import { useClock } from './now.tsx'
import { exactTime, minuteTime, shortAge } from './relative-time.ts'

/** `4m`, with the exact time on hover and for machines. */
export function RelativeTime({ instant, className }: { instant: string; className?: string }) {
  const { nowMs, local } = useClock()
  return (
    <time dateTime={instant} title={exactTime(instant, local ? undefined : 'UTC')} className={className}>
      {shortAge(instant, nowMs)}
    </time>
  )
}

/** Date and time to the minute, as on a post's own page; the second on hover. */
export function ExactTime({ instant, className }: { instant: string; className?: string }) {
  const { local } = useClock()
  return (
    <time dateTime={instant} title={exactTime(instant, local ? undefined : 'UTC')} className={className}>
      {minuteTime(instant, local ? undefined : 'UTC')}
    </time>
  )
}
