/** What happened with a lead (SPEC E3). */
import { z } from 'zod'
import { givenInstantSchema, idSchema, instantSchema, pageQuerySchema } from '../common.ts'
import { contextSchema } from './consumer.ts'

export const EVENT_BATCH_MOST = 500
/** Of one event's payload, as JSON. */
export const EVENT_PAYLOAD_BYTES_MOST = 262_144

export const KNOWN_EVENT_TYPES = [
  'page_view', 'service_click', 'identify', 'alias', 'email_sent', 'email_delivered', 'email_opened', 'email_clicked', 'email_replied', 'email_bounced', 'whatsapp_sent', 'whatsapp_received', 'sms_sent', 'sms_received',
  'in_app_sent', 'in_app_received', 'webhook_sent', 'payment_link_sent', 'call_requested', 'booking_created', 'booking_cancelled', 'payment_success', 'payment_failed', 'payment_refunded', 'consent_granted', 'consent_withdrawn', 'checkout_started', 'subscription_cancelled', 'unsubscribed', 'stage_changed', 'lead_escalated', 'lead_quiet',
] as const
export const eventSourceSchema = z.enum(['system', 'webhook', 'api', 'agent'])
export type EventSource = z.infer<typeof eventSourceSchema>
const type = z.string().trim().min(1).max(80).regex(/^[\p{L}\p{N}][\p{L}\p{N} _.:/-]*$/u, 'letters, digits, spaces and _ . : / -')

/** Whom an event is about: by our id, the sender's, or an address. Unknown ones are made. */
export const eventDraftSchema = z.strictObject({
  creatorId: idSchema.optional().describe('may be left out where the consumer is known by our id, or the workspace has one creator'),
  consumerId: idSchema.optional(),
  externalId: z.string().trim().min(1).max(200).optional(),
  anonymousId: z.string().trim().min(1).max(200).optional(),
  email: z.string().trim().max(254).optional(),
  phone: z.string().trim().max(40).optional().describe('international, such as +49 30 1234567'),
  whatsapp: z.string().trim().max(40).optional().describe('international; one number is the same person on both'),
  type,
  payload: z.record(z.string(), z.unknown()).default({}),
  source: eventSourceSchema.exclude(['agent']).default('api'),
  at: givenInstantSchema.optional().describe('when it happened; now when left out; a clock ahead of ours is set back'),
  messageId: z.string().trim().min(1).max(200).optional().describe('the same one within 24 hours is taken once'),
})
export type EventDraft = z.input<typeof eventDraftSchema>
export const eventsBodySchema = z.union([eventDraftSchema, z.strictObject({ batch: z.array(z.unknown()).min(1).max(EVENT_BATCH_MOST) })])

export const ingestedSchema = z.object({
  id: idSchema.nullable(), consumerId: idSchema.nullable(), duplicate: z.boolean(),
  /** Why this one of a batch was not taken. */
  fault: z.string().nullable(),
  /** What was changed about it: a clock that ran ahead was set back, a trait that is no address was left aside. */
  note: z.string().nullable(),
})
export const ingestedBatchSchema = z.object({ accepted: z.number().int(), duplicates: z.number().int(), refused: z.number().int(), items: z.array(ingestedSchema) })

export const leadEventSchema = z.object({
  id: idSchema, creatorId: idSchema, consumerId: idSchema, consumerName: z.string().nullable(), type: z.string(), known: z.boolean(), source: eventSourceSchema, at: instantSchema, receivedAt: instantSchema,
  payload: z.record(z.string(), z.unknown()).nullable(), erased: z.boolean(),
  /** False for opens and clicks by machines, with why. */
  counted: z.boolean(), notCounted: z.string().nullable(),
  /** Turns that it woke. */
  turns: z.array(z.object({ id: idSchema, agentId: idSchema, agentName: z.string() })),
})
export type LeadEvent = z.infer<typeof leadEventSchema>
export const eventQuerySchema = pageQuerySchema.extend({ creatorId: idSchema.optional(), consumerId: idSchema.optional(), type: z.string().max(80).optional(), source: eventSourceSchema.optional(), from: instantSchema.optional(), to: instantSchema.optional() })
/** How many are on record of each type, without those by machines; types that are known and did not happen yet are among them. */
export const eventTypesSchema = z.object({ items: z.array(z.object({ type: z.string(), known: z.boolean(), count: z.number().int(), lastAt: instantSchema.nullable() })) })
export const eventTypesQuerySchema = z.strictObject({ creatorId: idSchema.optional() })

/** Everything about one lead in the order of time, newest first: events, messages, verdicts, stages. */
export const timelineItemSchema = z.object({
  id: z.string(), at: instantSchema, kind: z.enum(['event', 'message', 'action', 'verdict', 'consent', 'stage']), title: z.string(), detail: z.string().nullable(),
  channel: z.string().nullable(), eventId: idSchema.nullable(), actionId: idSchema.nullable(), messageId: idSchema.nullable(), turnId: idSchema.nullable(), agentId: idSchema.nullable(), state: z.string().nullable(),
})
export type TimelineItem = z.infer<typeof timelineItemSchema>

/** Where events come in by other wires than our own: a write key for Segment's clients, a signing secret for webhooks. */
export const eventSourceDraftSchema = z.strictObject({ name: z.string().trim().min(1).max(80), creatorId: idSchema, kind: z.enum(['segment', 'webhook']) })
export const eventEntrySchema = z.object({ id: idSchema, name: z.string(), creatorId: idSchema, kind: z.enum(['segment', 'webhook']), prefix: z.string(), createdAt: instantSchema, lastUsedAt: instantSchema.nullable(), path: z.string(), secret: z.string().optional().describe('once, when it is made') })
export type EventEntry = z.infer<typeof eventEntrySchema>
/** `POST /api/consumers/{id}/rebuild-context`: what is known of a lead, made anew from the events. `changed` says whether it had been something else. */
export const rebuiltContextSchema = z.object({ events: z.number().int(), changed: z.boolean(), context: contextSchema })
