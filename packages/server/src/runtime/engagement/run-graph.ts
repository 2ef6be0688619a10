/**
 * Runs a compiled LangGraph.js graph over one event. It gets our model port and tools that only return intents, so that budget, gate
 * and trace hold whatever it does inside: `config.configurable.tools.send_email({…})` says "planned" and nothing more. What
 * its state holds as `actions` in the end counts as well. Its time is limited, also for a graph that does not heed its signal.
 */
import { ACTS_PER_TURN } from '../../agent/turn.ts'
import type { Clock } from '../../base/clock.ts'
import { messageOf } from '../../base/errors.ts'
import type { AgentKinds } from '../../engagement/agents/agent-kinds.ts'
import { decideRequest } from '../../engagement/agents/decide-request.ts'
import { sortWishes, type Wish } from '../../engagement/agents/wishes.ts'
import type { ModelRequest } from '../../llm/model-port.ts'
import { MESSAGING_ACTIONS } from '../../messaging/messaging-actions.ts'
import { scopeOf, type AskPort } from '../ask-port.ts'
import { noteAsked } from '../trace-notes.ts'
import { endedBy, type Asked, type Question } from './asked.ts'

/** Steps of a graph; one that goes round in circles ends there. */
const RECURSION_MOST = 50
const MODEL_ASKS_MOST = 20
const OUTPUT_TOKENS = 1_200
const TEXT_LONGEST = 8_000
const WISHES_MOST = 50

/** What a graph may ask of a model: words in, words out. */
export interface GraphModel {
  (asked: { readonly instructions: string; readonly text: string }): Promise<string>
}

export async function runGraph(question: Question, kinds: AgentKinds, asks: AskPort, clock: Clock, outer: AbortSignal): Promise<Asked> {
  const { agent, situation, turn } = question
  const { brain } = agent.view
  if (brain.kind !== 'graph') return endedBy({ kind: 'failed', reason: 'this agent has no graph' })
  const graph = kinds.graph(brain.graph)
  if (graph === null) return endedBy({ kind: 'failed', reason: `there is no graph named "${brain.graph}" here; known: ${kinds.graphNames.join(', ') || 'none'}` })
  const wishes: Wish[] = []
  const wish = (name: string) => (input: unknown): string => {
    if (wishes.length >= WISHES_MOST) throw new RangeError(`a graph plans at most ${WISHES_MOST} actions`)
    wishes.push({ name, input })
    return 'planned; it passes the gate when its time has come'
  }
  const timeLimit = AbortSignal.timeout(brain.timeoutMs)
  const signal = AbortSignal.any([outer, timeLimit])
  const generators = new Set<string>()
  const model = modelFor(question, asks, clock, signal, generators)
  const beganMs = clock.now()
  const input = decideRequest(situation)
  const tools = Object.fromEntries([...MESSAGING_ACTIONS.keys()].map((name) => [name, wish(name)]))
  const note = (result: string, reason: string | null, payload: object): void => turn.note('asked', clock.now(), { action: 'graph', targetId: brain.graph, result, reason, ms: clock.now() - beganMs, payload })
  try {
    const state = await inTime(graph.invoke(input, { configurable: { thread_id: `${situation.event.id}.${agent.view.id}`, tools, model, situation }, signal, recursionLimit: RECURSION_MOST }), signal)
    const { actions, reasoning } = readState(state)
    note('answered', null, { reasoning, wishes: [...wishes, ...actions] })
    const { intents, stopped } = sortWishes([...wishes, ...actions], { actions: [...MESSAGING_ACTIONS.values()], actionsMost: ACTS_PER_TURN, anyLinks: true }, situation)
    return { kind: 'planned', plan: { intents, stopped, thought: reasoning, generator: [`graph:${brain.graph}`, ...generators].join(' and ') } }
  } catch (error) {
    if (outer.aborted) return { kind: 'aborted' }
    if (error instanceof BudgetUsedUp) return endedBy({ kind: 'slept', untilMs: error.untilMs, reason: error.message })
    const reason = timeLimit.aborted ? `did not answer within ${brain.timeoutMs} ms` : messageOf(error)
    note('failed', reason, { wishes })
    return endedBy({ kind: 'failed', reason: `the graph "${brain.graph}" failed: ${reason}` })
  }
}

class BudgetUsedUp extends Error {
  override readonly name = 'BudgetUsedUp'
  readonly untilMs: number
  constructor(message: string, untilMs: number) {
    super(message)
    this.untilMs = untilMs
  }
}

function modelFor({ agent, situation, turn }: Question, asks: AskPort, clock: Clock, signal: AbortSignal, generators: Set<string>): GraphModel {
  let asked = 0
  return async ({ instructions, text }) => {
    asked += 1
    if (asked > MODEL_ASKS_MOST) throw new RangeError(`a graph asks the model at most ${MODEL_ASKS_MOST} times`)
    const request: ModelRequest = {
      purpose: 'sales-message', instructions: String(instructions), messages: [{ role: 'user', text: String(text) }], tools: [], expects: { kind: 'text', longest: TEXT_LONGEST }, maxOutputTokens: OUTPUT_TOKENS,
      rehearsal: { key: `${situation.event.id}/${agent.view.id}/graph/${asked}`, ordinal: asked, speaker: null, intent: { kind: 'calls', calls: [], text: `Hello, this is ${situation.creator.name}'s assistant. What can I help with?` }, memory: [], trends: [], nowMs: situation.nowMs },
    }
    const beganMs = clock.now()
    const reply = asks.instantly(request, scopeOf(agent.view)) ?? await asks.model(request, scopeOf(agent.view), signal)
    noteAsked(turn, { kind: 'model', request }, { kind: 'model', reply }, clock.now() - beganMs, clock.now())
    if (reply.kind === 'exhausted') throw new BudgetUsedUp(reply.message, reply.untilMs)
    if (reply.kind === 'failed') throw new Error(`the model gave no usable answer: ${reply.message}`)
    generators.add(reply.generator)
    return reply.text
  }
}

function inTime<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>()
  const stop = (): void => reject(signal.reason as Error)
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', stop))
}

function readState(state: unknown): { readonly actions: readonly Wish[]; readonly reasoning: string | null } {
  const { actions, reasoning } = (typeof state === 'object' && state !== null ? state : {}) as { readonly actions?: unknown; readonly reasoning?: unknown }
  const listed = Array.isArray(actions) ? actions.slice(0, WISHES_MOST).flatMap((one: unknown): Wish[] => {
    const { action, input } = (typeof one === 'object' && one !== null ? one : {}) as { readonly action?: unknown; readonly input?: unknown }
    return typeof action === 'string' ? [{ name: action, input }] : []
  }) : []
  return { actions: listed, reasoning: typeof reasoning === 'string' && reasoning !== '' ? reasoning.slice(0, 4_000) : null }
}
