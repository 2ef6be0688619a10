/**
 * The model brain: a conversation with tools. Each step asks the model once; the tools it calls become intents, what
 * came of them goes back as results, until it calls none or the turn is full. Replies are outcomes: a call that does
 * not fit its tool's schema goes back with what was wrong, a tool that was never offered goes to the gate, which stops
 * it and says so on the trace (SPEC B5).
 */
import { must } from '../base/errors.ts'
import type { Message, ModelRequest, ToolCall } from '../llm/model-port.ts'
import { intentOf } from './action.ts'
import { perAgent, rest, type Acted, type ActResult, type Ask, type Brain, type Decision, type Misfit, type Notes, type Situation } from './brain.ts'
import { STANDARD_WEIGHTS } from './habit-brain.ts'
import { toolOf, wishIn } from './picture-tool.ts'
import { nextAsk, withAnswer, type Plan, type Planned } from './planned-calls.ts'
import { heard, personaInstructions, renderItems, renderMemory, renderObservation, speakerOf } from './prompt.ts'
import { weightsHere } from './weights-here.ts'
import type { HeardText } from '../llm/rehearsal/brief.ts'
import type { SeenItem } from './seen-item.ts'

const OUTPUT_TOKENS = 700
/** Faulty calls answered before the turn is given up; a model that can't form a call after three tries won't. */
const FAULTS_MOST = 3
const REPORT_LONGEST = 6000
const NO_TIME = 'There is no time left for it in this turn'
const ONE_IMAGE = 'Images are made one at a time'

interface ModelNotes {
  readonly messages: readonly Message[]
  /** The calls whose results are due, in the order of the intents made of them. */
  readonly calls: readonly { readonly id: string; readonly name: string }[]
  /** Calls that never became intents, with what was wrong. */
  readonly faults: readonly { readonly id: string; readonly name: string; readonly fault: string }[]
  readonly faultCount: number
  readonly inView: readonly HeardText[]
  /** Of a reply that shows images: what waits for them. */
  readonly plan?: Plan
  readonly awaiting: 'reply' | 'plan' | 'results'
}

export const modelBrain: Brain = perAgent('model', decide)

function decide(situation: Situation): Decision {
  const notes = situation.notes as Partial<ModelNotes>
  if (notes.awaiting === undefined) return begin(situation)
  switch (notes.awaiting) {
    case 'reply':
      return takeReply(situation, notes as ModelNotes)
    case 'plan':
      return goOn(situation, notes as ModelNotes, withAnswer(must(notes.plan, 'a plan that waits'), situation.reply, situation.actions))
    case 'results':
      return takeResults(situation, notes as ModelNotes)
  }
}

function begin(situation: Situation): Decision {
  const inView = situation.observation.notices.map(heard)
  const notes: ModelNotes = { messages: [], calls: [], faults: [], faultCount: 0, inView, awaiting: 'reply' }
  return { kind: 'ask', ask: ask(situation, notes, opening(situation)), notes: { ...notes } }
}

function opening(situation: Situation): string {
  return [
    renderObservation(situation.observation),
    `You are awake and have time for at most ${situation.actsLeft} tool calls. Look around first, then do what this persona would do, and stop when done.`,
    'Act only on posts, comments and people you have seen here, by their ids.',
  ].join('\n\n')
}

function ask(situation: Situation, notes: ModelNotes, openingText: string | null): Ask {
  return { kind: 'model', aboutId: null, build: (memory): ModelRequest => request(situation, notes, memory, openingText) }
}

function request(situation: Situation, notes: ModelNotes, memory: ModelRequest['rehearsal']['memory'], openingText: string | null): ModelRequest {
  const { agent } = situation
  const extra = agent.brain.kind === 'model' ? agent.brain.instructions : undefined
  const remembered = renderMemory(memory)
  const first: Message = { role: 'user', text: [remembered, openingText ?? opening(situation)].filter((part) => part !== '').join('\n\n') }
  const weights = agent.persona?.actionWeights ?? {}
  return {
    purpose: 'decision',
    instructions: [personaInstructions(agent), extra].filter((part) => part !== undefined && part !== '').join('\n\n'),
    messages: [first, ...notes.messages],
    tools: [...situation.actions.values()].map(toolOf),
    expects: { kind: 'text', longest: 600 },
    maxOutputTokens: OUTPUT_TOKENS,
    rehearsal: {
      key: `${situation.turnId}/${situation.step}`,
      ordinal: situation.texts,
      speaker: speakerOf(agent),
      intent: {
        kind: 'act',
        weights: Object.fromEntries(weightsHere(Object.keys(weights).length > 0 ? weights : STANDARD_WEIGHTS, situation.actions).map(([{ name }, weight]) => [name, weight])),
        items: notes.inView,
        left: situation.actsLeft,
      },
      memory,
      trends: situation.observation.trends,
      nowMs: situation.nowMs,
    },
  }
}

