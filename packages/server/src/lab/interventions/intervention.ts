/**
 * What an experimenter does to a world from outside, and when. Written in YAML by people, so the shapes here are what one
 * writes; `parse-timeline.ts` makes them a sorted list of `Intervention`.
 */
import { z } from 'zod'
import { actionWeightsSchema, personaChangeSchema } from '@troupe/contract/persona'
import { questionSchema, type Question } from './question.ts'

/** `ada` or `"@ada"`: an @ must stand in quotes, YAML keeps it for itself. */
export const nameSchema = z.union([z.string(), z.number().transform(String)], 'name somebody')
  .transform((name) => name.trim().replace(/^@/, ''))
  .pipe(z.string().min(1, 'name somebody').max(60))

const namesSchema = z.union([z.array(nameSchema).min(1), nameSchema.transform((name) => [name])], 'name somebody, or give a list of names')
const pairSchema = z.strictObject({ from: nameSchema, to: nameSchema })

/** Whom it concerns: people by name, all of an archetype, a sample, or everybody. */
export const audienceFields = {
  who: namesSchema.optional(),
  archetype: z.string().min(1).max(60).optional(),
  sample: z.number().int().min(1).max(1_000_000).optional(),
  everybody: z.literal(true).optional(),
}

const someSchema = z.union([z.strictObject(audienceFields), namesSchema.transform((who) => ({ who }))], 'name somebody, or say archetype or everybody')

/** As written under `do`: one of these keys each. */
export const deedSchema = z.strictObject({
  post: z.strictObject({ as: nameSchema, text: z.string().trim().min(1).max(1000), title: z.string().trim().max(100).optional() }).optional(),
  recommender: z.string().min(1).max(60).optional(),
  ban: namesSchema.optional(),
  unban: namesSchema.optional(),
  follow: pairSchema.optional(),
  unfollow: pairSchema.optional(),
  edges: z.strictObject({
    add: z.array(z.tuple([nameSchema, nameSchema])).max(100_000).default([]),
    remove: z.array(z.tuple([nameSchema, nameSchema])).max(100_000).default([]),
  }).optional(),
  persona: z.strictObject({ who: nameSchema, change: personaChangeSchema }).optional(),
  weights: z.strictObject({ ...audienceFields, set: actionWeightsSchema }).optional(),
  kill: someSchema.optional(),
  release: someSchema.optional(),
  interview: z.strictObject({ ...audienceFields, questions: z.array(questionSchema).min(1).max(50) }).optional(),
})
export type WrittenDeed = z.infer<typeof deedSchema>

export const timelineSchema = z.strictObject({
  interventions: z.array(z.strictObject({
    at: z.union([z.string(), z.number()], 'write 12h, an instant, or use step').optional(),
    step: z.number().int().min(0).optional(),
    do: z.union([z.array(deedSchema).min(1).max(100), deedSchema], 'write one deed, or a list of them'),
    /** For people who read the file, and shown beside the charts. */
    note: z.string().max(300).optional(),
  })).max(10_000),
})

export type Audience =
  | { readonly kind: 'named'; readonly who: readonly string[] }
  | { readonly kind: 'archetype'; readonly archetype: string; readonly sample: number | null }
  | { readonly kind: 'everybody'; readonly sample: number | null }

/** Usernames are without @ and as they were written; `follow` goes through the feed's rules, `edges` sets the graph itself. */
export type Deed =
  | { readonly kind: 'post'; readonly as: string; readonly text: string; readonly title: string | null }
  | { readonly kind: 'recommender'; readonly recommender: string }
  | { readonly kind: 'ban'; readonly who: readonly string[] }
  | { readonly kind: 'unban'; readonly who: readonly string[] }
  | { readonly kind: 'follow'; readonly from: string; readonly to: string }
  | { readonly kind: 'unfollow'; readonly from: string; readonly to: string }
  | { readonly kind: 'edges'; readonly add: readonly (readonly [from: string, to: string])[]; readonly remove: readonly (readonly [from: string, to: string])[] }
  | { readonly kind: 'persona'; readonly who: string; readonly change: z.infer<typeof personaChangeSchema> }
  | { readonly kind: 'weights'; readonly audience: Audience; readonly set: Readonly<Record<string, number>> }
  | { readonly kind: 'kill'; readonly audience: Audience }
  | { readonly kind: 'release'; readonly audience: Audience }
  | { readonly kind: 'interview'; readonly audience: Audience; readonly questions: readonly Question[] }

export interface Intervention {
  /** Simulated time, epoch milliseconds. */
  readonly atMs: number
  readonly deed: Deed
  readonly note: string
  /** Line in the file, from 1, for messages while it runs. */
  readonly line: number
}
