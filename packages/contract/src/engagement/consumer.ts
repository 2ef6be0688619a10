/** Leads: who they are, what they agreed to, and where they stand (SPEC E2, E4). A consumer belongs to one creator. */
import { z } from 'zod'
import { idSchema, instantSchema, pageQuerySchema } from '../common.ts'
import { timezoneSchema } from '../rhythm.ts'
import { channelSchema, consentChannelSchema } from './channel.ts'

export const stageSchema = z.enum(['new', 'interested', 'engaged', 'converted', 'churned'])
export type Stage = z.infer<typeof stageSchema>

export const consentStatusSchema = z.enum(['granted', 'withdrawn', 'unknown'])
export const consentSchema = z.object({
  status: consentStatusSchema,
  /** Who or what said so: `form`, `import`, `reply`, `unsubscribe`, a user's name. */
  source: z.string(),
  at: instantSchema,
})
export type Consent = z.infer<typeof consentSchema>
export const consentsSchema = z.partialRecord(consentChannelSchema, consentSchema)

export const consentChangeSchema = z.strictObject({
  channel: consentChannelSchema,
  status: z.enum(['granted', 'withdrawn']),
  source: z.string().trim().min(1).max(120),
  /** When it was given; now when left out, never in the future. */
  at: instantSchema.optional(),
  /** Where it can be shown: the form's address, its wording, a reference. */
  proof: z.string().trim().max(1000).optional(),
})
export type ConsentChange = z.infer<typeof consentChangeSchema>
export const consentRecordSchema = z.object({ id: idSchema, channel: consentChannelSchema, status: consentStatusSchema, source: z.string(), at: instantSchema, proof: z.string().nullable(), recordedAt: instantSchema })
export type ConsentRecord = z.infer<typeof consentRecordSchema>

const attributes = z.record(z.string().min(1).max(80), z.union([z.string().max(1000), z.number(), z.boolean(), z.null()])).refine((given) => Object.keys(given).length <= 100, 'at most 100 attributes')
const person = {
  name: z.string().trim().min(1).max(160).nullable(),
  email: z.string().trim().max(254).nullable(),
  phone: z.string().trim().max(40).nullable().describe('international, such as +49 30 1234567'),
  whatsapp: z.string().trim().max(40).nullable().describe('international; the phone number where it is the same'),
  timezone: timezoneSchema.nullable(),
  locale: z.string().trim().max(20).nullable(),
}
export const consumerDraftSchema = z.strictObject({
  creatorId: idSchema,
  externalId: z.string().trim().min(1).max(200).optional(),
  name: person.name.default(null), email: person.email.default(null), phone: person.phone.default(null), whatsapp: person.whatsapp.default(null), timezone: person.timezone.default(null), locale: person.locale.default(null),
  tags: z.array(z.string().trim().min(1).max(60)).max(50).default([]),
  attributes: attributes.default({}),
  consents: z.array(consentChangeSchema).max(10).default([]),
})
export type ConsumerDraft = z.input<typeof consumerDraftSchema>
export const consumerChangeSchema = z.strictObject({
  name: person.name.optional(), email: person.email.optional(), phone: person.phone.optional(), whatsapp: person.whatsapp.optional(), timezone: person.timezone.optional(), locale: person.locale.optional(),
  tags: z.array(z.string().trim().min(1).max(60)).max(50).optional(),
  attributes: attributes.optional(),
  stage: stageSchema.optional(),
})

/** Rebuilt from the events alone, it is the same (SPEC E4). Times are ISO. */
export const contextSchema = z.object({
  stage: stageSchema,
  stageSince: instantSchema,
  firstSeenAt: instantSchema.nullable(),
  lastSeenAt: instantSchema.nullable(),
  events: z.number().int(),
  /** How many of each type; machine opens and clicks are not among them. */
  counts: z.record(z.string(), z.number().int()),
  lastAt: z.record(z.string(), instantSchema),
  revenueMinor: z.number().int(),
  attributes: z.record(z.string(), z.unknown()),
})
export type Context = z.infer<typeof contextSchema>

