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
  /** Written here, so that it can be changed; the shipped ones can be duplicated. */
  own: z.boolean(),
  /** Of one's own: counts from 1 with every change. */
  version: z.number().int().nullable(),
  updatedAt: z.iso.datetime().nullable(),
  archetypes: z.array(z.object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    weight: z.number(),
    interests: z.array(z.string()),
  })),
})
export type PackSummary = z.infer<typeof packSummarySchema>

/** `{id}` in an address: a pack by the id in its `pack.yaml`. */
export const packIdParamsSchema = z.strictObject({ id: slug.max(60) })

/** The YAML of a pack: `pack.yaml` and one file for each archetype, named after its id. */
export const packFilesSchema = z.array(z.strictObject({
  name: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*\.yaml$/, 'use lower-case words joined by hyphens and the ending .yaml').max(80),
  text: z.string().max(4_000_000),
})).min(1).max(201)
export type PackFiles = z.infer<typeof packFilesSchema>

export const newPackSchema = z.union([
  z.strictObject({ files: packFilesSchema }),
  /** A copy of another pack, a shipped one too, under an id and a name of its own. */
  z.strictObject({ duplicateOf: slug.max(60), id: slug.max(60), name: z.string().trim().min(1).max(60) }),
])
export type NewPack = z.infer<typeof newPackSchema>

/** `version`: the one that was looked at; another one there by now is a conflict. */
export const packChangeSchema = z.strictObject({ version: z.number().int().min(1), files: packFilesSchema })

export const packDetailSchema = packSummarySchema.extend({
  files: packFilesSchema,
  /** Newest first; empty for a shipped pack. */
  versions: z.array(z.object({ version: z.number().int(), by: z.string(), at: z.iso.datetime() })),
  /** Made from it and still there; they stay when it goes. */
  personas: z.number().int(),
  agents: z.number().int(),
})
export type PackDetail = z.infer<typeof packDetailSchema>
export const packVersionParamsSchema = packIdParamsSchema.extend({ version: z.coerce.number().int().min(1) })
export const packVersionSchema = z.object({ version: z.number().int(), files: packFilesSchema })

export const packPreviewOrderSchema = z.strictObject({
  files: packFilesSchema,
  /** Only this archetype's. */
  archetype: z.string().max(60).optional(),
  seed: z.string().min(1).max(200),
  count: z.number().int().min(1).max(24).default(10),
})
export const packFaultSchema = z.object({
  file: z.string(),
  /** From 1. */
  line: z.number().int(),
  column: z.number().int(),
  /** The field, as far in as it goes. */
  path: z.string(),
  message: z.string(),
})
export type PackFaultShown = z.infer<typeof packFaultSchema>
/** Either faults, or what the pack as written would make. */
export const packPreviewSchema = z.object({
  faults: z.array(packFaultSchema),
  personas: z.array(z.object({ username: z.string(), displayName: z.string(), archetype: z.string(), bio: z.string(), age: z.number().int().nullable(), location: z.string(), interests: z.array(z.string()) })),
  /** What they would say, of each persona one: a caption where its archetype makes images, else a post by the rehearsal model. */
  texts: z.array(z.object({ username: z.string(), kind: z.enum(['caption', 'post']), text: z.string() })),
})
export type PackPreview = z.infer<typeof packPreviewSchema>
export const packRemovalSchema = z.object({ personasLeft: z.number().int() })
