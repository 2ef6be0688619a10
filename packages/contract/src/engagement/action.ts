/** What waits to be sent, needs a person, or was sent (SPEC E6, E9). */
import { z } from 'zod'
import { idSchema, instantSchema, pageQuerySchema } from '../common.ts'
import { channelSchema, deliverySchema, vendorSchema } from './channel.ts'
import { gateVerdictSchema, plannedContentSchema } from './messaging-agent.ts'

export const actionStateSchema = z.enum(['planned', 'awaiting-approval', 'approved', 'executing', 'executed', 'failed', 'cancelled', 'suppressed', 'unknown'])
export type ActionState = z.infer<typeof actionStateSchema>

export const plannedActionSchema = z.object({
  id: idSchema, creatorId: idSchema, consumerId: idSchema, consumerName: z.string().nullable(), agentId: idSchema.nullable(), agentName: z.string().nullable(), turnId: idSchema.nullable(), eventId: idSchema.nullable(),
  /** The thread it answers in; null where it begins one. */
  conversationId: idSchema.nullable(),
  kind: z.string(), channel: channelSchema, content: plannedContentSchema.nullable(), state: actionStateSchema, reason: z.string().nullable(), priority: z.number().int(), sendAt: instantSchema,
  tries: z.number().int(), triesMost: z.number().int(),
  /** Failed for good, and to be replayed by a person. */
  dead: z.boolean(),
  verdict: gateVerdictSchema.nullable(), automated: z.boolean().describe('whether an agent or a goal wrote it; words that a person changed since keep the label'),
  editedBy: z.string().nullable().describe('who changed what an agent wrote before it was sent; null where nobody did'), generator: z.string().nullable(), experiment: z.object({ id: idSchema, name: z.string(), arm: z.string() }).nullable(),
  approvalId: idSchema.nullable(), vendor: vendorSchema.nullable(), vendorId: z.string().nullable(), delivery: deliverySchema.nullable(), simulated: z.boolean(), createdAt: instantSchema, sentAt: instantSchema.nullable(), endedAt: instantSchema.nullable(),
})
export type PlannedAction = z.infer<typeof plannedActionSchema>
export const actionQuerySchema = pageQuerySchema.extend({ creatorId: idSchema.optional(), consumerId: idSchema.optional(), agentId: idSchema.optional(), state: actionStateSchema.optional(), channel: channelSchema.optional(), dead: z.enum(['true']).optional() })
export const actionPageSchema = z.object({ items: z.array(plannedActionSchema), nextCursor: z.string().nullable(), facets: z.object({ state: z.partialRecord(actionStateSchema, z.number().int()), channel: z.partialRecord(channelSchema, z.number().int()) }) })
export type ActionPage = z.infer<typeof actionPageSchema>
/** What became of it, in the order of time. */
export const actionHistoryEntrySchema = z.object({ at: instantSchema, kind: z.enum(['planned', 'verdict', 'approval', 'attempt', 'receipt', 'cancelled', 'reconciled', 'replayed', 'edited']), state: actionStateSchema.nullable(), policy: z.string().nullable(), reason: z.string().nullable() })
export const actionDetailSchema = plannedActionSchema.extend({ history: z.array(actionHistoryEntrySchema) })
export type ActionDetail = z.infer<typeof actionDetailSchema>
export const actionBulkSchema = z.strictObject({ verb: z.enum(['cancel', 'replay']), ids: z.array(idSchema).min(1).max(1000), reason: z.string().trim().max(300).optional() })
/** A message that a person plans by hand. */
export const actionDraftSchema = z.strictObject({ consumerId: idSchema, channel: channelSchema, subject: z.string().trim().max(300).nullable().default(null), text: z.string().trim().min(1).max(10_000), sendAt: instantSchema.optional() })

export const approvalStateSchema = z.enum(['waiting', 'approved', 'rejected', 'expired', 'withdrawn'])
export const approvalSchema = z.object({
  id: idSchema, state: approvalStateSchema, action: plannedActionSchema, why: z.string(),
  /** Whom it would go to, as it stands now. */
  recipient: z.string().nullable(),
  /** The line that will stand under the words, as it is sent; null where none is put there. */
  disclosure: z.string().nullable(),
  /** A yes is for these words to this person: SHA-256 over both, hexadecimal. Send back what you saw. */
  contentHash: z.string(),
  expiresAt: instantSchema, createdAt: instantSchema, decidedAt: instantSchema.nullable(), decidedBy: z.string().nullable(), note: z.string().nullable(),
})
export type Approval = z.infer<typeof approvalSchema>
export const approvalQuerySchema = pageQuerySchema.extend({ state: approvalStateSchema.optional(), creatorId: idSchema.optional() })
export const approvalDecisionSchema = z.strictObject({ contentHash: z.string().length(64), note: z.string().trim().max(500).optional() })
/** Changing the words makes a new hash, and waits for a yes of its own. */
export const approvalEditSchema = z.strictObject({ contentHash: z.string().length(64), subject: z.string().trim().max(300).nullable().optional(), text: z.string().trim().min(1).max(10_000) })
/** Several decided at once, each bound to the words that were seen of it. */
export const APPROVALS_AT_ONCE_MOST = 200
export const approvalBulkSchema = z.strictObject({
  verb: z.enum(['approve', 'reject']),
  items: z.array(z.strictObject({ id: idSchema, contentHash: approvalDecisionSchema.shape.contentHash })).min(1).max(APPROVALS_AT_ONCE_MOST),
  note: approvalDecisionSchema.shape.note,
})
export type ApprovalBulk = z.infer<typeof approvalBulkSchema>
