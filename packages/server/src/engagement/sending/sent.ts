/** What follows from a message having gone out: its words in the thread, and an event of the lead's. */
import type { Channel, Delivery, Vendor } from '@troupe/contract'
import type { Id } from '../../base/ids.ts'
import type { OwnEvent } from '../events/intake.ts'
import type { MessageRow } from './sending-rows.ts'
import type { ToJudge } from './to-judge.ts'

const EVENT_OF: Readonly<Record<Channel, string>> = {
  email: 'email_sent', whatsapp: 'whatsapp_sent', sms: 'sms_sent', 'in-app': 'in_app_sent', console: 'in_app_sent', webhook: 'webhook_sent', call: 'call_requested', 'payment-link': 'payment_link_sent',
}

export interface Sent {
  readonly action: ToJudge & { readonly id: Id; readonly turnId: Id | null; readonly conversationId: Id | null; readonly simulated: boolean }
  readonly agentName: string | null
  /** The thread on its channel, where there is one. */
  readonly threadId: Id | null
  readonly subject: string | null
  /** Null where the lead was erased meanwhile. */
  readonly text: string | null
  readonly vendor: Vendor
  readonly vendorId: string | null
  readonly atMs: number
}

/** What the console carries has arrived; of others a receipt will tell. */
export function deliveryBy(vendor: Vendor): Delivery {
  return vendor === 'console' ? 'delivered' : 'sent'
}

export function messageOf({ action, agentName, threadId, subject, text, vendor, vendorId, atMs }: Sent, id: Id): MessageRow {
  const { author } = action
  return {
    id, workspaceId: action.workspaceId, creatorId: action.creatorId, consumerId: action.consumerId, conversationId: action.conversationId ?? threadId, actionId: action.id, turnId: action.turnId, channel: action.channel,
    author: author === null ? { kind: 'agent', id: action.agentId, name: agentName ?? 'Automated' } : { kind: 'person', id: author.id, name: author.name },
    subject, text, atMs, vendor, vendorId, delivery: deliveryBy(vendor), generator: action.generator, simulated: action.simulated,
  }
}

export function eventOf({ action, vendor, atMs }: Sent): OwnEvent {
  return {
    workspaceId: action.workspaceId, creatorId: action.creatorId, consumerId: action.consumerId, type: EVENT_OF[action.channel], payload: { actionId: action.id, channel: action.channel, vendor, ...(action.agentId === null ? {} : { agentId: action.agentId }) },
    source: action.author === null ? 'agent' : 'system', atMs, simulated: action.simulated,
  }
}
