/** What came of it (SPEC E11). Every number is counted. */
import { z } from 'zod'
import { idSchema, instantSchema } from '../common.ts'
import { stageSchema } from './consumer.ts'

export const analyticsQuerySchema = z.strictObject({ creatorId: idSchema.optional(), from: instantSchema.optional(), to: instantSchema.optional() })
export const funnelSchema = z.object({ from: instantSchema, to: instantSchema, steps: z.array(z.object({ stage: stageSchema, reached: z.number().int(), shareOfBefore: z.number().nullable() })), leads: z.number().int() })
export type Funnel = z.infer<typeof funnelSchema>
export const attributionQuerySchema = analyticsQuerySchema.extend({ model: z.enum(['last-touch', 'position']).default('last-touch'), windowDays: z.coerce.number().int().min(1).max(90).default(7) })
/** What a message gets of a conversion; shares of one conversion add up to 1. */
export const attributionSchema = z.object({
  model: z.enum(['last-touch', 'position']), windowDays: z.number().int(), conversions: z.number().int(), attributed: z.number(), untouched: z.number().int(), revenueMinor: z.number().int(), currency: z.string(),
  byAgent: z.array(z.object({ agentId: idSchema.nullable(), name: z.string(), conversions: z.number(), revenueMinor: z.number() })), byChannel: z.array(z.object({ channel: z.string(), conversions: z.number(), revenueMinor: z.number() })),
  byAction: z.array(z.object({ actionId: idSchema, consumerId: idSchema, text: z.string(), conversions: z.number(), revenueMinor: z.number(), at: instantSchema })),
})
export type Attribution = z.infer<typeof attributionSchema>
export const agentResultsSchema = z.object({ items: z.array(z.object({ agentId: idSchema, name: z.string(), turns: z.number().int(), planned: z.number().int(), sent: z.number().int(), suppressed: z.number().int(), delivered: z.number().int(), replies: z.number().int(), conversions: z.number(), revenueMinor: z.number(), costMicros: z.number().int() })) })
export type AgentResults = z.infer<typeof agentResultsSchema>
export const intentsSchema = z.object({ items: z.array(z.object({ intent: z.string(), messages: z.number().int() })) })
export const messagesByDaySchema = z.object({ items: z.array(z.object({ day: z.string(), channel: z.string(), sent: z.number().int() })) })
