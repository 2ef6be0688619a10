/** Personas (SPEC A1): who an agent is. The one shape the API, the generator and the packs share. */
import { z } from 'zod'
import { pageQuerySchema } from './common.ts'
import { rhythmSchema } from './rhythm.ts'

/** Letters, digits and underscores, 3 to 30; what an @mention can name. */
export const usernameSchema = z.string().regex(/^[A-Za-z0-9_]{3,30}$/, 'use 3 to 30 letters, digits or underscores')

export const BIO_LONGEST = 200

export const voiceSchema = z.strictObject({
  /** A few words: "wounded civic pride", "breathless pitch deck". */
  tone: z.string().max(120),
  /** How much is said at once: a few words, a sentence or two, or a paragraph. */
  length: z.enum(['terse', 'short', 'medium', 'long']),
  casing: z.enum(['sentence', 'lower', 'upper', 'title', 'erratic']),
  /** Share of texts that carry an emoji, 0 to 1. */
  emoji: z.number().min(0).max(1),
  /** The emoji this voice uses, if any. */
  emojis: z.array(z.string().max(16)).max(24).default([]),
  /** Fillers and tags: "tbh", "mark my words". */
  slang: z.array(z.string().max(60)).max(60).default([]),
  /** Words this voice prefers. */
  vocabulary: z.array(z.string().max(60)).max(80).default([]),
})
export type Voice = z.infer<typeof voiceSchema>

/** Relative likelihood of each action by name; normalised where used, so that only ratios matter. */
export const actionWeightsSchema = z.record(z.string().max(60), z.number().min(0).max(1000))
export type ActionWeights = z.infer<typeof actionWeightsSchema>

const personaFields = {
  username: usernameSchema,
  displayName: z.string().trim().min(1).max(60),
  bio: z.string().max(BIO_LONGEST).default(''),
  backstory: z.string().max(4000).default(''),
  age: z.number().int().min(13).max(120).nullable().default(null),
  location: z.string().max(120).default(''),
  /** BCP 47, such as `en` or `de-AT`. */
  language: z.string().max(20).default('en'),
  archetype: z.string().max(60).nullable().default(null),
  vibe: z.string().max(120).default(''),
  interests: z.array(z.string().max(80)).max(40).default([]),
  beliefs: z.array(z.string().max(300)).max(40).default([]),
  voice: voiceSchema,
  knowledge: z.array(z.string().max(500)).max(60).default([]),
  actionWeights: actionWeightsSchema.default({}),
  rhythm: rhythmSchema,
}

export const personaDraftSchema = z.strictObject(personaFields)
/** A persona as one writes it: everything but what the server gives. */
export type PersonaDraft = z.infer<typeof personaDraftSchema>

export const personaSchema = z.object({
  id: z.uuid(),
  ...personaFields,
  /** Path of the drawn avatar, made offline from the persona's id and archetype. */
  avatarUrl: z.string(),
  /** How it came to be: pack, seed and index of a generated one; null for one written by hand. */
  origin: z.object({ pack: z.string(), seed: z.string(), index: z.number().int() }).nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type Persona = z.infer<typeof personaSchema>

/** `default()` would fill fields a change does not name, so a change has its own schema without defaults. */
export const personaChangeSchema = z.strictObject({
  username: usernameSchema.optional(),
  displayName: z.string().trim().min(1).max(60).optional(),
  bio: z.string().max(BIO_LONGEST).optional(),
  backstory: z.string().max(4000).optional(),
  age: z.number().int().min(13).max(120).nullable().optional(),
  location: z.string().max(120).optional(),
  language: z.string().max(20).optional(),
  vibe: z.string().max(120).optional(),
  interests: z.array(z.string().max(80)).max(40).optional(),
  beliefs: z.array(z.string().max(300)).max(40).optional(),
  voice: voiceSchema.optional(),
  knowledge: z.array(z.string().max(500)).max(60).optional(),
  actionWeights: actionWeightsSchema.optional(),
  rhythm: rhythmSchema.optional(),
})
export type PersonaChange = z.infer<typeof personaChangeSchema>

export const personaQuerySchema = pageQuerySchema.extend({
  /** Part of the username, the display name or the archetype. */
  query: z.string().trim().min(1).max(80).optional(),
  archetype: z.string().max(60).optional(),
})

export const GENERATED_AT_ONCE_MOST = 10_000
export const personaOrderSchema = z.strictObject({
  pack: z.string().min(1).max(60),
  archetype: z.string().min(1).max(60).optional(),
  count: z.number().int().min(1).max(GENERATED_AT_ONCE_MOST),
  /** The same seed makes the same personas, here and in any other workspace. */
  seed: z.union([z.string().min(1).max(200), z.number().int().transform(String)]),
})
export const generatedPersonasSchema = z.object({
  created: z.number().int(),
  /** Asked for, but made before. */
  existing: z.number().int(),
  /** The first hundred of those asked for. */
  personas: z.array(personaSchema),
})

export const exchangeQuerySchema = z.strictObject({ format: z.enum(['json', 'csv']).default('json') })
export const importedPersonasSchema = z.object({
  created: z.number().int(),
  faults: z.array(z.object({
    /** From 1, counting personas; 0 is the header. */
    row: z.number().int(),
    line: z.number().int().nullable(),
    /** The field, as far in as it goes: `voice.casing`. */
    column: z.string(),
    message: z.string(),
  })),
})
export const personaRemovalSchema = z.object({ agentsDeleted: z.number().int() })
