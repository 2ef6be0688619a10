/** Threads with leads, and the inbox (SPEC E7, E9). */
import { z } from 'zod'
import { idSchema, instantSchema, pageQuerySchema } from '../common.ts'
import { channelSchema, deliverySchema } from './channel.ts'

/** `with-agent`: an agent answers. `escalated`: waits for a person. `with-person`: a person has it, agents keep still. */
export const conversationStateSchema = z.enum(['with-agent', 'escalated', 'with-person', 'resolved'])
export type ConversationState = z.infer<typeof conversationStateSchema>
export const messageIntentSchema = z.enum(['question', 'objection', 'price', 'booking', 'complaint', 'thanks', 'not-interested', 'stop', 'other'])
export type MessageIntent = z.infer<typeof messageIntentSchema>

export const messageSchema = z.object({
  id: idSchema, conversationId: idSchema.nullable(), creatorId: idSchema, consumerId: idSchema, consumerName: z.string().nullable(), direction: z.enum(['in', 'out']), channel: channelSchema,
  author: z.object({ kind: z.enum(['lead', 'agent', 'person']), id: idSchema.nullable(), name: z.string() }), automated: z.boolean().describe('whether an agent or a goal wrote it; words that a person changed since keep the label'),
  editedBy: z.string().nullable().describe('who changed what an agent wrote before it was sent; null where nobody did'),
  subject: z.string().nullable(), text: z.string().nullable(), erased: z.boolean(), at: instantSchema, delivery: deliverySchema.nullable(), generator: z.string().nullable(), intent: messageIntentSchema.nullable(),
  actionId: idSchema.nullable(), turnId: idSchema.nullable(), read: z.boolean(), simulated: z.boolean(),
})
export type Message = z.infer<typeof messageSchema>
/** The console inbox: what the console channel carried. */
export const inboxQuerySchema = pageQuerySchema.extend({ creatorId: idSchema.optional(), consumerId: idSchema.optional(), unread: z.enum(['true']).optional() })

export const conversationSchema = z.object({
  id: idSchema, creatorId: idSchema, consumerId: idSchema, consumerName: z.string().nullable(), channel: channelSchema, state: conversationStateSchema, reason: z.string().nullable(), agentId: idSchema.nullable(), agentName: z.string().nullable(),
  optedOut: z.boolean().describe('the lead wants to hear no more on this channel: nothing that is answered here is sent'),
  assignedTo: z.object({ id: idSchema, name: z.string() }).nullable(), unread: z.number().int(), lastMessage: z.object({ text: z.string().nullable(), direction: z.enum(['in', 'out']), at: instantSchema }).nullable(),
  /** Until when WhatsApp allows free words; null elsewhere. */
  windowUntil: instantSchema.nullable(), createdAt: instantSchema, updatedAt: instantSchema,
})
export type Conversation = z.infer<typeof conversationSchema>
export const conversationQuerySchema = pageQuerySchema.extend({ creatorId: idSchema.optional(), state: conversationStateSchema.optional(), query: z.string().trim().max(80).optional() })
export const conversationDetailSchema = conversationSchema.extend({ messages: z.array(messageSchema), earlier: z.boolean() })
export type ConversationDetail = z.infer<typeof conversationDetailSchema>
export const replySchema = z.strictObject({ subject: z.string().trim().max(300).nullable().default(null), text: z.string().trim().min(1).max(10_000) })
/** What a person answered goes through the gate like everything else; the verdict says what became of it. */
export const repliedSchema = z.object({ actionId: idSchema, state: z.string(), reason: z.string().nullable() })
export const conversationVerbSchema = z.enum(['take', 'hand-back', 'resolve', 'escalate', 'read'])
export const conversationVerbParamsSchema = z.strictObject({ id: idSchema, verb: conversationVerbSchema })
/** Why it is escalated, for whoever looks at it. */
export const conversationTellSchema = z.strictObject({ reason: z.string().trim().min(1).max(300).optional() })
export const conversationReadQuerySchema = z.strictObject({ before: idSchema.optional().describe('the oldest message that you have: the answer holds those before it') })
export const simulatedInboundSchema = z.strictObject({ consumerId: idSchema, channel: channelSchema, text: z.string().trim().min(1).max(10_000) })
