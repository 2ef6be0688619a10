/**
 * A stage for whole turns: a world in memory, members who post, agents whose model says what a test tells it to. Turns
 * run through the real engine, gate, feed and ledger, and whenever one waits for an answer it is put into JSON and taken
 * up again from there, as after a crash.
 */
import type { BrainConfig, Persona, Picture, Trigger } from '@troupe/contract'
import { habitBrain } from '../../agent/habit-brain.ts'
import { httpBrain } from '../../agent/http-brain.ts'
import { modelBrain } from '../../agent/model-brain.ts'
import { rulesBrain, type Rules } from '../../agent/rules-brain.ts'
import type { AgentView, Brain, HttpReply, ImageReply } from '../../agent/brain.ts'
import { Turn, type TurnEnd, type TurnSnapshot } from '../../agent/turn.ts'
import { persona } from '../../agent/testing/situation.ts'
import { VirtualClock } from '../../base/clock.ts'
import { must } from '../../base/errors.ts'
import { seededIds, type Id, type Ids } from '../../base/ids.ts'
import { seeded } from '../../base/random.ts'
import { GalleryPlatform } from '../../feed/gallery/gallery-platform.ts'
import { FeedPlatform } from '../../feed/feed-platform.ts'
import type { FeedWrite, Outcome } from '../../feed/feed-write.ts'
import { MemoryFeedStore } from '../../feed/memory-feed-store.ts'
import { member, WORLD } from '../../feed/testing/small-world.ts'
import type { ModelReply, ModelRequest, ToolCall } from '../../llm/model-port.ts'
import { IN_MEMORY, type Platform } from '../../platform/platform.ts'
import { STANDARD_POLICIES } from '../../policy/gate.ts'
import type { Entry } from '../../store/journal.ts'
import { answerTo, type AskPort } from '../ask-port.ts'
import { MemoryLedger, type TurnRecord } from '../memory-ledger.ts'
import { TurnEngine } from '../turn-engine.ts'

const START_MS = Date.UTC(2026, 9, 1, 12)

export type ModelOnStage = (request: ModelRequest) => ModelReply | Promise<ModelReply>

export interface StageOptions {
  readonly model?: ModelOnStage
  readonly image?: (ask: Parameters<AskPort['image']>[0]) => ImageReply | Promise<ImageReply>
  readonly http?: (ask: Parameters<AskPort['http']>[0]) => HttpReply | Promise<HttpReply>
  readonly rules?: ReadonlyMap<string, Rules>
}

export interface PlayedTurn {
  readonly id: Id
  readonly end: TurnEnd
  readonly record: TurnRecord
  /** The trace. */
  readonly entries: readonly Entry[]
}

type Wanted = FeedWrite extends infer One ? One extends FeedWrite ? Omit<One, 'worldId' | 'atMs' | 'id' | 'generator' | 'turnId'> : never : never

export class Stage {
  readonly clock = new VirtualClock(START_MS)
  readonly ids: Ids = seededIds(this.clock, seeded('stage'))
  readonly store = new MemoryFeedStore()
  readonly ledger = new MemoryLedger(this.ids)
  readonly engine: TurnEngine
  /** Images that were made, by id. */
  readonly shelf = new Map<Id, { picture: Picture; profileId: Id | null }>()
  /** Why everything stands still, if it does. */
  killed: string | null = null
  postsPerDay = 50
  readonly #asks: AskPort
  #members = 0

