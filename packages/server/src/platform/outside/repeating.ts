/**
 * Asking again, for what may be asked twice: reads, invitations, removals. Pauses have full jitter (between nothing and a
 * doubling bound), so that a thousand agents that failed together do not come back together. `Retry-After` is kept to;
 * what takes longer than a turn should wait is slept on.
 */
import type { Clock } from '../../base/clock.ts'
import type { Random } from '../../base/random.ts'
import { sleepUntil } from '../../llm/retry.ts'
import type { Reply } from './reply.ts'

/** The first one included. */
const TRIES_MOST = 4
const PAUSE_FIRST_MS = 400
const PAUSE_LONGEST_MS = 6_000
/** Of one pause the far side asks for. */
const PATIENCE_MS = 20_000

export async function repeating<Value>(ask: () => Promise<Reply<Value>>, clock: Clock, random: Random, signal: AbortSignal): Promise<Reply<Value>> {
  for (let tries = 1; ; tries++) {
    const reply = await ask()
    if ((reply.kind !== 'unclear' && reply.kind !== 'unsent') || !reply.passing || signal.aborted) return reply
    const told = reply.kind === 'unclear' ? reply.waitMs : null
    if (told !== null && told > PATIENCE_MS) {
      return { kind: 'limited', asleep: { kind: 'asleep', untilMs: sleepUntil(clock.now(), clock.now() + told), reason: reply.reason, usage: null } }
    }
    if (tries === TRIES_MOST) return reply
    const pauseMs = random.next() * Math.min(PAUSE_LONGEST_MS, PAUSE_FIRST_MS * 2 ** (tries - 1))
    try {
      await clock.until(clock.now() + Math.max(told ?? 0, pauseMs), signal)
    } catch (error) {
      if (!signal.aborted) throw error
      return reply
    }
  }
}