export const consumerSchema = z.object({
  id: idSchema, creatorId: idSchema, externalId: z.string().nullable(), name: z.string().nullable(), email: z.string().nullable(), phone: z.string().nullable(), whatsapp: z.string().nullable(),
  timezone: z.string().nullable(), locale: z.string().nullable(), tags: z.array(z.string()), consents: consentsSchema,
  /** Channels on which the address stands on the suppression list, with why. */
  suppressed: z.partialRecord(consentChannelSchema, z.string()),
  context: contextSchema,
  /** 0 to 100. */
  score: z.number().int(),
  erased: z.boolean(),
  createdAt: instantSchema,
})
export type Consumer = z.infer<typeof consumerSchema>
export const consumerQuerySchema = pageQuerySchema.extend({
  creatorId: idSchema.optional(), stage: stageSchema.optional(), tag: z.string().max(60).optional(), query: z.string().trim().max(80).optional(),
  order: z.enum(['newest', 'last-seen', 'score']).default('last-seen'),
})
export const consumerPageSchema = z.object({ items: z.array(consumerSchema), nextCursor: z.string().nullable(), total: z.number().int(), facets: z.object({ stage: z.partialRecord(stageSchema, z.number().int()) }) })
export type ConsumerPage = z.infer<typeof consumerPageSchema>

/** Why a score is what it is: points add up to it before it is cut to 0–100. */
export const leadScoreSchema = z.object({ score: z.number().int(), reasons: z.array(z.object({ points: z.number(), why: z.string() })), personaClass: z.string(), asOf: instantSchema })
export type LeadScore = z.infer<typeof leadScoreSchema>

export const mergeSchema = z.strictObject({ otherId: idSchema.describe('who goes; what is theirs comes here') })
export const mergeQuerySchema = z.strictObject({ otherId: idSchema.describe('who would go') })
export const mergedSchema = z.object({ consumer: consumerSchema, moved: z.object({ events: z.number().int(), actions: z.number().int(), conversations: z.number().int() }) })
export type Merged = z.infer<typeof mergedSchema>

/** `POST /api/consumers/import`: `mode: preview` writes nothing. */
export const importDraftSchema = z.strictObject({ creatorId: idSchema, csv: z.string().min(1).max(14_000_000), encoding: z.enum(['text', 'base64']).default('text').describe("base64: the file's bytes as they are; UTF-8, UTF-16 or Latin-1 is found out"), mode: z.enum(['preview', 'write']), mapping: z.record(z.string(), z.string()).optional(), consentSource: z.string().trim().max(120).optional() })
export const importResultSchema = z.object({
  columns: z.array(z.object({ name: z.string(), field: z.string().nullable() })),
  rows: z.number().int(), created: z.number().int(), updated: z.number().int(), suppressed: z.number().int(),
  faults: z.array(z.object({ row: z.number().int(), column: z.string(), message: z.string() })),
  sample: z.array(consumerDraftSchema.partial()),
})
export type ImportResult = z.infer<typeof importResultSchema>

export const suppressionReasonSchema = z.enum(['unsubscribe', 'stop', 'bounce', 'complaint', 'manual', 'erasure'])
export type SuppressionReason = z.infer<typeof suppressionReasonSchema>
export const suppressionSchema = z.object({ id: idSchema, channel: consentChannelSchema, reason: suppressionReasonSchema, source: z.string(), at: instantSchema, hashEnding: z.string() })
export type Suppression = z.infer<typeof suppressionSchema>
export const suppressionDraftSchema = z.strictObject({ channel: consentChannelSchema, address: z.string().trim().min(3).max(254), source: z.string().trim().max(120).default('by hand') })
export const erasureSchema = z.strictObject({ confirm: z.literal('erase') })
export const erasedConsumerSchema = z.object({ events: z.number().int(), messages: z.number().int(), actions: z.number().int(), payloads: z.number().int(), auditEntries: z.number().int(), suppressed: z.array(channelSchema) })
export const retentionSchema = z.strictObject({ eventPayloadDays: z.number().int().min(1).max(3650).nullable(), messageDays: z.number().int().min(1).max(3650).nullable(), inactiveLeadDays: z.number().int().min(30).max(3650).nullable() })
export type Retention = z.infer<typeof retentionSchema>
