/** Sellers, what they sell, and the sales profile that agents speak from (SPEC E1, E2). */
import { z } from 'zod'
import { idSchema, instantSchema, pageQuerySchema } from '../common.ts'
import { timezoneSchema } from '../rhythm.ts'

const line = z.string().trim().max(300)
const paragraph = z.string().trim().max(2000)

/** What agents speak from. Each top-level field can be edited by hand; such a field survives a re-sync. */
export const salesProfileSchema = z.strictObject({
  summary: paragraph,
  pitch: paragraph,
  targetAudience: z.array(line).max(12),
  valuePropositions: z.array(line).max(12),
  services: z.array(z.strictObject({ externalId: z.string().max(120).nullable(), name: line, description: paragraph, price: line, url: z.string().max(500).nullable() })).max(40),
  agentInstructions: paragraph,
  objections: z.array(z.strictObject({ objection: line, answer: paragraph })).max(20),
  pricing: paragraph,
  ratings: z.strictObject({ average: z.number().min(0).max(5).nullable(), count: z.number().int().min(0) }),
  socialProof: z.array(z.strictObject({ quote: paragraph, author: line })).max(20),
})
export type SalesProfile = z.infer<typeof salesProfileSchema>
export const profileFieldSchema = salesProfileSchema.keyof()
export type ProfileField = z.infer<typeof profileFieldSchema>

/** A sentence of the profile that what the source says does not bear out. */
export const claimFlagSchema = z.object({ field: profileFieldSchema, claim: z.string(), why: z.string() })
export type ClaimFlag = z.infer<typeof claimFlagSchema>

export const creatorDraftSchema = z.strictObject({
  username: z.string().trim().toLowerCase().regex(/^[a-z0-9](?:[a-z0-9._-]{0,58}[a-z0-9])?$/, 'letters, digits, dots, hyphens and underscores, as in the address of a profile'),
  name: z.string().trim().min(1).max(120),
  email: z.email('use an e-mail address').max(200).nullable().default(null),
  timezone: timezoneSchema.default('UTC'),
  locale: z.string().trim().max(20).default('en'),
  currency: z.string().trim().toUpperCase().regex(/^[A-Z]{3}$/, 'a currency by its three letters, such as EUR').default('USD'),
})
export const creatorChangeSchema = z.strictObject({
  name: z.string().trim().min(1).max(120).optional(),
  email: z.email('use an e-mail address').max(200).nullable().optional(),
  timezone: timezoneSchema.optional(),
  locale: z.string().trim().max(20).optional(),
  currency: z.string().trim().toUpperCase().regex(/^[A-Z]{3}$/).optional(),
})
/** Fields of the profile set by hand; `release` gives fields back to the next sync. */
export const profileChangeSchema = z.strictObject({ set: salesProfileSchema.partial().default({}), release: z.array(profileFieldSchema).default([]) })

export const onboardingStepSchema = z.enum(['queued', 'fetching', 'writing', 'checking', 'done', 'failed'])
export const onboardingJobSchema = z.object({
  id: idSchema,
  creatorId: idSchema,
  kind: z.enum(['onboarding', 'sync']),
  step: onboardingStepSchema,
  /** 0 to 1. */
  progress: z.number(),
  message: z.string(),
  /** What a re-sync changed, once it is done. */
  changed: z.array(profileFieldSchema),
  createdAt: instantSchema,
  endedAt: instantSchema.nullable(),
})
export type OnboardingJob = z.infer<typeof onboardingJobSchema>

/** One try at one thing, in the order of time. `raw` is what came back, as it came. */
export const onboardingLogEntrySchema = z.object({
  id: idSchema, jobId: idSchema, at: instantSchema, step: z.enum(['fetch', 'model', 'check']), attempt: z.number().int(), outcome: z.enum(['ok', 'repaired', 'fallback', 'failed']),
  ms: z.number(), raw: z.string().nullable(), error: z.string().nullable(), generator: z.string().nullable(), costMicros: z.number().int().nullable(),
})
export type OnboardingLogEntry = z.infer<typeof onboardingLogEntrySchema>

/** `onboarding`: its first profile is being read. `failed`: that did not work, and nothing else is known of it; `job.message` says why. */
export const creatorStateSchema = z.enum(['ready', 'onboarding', 'failed'])

export const creatorSchema = z.object({
  id: idSchema,
  projectId: idSchema,
  username: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  timezone: z.string(),
  locale: z.string(),
  currency: z.string(),
  state: creatorStateSchema,
  /** Made up for trying things out. */
  sample: z.boolean(),
  profile: salesProfileSchema.nullable(),
  /** Fields edited by hand. */
  edited: z.array(profileFieldSchema),
  flags: z.array(claimFlagSchema),
  /** What wrote the profile: `rehearsal`, or a provider and model. */
  generator: z.string().nullable(),
  syncedAt: instantSchema.nullable(),
  /** Under way, or the newest. */
  job: onboardingJobSchema.nullable(),
  counts: z.object({ leads: z.number().int(), agents: z.number().int(), agentsRunning: z.number().int(), products: z.number().int(), waitingApprovals: z.number().int() }),
  createdAt: instantSchema,
})
export type Creator = z.infer<typeof creatorSchema>
export const creatorQuerySchema = pageQuerySchema.extend({ query: z.string().trim().max(80).optional() })

/** `POST /api/onboarding`. */
export const onboardingDraftSchema = z.strictObject({ username: creatorDraftSchema.shape.username, name: creatorDraftSchema.shape.name.optional(), email: z.email('use an e-mail address').max(200).optional() })
export const onboardingSyncSchema = z.strictObject({ creatorId: idSchema })
export const onboardingStartedSchema = z.object({ creatorId: idSchema, job: onboardingJobSchema })
/** `POST /api/onboarding/deploy-agent/{creatorId}`: which of the shipped agents; the generic sales agent when left out. */
export const deployAgentSchema = z.strictObject({ agents: z.array(z.string().max(80)).min(1).max(20).optional(), start: z.boolean().default(true) })

const product = {
  name: line.min(1),
  description: paragraph,
  kind: z.string().trim().max(60),
  /** In the smallest unit of the currency: cents. Null where it has no fixed price. */
  priceMinor: z.number().int().min(0).nullable(),
  currency: z.string().trim().toUpperCase().regex(/^[A-Z]{3}$/, 'a currency by its three letters, such as EUR').optional(),
  url: z.url({ protocol: /^https?$/ }).max(500).nullable(),
  externalId: z.string().trim().min(1).max(120).nullable(),
  active: z.boolean(),
}
export const productDraftSchema = z.strictObject({
  ...product,
  creatorId: idSchema,
  description: product.description.default(''), kind: product.kind.default('service'), priceMinor: product.priceMinor.default(null), url: product.url.default(null), externalId: product.externalId.default(null),
  active: product.active.default(true),
})
/** Without the draft's defaults: what is left out stays as it is. */
export const productChangeSchema = z.strictObject(product).partial()
export const productSchema = z.object({
  id: idSchema, creatorId: idSchema, name: z.string(), description: z.string(), kind: z.string(), priceMinor: z.number().int().nullable(), currency: z.string(), url: z.string().nullable(),
  externalId: z.string().nullable(), active: z.boolean(), createdAt: instantSchema, updatedAt: instantSchema,
})
export type Product = z.infer<typeof productSchema>
export const productQuerySchema = pageQuerySchema.extend({ creatorId: idSchema.optional() })
