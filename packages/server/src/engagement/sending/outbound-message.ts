/** Words of an action as they leave: with the line that says who wrote them, the way to hear no more, and what counts clicks. */
import type { Id } from '../../base/ids.ts'
import type { OutboundMessage } from '../../messaging/channel.ts'
import type { PublicLinks } from '../../messaging/links/public-links.ts'
import { textToSend } from '../../messaging/text-to-send.ts'
import type { Situation } from './facts.ts'
import type { ToJudge } from './to-judge.ts'

/** What the payer reads, where the message has no subject. */
const TITLE_CHARACTERS_MOST = 120

export function outboundMessage(item: ToJudge & { readonly id: Id }, { lead, creator, way, carrier, content, facts }: Situation, ledgerId: Id, links: PublicLinks): OutboundMessage {
  const mail = way.carrier === 'email'
  const unsubscribeUrl = mail ? links.unsubscribeUrl({ workspaceId: item.workspaceId, consumerId: item.consumerId, channel: 'email', address: way.address }) : null
  // The console shows its path; a vendor is given what works for whoever gets the mail, or nothing.
  const shownUrl = links.unsubscribable || carrier.vendor === 'console' ? unsubscribeUrl : null
  const { amountMinor, currency } = content
  const payment = item.channel === 'payment-link' && amountMinor !== null && currency !== null ? { title: (content.subject ?? content.text).slice(0, TITLE_CHARACTERS_MOST) || `Payment to ${creator.name}`, amountMinor, currency } : null
  const text = textToSend({ carrier: way.carrier ?? item.channel, words: content.text, disclosure: facts.message.disclosure, unsubscribeUrl: shownUrl, payment: payment !== null })
  return {
    actionId: item.id, ledgerId, workspaceId: item.workspaceId, creatorId: item.creatorId, consumerId: item.consumerId, channel: item.channel, to: way.address, recipientName: lead.name, senderName: creator.name,
    subject: mail ? content.subject ?? `A message from ${creator.name}` : null, text, template: content.template,
    unsubscribeUrl: links.unsubscribable ? unsubscribeUrl : null, automated: item.author === null, replyTo: creator.email,
    tracking: mail && carrier.vendor !== 'console' ? links.tracking(item.id, text) : null, payment, idempotencyKey: item.id,
  }
}

/** What people read in the thread and the inbox. Of a template no words are known here. */
export function shownText({ text, template }: Pick<OutboundMessage, 'text' | 'template'>): string {
  if (template === null) return text
  const variables = Object.entries(template.variables).map(([name, value]) => `${name}: ${value}`).join(', ')
  return `Template ${template.id}${variables === '' ? '' : ` (${variables})`}`
}
