/** Agents, their brains, their states, and the trace of each turn (SPEC B1–B3). */
import { z } from 'zod'
import { idSchema, instantSchema, pageQuerySchema } from './common.ts'
import { agentTriggerSchema } from './engagement/messaging-agent.ts'
import { answerFormSchema } from './interview.ts'
import { actionWeightsSchema } from './persona.ts'
import { siteKindSchema } from './site.ts'

export const brainSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('habit'),
    /** Overrides the persona's weights. */
    weights: actionWeightsSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('model'),
    /** Added to the instructions the persona gives. */
    instructions: z.string().max(4000).optional(),
    actionsMax: z.number().int().min(1).max(10).default(10),
  }),
  z.strictObject({
    kind: z.literal('rules'),
    /** The name under which the rules were registered; of agents that write to leads, one of `/api/agent-kinds`. */
    rules: z.string().min(1).max(80),
    /** For agents that write to leads: what its kind lets one set. */
    settings: z.record(z.string(), z.unknown()).optional(),
  }),
  z.strictObject({
    kind: z.literal('graph'),
    /** The name of a compiled LangGraph.js graph in the instance's own folder of agents. */
    graph: z.string().min(1).max(80),
    timeoutMs: z.number().int().min(100).max(120_000).default(30_000),
  }),
  z.strictObject({
    kind: z.literal('http'),
    url: z.url({ protocol: /^https?$/, error: 'the address begins with http:// or https://, for example https://brain.example/decide' }),
    /** Signs the requests (Standard Webhooks); made when left out, shown once. */
    secret: z.string().max(200).optional(),
    timeoutMs: z.number().int().min(100).max(30_000).default(5_000),
  }),
])
export type BrainConfig = z.infer<typeof brainSchema>

/** The states a person sees; what each carries is in `stateReason` and `until`. */
export const agentStateSchema = z.enum(['ready', 'idle', 'busy', 'asleep', 'paused', 'failed', 'offline'])
export type AgentState = z.infer<typeof agentStateSchema>

/** Where agents act: on the embedded network, in the world of their project; by messages to leads; or outside, on a site of their workspace. */
export const agentPlatformSchema = z.enum(['feed', 'gallery', 'messaging', ...siteKindSchema.options])
export type AgentPlatform = z.infer<typeof agentPlatformSchema>

export const agentDraftSchema = z.strictObject({
  name: z.string().trim().min(1).max(80).optional(),
  projectId: idSchema.optional(),
  personaId: idSchema.optional().describe('whose words and habits it has; needed everywhere but on messaging'),
  creatorId: idSchema.nullable().optional().describe('whose leads a messaging agent writes to; null for all of the workspace'),
  triggers: z.array(agentTriggerSchema).max(20).optional().describe('which events wake a messaging agent; those of its kind when left out, and needed for brains that have none'),
  platform: agentPlatformSchema.optional().describe("left out: the site's, where one is named, else that of the project's world"),
  siteId: idSchema.optional().describe('the outside site it is to act on; needed for showcase, mastodon and atproto'),
  brain: brainSchema.default({ kind: 'habit' }),
  /** Start it at once. */
  start: z.boolean().default(false),
})
export type AgentDraft = z.input<typeof agentDraftSchema>

export const agentChangeSchema = z.strictObject({
  name: z.string().trim().min(1).max(80).optional(),
  brain: brainSchema.optional(),
  triggers: z.array(agentTriggerSchema).max(20).optional(),
})
export type AgentChange = z.infer<typeof agentChangeSchema>

export const agentSchema = z.object({
  id: idSchema,
  projectId: idSchema,
  name: z.string(),
  platform: agentPlatformSchema,
  brain: brainSchema,
  persona: z.object({
    id: idSchema,
    username: z.string(),
    displayName: z.string(),
    archetype: z.string().nullable(),
    avatarUrl: z.string(),
  }).nullable(),
  /** Its profile in the project's world. */
  profileId: idSchema.nullable(),
  /** Whose leads it writes to; null for all of the workspace's, and for agents that do not write to leads. */
  creator: z.object({ id: idSchema, name: z.string() }).nullable(),
  /** Which events wake it; none where its rhythm does. */
  triggers: z.array(agentTriggerSchema),
  /** The outside site it acts on; null on the embedded network. */
  site: z.object({ id: idSchema, name: z.string(), origin: z.string(), kind: siteKindSchema }).nullable(),
  /** As whom the site knows it; null until it has been provisioned there. */
  account: z.object({ id: z.string().describe("the site's own id of it"), username: z.string() }).nullable(),
  state: agentStateSchema,
  stateReason: z.string().nullable(),
  /** When the state was entered. */
  stateSince: instantSchema,
  /** End of sleep, where there is one. */
  until: instantSchema.nullable(),
  nextWakeAt: instantSchema.nullable(),
  lastTurnAt: instantSchema.nullable(),
  turns: z.number().int(),
  acts: z.number().int(),
  costMicros: z.number().int(),
  createdAt: instantSchema,
})
export type Agent = z.infer<typeof agentSchema>

export const agentVerbSchema = z.enum(['start', 'pause', 'resume', 'stop'])
export type AgentVerb = z.infer<typeof agentVerbSchema>

/** Either some agents by id, or all that match the filter. */
export const agentBulkSchema = z.strictObject({
  verb: agentVerbSchema,
  ids: z.array(idSchema).min(1).max(10_000).optional(),
  filter: z.strictObject({
    projectId: idSchema.optional(),
    platform: z.string().optional(),
    state: agentStateSchema.optional(),
    archetype: z.string().optional(),
    siteId: idSchema.optional(),
    creatorId: idSchema.optional(),
    brain: z.enum(['habit', 'model', 'rules', 'graph', 'http']).optional(),
    query: z.string().optional(),
  }).optional(),
  reason: z.string().max(300).optional(),
}).refine((order) => (order.ids === undefined) !== (order.filter === undefined), { path: ['ids'], message: 'give either ids or a filter' })
export type AgentBulk = z.infer<typeof agentBulkSchema>

