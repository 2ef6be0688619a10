/** What happens, as it happens: the journal with a cursor, and the counted state of a project. */
import { z } from 'zod'
import { agentStateSchema } from './agent.ts'
import { idSchema, instantSchema, pageQuerySchema } from './common.ts'

export const activityItemSchema = z.object({
  /** The journal's sequence number; the cursor, and the SSE event id. */
  seq: z.number().int(),
  at: instantSchema,
  kind: z.enum(['turn-began', 'observed', 'asked', 'acted', 'turn-ended']),
  projectId: idSchema,
  agent: z.object({ id: idSchema, name: z.string(), username: z.string().nullable(), avatarUrl: z.string().nullable() }),
  turnId: idSchema,
  action: z.string().nullable(),
  /** "commented on @brenda: …", bounded. */
  text: z.string(),
  verdict: z.enum(['allow', 'hold', 'ask', 'suppress']).nullable(),
  result: z.string().nullable(),
  costMicros: z.number().int().nullable(),
})
export type ActivityItem = z.infer<typeof activityItemSchema>

export const activityQuerySchema = pageQuerySchema.extend({
  agentId: idSchema.optional(),
  projectId: idSchema.optional(),
  kind: z.enum(['observed', 'asked', 'acted', 'turn-ended']).optional(),
})
/** Newest first. */
export const activityPageSchema = z.object({
  items: z.array(activityItemSchema),
  nextCursor: z.string().nullable(),
  /** Handed to the stream as `after`, it sends all that this page does not show yet. */
  position: z.string(),
})

export const activityStreamQuerySchema = z.strictObject({
  /** A page's `position`; `Last-Event-ID` outranks it. Without either the stream begins now. */
  after: z.string().max(1_000).optional(),
  agentId: idSchema.optional(),
  projectId: idSchema.optional(),
})
export const activityEventSchema = z.object({ items: z.array(activityItemSchema) })
export const engagementTopicSchema = z.enum(['events', 'actions', 'approvals', 'conversations', 'experiments', 'goals'])
export type EngagementTopic = z.infer<typeof engagementTopicSchema>
/** Of the same stream's event `engagement`: which lists have changed, to be read anew. It says nothing of whose they are. */
export const engagementNewsSchema = z.object({ topics: z.array(engagementTopicSchema) })
export type EngagementNews = z.infer<typeof engagementNewsSchema>

export const statusSchema = z.object({
  at: instantSchema,
  project: z.object({ id: idSchema, name: z.string() }).nullable(),
  agents: z.record(agentStateSchema, z.number().int()),
  /** Acts by hour, the last 24, oldest first. */
  actsByHour: z.array(z.object({ hour: instantSchema, acts: z.number().int() })),
  postsTotal: z.number().int(),
  commentsTotal: z.number().int(),
  spend: z.object({
    todayMicros: z.number().int(),
    todayTokens: z.number().int(),
    budgetMicros: z.number().int(),
    calls: z.number().int(),
    byModel: z.array(z.object({
      generator: z.string(),
      calls: z.number().int(),
      tokens: z.number().int(),
      costMicros: z.number().int(),
      msMedian: z.number(),
    })),
  }),
  /** Agents that are due now and not yet taken up, and the oldest one's wait in ms. */
  queue: z.object({ due: z.number().int(), oldestMs: z.number() }),
  workers: z.number().int(),
  errors: z.array(z.object({
    cause: z.string(),
    count: z.number().int(),
    lastAt: instantSchema,
    turnId: idSchema.nullable(),
  })),
  killed: z.object({ reason: z.string(), by: z.string(), at: instantSchema }).nullable(),
  /** How far the sample's past has been filled, 0 to 1; null when nothing is being filled. */
  filling: z.number().nullable(),
})
export type Status = z.infer<typeof statusSchema>

export const statusQuerySchema = z.strictObject({ project: idSchema.optional() })
