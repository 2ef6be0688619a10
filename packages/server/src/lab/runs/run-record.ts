/** `run.json`: what a run is, so that it can be carried on, repeated and branched. `status.json`: how far it has come. */
import { z } from 'zod'
import { forkSchema, runInputsSchema } from './run-inputs.ts'

export const RUN_VERSION = 1

export const runRecordSchema = z.strictObject({
  version: z.literal(RUN_VERSION),
  /** Shown in lists and plots. */
  name: z.string().min(1).max(200),
  inputs: runInputsSchema,
  /** Every branching since the first run of the line, in order. */
  forks: z.array(forkSchema).max(1000),
  /** The run this one branched off, by the path to its folder from this one's; null for one that began by itself. */
  parent: z.string().min(1).max(4096).nullable(),
  /** Simulated time at which it ends, epoch milliseconds. */
  untilMs: z.number().int().min(0),
  /** Wall time, for people. */
  createdAt: z.iso.datetime(),
})
export type RunRecord = z.infer<typeof runRecordSchema>

const countsSchema = z.strictObject({
  members: z.number(), turns: z.number(), acts: z.number(), posts: z.number(), comments: z.number(), likes: z.number(), follows: z.number(),
})
export type RunCounts = z.infer<typeof countsSchema>

export const runStatusSchema = z.strictObject({
  /** `running` says who runs it: a process that has gone left it interrupted. */
  state: z.enum(['running', 'stopped', 'done', 'failed']),
  pid: z.number().int(),
  simulatedMs: z.number(),
  counts: countsSchema,
  /** Since this process took it up. */
  actsPerSecond: z.number(),
  /** Wall time spent on it by all processes so far. */
  seconds: z.number(),
  rssBytes: z.number(),
  /** Of the whole journal; only of a run that is done. */
  journalSha256: z.string().nullable(),
  journalBytes: z.number().nullable(),
  /** Why it failed. */
  message: z.string().nullable(),
  updatedAt: z.iso.datetime(),
})
export type RunStatus = z.infer<typeof runStatusSchema>