function takeReply(situation: Situation, notes: ModelNotes): Decision {
  if (situation.reply?.kind !== 'model') return rest('no answer came')
  const { reply } = situation.reply
  if (reply.kind !== 'answered') return rest(`the model gave no usable answer: ${reply.message}`)
  if (reply.toolCalls.length === 0 || situation.actsLeft === 0) return rest(reply.text.trim() || null)

  const planned: Planned[] = []
  const misfits: Misfit[] = []
  const faults: { id: string; name: string; fault: string }[] = []
  for (const [place, call] of reply.toolCalls.entries()) {
    if (planned.length === situation.actsLeft) {
      // Providers refuse a conversation in which a call has no result, so those left out get one too.
      faults.push({ id: call.id, name: call.name, fault: NO_TIME })
      continue
    }
    if (planned.some((one) => one.kind === 'to-make') && situation.actions.get(call.name)?.image != null) {
      // Images are dear; whether a second may be shown is known once the first is.
      faults.push({ id: call.id, name: call.name, fault: ONE_IMAGE })
      continue
    }
    const made = planFor(call, situation, place)
    if ('kind' in made) planned.push(made)
    else {
      misfits.push({ action: call.name, input: call.input, fault: made.fault })
      faults.push({ id: call.id, name: call.name, fault: made.fault })
    }
  }
  const state = reply.providerState === undefined ? {} : { providerState: reply.providerState }
  const said: Message = { role: 'assistant', text: reply.text, toolCalls: reply.toolCalls, ...state }
  const next: ModelNotes = { messages: [...notes.messages, said], calls: [], faults, faultCount: notes.faultCount + misfits.length, inView: notes.inView, awaiting: 'plan' }
  return goOn(situation, next, { planned, misfits, generator: reply.generator })
}

/** The next image or caption that the plan waits for, or all of it at once. */
function goOn(situation: Situation, notes: ModelNotes, plan: Plan): Decision {
  const waited = nextAsk(plan, situation)
  if (waited !== null) return { kind: 'ask', ask: waited, notes: { ...notes, plan } }
  const { plan: _done, ...kept } = notes
  const ready = plan.planned.filter((one) => one.kind === 'ready')
  const lost = plan.planned.flatMap((one) => (one.kind === 'lost' ? { id: one.id, name: one.name, fault: one.fault } : []))
  const next: ModelNotes = { ...kept, calls: ready.map(({ id, name }) => ({ id, name })), faults: [...notes.faults, ...lost], awaiting: 'results' }
  return { kind: 'intents', intents: ready.map(({ intent }) => intent), misfits: plan.misfits, notes: { ...next }, generator: plan.generator }
}

/** A tool that does not exist becomes an intent all the same: it is the gate's to stop, and to say so. */
function planFor(call: ToolCall, situation: Situation, place: number): Planned | { readonly fault: string } {
  const { id, name } = call
  const action = situation.actions.get(name)
  if (action === undefined) return { id, name, kind: 'ready', intent: { action: name, target: null, input: inputOf(call) } }
  if (action.image !== null) {
    const wished = wishIn(call.input, situation, place)
    return 'fault' in wished ? wished : { id, name, kind: 'to-make', wish: wished.wish, input: wished.rest }
  }
  const made = intentOf(action, call.input)
  return 'fault' in made ? made : { id, name, kind: 'ready', intent: made.intent }
}

function inputOf(call: ToolCall): Notes {
  return typeof call.input === 'object' && call.input !== null ? call.input as Notes : { input: call.input }
}

function takeResults(situation: Situation, notes: ModelNotes): Decision {
  const results = notes.calls.map((call, place) => ({ callId: call.id, name: call.name, output: report(situation.acted[place]) }))
  for (const fault of notes.faults) {
    results.push({ callId: fault.id, name: fault.name, output: fault.fault === NO_TIME ? `Not done. ${NO_TIME}.` : `Not done. ${fault.fault}. Call it again with the right input, or go on.` })
  }
  if (notes.faultCount >= FAULTS_MOST) return rest(`gave up after ${notes.faultCount} calls that fitted no tool: ${notes.faults.at(-1)?.fault ?? ''}`)
  if (situation.actsLeft === 0) return rest('did all I had time for')
  // People found are no texts to answer; their ids stand in the report.
  const seen = situation.acted.flatMap(({ result }) => result.kind === 'done' ? flatten(result.items.filter((item) => item.kind !== 'profile')) : [])
  const next: ModelNotes = {
    messages: [...notes.messages, { role: 'tool', results }],
    calls: [],
    faults: [],
    faultCount: notes.faultCount,
    inView: [...seen, ...notes.inView].slice(0, 60),
    awaiting: 'reply',
  }
  return { kind: 'ask', ask: ask(situation, next, null), notes: { ...next } }
}

function report(acted: Acted | undefined): string {
  if (acted === undefined) return 'Not done.'
  const { result } = acted
  switch (result.kind) {
    case 'done':
      return found(result)
    case 'refused':
    case 'failed':
      return `Not done: ${result.reason}`
    case 'unknown':
      return `Perhaps done, no answer came: ${result.reason}. Don't do it again.`
    case 'stopped':
      return `Not done, stopped by policy: ${result.reason}`
  }
}

function found(result: ActResult & { kind: 'done' }): string {
  return result.items.length === 0 ? result.note : `${result.note}\n${renderItems(result.items, REPORT_LONGEST)}`
}

function flatten(items: readonly SeenItem[]): HeardText[] {
  return items.flatMap((item) => [heard(item), ...item.comments.map(heard)])
}
