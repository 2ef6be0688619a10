import type { MessagingFacts } from './messaging-facts.ts'

/** Whoever has just written is awake, and waits for an answer. */
export const ANSWER_WITHIN_MS = 30 * 60_000

/** The lead wrote within the last half hour, in the thread that this goes into. */
export function isAnswer({ lead: { thread }, nowMs }: MessagingFacts): boolean {
  return thread?.lastInboundMs != null && nowMs < thread.lastInboundMs + ANSWER_WITHIN_MS
}

/** The first answer to it: what follows are further messages, and counts as such. */
export function isFirstAnswer(facts: MessagingFacts): boolean {
  const { message: { carrier }, lead: { thread }, sends } = facts
  return isAnswer(facts) && !sends.some((send) => send.carrier === carrier && send.atMs >= (thread?.lastInboundMs ?? 0))
}
