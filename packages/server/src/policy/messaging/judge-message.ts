/**
 * The gate of messages (SPEC E8), asked when one is to be sent and not when it is planned: in between the lead may have said
 * stop. All policies are asked, so that people see all that stands in the way; the first that does not allow decides.
 */
import type { GateVerdict } from '@troupe/contract'
import { agentAtWork, budget } from './agent-at-work.ts'
import { approval } from './approval.ts'
import { consent } from './consent.ts'
import { heldOut } from './held-out.ts'
import { leadThere } from './lead-there.ts'
import { messageDisclosure } from './message-disclosure.ts'
import type { MessagePolicy } from './message-policy.ts'
import type { MessagingFacts } from './messaging-facts.ts'
import { paymentLink } from './payment-link.ts'
import { quietHours } from './quiet-hours.ts'
import { reachable } from './reachable.ts'
import { creatorLimit, sendCaps } from './send-caps.ts'
import { standingStill } from './standing-still.ts'
import { stopWords } from './stop-words.ts'
import { suppression } from './suppression.ts'
import { threadWithPerson } from './thread-with-person.ts'
import { unsubscribable } from './unsubscribable.ts'
import { whatsappWindow } from './whatsapp-window.ts'

/** First what ends it, so that nobody is asked about what will not be sent; then whom to ask, at once and not when the night is over; last what only waits. */
export const MESSAGING_POLICIES: readonly MessagePolicy[] = [
  standingStill, leadThere, reachable, suppression, stopWords, consent, unsubscribable, paymentLink, messageDisclosure, whatsappWindow, threadWithPerson, heldOut,
  approval, agentAtWork, budget, quietHours, sendCaps, creatorLimit,
]

export function judgeMessage(facts: MessagingFacts): GateVerdict {
  let deciding: Pick<GateVerdict, 'kind' | 'policy' | 'reason' | 'until'> = { kind: 'allow', policy: null, reason: null, until: null }
  const all = MESSAGING_POLICIES.map((policy) => {
    const verdict = policy.judge(facts)
    const reason = verdict.kind === 'allow' ? null : verdict.reason
    if (verdict.kind !== 'allow' && deciding.kind === 'allow') {
      deciding = { kind: verdict.kind, policy: policy.name, reason, until: verdict.kind === 'hold' ? new Date(verdict.untilMs).toISOString() : null }
    }
    return { policy: policy.name, kind: verdict.kind, reason }
  })
  return { ...deciding, all }
}
