import type { PlannedContent } from '@troupe/contract'
import type { MessagingFacts } from './messaging-facts.ts'
import { refusing } from './message-policy.ts'

/** Free words are possible for so long after the lead wrote; then templates only (Meta's rule, Twilio's error 63016). */
export const WHATSAPP_WINDOW_MS = 24 * 3_600_000

type WindowFacts = Pick<MessagingFacts, 'nowMs' | 'policy'> & { readonly message: Pick<MessagingFacts['message'], 'channel' | 'carrier' | 'content'>; readonly lead: Pick<MessagingFacts['lead'], 'thread'> }

/** On the console nobody refuses it, and whoever tries things out there wants to see the words. */
export const whatsappWindow = refusing('whatsapp-window', (facts) =>
  facts.message.carrier !== 'whatsapp' || facts.vendor === 'console' || isOpen(facts) || wordsToSend(facts).template !== null ? null : 'the lead has not written on WhatsApp in the last 24 hours, when only templates go through, and the rules name none')

/** The words as they would go out now: outside the window, with the template that the rules name. It would say nothing of what is to be paid, so a payment link has none. */
export function wordsToSend(facts: WindowFacts): PlannedContent {
  const { message: { channel, content, carrier }, policy } = facts
  if (channel === 'payment-link' || carrier !== 'whatsapp' || content.template !== null || policy.whatsappTemplate === null || isOpen(facts)) return content
  return { ...content, template: policy.whatsappTemplate }
}

function isOpen({ lead: { thread }, nowMs }: WindowFacts): boolean {
  return thread?.lastInboundMs != null && nowMs < thread.lastInboundMs + WHATSAPP_WINDOW_MS
}
