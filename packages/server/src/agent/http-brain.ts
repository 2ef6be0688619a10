/**
 * The http brain: another process decides. It is sent what the agent sees and the tools it may call, and answers
 * with actions, which pass the same gate as anybody's. One request a turn: the request carries a look around, so
 * that ten lines in any language are a brain.
 */
import { z } from 'zod'
import { intentOf, type Intent } from './action.ts'
import { lookAround } from './look-around.ts'
import { perAgent, rest, type Brain, type Decision, type Misfit, type Notes, type Situation } from './brain.ts'
import type { SeenItem } from './seen-item.ts'

/** What an http brain may answer. */
export const httpAnswerSchema = z.object({
  actions: z.array(z.object({ action: z.string().max(60), input: z.unknown() })).max(10),
  reasoning: z.string().max(4000).optional(),
})

export const httpBrain: Brain = perAgent('http', decide)

function decide(situation: Situation): Decision {
  const { brain } = situation.agent
  if (brain.kind !== 'http') return rest('this agent has no http brain')
  if (situation.notes['awaiting'] === 'reply') return takeReply(situation, brain.url)
  if (situation.notes['awaiting'] === 'results') return rest(String(situation.notes['reasoning'] ?? '') || null)
  const look = situation.step === 0 ? lookAround(situation.actions) : null
  if (look !== null) {
    return { kind: 'intents', intents: [look], notes: {}, generator: null }
  }
  const [looked] = situation.acted
  const posts = looked?.result.kind === 'done' ? looked.result.items : []
  return {
    kind: 'ask',
    ask: { kind: 'http', url: brain.url, secret: brain.secret ?? null, timeoutMs: brain.timeoutMs, body: requestBody(situation, posts) },
    notes: { awaiting: 'reply' },
  }
}

function requestBody(situation: Situation, posts: readonly SeenItem[]): Notes {
  const { agent } = situation
  return {
    turnId: situation.turnId,
    agent: { id: agent.id, name: agent.name },
    persona: agent.persona,
    now: new Date(situation.nowMs).toISOString(),
    trigger: situation.trigger,
    actionsMax: situation.actsLeft,
    observation: { ...situation.observation, posts },
    tools: [...situation.actions.values()].map((action) => ({ name: action.name, description: action.description, inputSchema: action.inputSchema })),
  }
}

function takeReply(situation: Situation, url: string): Decision {
  if (situation.reply?.kind !== 'http') return rest('no answer came')
  const { reply } = situation.reply
  if (reply.kind === 'failed') return rest(`the http brain at ${url} gave no usable answer: ${reply.message}`)
  const intents: Intent[] = []
  const misfits: Misfit[] = []
  for (const wanted of reply.intents.slice(0, situation.actsLeft)) {
    const action = situation.actions.get(wanted.action)
    // Unknown actions go to the gate, which stops them where the trace shows it.
    if (action === undefined) intents.push({ action: wanted.action, target: null, input: asObject(wanted.input) })
    else {
      const made = intentOf(action, wanted.input ?? {})
      if ('intent' in made) intents.push(made.intent)
      else misfits.push({ action: wanted.action, input: wanted.input, fault: made.fault })
    }
  }
  if (intents.length === 0 && misfits.length === 0) return rest(reply.thought)
  return { kind: 'intents', intents, misfits, notes: { awaiting: 'results', reasoning: reply.thought ?? '' }, generator: `http:${new URL(url).host}` }
}

function asObject(input: unknown): Notes {
  return typeof input === 'object' && input !== null ? input as Notes : { input }
}
