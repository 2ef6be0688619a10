import { ALLOW } from '../policy.ts'
import type { MessagePolicy } from './message-policy.ts'
import { isFirstAnswer } from './thread-answer.ts'

const LOOK_AGAIN_MS = 15 * 60_000

/**
 * While a person talks with a lead, programs keep still, on every channel: a mail that sells would spoil the talk on WhatsApp.
 * While one is only waited for, what programs want to say waits as well, but for the word that somebody will come.
 */
export const threadWithPerson: MessagePolicy = {
  name: 'conversation',
  judge: (facts) => {
    const { message: { author, carrier }, lead: { person }, nowMs } = facts
    if (author === 'person' || carrier === null || person === null) return ALLOW
    if (person === 'talks') return { kind: 'suppress', policy: 'conversation', reason: 'a person talks with this lead' }
    return isFirstAnswer(facts) ? ALLOW : { kind: 'hold', policy: 'conversation', reason: 'a person is to talk with this lead first', untilMs: nowMs + LOOK_AGAIN_MS }
  },
}
