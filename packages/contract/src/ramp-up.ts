/**
 * Ramp-up plans (SPEC H3): up to how many agents of a project are started, and how much each may do, day by day from the
 * start. A day is 24 hours. While a plan stands, nobody starts more than its day allows; agents that ran before it go on,
 * and the day's acts hold for them as well.
 */
import { z } from 'zod'
import { idSchema, instantSchema } from './common.ts'

export const RAMP_DAYS_MOST = 90
export const rampDaySchema = z.strictObject({
  /** New agents are started until so many run. */
  agents: z.number().int().min(0).max(100_000),
  /** Posts, comments, likes and other writing acts of one agent, from midnight to midnight UTC. */
  actsPerDay: z.number().int().min(0).max(10_000),
})
export type RampDay = z.infer<typeof rampDaySchema>

/** A plan in a few numbers: from one agent or a share of the acts on the first day to all of them on the last. */
export const rampCurveSchema = z.strictObject({
  kind: z.enum(['linear', 'doubling']),
  days: z.number().int().min(1).max(RAMP_DAYS_MOST),
  agents: z.number().int().min(1).max(100_000),
  actsPerDay: z.number().int().min(1).max(10_000),
})
export type RampCurve = z.infer<typeof rampCurveSchema>

const daysSchema = z.array(rampDaySchema).min(1).max(RAMP_DAYS_MOST).refine((days) => days.every(({ agents }, place) => place === 0 || agents >= (days[place - 1]?.agents ?? 0)), 'let the number of agents never fall: a plan starts agents, it stops none')

export const rampUpDraftSchema = z.strictObject({
  projectId: idSchema,
  name: z.string().trim().min(1).max(80),
  days: daysSchema.optional(),
  curve: rampCurveSchema.optional(),
  /** When day 1 begins; with null it begins when the plan is activated. */
  startsAt: instantSchema.nullable().default(null),
}).refine(({ days, curve }) => (days === undefined) !== (curve === undefined), { path: ['days'], message: 'give days or a curve, one of the two' })
export type RampUpDraft = z.infer<typeof rampUpDraftSchema>

/**
 * One day of a plan and what becomes of it with the agents that the project has. Running agents go on whatever the plan says, so more
 * may run than it starts. What is foreseen is null for days gone by.
 */
export const rampOutlookDaySchema = rampDaySchema.extend({
  /** From 1. */
  day: z.number().int(),
  /** New agents of the project that are started on it. */
  starts: z.number().int().nullable(),
  /** Agents of the project that run then, started by the plan or before it. */
  running: z.number().int().nullable(),
  /** Acts of all who run, at most. */
  actsMost: z.number().int().nullable(),
})
export type RampOutlookDay = z.infer<typeof rampOutlookDaySchema>

/** Agents of a project as a plan finds them; those that are neither running nor new are paused or have failed. */
export const rampCrewSchema = z.object({ running: z.number().int(), ready: z.number().int().describe('new ones, which never ran'), all: z.number().int() })
export type RampCrew = z.infer<typeof rampCrewSchema>

export const rampUpPreviewSchema = z.object({ days: z.array(rampOutlookDaySchema), agents: rampCrewSchema })
export type RampUpPreview = z.infer<typeof rampUpPreviewSchema>

/** `draft` → `active` ⇄ `paused` → `done`; an active or paused one can be made a draft again, and then binds nobody. */
export const rampUpSchema = z.object({
  id: idSchema,
  name: z.string(),
  project: z.object({ id: idSchema, name: z.string() }),
  state: z.enum(['draft', 'active', 'paused', 'done']),
  days: z.array(rampDaySchema),
  /** The same days with what becomes of them, as a preview shows them. */
  outlook: z.array(rampOutlookDaySchema),
  startsAt: instantSchema.nullable(),
  /** From 1; null before it begins and once it is over. A paused plan stays at its day. */
  day: z.number().int().nullable(),
  agents: rampCrewSchema,
  /** What changes next, and when; null on the last day and where time stands still. */
  next: rampDaySchema.extend({ at: instantSchema }).nullable(),
  endsAt: instantSchema.nullable(),
  createdAt: instantSchema,
})
export type RampUp = z.infer<typeof rampUpSchema>

export const rampUpVerbSchema = z.enum(['activate', 'pause', 'deactivate'])
export type RampUpVerb = z.infer<typeof rampUpVerbSchema>
export const rampUpVerbParamsSchema = z.strictObject({ id: idSchema, verb: rampUpVerbSchema })
