/** How long to sleep on a 429 or 402 (SPEC B8): until `resetAt`, else as `Retry-After` says, else an hour; never over a day. */
import { momentOf, retryAfterMs, SLEEP_UNTOLD_MS, sleepUntil } from '../llm/retry.ts'
import type { Asleep } from '../platform/outside-platform.ts'
import type { LimitReply } from '../platform/outside/exchange.ts'
import { limitSchema } from './words.ts'

export function limitTold({ status, headers, body, nowMs }: LimitReply): Asleep {
  const told = limitSchema.safeParse(body).data
  const usage = told?.usage ?? null
  const resetMs = momentOf(told?.resetAt, nowMs)
  const waitMs = retryAfterMs(Object.fromEntries(headers), nowMs)
  // A reset that is past says nothing: taken at its word, the agent would be back, and sent off again, every second.
  const untilMs = resetMs !== null && resetMs > nowMs ? resetMs : nowMs + (waitMs !== null && waitMs > 0 ? waitMs : SLEEP_UNTOLD_MS)
  const what = status === 402 ? 'the site has no budget left for this' : 'the site asks for a pause'
  return {
    kind: 'asleep',
    untilMs: sleepUntil(nowMs, untilMs),
    reason: usage === null ? what : `${what}: ${usage.used} of ${usage.limit} used`,
    usage,
  }
}
