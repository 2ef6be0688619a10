/**
 * A world of personas in columns, ready to be run: state, agents, memories, the loop over them and who wakes when. It is
 * begun from a population, or taken up from a checkpoint; both ways it goes on alike.
 */
import type { Persona, RecommenderName } from '@troupe/contract'
import type { Intent } from '../../agent/action.ts'
import type { Brain } from '../../agent/brain.ts'
import { habitBrain } from '../../agent/habit-brain.ts'
import { modelBrain } from '../../agent/model-brain.ts'
import { ACTS_PER_TURN } from '../../agent/turn.ts'
import type { CheckpointSink, CheckpointSource, Kept } from '../../base/checkpoint.ts'
import { seeded } from '../../base/random.ts'
import { ColumnFeed } from '../../feed/columns/column-feed.ts'
import { ColumnObservations } from '../../feed/columns/column-observations.ts'
import { ColumnState } from '../../feed/columns/column-state.ts'
import { ListedPeople } from '../../feed/columns/people.ts'
import type { ModelReply } from '../../llm/model-port.ts'
import { STANDARD_POLICIES } from '../../policy/gate.ts'
import type { RepertoireOf } from '../../runtime/repertoire.ts'
import { AgentColumns } from '../../runtime/simulation/agent-columns.ts'
import { loadWorld, saveWorld, type WorldParts as KeptParts } from '../../runtime/simulation/kept-world.ts'
import { MemoryColumns } from '../../runtime/simulation/memory-columns.ts'
import { TurnLoop, type TurnLoopParts, type Waiting } from '../../runtime/simulation/turn-loop.ts'
import { WakeQueue } from '../../runtime/wake-queue.ts'
import { nextWakeFor } from '../../runtime/waking.ts'
import { Cast } from './cast.ts'
import { followsAtStart, type Population } from './population.ts'
import type { RunInputs } from './run-inputs.ts'
import type { WorldJournal } from './world-journal.ts'

/** The maker of what an experimenter wrote in somebody's name. */
export const BY_HAND = 'intervention'
/** As live, where a project sets none. */
const CAPS = { actsPerTurn: ACTS_PER_TURN, postsPerDay: 500, commentsPerDay: 1000 } as const
const BRAINS: ReadonlyMap<Brain['kind'], Brain> = new Map([['habit', habitBrain], ['model', modelBrain]])

export interface WorldParts {
  readonly inputs: RunInputs
  readonly population: Population
  readonly repertoireOf: RepertoireOf
  readonly journal: WorldJournal
  /** Answers at once, or null where it can't. */
  readonly answer: TurnLoopParts['answer']
}

export class SimulatedWorld implements Kept {
  readonly inputs: RunInputs
  readonly cast: Cast
  readonly state: ColumnState
  readonly agents: AgentColumns
  readonly memories: MemoryColumns
  readonly feed: ColumnFeed
  readonly observations: ColumnObservations
  readonly loop: TurnLoop
  readonly queue = new WakeQueue()
  readonly journal: WorldJournal
  /** Simulated time, epoch milliseconds. */
  nowMs: number
  /** Decides chance from here on; a branch may have its own. */
  seed: string

  constructor({ inputs, population, repertoireOf, journal, answer }: WorldParts) {
    this.inputs = inputs
    this.seed = inputs.seed
    this.nowMs = inputs.fromMs
    this.journal = journal
    this.cast = new Cast(population.personas, inputs.brains, repertoireOf)
    const people = new ListedPeople()
    for (const { username, displayName, location, interests, archetype } of population.personas) people.add({ username, displayName, location, interests, archetype })
    this.state = new ColumnState(people)
    this.agents = new AgentColumns((agent) => this.cast.view(agent))
    this.memories = new MemoryColumns(this.state)
    this.feed = new ColumnFeed(this.state, inputs.recommender)
    this.observations = new ColumnObservations(this.state)
    this.loop = new TurnLoop({
      feed: this.feed, observations: this.observations, agents: this.agents, memories: this.memories, brains: BRAINS, policies: STANDARD_POLICIES, caps: CAPS, journal,
      seed: inputs.seed, answer,
    })
  }

