/** Simulations: runs in folders on the server's disk, begun, watched, branched, measured and asked from the console. */
import { z } from 'zod'
import { idSchema, instantSchema, pageOf } from './common.ts'
import { answerFormSchema, interviewAnswerSchema, QUESTION_LONGEST } from './interview.ts'
import { recommenderSchema, wakeSchema } from './project.ts'

/** Its folder's name. */
export const simulationIdSchema = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,79}$/i, 'use the id as the API gave it')
export const simulationIdParamsSchema = z.strictObject({ id: simulationIdSchema })

export const simulationStateSchema = z.enum(['queued', 'running', 'stopped', 'done', 'failed'])
export type SimulationState = z.infer<typeof simulationStateSchema>

export const simulationBrainsSchema = z.enum(['habit', 'mixed', 'model'])
const nameSchema = z.string().trim().min(1, 'give it a name').max(80)
const seedSchema = z.string().trim().min(1).max(100)
/** As the command line spells it: `barabasi-albert:follows=3`. */
const graphSchema = z.string().trim().min(1).max(2000)
const timelineSchema = z.string().max(1_000_000)

export const simulationPopulationSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pack'), pack: z.string(), agents: z.number().int() }),
  z.object({ kind: z.literal('files'), files: z.array(z.string()), mbti: z.enum(['tint', 'ignore']) }),
])

/** Where a branch leaves its parent: at a simulated moment before whoever wakes then, or right after a turn. */
export const simulationPointSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('time'), at: instantSchema }),
  z.strictObject({ kind: z.literal('turn'), turn: z.number().int().min(0) }),
])
export type SimulationPoint = z.infer<typeof simulationPointSchema>

export const simulationCountsSchema = z.object({
  members: z.number().int(), turns: z.number().int(), acts: z.number().int(), posts: z.number().int(), comments: z.number().int(), likes: z.number().int(), follows: z.number().int(),
})

export const simulationSchema = z.object({
  id: simulationIdSchema,
  name: z.string(),
  state: simulationStateSchema,
  /** In the queue, from 1; null unless it is queued. */
  place: z.number().int().nullable(),
  /** Why it failed, and what to do about it. */
  message: z.string().nullable(),
  /** Simulated time: when it begins, how far it has come, when it ends. */
  from: instantSchema,
  now: instantSchema,
  until: instantSchema,
  wake: wakeSchema,
  seed: z.string(),
  peopleSeed: z.string(),
  population: simulationPopulationSchema,
  graph: z.string().nullable(),
  recommender: recommenderSchema,
  brains: simulationBrainsSchema,
  /** `rehearsal`, or `provider/model`. */
  model: z.string(),
  concurrency: z.number().int(),
  /** Interventions in YAML. */
  timeline: z.string().nullable(),
  /** Every branching since the first run of the line, in order. */
  forks: z.array(z.object({ point: simulationPointSchema, seed: z.string().nullable(), changes: z.string().nullable() })),
  /** The run this one branched off; null for one that began by itself, or whose parent is gone. */
  parent: simulationIdSchema.nullable(),
  /** Null before its first moment. */
  counts: simulationCountsSchema.nullable(),
  actsPerSecond: z.number(),
  /** Wall time spent on it. */
  seconds: z.number(),
  rssBytes: z.number(),
  journalBytes: z.number().nullable(),
  /** The same inputs give the same; null until it is done. */
  journalSha256: z.string().nullable(),
  /** What repeats it on the command line. */
  command: z.string(),
  published: z.object({ projectId: idSchema, worldId: idSchema }).nullable(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
})
export type Simulation = z.infer<typeof simulationSchema>
/** Newest first. */
export const simulationPageSchema = pageOf(simulationSchema)

export const SIMULATED_AGENTS_MOST = 20_000
export const SIMULATED_HOURS_MOST = 24 * 366
/** Characters of one file of people or follows. */
export const POPULATION_FILE_LONGEST = 10_000_000

export const newSimulationSchema = z.strictObject({
  name: nameSchema,
  population: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('pack'), pack: z.string().min(1).max(60).default('agora'), agents: z.number().int().min(1).max(SIMULATED_AGENTS_MOST).default(60) }),
    z.strictObject({
      kind: z.literal('files'),
      /** CSV, JSON, JSONL or GraphML, told apart by what is in them. */
      files: z.array(z.strictObject({ name: z.string().trim().min(1).max(120), text: z.string().min(1).max(POPULATION_FILE_LONGEST) })).min(1).max(5),
      mbti: z.enum(['tint', 'ignore']).default('tint'),
    }),
  ]),
  hours: z.number().min(0.1).max(SIMULATED_HOURS_MOST).default(24),
  /** A Monday, so that a week begins as weeks do. */
  from: instantSchema.default('2026-01-05T00:00:00Z'),
  wake: wakeSchema.default({ kind: 'rhythm' }),
  seed: seedSchema.default('troupe'),
  /** Draws the people and their graph; the seed unless set, so that several seeds can share a population. */
  peopleSeed: seedSchema.optional(),
  graph: graphSchema.nullable().default(null),
  recommender: recommenderSchema.default('recent'),
  brains: simulationBrainsSchema.default('habit'),
  model: z.string().trim().min(1).max(200).default('rehearsal'),
  concurrency: z.number().int().min(1).max(100).optional(),
  /** Of a provider's model, for this run; USD. */
  budgetUsd: z.number().min(0).max(10_000).default(1),
  timeline: timelineSchema.nullable().default(null),
  /** Begins at once, or as soon as there is room. */
  start: z.boolean().default(true),
})
export type NewSimulation = z.input<typeof newSimulationSchema>

