/** How long to sleep on a 429 or 402 (SPEC B8): until `resetAt`, else as `Retry-After` says, else an hour; never over a day. */
import { momentOf } from '../llm/retry.ts'
import type { Asleep } from '../platform/outside-platform.ts'
import type { LimitReply } from '../platform/outside/exchange.ts'
import { asleepFor } from '../platform/outside/pause.ts'
import { limitSchema } from './words.ts'

export function limitTold(reply: LimitReply): Asleep {
  const told = limitSchema.safeParse(reply.body).data
  const what = reply.status === 402 ? 'the site has no budget left for this' : 'the site asks for a pause'
  return asleepFor(what, reply, momentOf(told?.resetAt, reply.nowMs), told?.usage ?? null)
}