  constructor(options: StageOptions = {}) {
    this.#asks = {
      prepare: async () => {},
      instantly: () => null,
      model: async (request) => must(options.model, 'a scripted model')(request),
      image: async (ask) => must(options.image, 'a scripted maker of images')(ask),
      http: async (ask) => must(options.http, 'a scripted http brain')(ask),
    }
    this.engine = new TurnEngine({
      platforms: new Map<string, Platform>([
        ['feed', new FeedPlatform(this.store, this.ids, () => ({ recommender: 'recent' }))],
        ['gallery', new GalleryPlatform(this.store, this.ids, () => ({ recommender: 'recent' }), { pictures: async (ids) => new Map(ids.flatMap((id) => { const found = this.shelf.get(id); return found === undefined ? [] : [[id, found]] })) })],
      ]),
      brains: new Map<Brain['kind'], Brain>([habitBrain, modelBrain, httpBrain, rulesBrain(options.rules ?? new Map())].map((brain) => [brain.kind, brain])),
      policies: STANDARD_POLICIES,
      asks: this.#asks,
      ledger: this.ledger,
      surroundings: {
        killed: () => this.killed,
        place: () => ({ owned: true }),
        caps: () => ({ actsPerTurn: 10, postsPerDay: this.postsPerDay, commentsPerDay: 100 }),
      },
      seed: 'stage',
    })
  }

  /** Somebody joins; the id is the profile's. */
  async member(username: string): Promise<Id> {
    const profile = member(++this.#members, username)
    await this.store.addProfiles([profile])
    return profile.id
  }

  async do(write: Wanted): Promise<Outcome> {
    this.clock.advanceBy(1_000)
    const label = { id: this.ids.next(), generator: null, turnId: null }
    const [outcome] = await this.store.apply([{ ...label, ...write, worldId: WORLD, atMs: this.clock.now() } as FeedWrite])
    return must(outcome, 'an outcome')
  }

  async post(authorId: Id, text: string): Promise<Id> {
    return madeBy(await this.do({ kind: 'create-post', actorId: authorId, title: null, text }))
  }

  async comment(authorId: Id, postId: Id, text: string, replyTo: Id | null = null): Promise<Id> {
    return madeBy(await this.do({ kind: 'comment', actorId: authorId, postId, text, replyTo }))
  }

  async agent(username: string, brain: BrainConfig, change: Partial<Persona> = {}, view: Partial<AgentView> = {}): Promise<AgentView> {
    const profileId = await this.member(username)
    return {
      id: this.ids.next(), name: username, workspaceId: 'workspace-1', projectId: 'project-1', platform: 'feed', brain, speech: null, craft: [], profileId,
      persona: persona({ username, ...change }), ...view,
    }
  }

  /** One waking, to its end. */
  async turn(agent: AgentView, trigger: Trigger = { kind: 'wake' }): Promise<PlayedTurn> {
    this.clock.advanceBy(60_000)
    const record = this.ledger.agent(agent.id)
    let turn = this.#newTurn(agent, trigger, this.ids.next(), this.clock.now(), record.lastTurnMs ?? START_MS, null)
    for (;;) {
      await this.engine.run([turn], this.clock.now(), IN_MEMORY)
      await this.ledger.commit([turn], new Map())
      const { status } = turn
      if (status.kind === 'ended') return this.#played(turn.id, status.end)
      if (status.kind === 'running') throw new Error('a turn that neither waits nor has ended')
      turn = this.#newTurn(agent, trigger, turn.id, turn.startedMs, turn.sinceMs, JSON.parse(JSON.stringify(turn.snapshot())) as TurnSnapshot)
      const { ask } = status
      const signal = new AbortController().signal
      const reply = await answerTo(ask, agent, this.#asks, signal)
      this.engine.take(turn, ask, reply, 5, this.clock.now())
    }
  }

  #newTurn(agent: AgentView, trigger: Trigger, id: Id, startedMs: number, sinceMs: number, snapshot: TurnSnapshot | null): Turn {
    const { texts, tally, chain } = this.ledger.agent(agent.id)
    return new Turn({ id, agent, worldId: WORLD, trigger, startedMs, sinceMs, texts, tally, chain, snapshot })
  }

  #played(id: Id, end: TurnEnd): PlayedTurn {
    const record = must(this.ledger.turns.find((turn) => turn.id === id), 'the turn in the ledger')
    return { id, end, record, entries: this.ledger.entries.filter((entry) => entry.turnId === id) }
  }
}

function madeBy(outcome: Outcome): Id {
  if (outcome.kind !== 'done') throw new Error(outcome.reason)
  return must(outcome.madeId, 'the id of what was made')
}

const ATTEMPT = { provider: 'scripted', model: 'scripted', ms: 1, usage: { inputTokens: 10, outputTokens: 5 }, costMicros: 7, outcome: 'answered', note: null } as const

export function says(text: string, toolCalls: readonly ToolCall[] = []): ModelReply {
  return { kind: 'answered', generator: 'scripted:scripted', text, value: null, toolCalls, attempts: [ATTEMPT] }
}

export function calls(...wanted: readonly (readonly [name: string, input: unknown])[]): ModelReply {
  return says('', wanted.map(([name, input], place) => ({ id: `call-${place}`, name, input })))
}

/** Replies in order; asked once more than it has, it says it is done. */
export function script(...replies: readonly (ModelReply | ((request: ModelRequest) => ModelReply))[]): ModelOnStage & { readonly asked: ModelRequest[] } {
  const asked: ModelRequest[] = []
  const model = (request: ModelRequest): ModelReply => {
    asked.push(request)
    const reply = replies[asked.length - 1] ?? says('Enough.')
    return typeof reply === 'function' ? reply(request) : reply
  }
  return Object.assign(model, { asked })
}
