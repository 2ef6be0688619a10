import { ALLOW, type Verdict } from '../policy.ts'
import type { MessagePolicy } from './message-policy.ts'
import type { MessagingFacts } from './messaging-facts.ts'
import { isFirstAnswer } from './thread-answer.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/**
 * How much one lead hears in a time, by one channel or all together. Counted on what was sent or may have been, not on tries; a
 * payment link counts for the channel that carries it, too.
 * Held until so many have left the window that there is room. The first answer to what the lead has just written is not
 * held, and counts.
 */
export const sendCaps: MessagePolicy = {
  name: 'caps',
  judge: (facts) => {
    if (facts.message.carrier === null || isFirstAnswer(facts)) return ALLOW
    let longest: Verdict = ALLOW
    for (const cap of facts.policy.caps) {
      if (cap.channel !== null && cap.channel !== facts.message.channel && cap.channel !== facts.message.carrier) continue
      const verdict = heldBy(cap, facts)
      if (verdict.kind === 'suppress') return verdict
      if (verdict.kind === 'hold' && (longest.kind !== 'hold' || verdict.untilMs > longest.untilMs)) longest = verdict
    }
    return longest
  },
}

function heldBy({ channel, most, hours }: MessagingFacts['policy']['caps'][number], { sends, nowMs }: MessagingFacts): Verdict {
  const what = `at most ${most} ${channel === null ? '' : `by ${channel} `}in ${hours % 24 === 0 && hours > 24 ? `${hours / 24} days` : `${hours} hours`}`
  if (most === 0) return { kind: 'suppress', policy: 'caps', reason: what }
  const windowMs = hours * HOUR_MS
  // Newest first: once this one has left the window, fewer than `most` are in it.
  let counted = 0
  for (const send of sends) {
    if (send.atMs <= nowMs - windowMs) break
    if (channel !== null && send.channel !== channel && send.carrier !== channel) continue
    counted += 1
    if (counted === most) return { kind: 'hold', policy: 'caps', reason: what, untilMs: send.atMs + windowMs }
  }
  return ALLOW
}

/** All that goes out in a creator's name in 24 hours. */
export const creatorLimit: MessagePolicy = {
  name: 'creator-limit',
  judge: ({ policy: { messagesPerDay }, message: { carrier }, creatorSends: { count, oldestMs }, nowMs }) => {
    if (carrier === null || count < messagesPerDay) return ALLOW
    const reason = `at most ${messagesPerDay} messages a day in the creator's name`
    return oldestMs === null || messagesPerDay === 0 ? { kind: 'suppress', policy: 'creator-limit', reason } : { kind: 'hold', policy: 'creator-limit', reason, untilMs: Math.max(oldestMs + DAY_MS, nowMs + 1_000) }
  },
}
