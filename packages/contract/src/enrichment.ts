/**
 * Enrichment (SPEC A4): a model, or templates where none is set, proposes a persona's bio, backstory, voice and knowledge.
 * A proposal changes nothing until somebody accepts it, whole or field by field; who a persona *is* (username, name, age,
 * location, beliefs …) is never proposed.
 */
import { z } from 'zod'
import { idSchema, instantSchema } from './common.ts'
import { BIO_LONGEST, voiceSchema } from './persona.ts'

export const ENRICHED_FIELDS = ['bio', 'backstory', 'voice', 'knowledge'] as const
export const enrichedFieldSchema = z.enum(ENRICHED_FIELDS)
export type EnrichedField = z.infer<typeof enrichedFieldSchema>

/** Only fields that the proposal would change are there. */
export const enrichedValuesSchema = z.object({
  bio: z.string().max(BIO_LONGEST).optional(),
  backstory: z.string().max(4000).optional(),
  voice: voiceSchema.optional(),
  knowledge: z.array(z.string().max(500)).max(60).optional(),
})
export type EnrichedValues = z.infer<typeof enrichedValuesSchema>

/** What is known of the people a persona stands for. Others' words: read as data, never as instructions. */
export const researchProfileSchema = z.strictObject({
  summary: z.string().max(4000).default(''),
  facts: z.array(z.string().max(500)).max(40).default([]),
  vocabulary: z.array(z.string().max(60)).max(60).default([]),
  slang: z.array(z.string().max(60)).max(60).default([]),
})
export type ResearchProfile = z.infer<typeof researchProfileSchema>

/**
 * `waiting` (in a run, not asked yet) → `proposed` | `failed`; `proposed` → `applied` | `dismissed`; `applied` → `undone`.
 */
export const enrichmentStateSchema = z.enum(['waiting', 'proposed', 'applied', 'dismissed', 'undone', 'failed'])
export type EnrichmentState = z.infer<typeof enrichmentStateSchema>

export const enrichmentSchema = z.object({
  id: idSchema,
  persona: z.object({ id: idSchema, displayName: z.string(), username: z.string(), avatarUrl: z.string() }),
  /** The run it belongs to; null for one asked for alone. */
  runId: idSchema.nullable(),
  state: enrichmentStateSchema,
  /** `openai:gpt-…`, or `template`; null while it waits or where it failed. */
  generator: z.string().nullable(),
  /** Why templates were used, or why it failed. */
  note: z.string().nullable(),
  before: enrichedValuesSchema,
  after: enrichedValuesSchema,
  accepted: z.array(enrichedFieldSchema),
  /** Millionths of a US dollar; null when the model has no price. */
  costMicros: z.number().int().nullable(),
  createdAt: instantSchema,
  settledAt: instantSchema.nullable(),
})
export type Enrichment = z.infer<typeof enrichmentSchema>

export const enrichmentOrderSchema = z.strictObject({ research: researchProfileSchema.optional() })
export const enrichmentAcceptanceSchema = z.strictObject({
  enrichmentId: idSchema,
  /** All that it proposes unless named. */
  fields: z.array(enrichedFieldSchema).min(1).optional(),
})

export const ENRICHED_AT_ONCE_MOST = 1_000
export const enrichmentRunOrderSchema = z.strictObject({
  ids: z.array(idSchema).min(1).max(ENRICHED_AT_ONCE_MOST).optional(),
  /** All personas that match, where no ids are given. */
  filter: z.strictObject({ query: z.string().trim().min(1).max(80).optional(), archetype: z.string().max(60).optional() }).optional(),
  /** Accept each proposal whole as it comes. */
  apply: z.boolean().default(false),
  research: researchProfileSchema.optional(),
}).refine(({ ids, filter }) => (ids === undefined) !== (filter === undefined), { path: ['ids'], message: 'name personas by ids or by a filter, one of the two' })
export type EnrichmentRunOrder = z.infer<typeof enrichmentRunOrderSchema>

/** What a run would do. */
export const enrichmentPlanSchema = z.object({
  personas: z.number().int(),
  /** More match than one run takes. */
  over: z.number().int(),
  /** `openai:gpt-…`, or `template` where no model is set. */
  generator: z.string(),
})
export type EnrichmentPlan = z.infer<typeof enrichmentPlanSchema>

/** `asleep`: the budget is used up; it goes on by itself at `until`. */
export const enrichmentRunSchema = z.object({
  id: idSchema,
  state: z.enum(['running', 'asleep', 'stopped', 'done']),
  reason: z.string().nullable(),
  until: instantSchema.nullable(),
  apply: z.boolean(),
  by: z.string(),
  personas: z.number().int(),
  counts: z.record(enrichmentStateSchema, z.number().int()),
  costMicros: z.number().int(),
  createdAt: instantSchema,
  endedAt: instantSchema.nullable(),
})
export type EnrichmentRun = z.infer<typeof enrichmentRunSchema>
export const enrichmentRunDetailSchema = enrichmentRunSchema.extend({
  /** Those to decide about first; at most a hundred. */
  enrichments: z.array(enrichmentSchema),
})
export type EnrichmentRunDetail = z.infer<typeof enrichmentRunDetailSchema>

/** All that still wait for a decision unless named. */
export const runAcceptanceSchema = z.strictObject({ enrichmentIds: z.array(idSchema).min(1).max(ENRICHED_AT_ONCE_MOST).optional() })
export const runAcceptedSchema = z.object({
  applied: z.number().int(),
  /** Not applied, with the reason: changed meanwhile, for one. */
  failed: z.array(z.object({ id: z.string(), reason: z.string() })),
})
export type RunAccepted = z.infer<typeof runAcceptedSchema>
