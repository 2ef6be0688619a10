/**
 * The loop of `turn-engine.ts` for a simulated world in columns: observe, decide, gate, act, record, one agent after the
 * other, with the same brains, policies and rules. Nothing is awaited: an ask is answered at once or not at all.
 * What a turn needs is kept in one object that serves all turns, and rows take the place of items until a brain reads
 * them. A test runs both over the same agents and compares every act.
 */
import { answeredBy, NO_INPUT, type Action, type Intent } from '../../agent/action.ts'
import type { Acted, AgentView, AskReply, Brain, Decision } from '../../agent/brain.ts'
import { STEPS_PER_TURN } from '../../agent/turn.ts'
import { assert } from '../../base/errors.ts'
import type { CheckpointSink, CheckpointSource, Kept } from '../../base/checkpoint.ts'
import type { Random } from '../../base/random.ts'
import { storable } from '../../base/storable.ts'
import type { ColumnFeed, Performed } from '../../feed/columns/column-feed.ts'
import type { ColumnObservations } from '../../feed/columns/column-observations.ts'
import { NOBODY } from '../../feed/columns/world-columns.ts'
import { rowOf } from '../../feed/columns/ids.ts'
import type { SeenNotice } from '../../feed/columns/seen.ts'
import type { ModelReply, ModelRequest } from '../../llm/model-port.ts'
import { judge } from '../../policy/gate.ts'
import type { Caps, Facts, Policy } from '../../policy/policy.ts'
import { heardAs } from '../remember.ts'
import { RECALLED } from '../turn-engine.ts'
import type { AgentColumns } from './agent-columns.ts'
import { NO_TEXT, type MemoryColumns, type TextRow } from './memory-columns.ts'
import type { TurnJournal } from './turn-journal.ts'
import { TurnState } from './turn-state.ts'

export interface TurnLoopParts {
  readonly feed: ColumnFeed
  readonly observations: ColumnObservations
  readonly agents: AgentColumns
  readonly memories: MemoryColumns
  readonly brains: ReadonlyMap<AgentView['brain']['kind'], Brain>
  readonly policies: readonly Policy[]
  readonly caps: Caps
  readonly journal: TurnJournal
  readonly seed: string
  /** Answers at once, or null where that takes time. */
  readonly answer: (request: ModelRequest, agent: AgentView) => ModelReply | null
}

/** A turn that has asked something and waits for the answer. */
export interface Waiting {
  readonly turn: TurnState
  readonly agent: number
  readonly request: ModelRequest
}

const OWNED: Facts['place'] = { owned: true }

export class TurnLoop implements Kept {
  readonly #parts: TurnLoopParts
  #turn: TurnState
  /** Turns that wait for an answer have their own state; those that are over lend theirs to the next. */
  readonly #spare: TurnState[] = []
  readonly #situations: [TurnState]
  #seed: string
  readonly #facts: { -readonly [Key in keyof Facts]: Facts[Key] }
  readonly #lookRandom = (): Random => this.#turn.lookRandom()
  #turns = 0
  #acts = 0

