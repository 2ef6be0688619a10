import type { PlannedAction } from '@troupe/contract'
import { useClock } from '../../../design/now.tsx'
import { exactTime, shortAge } from '../../../design/relative-time.ts'

const CLOCK = new Intl.DateTimeFormat('en-GB', { weekday: 'short', hour: '2-digit', minute: '2-digit' })
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
const WEEK_MS = 6 * 24 * 60 * 60_000

/** When it went out, ended, or is to go: `in 2h · Tue 14:05`. */
export function SendTime({ action: { sentAt, endedAt, sendAt }, exact = false }: { action: Pick<PlannedAction, 'sentAt' | 'endedAt' | 'sendAt'>; exact?: boolean }) {
  const { nowMs } = useClock()
  const instant = sentAt ?? endedAt ?? sendAt
  const atMs = Date.parse(instant)
  const open = sentAt === null && endedAt === null
  const words = open && atMs <= nowMs ? 'due' : shortAge(instant, nowMs)
  return (
    <time dateTime={instant} title={`${sentAt !== null ? 'Sent' : open ? 'To be sent' : 'Ended'} ${exactTime(instant)}`}>
      {words}{exact && <span className="text-ink-faint"> · {(Math.abs(nowMs - atMs) < WEEK_MS ? CLOCK : DAY).format(atMs)}</span>}
    </time>
  )
}
