import type { OutboundMessage } from '../channel.ts'

const id = (last: string): string => `0190a000-0000-7000-8000-0000000000${last}`

/** A message to somebody, ready to go. */
export function outbound(changed: Partial<OutboundMessage> = {}): OutboundMessage {
  return {
    actionId: id('a1'), ledgerId: id('b1'), workspaceId: id('c1'), creatorId: id('d1'), consumerId: id('e1'), channel: 'console', to: null, recipientName: 'Léa Lead', senderName: 'Nadia Núñez',
    subject: 'About your question', text: 'Hello Léa,\n\nsee https://shop.example/course?id=1&x=2.\n\nWritten by an automated assistant.', template: null, unsubscribeUrl: 'https://troupe.example/u/token', automated: true,
    replyTo: null, tracking: null, payment: null, idempotencyKey: id('a1'), ...changed,
  }
}
