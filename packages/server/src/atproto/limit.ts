/**
 * How a PDS says that it has had enough: 429 with `RateLimit-Reset` in epoch seconds, and `RateLimit-Limit` and
 * `RateLimit-Remaining` beside it, as @atproto/xrpc-server sends them; proxies in front say `Retry-After`. Without either
 * an hour is slept; never over a day (SPEC B8).
 */
import { z } from 'zod'
import { momentOf, retryAfterMs, SLEEP_UNTOLD_MS, sleepUntil } from '../llm/retry.ts'
import type { LimitReply, Wire } from '../platform/outside/exchange.ts'
import type { Asleep, Usage } from '../platform/outside-platform.ts'

const complaintSchema = z.object({ error: z.string().max(200).optional().catch(undefined), message: z.string().optional().catch(undefined) })

export const XRPC_WIRE: Wire = { limitTold, complaintOf }

function limitTold({ headers, nowMs }: LimitReply): Asleep {
  const resetMs = momentOf(headers.get('ratelimit-reset'), nowMs)
  const waitMs = retryAfterMs(Object.fromEntries(headers), nowMs)
  // A reset that is past says nothing: taken at its word, the agent would be back, and sent off again, every second.
  const untilMs = resetMs !== null && resetMs > nowMs ? resetMs : nowMs + (waitMs !== null && waitMs > 0 ? waitMs : SLEEP_UNTOLD_MS)
  const usage = usageOf(headers)
  const what = 'the server asks for a pause'
  return { kind: 'asleep', untilMs: sleepUntil(nowMs, untilMs), reason: usage === null ? what : `${what}: ${usage.used} of ${usage.limit} used`, usage }
}

function usageOf(headers: Headers): Usage | null {
  const [limit, remaining] = ['ratelimit-limit', 'ratelimit-remaining'].map((name) => Number.parseInt(headers.get(name) ?? '', 10))
  if (limit === undefined || remaining === undefined || !(limit > 0) || !(remaining >= 0)) return null
  return { used: Math.max(0, limit - remaining), limit }
}

function complaintOf(body: unknown): string | null {
  const { data } = complaintSchema.safeParse(body)
  const said = [data?.error, data?.message].filter((part) => part !== undefined && part !== '')
  return said.length === 0 ? null : said.join(', ')
}

/** The name of an error, as lexicons list them: `RecordNotFound`. */
export function errorName(json: unknown): string | null {
  return complaintSchema.safeParse(json).data?.error ?? null
}

/** What it says of the error in words; servers differ in them. */
export function errorMessage(json: unknown): string {
  return complaintSchema.safeParse(json).data?.message ?? ''
}
