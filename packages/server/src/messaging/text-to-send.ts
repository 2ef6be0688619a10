/** A message as it goes out: the words, the place of a payment link, who wrote it (SPEC P2), and how to hear no more. */
import type { Channel } from '@troupe/contract'
import { PAYMENT_LINK_MARK } from '../policy/messaging/payment-link-mark.ts'

export interface TextWanted {
  /** What takes it to the person: of a payment link its carrier. */
  readonly carrier: Channel
  readonly words: string
  /** Null under what a person wrote. */
  readonly disclosure: string | null
  /** For mail; null leaves the line out. */
  readonly unsubscribeUrl: string | null
  readonly payment: boolean
}

export function textToSend({ carrier, words, disclosure, unsubscribeUrl, payment }: TextWanted): string {
  const ending = [disclosure, carrier === 'email' && unsubscribeUrl !== null ? `Unsubscribe: ${unsubscribeUrl}` : null, disclosure !== null && (carrier === 'sms' || carrier === 'whatsapp') ? 'Reply STOP to hear no more.' : null]
  return [words.trim(), payment && !words.includes(PAYMENT_LINK_MARK) ? PAYMENT_LINK_MARK : null, ending.filter((line) => line !== null).join('\n') || null].filter((part) => part !== null).join('\n\n')
}
