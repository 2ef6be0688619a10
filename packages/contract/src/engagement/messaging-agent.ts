/** Agents that write to leads: what wakes them, and what they would do (SPEC E5). They are rows of `/api/agents` with `platform: messaging`. */
import { z } from 'zod'
import { givenInstantSchema, idSchema, instantSchema } from '../common.ts'
import { channelSchema } from './channel.ts'

/** `filter` is JSONLogic over `{event, context, consumer}`; all events of the type when left out. `*` is any type. */
export const agentTriggerSchema = z.strictObject({ eventType: z.string().trim().min(1).max(80), filter: z.record(z.string(), z.unknown()).nullable().default(null) })
export type AgentTrigger = z.infer<typeof agentTriggerSchema>

/** One that ships, or lies in the instance's own `agents` folder. */
export const agentKindSchema = z.object({ name: z.string(), title: z.string(), description: z.string(), triggers: z.array(agentTriggerSchema), settings: z.record(z.string(), z.unknown()), shipped: z.boolean(), brain: z.enum(['rules', 'graph']) })
export type AgentKind = z.infer<typeof agentKindSchema>

/** What an agent plans: the intent as the gate and the queue take it. */
export const plannedContentSchema = z.object({
  subject: z.string().max(300).nullable(), text: z.string().max(10_000),
  template: z.object({ id: z.string().max(120), variables: z.record(z.string(), z.string()) }).nullable(),
  productId: idSchema.nullable(), url: z.string().max(2000).nullable(), amountMinor: z.number().int().nullable(), currency: z.string().nullable(),
})
export type PlannedContent = z.infer<typeof plannedContentSchema>

export const verdictKindSchema = z.enum(['allow', 'hold', 'ask', 'suppress'])
/** What each policy said, in the gate's order. The first that does not allow decides. */
export const gateVerdictSchema = z.object({ kind: verdictKindSchema, policy: z.string().nullable(), reason: z.string().nullable(), until: instantSchema.nullable(), all: z.array(z.object({ policy: z.string(), kind: verdictKindSchema, reason: z.string().nullable() })) })
export type GateVerdict = z.infer<typeof gateVerdictSchema>

/** `POST /api/agents/{id}/test`: "send this event as this lead and show what would happen"; nothing is written or sent. */
export const agentTestSchema = z.strictObject({
  consumerId: idSchema.describe('as whom'),
  event: z.strictObject({ type: z.string().trim().min(1).max(80), payload: z.record(z.string(), z.unknown()).default({}) }),
  at: givenInstantSchema.optional().describe('when it happens; now when left out'),
})
/** One wish of the agent, and what would become of it. Messages have a channel, content and the gate's verdict at the time they are for; changes of the lead have none of these. */
export const agentTestPlannedSchema = z.object({
  action: z.string(), channel: channelSchema.nullable(), content: plannedContentSchema.nullable(), sendAt: instantSchema, input: z.unknown(),
  /** Null for what is no message: a tag, a stage, an escalation, waiting. */
  verdict: gateVerdictSchema.nullable(),
})
export const agentTestResultSchema = z.object({
  /** Whether a trigger matched, and in words why or why not. */
  matched: z.boolean(), why: z.string(), shouldAct: z.boolean(), thought: z.string().nullable(),
  planned: z.array(agentTestPlannedSchema),
  misfits: z.array(z.object({ action: z.string(), fault: z.string() })),
  /** Wishes that were not let through before the gate, with the policy that says so: not offered, a foreign link, too many. */
  stopped: z.array(z.object({ action: z.string(), policy: z.string(), reason: z.string() })),
  /** Why the brain came to nothing; null when it did not fail. */
  failed: z.string().nullable(),
  /** A brain that is not code was really asked, once: this may have cost money. Null for brains of rules, and where nothing matched. */
  asked: z.object({ brain: z.enum(['model', 'graph', 'http']), generator: z.string().nullable(), costMicros: z.number().int() }).nullable(),
  /** What keeps this from happening for real: the agent is not started, a kill switch is on, a person has the thread, nobody has sent this type so far. */
  notes: z.array(z.string()),
  ms: z.number(),
})
export type AgentTestResult = z.infer<typeof agentTestResultSchema>

/** `POST /api/onboarding/deploy-agent/{creatorId}`: an agent of a kind that ships or lies in the instance's own folder. */
export const agentDeploySchema = z.strictObject({
  kind: z.string().min(1).max(80).default('sales').describe('one of `/api/agent-kinds`'),
  name: z.string().trim().min(1).max(80).optional().describe("the kind's title when left out"),
  settings: z.record(z.string(), z.unknown()).optional().describe("what the kind lets one set; its standards when left out"),
  triggers: z.array(agentTriggerSchema).min(1).max(20).optional().describe("the kind's own when left out"),
  start: z.boolean().default(true),
})
