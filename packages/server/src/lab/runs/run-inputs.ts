/**
 * What decides a run's bytes: two runs of the same inputs write the same journal. They stand at the head of the journal and
 * in the run's folder. How far it runs and where it lies are not among them, so that a run may be carried on.
 */
import { z } from 'zod'
import { recommenderSchema } from '@troupe/contract'
import { graphModelSchema } from '../graphs/graph-model.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

export const populationSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('pack'),
    pack: z.string().min(1).max(60),
    agents: z.number().int().min(1).max(100_000),
    /** Of what the pack made, so that a pack that was changed since is noticed. */
    sha256,
  }),
  z.strictObject({
    kind: z.literal('files'),
    /** Copies lie in the run's folder. */
    files: z.array(z.strictObject({ name: z.string().min(1).max(255), sha256 })).min(1).max(50),
    mbti: z.enum(['tint', 'ignore']),
  }),
])
export type PopulationInput = z.infer<typeof populationSchema>

/**
 * `habit`: everybody chooses by habit and asks a model for words only. `model`: everybody decides by calling tools.
 * `mixed`: every third by model, as in the sample.
 */
export const brainsSchema = z.enum(['habit', 'mixed', 'model'])

export const runInputsSchema = z.strictObject({
  workload: z.literal('population'),
  seed: z.string().min(1).max(100),
  /** Draws the people and their graph, so that several seeds can be run on one population. */
  peopleSeed: z.string().min(1).max(100),
  population: populationSchema,
  /** Who follows whom at the start; null for what the files say, which is nothing in a pack. */
  graph: graphModelSchema.nullable(),
  recommender: recommenderSchema,
  brains: brainsSchema,
  /** `rehearsal`, or `provider:model`. */
  model: z.string().min(1).max(200),
  /** Agents that may wait for a model at once; they see the world as it stood when the first of them woke. */
  concurrency: z.number().int().min(1).max(1000),
  wake: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('rhythm') }), z.strictObject({ kind: z.literal('cycle'), minutes: z.number().int().min(1).max(1440) })]),
  /** Simulated time, epoch milliseconds. */
  fromMs: z.number().int().min(0),
  /** The timeline's text, as it was given; null for none. */
  timeline: z.string().max(5_000_000).nullable(),
})
export type RunInputs = z.infer<typeof runInputsSchema>

/** Where a branch leaves its parent: at a moment before whoever wakes then, or right after a turn. */
export const forkPointSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('time'), atMs: z.number().int().min(0) }),
  z.strictObject({ kind: z.literal('turn'), turn: z.number().int().min(0) }),
])
export type ForkPoint = z.infer<typeof forkPointSchema>

/** One branching: up to the point all is as in the parent, then the changes, then it goes its own way. */
export const forkSchema = z.strictObject({
  point: forkPointSchema,
  /** Chance from there on; null for the parent's. */
  seed: z.string().min(1).max(100).nullable(),
  /** A timeline's text whose deeds are all done at the point; null for none. */
  changes: z.string().max(5_000_000).nullable(),
})
export type Fork = z.infer<typeof forkSchema>
