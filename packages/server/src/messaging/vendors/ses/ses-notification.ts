/** What SES says of mails: as feedback notifications (`notificationType`) or events of a configuration set (`eventType`). */
import type { Delivery } from '@troupe/contract'
import { z } from 'zod'
import { isId, type Id } from '../../../base/ids.ts'
import { SES_LEDGER_TAG } from './ses-ledger-tag.ts'

const recipients = z.array(z.object({ emailAddress: z.string().max(400) })).max(100).default([])
const notificationSchema = z.object({
  notificationType: z.string().optional(), eventType: z.string().optional(),
  mail: z.object({ messageId: z.string().max(200), destination: z.array(z.string().max(400)).max(100).default([]), tags: z.record(z.string(), z.array(z.string())).default({}) }),
  bounce: z.object({ bounceType: z.string(), bouncedRecipients: recipients }).optional(),
  complaint: z.object({ complainedRecipients: recipients }).optional(),
})

export interface SesReceipt {
  readonly messageId: string
  readonly ledgerId: Id | null
  readonly delivery: Delivery
  readonly reason: string | null
  /** Addresses that nothing is sent to any more. */
  readonly suppress: { readonly addresses: readonly string[]; readonly reason: 'bounce' | 'complaint' } | null
}

/** Null for what says nothing that is kept: opens and clicks are counted by our own links, which tell machines from people. */
export function sesReceipt(message: string): SesReceipt | null {
  const read = notificationSchema.safeParse(parsed(message)).data
  if (read === undefined) return null
  const { mail, bounce, complaint } = read
  const ledger = mail.tags[SES_LEDGER_TAG]?.[0] ?? ''
  const base = { messageId: mail.messageId, ledgerId: isId(ledger) ? ledger : null, reason: null, suppress: null }
  const named = (list: readonly { emailAddress: string }[]): string[] => (list.length > 0 ? list.map(({ emailAddress }) => emailAddress) : mail.destination).slice(0, 10)
  switch (read.eventType ?? read.notificationType) {
    case 'Send': return { ...base, delivery: 'sent' }
    case 'Delivery': return { ...base, delivery: 'delivered' }
    case 'Reject': return { ...base, delivery: 'undelivered', reason: 'SES found a virus in it.' }
    case 'Bounce': {
      const permanent = bounce?.bounceType === 'Permanent'
      return { ...base, delivery: permanent ? 'bounced' : 'undelivered', reason: permanent ? 'The address does not exist (permanent bounce).' : 'The mailbox did not take it (transient bounce).', suppress: permanent ? { addresses: named(bounce.bouncedRecipients), reason: 'bounce' } : null }
    }
    case 'Complaint': return { ...base, delivery: 'complained', reason: 'The recipient marked it as spam.', suppress: { addresses: named(complaint?.complainedRecipients ?? []), reason: 'complaint' } }
    default: return null
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
