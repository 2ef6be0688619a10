/**
 * The fleet: who is awake, when each wakes next, what it does and what it costs today; and orders to many at once
 * (SPEC D6). An agent here is the agent's own resource with what an operator watches beside it.
 */
import { z } from 'zod'
import { activityItemSchema } from './activity.ts'
import { agentFilterFields, agentPageSchema, agentSchema, agentStateSchema } from './agent.ts'
import { idSchema, instantSchema, pageQuerySchema } from './common.ts'
import { wakeSchema } from './project.ts'
import { timezoneSchema } from './rhythm.ts'

/** `peak` lies above the rhythm's ordinary rate, `off-peak` below it, `dormant` at nothing. */
export const stripKindSchema = z.enum(['peak', 'ordinary', 'off-peak', 'dormant'])
export type StripKind = z.infer<typeof stripKindSchema>

/** One local day of a rhythm, end to end: 23 or 25 hours long where the clocks change. */
export const rhythmStripSchema = z.object({
  /** By whose clock the day is cut. */
  zone: z.string(),
  /** YYYY-MM-DD in that zone. */
  date: z.string(),
  from: instantSchema,
  to: instantSchema,
  /** Of how many agents it is the mean. */
  agents: z.number().int(),
  segments: z.array(z.object({
    /** Minutes since `from`, the second not included. */
    fromMinute: z.number(),
    toMinute: z.number(),
    multiplier: z.number(),
    kind: stripKindSchema,
  })),
})
export type RhythmStrip = z.infer<typeof rhythmStripSchema>

export const fleetAgentSchema = agentSchema.extend({
  /** How its project wakes it. */
  wake: wakeSchema,
  /** Today; null where it does not wake by a rhythm. */
  strip: rhythmStripSchema.nullable(),
  /** What it did last, in its latest turns. */
  lastAct: activityItemSchema.nullable(),
  /** What it said to itself as it came to rest, in its latest turns; null where it said nothing. */
  lastThought: z.object({ at: instantSchema, text: z.string(), turnId: idSchema }).nullable(),
  spentTodayMicros: z.number().int(),
})
export type FleetAgent = z.infer<typeof fleetAgentSchema>

const spendOfDaySchema = z.object({
  todayMicros: z.number().int(),
  /** Null where none was set. */
  budgetMicros: z.number().int().nullable(),
})

export const fleetArchetypeSchema = z.object({
  /** Null: written by hand. */
  archetype: z.string().nullable(),
  agents: z.number().int(),
  states: z.partialRecord(agentStateSchema, z.number().int()),
  spentTodayMicros: z.number().int(),
  /** Those who wake by a rhythm, on an average. */
  strip: rhythmStripSchema.nullable(),
  /** How many wake with all of their project instead, every so many minutes. */
  byCycle: z.number().int(),
})
export type FleetArchetype = z.infer<typeof fleetArchetypeSchema>

const IDS_MOST = 100

export const fleetQuerySchema = pageQuerySchema.extend({
  ...agentFilterFields,
  /** Cuts everybody's day by this clock, so that all strips begin together; without it each is cut by its own. */
  zone: timezoneSchema.optional(),
  /** These alone, with commas between: to renew what is in sight. The answer then has no summary. */
  ids: z.string().refine((text) => text.split(',').length <= IDS_MOST && text.split(',').every((id) => idSchema.safeParse(id).success), `give up to ${IDS_MOST} ids with commas between`).optional(),
})

/** Who is awake first, then the newest. */
export const fleetPageSchema = z.object({
  at: instantSchema,
  items: z.array(fleetAgentSchema),
  nextCursor: z.string().nullable(),
  total: z.number().int(),
  facets: agentPageSchema.shape.facets,
  /** Of the project or the workspace, whatever state, archetype or words the agents are narrowed to. On the first page alone. */
  summary: z.object({
    archetypes: z.array(fleetArchetypeSchema),
    spend: z.object({
      workspace: spendOfDaySchema,
      project: spendOfDaySchema.nullable(),
      /** What any one agent may spend in a day. */
      budgetMicrosPerAgent: z.number().int().nullable(),
    }),
  }).nullable(),
})
export type FleetPage = z.infer<typeof fleetPageSchema>

export const fleetVerbSchema = z.enum(['pause', 'resume'])
export type FleetVerb = z.infer<typeof fleetVerbSchema>

/** All that match; without a filter the whole workspace. Given twice, the second finds nothing left to do. */
export const fleetOrderSchema = z.strictObject({
  filter: z.strictObject(agentFilterFields).default({}),
  reason: z.string().trim().min(1).max(300).optional(),
})
export type FleetOrder = z.input<typeof fleetOrderSchema>

/** Ids an answer carries at most; also what one order by ids takes. */
export const FLEET_IDS_MOST = 10_000

export const fleetOrderedSchema = z.object({
  verb: fleetVerbSchema,
  changed: z.number().int(),
  /** Those that match and stay as they are, by the state they are in. */
  left: z.partialRecord(agentStateSchema, z.number().int()),
  /** Those that could have moved and were not, by why. */
  heldBack: z.array(z.object({ reason: z.string(), count: z.number().int() })),
  /** Who changed, to take it back with `POST /api/agents/bulk`; null where they are too many to name. */
  ids: z.array(idSchema).nullable(),
})
export type FleetOrdered = z.infer<typeof fleetOrderedSchema>
