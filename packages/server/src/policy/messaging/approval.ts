import type { Channel } from '@troupe/contract'
import { shownMoney } from '../../base/currency.ts'
import { ALLOW } from '../policy.ts'
import type { MessagePolicy } from './message-policy.ts'
import type { MessagingFacts } from './messaging-facts.ts'

/**
 * Whether a person has to say yes first; the yes is for these words to this address, and for no others. It holds for all
 * channels alike. What a person wrote by hand has its yes from them.
 */
export const approval: MessagePolicy = {
  name: 'approval',
  judge: (facts) => {
    const why = facts.message.author === 'person' ? null : wanted(facts)
    if (why === null || facts.message.approvedHash === facts.message.contentHash) return ALLOW
    return { kind: 'ask', policy: 'approval', reason: facts.message.approvedHash === null ? why : `${why}; words or address are not those that were approved` }
  },
}

const BY: Readonly<Record<Channel, string>> = {
  console: 'notes in the inbox', email: 'e-mails', whatsapp: 'WhatsApp messages', sms: 'text messages', 'in-app': 'messages in the app', webhook: 'calls of webhooks', call: 'calls', 'payment-link': 'payment links',
}

function wanted({ policy: { approval: rules }, message: { channel, content, generator }, lead: { known } }: MessagingFacts): string | null {
  if (rules.mode === 'always') return 'every message needs a yes'
  if (rules.mode === 'first-to-lead' && !known) return 'it is the first message to this lead'
  if (rules.channels.includes(channel)) return `${BY[channel]} need a yes`
  // What rules say was written beforehand, by a person.
  if (rules.generated && generator !== null && !generator.startsWith('rules:')) return `a model wrote it (${generator})`
  if (rules.aboveMinor !== null && content.amountMinor !== null && content.amountMinor > rules.aboveMinor) return `the amount is above ${shownMoney(rules.aboveMinor, content.currency)}`
  return null
}
