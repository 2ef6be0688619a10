/** Models: which provider and model serves each purpose, keys, budgets, spend (SPEC I1, B8). */
import { z } from 'zod'
import { idSchema, instantSchema } from './common.ts'

export const purposeSchema = z.enum([
  'persona', 'post', 'comment', 'decision', 'research', 'profile', 'sales-message', 'vision', 'image', 'judge', 'embedding',
])

export const modelChoiceSchema = z.strictObject({
  /** A provider of the catalogue, a custom one's id, or `rehearsal`. */
  provider: z.string().min(1).max(60),
  model: z.string().min(1).max(120),
  temperature: z.number().min(0).max(2).optional(),
  maxOutputTokens: z.number().int().min(1).max(200_000).optional(),
})
export type ModelChoice = z.infer<typeof modelChoiceSchema>

export const llmConfigSchema = z.object({
  /** For purposes that have no choice of their own. */
  standard: modelChoiceSchema,
  purposes: z.partialRecord(purposeSchema, modelChoiceSchema),
  budget: z.object({
    /** Millionths of a US dollar a day. */
    costMicrosPerDay: z.number().int().min(0),
    tokensPerDay: z.number().int().min(0).nullable(),
    /** What any one project, and any one agent, may spend of it; null for no limit of their own. */
    costMicrosPerProject: z.number().int().min(0).nullable().default(null),
    costMicrosPerAgent: z.number().int().min(0).nullable().default(null),
  }),
})
export type LlmConfig = z.infer<typeof llmConfigSchema>

export const providerSchema = z.object({
  id: z.string(),
  label: z.string(),
  models: z.array(z.string()),
  keyName: z.string().nullable().describe('the environment variable that can hold the key'),
  /** Where a key was found: `stored`, `environment`, none, or not needed. */
  key: z.enum(['stored', 'environment', 'missing', 'not-needed']),
  baseUrl: z.string().nullable(),
  custom: z.boolean(),
  /** Whether who asks may choose it: a key in the environment is the instance's, and an owner of the instance grants it. */
  allowed: z.boolean(),
})
export type Provider = z.infer<typeof providerSchema>

export const providerKeySchema = z.strictObject({
  provider: z.string().min(1).max(60),
  /** Write-only. */
  apiKey: z.string().min(1).max(500).optional(),
  /** Required for an OpenAI-compatible server of one's own. */
  baseUrl: z.url({ protocol: /^https?$/, error: 'a base URL begins with http:// or https://, for example http://127.0.0.1:11434/v1' }).optional(),
  label: z.string().max(60).optional(),
  models: z.array(z.string().max(120)).max(50).optional(),
})

export const storedKeySchema = z.object({
  id: idSchema,
  provider: z.string(),
  label: z.string(),
  baseUrl: z.string().nullable(),
  /** The last four characters. */
  ending: z.string().nullable(),
  createdAt: instantSchema,
})

export const providerTestSchema = z.strictObject({ provider: z.string(), model: z.string() })
export const providerTestResultSchema = z.object({
  ok: z.boolean(),
  ms: z.number(),
  message: z.string(),
})