/** How the files were read; empty for a pack. */
export const simulationImportSchema = z.object({
  mapping: z.array(z.object({ file: z.string(), from: z.string(), to: z.string().nullable(), note: z.string() })),
  oddities: z.array(z.object({ file: z.string(), row: z.number().int(), problem: z.string(), whatWasDone: z.string() })),
  odditiesTotal: z.number().int(),
})
export const begunSimulationSchema = z.object({ simulation: simulationSchema, import: simulationImportSchema.nullable() })
export type BegunSimulation = z.infer<typeof begunSimulationSchema>

export const simulationChangeSchema = z.strictObject({
  name: nameSchema.optional(),
  /** Of simulated time since its beginning: it may go on for longer, never end before where it is. */
  hours: z.number().min(0.1).max(SIMULATED_HOURS_MOST).optional(),
})

export const simulationForkSchema = z.strictObject({
  name: nameSchema,
  point: simulationPointSchema,
  /** Chance from there on; the parent's unless set. */
  seed: seedSchema.nullable().default(null),
  /** Interventions in YAML, all done at the point; `at: start`. */
  changes: timelineSchema.nullable().default(null),
  /** How long it runs, since the beginning of the line; as long as its parent unless set. */
  hours: z.number().min(0.1).max(SIMULATED_HOURS_MOST).optional(),
  start: z.boolean().default(true),
})
export type SimulationFork = z.input<typeof simulationForkSchema>

/** What a form can offer. */
export const simulationOptionsSchema = z.object({
  packs: z.array(z.object({ name: z.string(), archetypes: z.number().int(), description: z.string() })),
  recommenders: z.array(z.object({ name: recommenderSchema, description: z.string() })),
  graphs: z.array(z.object({ model: z.string(), description: z.string(), example: z.string() })),
  /** `rehearsal` first; of providers those with a key in the environment, with an example of a model. */
  models: z.array(z.object({ name: z.string(), label: z.string() })),
  /** That run at once; more wait. */
  runningMost: z.number().int(),
  folder: z.string(),
})
export type SimulationOptions = z.infer<typeof simulationOptionsSchema>

/** What was said last, newest first, as of `at`. */
export const simulationFeedSchema = z.object({
  at: instantSchema.nullable(),
  items: z.array(z.object({
    id: z.string(),
    kind: z.enum(['post', 'quote', 'repost', 'comment']),
    at: instantSchema,
    username: z.string(),
    displayName: z.string(),
    text: z.string(),
    /** What it answers, quotes or reposts. */
    about: z.object({ username: z.string(), text: z.string() }).nullable(),
    likes: z.number().int(),
    comments: z.number().int(),
    /** The turn it was made in, to branch right after it; null where an intervention made it. */
    turn: z.number().int().nullable(),
  })),
})
export type SimulationFeed = z.infer<typeof simulationFeedSchema>

/** ECharts' own option, as plain data; its title says the answer. */
export const simulationPlotSchema = z.object({ name: z.string(), title: z.string(), subtitle: z.string(), option: z.record(z.string(), z.unknown()) })
export type SimulationPlot = z.infer<typeof simulationPlotSchema>

const workingSchema = z.object({ state: z.literal('working'), done: z.number(), of: z.number() })
const failedSchema = z.object({ state: z.literal('failed'), message: z.string() })

/** Asking begins the work; ask again until it is ready. */
export const simulationMeasuresSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('ready'),
    /** The simulated moment that was measured. */
    at: instantSchema,
    metrics: z.array(z.object({ key: z.string(), name: z.string(), unit: z.string(), value: z.number().nullable() })),
    plots: z.array(simulationPlotSchema),
  }),
  workingSchema,
  failedSchema,
  /** Nothing has happened in it yet. */
  z.object({ state: z.literal('empty') }),
])
export type SimulationMeasures = z.infer<typeof simulationMeasuresSchema>
export const plotThemeQuerySchema = z.strictObject({ theme: z.enum(['light', 'dark']).default('light') })