  /** The first day: everybody joins, follows whom they follow, what they wrote before stands there, and each has a time to wake. */
  begin(population: Population): void {
    const { inputs: { fromMs }, journal, state } = this
    for (const { username, bio } of population.personas) {
      state.addProfile(bio, fromMs)
      this.agents.add(fromMs)
      this.memories.addAgent()
      journal.joined(username, bio, fromMs)
    }
    const follows = followsAtStart(this.inputs, population)
    if (follows !== null) {
      for (let edge = 0; edge < follows.from.length; edge++) {
        const [from, to] = [follows.from[edge] as number, follows.to[edge] as number]
        if (this.setFollows(from, to, true)) journal.edge(from, to, fromMs)
      }
    }
    for (const { author, text } of population.previousPosts) {
      const outcome = this.feed.write({ action: 'create_post', target: null, input: { text } }, { worldId: state.worldId, actorId: author, atMs: fromMs, generator: null, turnId: null })
      if (outcome.kind === 'done') journal.firstPost(author, fromMs, text, null)
    }
    for (let member = 0; member < this.cast.size; member++) {
      const wakeMs = nextWakeFor(this.inputs.wake, this.cast.persona(member).rhythm, fromMs, seeded(`${this.seed}/first/${member}`))
      if (wakeMs !== null) this.queue.push(wakeMs, member)
    }
  }

  /** Draws or takes away an edge itself, past the rules; counted like any. Returns whether it was not so before. */
  setFollows(follower: number, followee: number, on: boolean): boolean {
    const { state } = this
    if (follower === followee || state.follows(follower, followee) === on) return false
    state.setFollows(state.worldId, follower, followee, on)
    state.countProfile(follower, 'following', on ? 1 : -1)
    state.countProfile(followee, 'followers', on ? 1 : -1)
    return true
  }

  /** An act from outside, in a member's name; null when the rules take it, else why not. */
  write(member: number, intent: Intent): string | null {
    const outcome = this.feed.write(intent, { worldId: this.state.worldId, actorId: member, atMs: this.nowMs, generator: BY_HAND, turnId: null })
    return outcome.kind === 'done' ? null : 'reason' in outcome ? outcome.reason : 'it was not taken'
  }

  /**
   * One agent's turn at `nowMs`, and when it wakes next; a turn that asked something that takes time is handed back. Whoever
   * is switched off or banned sleeps on until roused.
   */
  wake(member: number): Waiting | null {
    if (this.cast.isAsleep(member)) {
      this.cast.unqueued.add(member)
      return null
    }
    const turn = this.loop.counts.turns
    const waiting = this.loop.run(member, this.nowMs)
    if (waiting === null) this.#sleep(member, turn)
    return waiting
  }

  resume(waiting: Waiting, reply: ModelReply): Waiting | null {
    const { agent, turn: { turn } } = waiting
    const again = this.loop.resume(waiting, reply, this.nowMs)
    if (again === null) this.#sleep(agent, turn)
    return again
  }

  #sleep(member: number, turn: number): void {
    const wakeMs = nextWakeFor(this.inputs.wake, this.cast.persona(member).rhythm, this.nowMs, seeded(`${this.seed}/wake/${turn}`))
    if (wakeMs !== null) this.queue.push(wakeMs, member)
  }

  /** A member that was stopped takes up its life again. */
  rouse(member: number): void {
    if (this.cast.isAsleep(member) || !this.cast.unqueued.delete(member)) return
    const wakeMs = nextWakeFor(this.inputs.wake, this.cast.persona(member).rhythm, this.nowMs, seeded(`${this.seed}/rouse/${member}/${this.nowMs}`))
    if (wakeMs !== null) this.queue.push(wakeMs, member)
  }

  reseed(seed: string): void {
    this.seed = seed
    this.loop.reseed(seed)
  }

  save(sink: CheckpointSink): void {
    saveWorld(this.#parts, sink)
    const { changed, killed, banned, unqueued } = this.cast
    sink.json('world', {
      nowMs: this.nowMs, seed: this.seed, recommender: this.feed.recommender, killed: [...killed], banned: [...banned], unqueued: [...unqueued],
      changed: [...changed].map((member) => [member, this.cast.persona(member)]),
    } satisfies SavedWorld)
  }

  load(source: CheckpointSource): void {
    loadWorld(this.#parts, source)
    const { nowMs, seed, recommender, killed, banned, unqueued, changed } = source.json<SavedWorld>('world')
    this.nowMs = nowMs
    this.reseed(seed)
    this.feed.recommender = recommender
    for (const [member, persona] of changed) this.cast.change(member, persona)
    for (const member of killed) this.cast.killed.add(member)
    for (const member of banned) this.cast.banned.add(member)
    for (const member of unqueued) this.cast.unqueued.add(member)
  }

  get #parts(): KeptParts {
    const { state, observations, agents, memories, loop, queue } = this
    return { state, observations, agents, memories, loop, queue }
  }
}

interface SavedWorld {
  readonly nowMs: number
  readonly seed: string
  readonly recommender: RecommenderName
  readonly killed: readonly number[]
  readonly banned: readonly number[]
  readonly unqueued: readonly number[]
  readonly changed: readonly (readonly [member: number, persona: Persona])[]
}
