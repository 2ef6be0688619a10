import type { Channel } from '@troupe/contract'
import { refusing } from './message-policy.ts'

/** Whoever writes on WhatsApp may be answered there for so long; it is no consent beyond that. */
export const REPLY_CONSENT_MS = 24 * 3_600_000

const NAMED: Readonly<Record<Channel, string>> = {
  console: 'messages', email: 'e-mail', whatsapp: 'WhatsApp', sms: 'SMS', 'in-app': 'messages in the app', webhook: 'messages', call: 'calls', 'payment-link': 'payment links',
}

/**
 * A withdrawal always holds. Where the rules ask for consent, the lead has given it for that very way. A payment link asks for
 * the consent to the way it goes by. The console and webhooks reach no lead and need none.
 */
export const consent = refusing('consent', ({ policy, message: { channel, carrier }, lead: { consents, thread }, nowMs }) => {
  if (carrier === null) return null
  const given = consents[carrier]
  if (given?.status === 'withdrawn') return `the lead has withdrawn consent to ${NAMED[carrier]} (${given.source})`
  if (!policy.consentNeeded.includes(channel) && !policy.consentNeeded.includes(carrier) || given?.status === 'granted') return null
  const wroteMs = carrier === 'whatsapp' && channel === 'whatsapp' ? thread?.lastInboundMs ?? null : null
  if (wroteMs !== null && nowMs < wroteMs + REPLY_CONSENT_MS) return null
  return `the lead has not agreed to ${NAMED[carrier]}`
})