const intervalSchema = z.object({ low: z.number(), high: z.number() })
export const simulationComparisonSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('ready'),
    base: z.string(),
    /** Runs that are alike but for their seeds are repetitions of one branch. */
    branches: z.array(z.object({ name: z.string(), runs: z.number().int() })),
    metrics: z.array(z.object({
      key: z.string(),
      name: z.string(),
      unit: z.string(),
      branches: z.array(z.object({
        branch: z.string(),
        runs: z.number().int(),
        /** Run by run, with their seeds. */
        values: z.array(z.number()),
        seeds: z.array(z.string()),
        mean: z.number().nullable(),
        deviation: z.number().nullable(),
        /** Of the mean, 95 %; null with fewer than two runs. */
        interval: intervalSchema.nullable(),
        /** Against the base; null for the base itself. */
        difference: z.object({
          mean: z.number(),
          paired: z.boolean(),
          /** 95 %; null with fewer than two runs on either side. */
          interval: intervalSchema.nullable(),
          /** Hedges' g. */
          effect: z.number().nullable(),
          answer: z.string(),
        }).nullable(),
      })),
    })),
    notes: z.array(z.string()),
    plots: z.array(simulationPlotSchema),
    /** Where each run's journal parts from the first one's; null where it never does. */
    partings: z.array(z.object({ id: simulationIdSchema, at: instantSchema.nullable(), record: z.number().int().nullable(), first: z.string().nullable(), second: z.string().nullable() })),
  }),
  workingSchema,
  failedSchema,
])
export type SimulationComparison = z.infer<typeof simulationComparisonSchema>
export const simulationComparisonQuerySchema = z.strictObject({
  runs: z.string().max(8000).transform((text) => text.split(',').filter((id) => id !== '')).pipe(z.array(simulationIdSchema).min(2, 'name two runs or more').max(60)),
  theme: z.enum(['light', 'dark']).default('light'),
})

export const simulatedAgentSchema = z.object({ username: z.string(), displayName: z.string(), archetype: z.string().nullable(), bio: z.string() })
export type SimulatedAgent = z.infer<typeof simulatedAgentSchema>
export const simulatedAgentsQuerySchema = z.strictObject({ q: z.string().max(100).default(''), limit: z.coerce.number().int().min(1).max(100).default(20) })
export const simulatedAgentsSchema = z.object({ total: z.number().int(), archetypes: z.array(z.string()), items: z.array(simulatedAgentSchema) })

export const simulationInterviewSchema = z.strictObject({
  /** Null for how far it has come. */
  at: instantSchema.nullable().default(null),
  audience: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('named'), who: z.array(z.string().min(1).max(60)).min(1).max(200) }),
    z.strictObject({ kind: z.literal('archetype'), archetype: z.string().min(1).max(60), sample: z.number().int().min(1).max(200).nullable().default(null) }),
    z.strictObject({ kind: z.literal('everybody'), sample: z.number().int().min(1).max(200) }),
  ]),
  questions: z.array(z.strictObject({ ask: z.string().trim().min(1, 'ask something').max(QUESTION_LONGEST), form: answerFormSchema.default({ kind: 'free', longest: 600 }) })).min(1).max(20),
})
export type SimulationInterview = z.input<typeof simulationInterviewSchema>
export const simulationAnswersSchema = z.object({
  at: instantSchema.nullable(),
  answers: z.array(z.object({
    at: instantSchema,
    username: z.string(),
    archetype: z.string().nullable(),
    ask: z.string(),
    answer: interviewAnswerSchema.nullable(),
    generator: z.string().nullable(),
    /** Why there is no answer. */
    fault: z.string().nullable(),
  })),
})
export type SimulationAnswers = z.infer<typeof simulationAnswersSchema>

export const simulationExportQuerySchema = z.strictObject({
  table: z.enum(['members', 'posts', 'comments', 'follows', 'reactions', 'shown', 'ties']).default('posts'),
  format: z.enum(['csv', 'jsonl', 'parquet', 'graphml']).default('csv'),
})

export const publishSimulationSchema = z.strictObject({ name: nameSchema.optional(), public: z.boolean().default(false) })
export const simulationPublicationSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none') }),
  z.object({ state: z.literal('working'), share: z.number() }),
  z.object({ state: z.literal('ready'), projectId: idSchema, worldId: idSchema }),
  failedSchema,
])
export type SimulationPublication = z.infer<typeof simulationPublicationSchema>

/** Events of `GET /api/simulations/{id}/stream`: `simulation` each time it has moved, `feed` when something was said. */
export const simulationEventSchema = z.union([simulationSchema, simulationFeedSchema])