export const triggerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('wake') }),
  z.object({ kind: z.literal('manual'), by: z.string() }),
  z.object({ kind: z.literal('event'), eventId: z.string(), eventType: z.string() }),
  z.object({ kind: z.literal('schedule'), scheduleId: z.string() }),
  z.object({
    kind: z.literal('interview'),
    interviewId: idSchema,
    by: z.string(),
    question: z.string(),
    form: answerFormSchema,
    askedAt: instantSchema,
    /** When the agent would have woken; it does so still. */
    wakeAt: instantSchema.nullable(),
  }),
])
export type Trigger = z.infer<typeof triggerSchema>

export const turnOutcomeSchema = z.enum(['running', 'rested', 'slept', 'failed', 'killed'])

export const turnSchema = z.object({
  id: idSchema,
  agentId: idSchema,
  trigger: triggerSchema,
  startedAt: instantSchema,
  endedAt: instantSchema.nullable(),
  outcome: turnOutcomeSchema,
  reason: z.string().nullable(),
  steps: z.number().int(),
  acts: z.number().int(),
  costMicros: z.number().int(),
  /** One line of what was done: "liked 1, commented 1". */
  summary: z.string(),
})
export type Turn = z.infer<typeof turnSchema>

export const verdictSchema = z.object({
  kind: z.enum(['allow', 'hold', 'ask', 'suppress']),
  policy: z.string().nullable(),
  reason: z.string().nullable(),
})

/** One entry of the journal, as the trace shows it. `payload` is null when it was erased or there was none. */
export const traceEntrySchema = z.object({
  seq: z.number().int(),
  at: instantSchema,
  step: z.number().int(),
  kind: z.enum(['turn-began', 'observed', 'asked', 'acted', 'turn-ended']),
  action: z.string().nullable(),
  targetId: z.string().nullable(),
  verdict: verdictSchema.nullable(),
  /** What became of it: `done`, `refused`, `failed`, `fallback`, … */
  result: z.string().nullable(),
  reason: z.string().nullable(),
  /** The post or comment it made, where it made one. */
  madeId: z.string().nullable(),
  ms: z.number().nullable(),
  tokens: z.number().int().nullable(),
  costMicros: z.number().int().nullable(),
  payload: z.unknown(),
  payloadErased: z.boolean(),
})
export type TraceEntry = z.infer<typeof traceEntrySchema>

export const memorySchema = z.object({
  id: idSchema,
  kind: z.string(),
  aboutId: z.string().nullable(),
  aboutName: z.string().nullable(),
  text: z.string(),
  at: instantSchema,
})
export type Memory = z.infer<typeof memorySchema>

/** What an id in a trace names, as it reads now; `text` is null when it was deleted since. */
export const namedItemSchema = z.object({
  id: idSchema,
  kind: z.enum(['post', 'comment', 'profile', 'group']),
  /** Username. */
  author: z.string(),
  /** The first few hundred characters. */
  text: z.string().nullable(),
})
export type NamedItem = z.infer<typeof namedItemSchema>

export const traceSchema = z.object({
  turn: turnSchema,
  agent: agentSchema,
  /** The first, `turn-began`, is made from the turn itself. */
  entries: z.array(traceEntrySchema),
  /** Posts, comments and profiles that the entries name: seen, acted on, or made. */
  named: z.array(namedItemSchema),
  /** What the agent kept in mind of this turn. */
  memories: z.array(memorySchema),
  /** Whether every entry still has the hash it was written with; erased payloads are taken at their word. */
  chainIntact: z.boolean(),
})
export type Trace = z.infer<typeof traceSchema>

/** Where a post or comment came from. */
export const originSchema = z.object({
  turnId: idSchema.nullable().describe('null where no turn made it: written by a person, or brought in'),
  agentId: idSchema.nullable(),
})

/** As an archetype to look for: those whose persona has none, written by hand. */
export const NO_ARCHETYPE = '-'

export const agentFilterFields = {
  projectId: idSchema.optional(),
  /** Where they act: `feed`, `gallery`, or what an outside site speaks. */
  platform: z.string().max(40).optional(),
  state: agentStateSchema.optional(),
  brain: z.enum(['habit', 'model', 'rules', 'graph', 'http']).optional(),
  archetype: z.string().max(60).optional(),
  siteId: idSchema.optional(),
  creatorId: idSchema.optional(),
  /** Part of the agent's name or of its persona's username. */
  query: z.string().trim().min(1).max(80).optional(),
}
export const agentQuerySchema = pageQuerySchema.extend(agentFilterFields)

export const agentPageSchema = z.object({
  items: z.array(agentSchema),
  nextCursor: z.string().nullable(),
  /** Of all that match, shown or not. */
  total: z.number().int(),
  /** How many there would be with another choice of this one filter, the others standing. */
  facets: z.object({
    state: z.partialRecord(agentStateSchema, z.number().int()),
    brain: z.record(z.string(), z.number().int()),
    platform: z.record(z.string(), z.number().int()),
    /** Those without one under `NO_ARCHETYPE`. */
    archetype: z.record(z.string(), z.number().int()),
  }),
})
export type AgentPage = z.infer<typeof agentPageSchema>

export const agentReasonSchema = z.strictObject({ reason: z.string().trim().min(1).max(300).optional() })
export const erasedSchema = z.object({ erased: z.number().int() })
