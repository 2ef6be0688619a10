/**
 * What an agent of leads can want: the tools of model, http and graph brains, and what `send`, `tag` and the like of a kind
 * made with `defineAgent` come down to. None of them does anything: they become intents, rows of the action queue, or a
 * change of the lead, and what leaves the machine passes the gate when its time has come.
 */
import { idSchema, stageSchema, type Channel } from '@troupe/contract'
import { z } from 'zod'
import { defineAction, type Action } from '../agent/action.ts'
import { DELAY } from './delay.ts'

/** Reasons that end an action before it is sent. */
export const CANCEL_REASONS = ['converted', 'replied', 'unsubscribed', 'booked', 'booking-cancelled'] as const
export type CancelReason = (typeof CANCEL_REASONS)[number]

/** The farthest ahead anything is planned. */
export const DELAY_LONGEST_MS = 366 * 86_400_000

const delay = z.string().regex(DELAY, 'a number and s, m, h, d or w, such as 5m or 2d')
const when = {
  in: delay.optional().describe('how long from now to wait before it is sent, such as 5m, 3h or 2d; at once when left out'),
  at: z.iso.datetime({ offset: true }).optional().describe('or the moment at which it is sent, ISO 8601 with its offset'),
  unless: z.array(z.enum(CANCEL_REASONS)).max(CANCEL_REASONS.length).optional().describe('what ends it before it is sent'),
  priority: z.number().int().min(-10).max(10).optional().describe('the higher, the sooner among what is due together; 0 when left out'),
}
const text = z.string().trim().min(1).max(10_000)
const product = idSchema.optional().describe('the product it is about, by its id')
const template = z.strictObject({ id: z.string().trim().min(1).max(120), variables: z.record(z.string().max(60), z.string().max(1000)) }).optional()
  .describe('an approved template, for WhatsApp outside its 24 hours')

export interface MessagingAction extends Action {
  /** What it goes out by; null for what changes the lead or nothing. */
  readonly channel: Channel | null
}

const ALL: readonly MessagingAction[] = [
  outgoing('email', 'send_email', 'Write the lead an e-mail.', { subject: z.string().trim().min(1).max(300), text, productId: product, ...when }),
  outgoing('whatsapp', 'send_whatsapp', 'Write the lead a WhatsApp message. Free words are possible for 24 hours after the lead wrote; afterwards only a template.', { text, template, productId: product, ...when }),
  outgoing('sms', 'send_sms', 'Write the lead a text message of one or two sentences.', { text: text.max(640), productId: product, ...when }),
  outgoing('in-app', 'send_in_app', "Leave the lead a message in the creator's own app.", { text, productId: product, ...when }),
  outgoing('webhook', 'send_webhook', "Tell the creator's own system something, as JSON.", { payload: z.record(z.string().max(80), z.unknown()), ...when }),
  outgoing('call', 'request_call', 'Ask the creator to call the lead.', { topic: z.string().trim().min(1).max(1000).describe('what the call is about, for whoever calls'), ...when }),
  outgoing('payment-link', 'send_payment_link', 'Send the lead a link by which to pay for a product. Only products with a price have one.', { productId: idSchema, text: text.optional().describe('what is said with it'), ...when }),
  change('tag_lead', 'Put a tag on the lead.', { tag: z.string().trim().min(1).max(60) }),
  change('untag_lead', 'Take a tag off the lead.', { tag: z.string().trim().min(1).max(60) }),
  change('set_stage', 'Say where the lead stands.', { stage: stageSchema, reason: z.string().trim().max(300).optional() }),
  change('wait', 'Put off everything planned after it in this answer.', { for: delay }),
  change('escalate', 'Hand the lead over to a person, who is told why. Do it when you are not sure.', { reason: z.string().trim().min(1).max(300) }),
  change('do_nothing', 'Let this event pass, and say why.', { reason: z.string().trim().min(1).max(300) }),
]

export const MESSAGING_ACTIONS: ReadonlyMap<string, MessagingAction> = new Map(ALL.map((action) => [action.name, action]))

export type MessagingActionName =
  | 'send_email' | 'send_whatsapp' | 'send_sms' | 'send_in_app' | 'send_webhook' | 'request_call' | 'send_payment_link'
  | 'tag_lead' | 'untag_lead' | 'set_stage' | 'wait' | 'escalate' | 'do_nothing'

export function isMessagingAction(name: string): name is MessagingActionName {
  return MESSAGING_ACTIONS.has(name)
}

function outgoing(channel: Channel, name: MessagingActionName, description: string, input: z.ZodRawShape): MessagingAction {
  return { ...defined(name, description, input), channel }
}

function change(name: MessagingActionName, description: string, input: z.ZodRawShape): MessagingAction {
  return { ...defined(name, description, input), channel: null }
}

function defined(name: string, description: string, input: z.ZodRawShape): Action {
  return defineAction({ name, description, effect: 'write', target: null, words: null, schema: z.strictObject(input) as z.ZodType<Readonly<Record<string, unknown>>> })
}