  constructor(parts: TurnLoopParts) {
    this.#parts = parts
    this.#seed = parts.seed
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

  /** Chance comes from another seed from the next turn on, as in a branch of its own. */
  reseed(seed: string): void {
    this.#seed = seed
    for (const turn of [this.#turn, ...this.#spare]) turn.reseed(seed)
  }

  /** Between two turns. */
  save(sink: CheckpointSink): void {
    sink.json('counts', this.counts)
  }

  load(source: CheckpointSource): void {
    const { turns, acts } = source.json<TurnLoop['counts']>('counts')
    this.#turns = turns
    this.#acts = acts
  }

  /** Runs an agent's turn to its end and returns null, or up to a question that takes time and returns it. */
  run(agent: number, nowMs: number): Waiting | null {
    const { agents, journal, memories, observations } = this.#parts
    const turn = this.#turn
    turn.settledMemories = memories.beginTurn()
    turn.begin(agents.view(agent), this.#turns++, nowMs, agents.texts.data[agent] as number, observations.observe(agent, agents.lastTurnMs.data[agent] as number, nowMs))
    journal.begin(turn.turn, agent, nowMs)
    const { notices } = turn.observation
    if (notices.length > 0) this.#hear(agent, notices)
    return this.#go(agent)
  }

  /** Goes on with a turn that waited. What it does from here on happens at `nowMs`. */
  resume({ turn, agent, request }: Waiting, reply: ModelReply, nowMs: number): Waiting | null {
    const { journal, memories } = this.#parts
    this.#spare.push(this.#turn)
    this.#take(turn)
    turn.nowMs = nowMs
    memories.resumeTurn(turn.settledMemories)
    journal.resume(turn.turn, nowMs)
    turn.nextStep([], this.#replied(request, reply))
    return this.#go(agent)
  }

  #take(turn: TurnState): void {
    this.#turn = turn
    this.#situations[0] = turn
    this.#facts.inView = turn.inView
    this.#facts.answeredInTurn = turn.answered
  }

  #go(agent: number): Waiting | null {
    const turn = this.#turn
    const { kind } = turn.agent.brain
    const brain = this.#parts.brains.get(kind) ?? noBrain(kind)
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
          const { ask } = decision
          if (ask.kind !== 'model') return this.#end(agent, 'failed', 'asked another process, which a simulation does not')
          const request = ask.build(this.#parts.memories.recall(agent, ask.aboutId === null ? NOBODY : rowOf('m', ask.aboutId), RECALLED))
          const reply = this.#parts.answer(request, turn.agent)
          if (reply === null) return this.#wait(agent, request)
          turn.nextStep([], this.#replied(request, reply))
          break
        }
      }
    }
    return this.#end(agent, 'failed', `did not rest within ${STEPS_PER_TURN} steps`)
  }

  #wait(agent: number, request: ModelRequest): Waiting {
    const turn = this.#turn
    this.#take(this.#spare.pop() ?? new TurnState(this.#parts.feed.actions, this.#seed))
    return { turn, agent, request }
  }

  #replied(request: ModelRequest, reply: ModelReply): AskReply {
    this.#parts.journal.asked(request.purpose, reply.kind === 'answered' ? reply.generator : reply.kind)
    return { kind: 'model', reply: storable(reply) }
  }

