/** A place asks for a pause: for how long the agent sleeps (SPEC B8). */
import { retryAfterMs, SLEEP_UNTOLD_MS, sleepUntil } from '../../llm/retry.ts'
import type { Asleep, Usage } from '../outside-platform.ts'
import type { LimitReply } from './exchange.ts'

/**
 * Until the reset it names, else as `Retry-After` says, else an hour; never over a day. A reset that is past says nothing:
 * taken at its word, the agent would be back, and sent off again, every second.
 */
export function asleepFor(what: string, { headers, nowMs }: LimitReply, resetMs: number | null, usage: Usage | null): Asleep {
  const waitMs = retryAfterMs(Object.fromEntries(headers), nowMs)
  const untilMs = resetMs !== null && resetMs > nowMs ? resetMs : nowMs + (waitMs !== null && waitMs > 0 ? waitMs : SLEEP_UNTOLD_MS)
  return { kind: 'asleep', untilMs: sleepUntil(nowMs, untilMs), reason: usage === null ? what : `${what}: ${usage.used} of ${usage.limit} used`, usage }
}
