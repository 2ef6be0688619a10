import type { MessagingFacts } from './messaging-facts.ts'
import { ALLOW, type Verdict } from '../policy.ts'

/** One rule by which messages are sent (SPEC E8). Pure; what it needs to know stands in the facts. */
export interface MessagePolicy {
  readonly name: string
  judge(facts: MessagingFacts): Verdict
}

/** `judge` answers with a sentence why it may never be sent, or null. */
export function refusing(name: string, judge: (facts: MessagingFacts) => string | null): MessagePolicy {
  return {
    name,
    judge: (facts) => {
      const reason = judge(facts)
      return reason === null ? ALLOW : { kind: 'suppress', policy: name, reason }
    },
  }
}