  #hear(agent: number, notices: readonly SeenNotice[]): void {
    const { journal, memories } = this.#parts
    for (const notice of notices) {
      if (notice.kind === 'comment') memories.keep(agent, heardAs(this.#turn.agent, notice.text), notice.author, NO_TEXT, { row: notice.row, isComment: true }, notice.atMs)
    }
    journal.observed(notices)
  }

  #act(agent: number, intents: readonly Intent[]): readonly Acted[] {
    const most = Math.max(0, this.#turn.actsLeft)
    if (intents.length === 1 && most > 0) return [this.#actOn(agent, intents[0] as Intent)]
    return (intents.length <= most ? intents : intents.slice(0, most)).map((intent) => this.#actOn(agent, intent))
  }

  #actOn(agent: number, intent: Intent): Acted {
    const { feed, policies, agents, journal } = this.#parts
    const turn = this.#turn
    const facts = this.#facts
    const action = feed.actions.get(intent.action) ?? null
    facts.action = action
    facts.generator = turn.generator
    facts.actsInTurn = turn.intended
    facts.today = agents.today(agent, turn.nowMs)
    const verdict = judge(policies, intent, facts)
    turn.intended += 1
    if (verdict.kind !== 'allow') {
      journal.acted(intent, action, 'stopped', verdict.reason, -1, turn.generator, verdict)
      return { intent, result: { kind: 'stopped', verdict: verdict.kind, reason: verdict.reason } }
    }
    turn.acts += 1
    this.#acts += 1
    const form = action?.words?.form
    if (form !== undefined && form !== 'bio' && form !== 'answer') agents.tally(agent, turn.nowMs, form === 'caption' ? 'post' : form)
    const answered = action === null ? null : answeredBy(intent, action)
    if (answered !== null) turn.answered.add(answered)
    const result = this.#perform(agent, intent, action)
    if (result.kind === 'done' && form !== undefined) turn.texts += 1
    return { intent, result }
  }

  #perform(agent: number, intent: Intent, action: Action | null): Performed {
    const { feed, journal } = this.#parts
    const turn = this.#turn
    if (action?.effect === 'read') {
      const looked = intent.action === 'refresh_feed' ? feed.refresh(agent, turn.nowMs, this.#lookRandom) : feed.read(intent, agent, turn.nowMs)
      turn.inView.addPosts(looked.posts)
      for (const member of looked.members) turn.inView.addMember(member)
      for (const group of looked.groups) turn.inView.addGroup(group)
      if (looked.kind === 'done' && looked.posts.length > 0) journal.looked(intent, looked.posts)
      else journal.acted(intent, action, looked.kind, 'reason' in looked ? looked.reason : null, -1, turn.generator)
      return looked
    }
    turn.inView.settle(intent)
    // Its action and target are among those that were offered and shown: only what the brain says is anybody's guess.
    const input = intent.input === NO_INPUT ? NO_INPUT : storable(intent.input)
    const clean = input === intent.input ? intent : { ...intent, input }
    const result = feed.write(clean, { worldId: 0, actorId: agent, atMs: turn.nowMs, generator: turn.generator, turnId: turn.turn })
    if (result.kind === 'done') this.#remember(agent, clean, action, result.made)
    journal.acted(clean, action, result.kind, 'reason' in result ? result.reason : null, result.made, turn.generator)
    return result
  }

  /** What `remember.ts` keeps, as rows. */
  #remember(agent: number, { target, input, action: name }: Intent, action: Action | null, made: number): void {
    const { memories, feed: { state } } = this.#parts
    const { nowMs } = this.#turn
    switch (action?.words?.form ?? name) {
      case 'post':
      case 'caption':
        return memories.keep(agent, 'said', NOBODY, { row: made, isComment: false }, NO_TEXT, nowMs)
      case 'quote':
      case 'reply': {
        const own = { row: made, isComment: name === 'comment' }
        const replyTo = typeof input['replyTo'] === 'string' ? rowOf('c', input['replyTo']) : NOBODY
        if (replyTo !== NOBODY) return memories.keep(agent, 'replied', state.comments.author.data[replyTo] as number, own, { row: replyTo, isComment: true }, nowMs)
        const post = rowOf('p', target)
        return memories.keep(agent, 'replied', state.posts.author.data[post] as number, own, this.#postAsMet(post), nowMs)
      }
      case 'follow':
        return memories.keep(agent, 'followed', rowOf('m', target), NO_TEXT, NO_TEXT, nowMs)
      case 'mute':
        return memories.keep(agent, 'muted', rowOf('m', target), NO_TEXT, NO_TEXT, nowMs)
      case 'like_post': {
        const post = rowOf('p', target)
        return memories.keep(agent, 'liked', state.posts.author.data[post] as number, NO_TEXT, this.#postAsMet(post), nowMs)
      }
      case 'like_comment': {
        const comment = rowOf('c', target)
        return memories.keep(agent, 'liked', state.comments.author.data[comment] as number, NO_TEXT, { row: comment, isComment: true }, nowMs)
      }
    }
  }

  /** Who was told of a post remembers its words, who looked at it all that stood there. */
  #postAsMet(post: number): TextRow {
    const { notices } = this.#turn.observation
    return { row: post, isComment: false, asWritten: notices.length > 0 && tellOf(notices, post) }
  }

  #end(agent: number, outcome: string, reason: string | null): null {
    const { agents, journal } = this.#parts
    agents.ended(agent, this.#turn.nowMs, this.#turn.texts, this.#turn.acts)
    journal.end(outcome, storable(reason))
    return null
  }
}

/** Apart, so that its words are not put together in each turn. */
function noBrain(kind: string): never {
  assert.fail(`expected a ${kind} brain`)
}

function tellOf(notices: readonly SeenNotice[], post: number): boolean {
  return notices.some((notice) => notice.kind === 'post' && notice.row === post)
}
