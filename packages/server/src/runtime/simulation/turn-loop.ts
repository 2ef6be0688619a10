/**
 * The loop of `turn-engine.ts` for a simulated world in columns: observe, decide, gate, act, record, one agent after the
 * other, with the same brains, policies and rules. Nothing is awaited: an ask is answered at once or not at all.
 * What a turn needs is kept in one object that serves all turns, and rows take the place of items until a brain reads
 * them. A test runs both over the same agents and compares every act.
 */
import { answeredBy, type Intent } from '../../agent/action.ts'
import type { Acted, AgentView, AskReply, Brain, Decision, Observation } from '../../agent/brain.ts'
import { STEPS_PER_TURN } from '../../agent/turn.ts'
import { must } from '../../base/errors.ts'
import { storable } from '../../base/storable.ts'
import type { ColumnFeed, Performed } from '../../feed/columns/column-feed.ts'
import type { ModelReply, ModelRequest } from '../../llm/model-port.ts'
import { judge } from '../../policy/gate.ts'
import type { Caps, Facts, Policy } from '../../policy/policy.ts'
import type { AgentColumns } from './agent-columns.ts'
import type { TurnJournal } from './turn-journal.ts'
import { TurnState } from './turn-state.ts'

export interface TurnLoopParts {
  readonly feed: ColumnFeed
  readonly agents: AgentColumns
  readonly brains: ReadonlyMap<AgentView['brain']['kind'], Brain>
  readonly policies: readonly Policy[]
  readonly caps: Caps
  readonly journal: TurnJournal
  readonly seed: string
  /** Answers at once, or null where it can't. */
  readonly answer: (request: ModelRequest, agent: AgentView) => ModelReply | null
  readonly observe: (agent: number, nowMs: number) => Observation
}

const OWNED: Facts['place'] = { owned: true }

export class TurnLoop {
  readonly #parts: TurnLoopParts
  readonly #turn: TurnState
  readonly #situations: [TurnState]
  readonly #facts: { -readonly [Key in keyof Facts]: Facts[Key] }
  #turns = 0
  #acts = 0

  constructor(parts: TurnLoopParts) {
    this.#parts = parts
    this.#turn = new TurnState(parts.feed.actions, parts.seed)
    this.#situations = [this.#turn]
    this.#facts = {
      killed: null, place: OWNED, labelled: true, generator: null, action: null, inView: this.#turn.inView, actsInTurn: 0, answeredInTurn: this.#turn.answered,
      today: { posts: 0, comments: 0 }, caps: parts.caps,
    }
  }

  /** Turns and acts so far. */
  get counts(): { turns: number; acts: number } {
    return { turns: this.#turns, acts: this.#acts }
  }

  run(agent: number, nowMs: number): void {
    const { agents, journal, observe } = this.#parts
    const turn = this.#turn
    turn.begin(agents.view(agent), this.#turns++, nowMs, agents.texts.data[agent] as number, observe(agent, nowMs))
    journal.begin(turn.turn, agent, nowMs)
    const brain = must(this.#parts.brains.get(turn.agent.brain.kind), `a ${turn.agent.brain.kind} brain`)
    while (turn.step < STEPS_PER_TURN) {
      const decision = brain.decide(this.#situations)[0] as Decision
      switch (decision.kind) {
        case 'rest':
          return this.#end(agent, 'rested', decision.thought)
        case 'intents':
          turn.notes = decision.notes
          turn.generator = decision.generator
          turn.nextStep(this.#act(agent, decision.intents), null)
          break
        case 'ask': {
          turn.notes = decision.notes
          const reply = this.#ask(decision.ask)
          if (reply === null) return this.#end(agent, 'failed', 'asked for something that cannot be had at once in a simulation')
          turn.nextStep([], reply)
          break
        }
      }
    }
    this.#end(agent, 'failed', `did not rest within ${STEPS_PER_TURN} steps`)
  }

  #act(agent: number, intents: readonly Intent[]): readonly Acted[] {
    const { feed, policies, agents, journal } = this.#parts
    const turn = this.#turn
    const facts = this.#facts
    const acted: Acted[] = []
    const most = Math.max(0, turn.actsLeft)
    for (let place = 0; place < intents.length && place < most; place++) {
      const intent = intents[place] as Intent
      const action = feed.actions.get(intent.action) ?? null
      facts.action = action
      facts.generator = turn.generator
      facts.actsInTurn = turn.intended
      facts.today = agents.today(agent, turn.nowMs)
      const verdict = judge(policies, intent, facts)
      turn.intended += 1
      if (verdict.kind !== 'allow') {
        acted.push({ intent, result: { kind: 'stopped', verdict: verdict.kind, reason: verdict.reason } })
        journal.acted(intent.action, intent.target, 'stopped', verdict.reason, -1, null, null)
        continue
      }
      turn.acts += 1
      this.#acts += 1
      const form = action?.words?.form
      if (form !== undefined && form !== 'bio') agents.tally(agent, turn.nowMs, form)
      const answered = action === null ? null : answeredBy(intent, action)
      if (answered !== null) turn.answered.add(answered)
      const result = this.#perform(agent, intent, action?.effect === 'read')
      acted.push({ intent, result })
      if (result.kind === 'done' && form !== undefined) turn.texts += 1
    }
    return acted
  }

  #perform(agent: number, intent: Intent, reads: boolean): Performed {
    const { feed, journal } = this.#parts
    const turn = this.#turn
    if (intent.action === 'refresh_feed') {
      const looked = feed.refresh(agent, turn.nowMs, () => turn.lookRandom())
      turn.inView.addPosts(looked.posts)
      journal.looked(intent.action, looked.posts)
      return looked
    }
    if (reads) throw new TypeError(`${intent.action} is not there yet`)
    const result = feed.write(storable(intent), { worldId: 0, actorId: agent, atMs: turn.nowMs, generator: turn.generator, turnId: turn.turn })
    const text = intent.input['text']
    journal.acted(intent.action, intent.target, result.kind, 'reason' in result ? result.reason : null, result.made ?? -1, typeof text === 'string' ? text : null, moreOf(intent))
    return result
  }

  #ask(ask: Extract<Decision, { kind: 'ask' }>['ask']): AskReply | null {
    if (ask.kind !== 'model') return null
    const request = ask.build([])
    const reply = this.#parts.answer(request, this.#turn.agent)
    if (reply === null) return null
    this.#parts.journal.asked(request.purpose, reply.kind === 'answered' ? reply.generator : reply.kind)
    return { kind: 'model', reply }
  }

  #end(agent: number, outcome: string, reason: string | null): void {
    const { agents, journal } = this.#parts
    agents.ended(agent, this.#turn.nowMs, this.#turn.texts, this.#turn.acts)
    journal.end(outcome, reason)
  }
}

/** The input besides target and text, which are told for themselves. */
function moreOf({ input }: Intent): string | null {
  let more: Record<string, unknown> | null = null
  for (const field in input) if (field !== 'text') (more ??= {})[field] = input[field]
  return more === null ? null : JSON.stringify(more)
}
