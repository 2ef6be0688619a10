/** A/B tests with a holdout (SPEC E11). */
import { z } from 'zod'
import { idSchema, instantSchema, pageQuerySchema } from '../common.ts'

export const HOLDOUT = 'holdout'
const key = z.string().trim().regex(/^[a-z0-9][a-z0-9-]{0,60}$/, 'small letters, digits and hyphens')
export type ExperimentDraft = z.infer<typeof experimentDraftSchema>
export const experimentDraftSchema = z.strictObject({
  name: z.string().trim().min(1).max(120), key, creatorId: idSchema.nullable().default(null), agentId: idSchema.nullable().default(null),
  arms: z.array(z.strictObject({ key, text: z.string().trim().max(2000).default(''), weight: z.number().positive().max(1000).default(1) })).min(1).max(8),
  /** Share of leads who hear nothing, for comparison. */
  holdout: z.number().min(0).max(0.5).default(0.1),
  goal: z.string().trim().min(1).max(80).default('payment_success'),
  windowDays: z.number().int().min(1).max(90).default(14),
}).refine((draft) => new Set(draft.arms.map((arm) => arm.key)).size === draft.arms.length && draft.arms.every((arm) => arm.key !== HOLDOUT), { path: ['arms'], message: 'each arm has a key of its own, and none is called holdout' })
export const experimentSchema = z.object({
  id: idSchema, name: z.string(), key: z.string(), creatorId: idSchema.nullable(), agentId: idSchema.nullable(), arms: z.array(z.object({ key: z.string(), text: z.string(), weight: z.number() })), holdout: z.number(), goal: z.string(), windowDays: z.number().int(),
  state: z.enum(['draft', 'running', 'stopped']), startedAt: instantSchema.nullable(), endedAt: instantSchema.nullable(), createdAt: instantSchema,
})
export type Experiment = z.infer<typeof experimentSchema>
export const experimentQuerySchema = pageQuerySchema.extend({ creatorId: idSchema.optional(), state: experimentSchema.shape.state.optional() })
/** Intervals hold at every look (confidence sequences), so that looking often deceives nobody. */
export const armResultSchema = z.object({
  arm: z.string(),
  /** Whose window has passed, so that it is known what they did. Only they are counted. */
  leads: z.number().int(),
  /** Whose window still runs. */
  waiting: z.number().int(),
  conversions: z.number().int(), rate: z.number(), low: z.number(), high: z.number(), revenueMinor: z.number().int(),
})
export const experimentResultSchema = z.object({ experiment: experimentSchema, confidence: z.number(), arms: z.array(armResultSchema), differences: z.array(z.object({ arm: z.string(), against: z.string(), difference: z.number(), low: z.number(), high: z.number(), decided: z.boolean() })), verdict: z.string(), caveats: z.array(z.string()), asOf: instantSchema })
export type ArmResult = z.infer<typeof armResultSchema>
export type ExperimentResult = z.infer<typeof experimentResultSchema>
