/** Archetype packs (SPEC A2): the YAML files in `archetypes/`, and the `archetypes` resource. */
import { z } from 'zod'
import { actionWeightsSchema, voiceSchema } from './persona.ts'
import { rhythmSchema } from './rhythm.ts'
import { speechSchema } from './speech.ts'

const slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens')

export const imageWorkflowSchema = z.strictObject({
  type: slug,
  prompts: z.array(z.string()).min(1),
  /** Templates of speech's little language (speech.ts, picture-talk.ts); they must fit any image its prompts may give. */
  captions: z.array(z.string()).min(1),
  /** Templates of titles, 80 characters when filled; the rehearsal model's own where there are none. */
  titles: z.array(z.string().max(120)).optional(),
})

export type ImageWorkflow = z.infer<typeof imageWorkflowSchema>

export const archetypeSchema = z.strictObject({
  id: slug,
  name: z.string().min(1).max(60),
  description: z.string().max(600),
  /** Relative share of a generated population. */
  weight: z.number().positive().max(100).default(1),
  /** Which brain its agents get by default. */
  brain: z.enum(['habit', 'model']).default('habit'),
  /** Display names; empty means Faker's, in the persona's language. `{first}` and `{last}` are Faker's. */
  names: z.array(z.string().min(1)).default([]),
  /** `pixel_` gives `pixel_ada42`; null means one of the five style families. */
  usernamePrefix: z.string().max(16).nullable().default(null),
  /** Slots: {name} {age} {location} {interest} {belief}. */
  bios: z.array(z.string().max(200)).min(1),
  backstories: z.array(z.string()).min(1),
  age: z.strictObject({ from: z.number().int().min(13), to: z.number().int().max(120) }),
  locations: z.array(z.string()).min(1),
  languages: z.array(z.string()).min(1).default(['en']),
  vibe: z.string().max(120),
  /** A persona gets a seeded handful of these. */
  interests: z.array(z.string()).min(1),
  beliefs: z.array(z.string()).default([]),
  knowledge: z.array(z.string()).default([]),
  voice: voiceSchema,
  actionWeights: actionWeightsSchema,
  rhythm: rhythmSchema,
  imageWorkflows: z.array(imageWorkflowSchema).default([]),
  speech: speechSchema.optional(),
})
export type Archetype = z.infer<typeof archetypeSchema>

/** `archetypes/<pack>/pack.yaml`; each archetype is a file of its own beside it. */
export const packSchema = z.strictObject({
  id: slug,
  name: z.string().min(1).max(60),
  description: z.string().max(600),
  /** Sentences and subjects all its archetypes share. */
  speech: speechSchema.optional(),
})
export type Pack = z.infer<typeof packSchema>

export const packSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  archetypes: z.array(z.object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    weight: z.number(),
    interests: z.array(z.string()),
  })),
})
export type PackSummary = z.infer<typeof packSummarySchema>
