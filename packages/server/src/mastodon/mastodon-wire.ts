/**
 * What a Mastodon server says beside its answers: that it has had enough (429 with `X-RateLimit-Reset`, an ISO time by its own
 * clock, and `X-RateLimit-Limit` and `-Remaining` beside it), and what went wrong (`error`, `error_description`).
 */
import { z } from 'zod'
import { momentOf } from '../llm/retry.ts'
import type { Asleep, Usage } from '../platform/outside-platform.ts'
import type { LimitReply, Wire } from '../platform/outside/exchange.ts'
import { asleepFor } from '../platform/outside/pause.ts'

const complaintSchema = z.object({ error: z.string().optional().catch(undefined), error_description: z.string().optional().catch(undefined) })

export const MASTODON_WIRE: Wire = { limitTold, complaintOf }

function limitTold(reply: LimitReply): Asleep {
  const { headers, nowMs } = reply
  const resetMs = momentOf(headers.get('x-ratelimit-reset'), nowMs)
  const farNowMs = Date.parse(headers.get('date') ?? '')
  // A server whose clock is wrong by an hour means the same pause as one whose clock is right.
  const skewMs = Number.isNaN(farNowMs) ? 0 : farNowMs - nowMs
  return asleepFor('the server asks for a pause', reply, resetMs === null ? null : resetMs - skewMs, usageOf(headers))
}

function usageOf(headers: Headers): Usage | null {
  const [limit, remaining] = ['x-ratelimit-limit', 'x-ratelimit-remaining'].map((name) => Number.parseInt(headers.get(name) ?? '', 10))
  if (limit === undefined || remaining === undefined || !(limit > 0) || !(remaining >= 0)) return null
  return { used: Math.max(0, limit - remaining), limit }
}

function complaintOf(body: unknown): string | null {
  const { data } = complaintSchema.safeParse(body)
  return data?.error_description ?? data?.error ?? null
}
