/** The rules by which messages are sent (SPEC E8): of the workspace, and stricter ones of a creator. */
import { z } from 'zod'
import { givenInstantSchema, idSchema, instantSchema } from '../common.ts'
import { channelSchema } from './channel.ts'
import { gateVerdictSchema } from './messaging-agent.ts'

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 21:00')
export const capSchema = z.strictObject({ channel: channelSchema.nullable().describe('null: all together'), most: z.number().int().min(0).max(1000), hours: z.number().int().min(1).max(24 * 31) })
export const messagingPolicySchema = z.strictObject({
  /** In the recipient's own timezone; the creator's where it is not known. May cross midnight. Null: none. */
  quietHours: z.strictObject({ from: clock, to: clock, days: z.array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])).min(1) }).nullable(),
  /** Counted on messages sent, not on tries. */
  caps: z.array(capSchema).max(20),
  consentNeeded: z.array(channelSchema),
  approval: z.strictObject({ mode: z.enum(['never', 'first-to-lead', 'always']), channels: z.array(channelSchema), generated: z.boolean().describe('whatever a model wrote'), aboveMinor: z.number().int().min(0).nullable().describe('payment links above this amount'), expiresHours: z.number().int().min(1).max(24 * 14), mailReviewers: z.boolean().optional().describe('whether who may say yes is told by mail, once for many; yes when left out') }),
  /** Last line of what is sent (SPEC P2). Styled, never removed: it names the sender as automated. */
  disclosure: z.string().trim().min(10).max(200),
  whatsappTemplate: z.strictObject({ id: z.string().max(120), variables: z.record(z.string(), z.string()) }).nullable(),
  /** Of a lead's timezone nothing is known and none can be told from the phone number: the creator's. */
  messagesPerDay: z.number().int().min(0).max(1_000_000).describe('of the creator, all leads together'),
})
export type MessagingPolicy = z.infer<typeof messagingPolicySchema>

export const STANDARD_MESSAGING_POLICY: MessagingPolicy = {
  quietHours: { from: '21:00', to: '08:00', days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] },
  caps: [{ channel: null, most: 2, hours: 24 }, { channel: null, most: 5, hours: 24 * 7 }, { channel: 'sms', most: 1, hours: 24 }],
  consentNeeded: ['email', 'whatsapp', 'sms', 'in-app', 'call', 'payment-link'],
  approval: { mode: 'never', channels: [], generated: false, aboveMinor: null, expiresHours: 48 },
  disclosure: 'Written by an automated assistant on behalf of {creator}.',
  whatsappTemplate: null,
  messagesPerDay: 2000,
}
export const policySchema = z.object({ creatorId: idSchema.nullable(), policy: messagingPolicySchema, inherited: z.boolean(), updatedAt: instantSchema.nullable() })
export type StoredPolicy = z.infer<typeof policySchema>

/** `POST /api/policies/what-if`: what the gate would say of a message to this lead at this time. */
export const whatIfSchema = z.strictObject({ consumerId: idSchema, channel: channelSchema, at: givenInstantSchema, text: z.string().max(10_000).default('Hello'), policy: messagingPolicySchema.optional().describe('a draft to try; the stored rules when left out') })
export const whatIfResultSchema = gateVerdictSchema.extend({ localTime: z.string().describe('the recipient\'s'), timezone: z.string(), timezoneFrom: z.enum(['lead', 'phone', 'creator']) })
export type WhatIfResult = z.infer<typeof whatIfResultSchema>
