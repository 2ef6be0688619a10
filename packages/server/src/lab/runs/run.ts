/**
 * Runs a simulated world on its virtual clock: agents wake in the order of their times (ties by number), interventions
 * come before whoever wakes at their moment, a branch's changes right at its point. All that decides what happens is in the
 * inputs, so the same inputs give the same bytes, whether the run was stopped and taken up again or not.
 */
import { setImmediate as yieldToOthers } from 'node:timers/promises'
import type { CheckpointSink, CheckpointSource, Kept } from '../../base/checkpoint.ts'
import type { Deed, Intervention } from '../interventions/intervention.ts'
import type { ModelReply, ModelRequest } from '../../llm/model-port.ts'
import type { Waiting } from '../../runtime/simulation/turn-loop.ts'
import { perform, type InterviewDeed } from './deeds.ts'
import type { Fork } from './run-inputs.ts'
import type { SimulatedWorld } from './simulated-world.ts'

/** Turns between two looks at the event loop; at some 0.1 ms a turn well under a frame. */
const SLICE = 100

export interface RunPlan {
  /** By time. */
  readonly timeline: readonly Intervention[]
  /** In the order they branch. */
  readonly forks: readonly Fork[]
  /** A fork's deeds, told the simulated time at which they are done. */
  readonly changesOf: (fork: Fork, atMs: number) => readonly Deed[]
}

/** How far a plan has been carried out; a checkpoint keeps it. */
export interface Cursor {
  interventions: number
  forks: number
}

export interface RunHooks {
  /** Now and then; what it awaits is waited for. */
  readonly onSlice?: (() => Promise<void> | void) | undefined
  /** A question for agents; they answer from what they are and remember at this moment. */
  readonly onInterview?: ((deed: InterviewDeed, world: SimulatedWorld) => Promise<void> | void) | undefined
  /** An intervention that could not be done, in a sentence. */
  readonly onRemark?: ((remark: string) => void) | undefined
  /** For models that take their time; what it throws ends the run, which can be carried on. */
  readonly ask?: ((request: ModelRequest, signal: AbortSignal) => Promise<ModelReply>) | undefined
  readonly signal?: AbortSignal | undefined
}

const NEVER = new AbortController().signal

export class Run implements Kept {
  readonly world: SimulatedWorld
  readonly cursor: Cursor = { interventions: 0, forks: 0 }
  readonly #plan: RunPlan
  readonly #hooks: RunHooks

  constructor(world: SimulatedWorld, plan: RunPlan, hooks: RunHooks = {}) {
    this.world = world
    this.#plan = plan
    this.#hooks = hooks
  }

  save(sink: CheckpointSink): void {
    this.world.save(sink)
    sink.json('cursor', this.cursor)
  }

  load(source: CheckpointSource): void {
    this.world.load(source)
    Object.assign(this.cursor, source.json<Cursor>('cursor'))
  }

  /**
   * Goes on until simulated time is `untilMs`: all that is due up to and including it has happened, and nothing later.
   * `turns`: stops sooner, right after the turn with that number.
   */
  async until(untilMs: number, lastTurn = Number.POSITIVE_INFINITY): Promise<void> {
    const { world } = this
    const { signal, onSlice } = this.#hooks
    await this.#branchAfterTurn()
    for (let taken = 1; world.loop.counts.turns <= lastTurn; taken++) {
      const next = world.queue.peek()
      const outsideMs = this.#outsideMs()
      const atMs = Math.min(next?.atMs ?? Number.POSITIVE_INFINITY, outsideMs)
      if (atMs > untilMs) break
      world.nowMs = Math.max(world.nowMs, atMs)
      let waited = false
      if (next === null || outsideMs <= next.atMs) await this.#intervene(outsideMs)
      else waited = await this.#wakeDue(untilMs, outsideMs, lastTurn)
      if (waited || taken % SLICE === 0) {
        signal?.throwIfAborted()
        await onSlice?.()
        await yieldToOthers()
      }
    }
    if (world.loop.counts.turns <= lastTurn) world.nowMs = Math.max(world.nowMs, untilMs)
    signal?.throwIfAborted()
  }

  /**
   * The next who is due; while it waits for a model, those after it begin too, up to the inputs' concurrency and to what is
   * due from outside. Whatever the order in which answers come, turns go on in the order they began, so that the same
   * answers make the same world. Returns whether anybody waited.
   */
  async #wakeDue(untilMs: number, outsideMs: number, lastTurn: number): Promise<boolean> {
    const { world } = this
    let waiting: Waiting[] = []
    for (let next = world.queue.peek(); next !== null && next.atMs <= untilMs && next.atMs < outsideMs && world.loop.counts.turns <= lastTurn; next = world.queue.peek()) {
      world.nowMs = Math.max(world.nowMs, next.atMs)
      world.queue.pop()
      const asks = world.wake(next.place)
      if (asks !== null) waiting.push(asks)
      if (waiting.length === 0 || waiting.length === world.inputs.concurrency || this.#branchesAfter(world.loop.counts.turns)) break
    }
    const waits = waiting.length > 0
    while (waiting.length > 0) {
      const replies = await Promise.all(waiting.map(({ request }) => this.#ask(request)))
      waiting = waiting.map((one, place) => world.resume(one, replies[place] as ModelReply)).filter((one) => one !== null)
    }
    await this.#branchAfterTurn()
    return waits
  }

  async #ask(request: ModelRequest): Promise<ModelReply> {
    const { ask, signal } = this.#hooks
    if (ask === undefined) throw new Error('a turn waits for a model, and there is none')
    return ask(request, signal ?? NEVER)
  }

  #branchesAfter(turns: number): boolean {
    const point = this.#plan.forks[this.cursor.forks]?.point
    return point?.kind === 'turn' && turns === point.turn + 1
  }

  /** When something from outside is due next. */
  #outsideMs(): number {
    const { timeline, forks } = this.#plan
    const point = forks[this.cursor.forks]?.point
    return Math.min(timeline[this.cursor.interventions]?.atMs ?? Number.POSITIVE_INFINITY, point?.kind === 'time' ? point.atMs : Number.POSITIVE_INFINITY)
  }

  /** One intervention, or one fork when no intervention of its moment is left. */
  async #intervene(atMs: number): Promise<void> {
    const intervention = this.#plan.timeline[this.cursor.interventions]
    if (intervention !== undefined && intervention.atMs === atMs) {
      this.cursor.interventions += 1
      await this.#do(intervention.deed, `line ${intervention.line}`)
      return
    }
    await this.#branch()
  }

  async #branchAfterTurn(): Promise<void> {
    while (this.#branchesAfter(this.world.loop.counts.turns)) await this.#branch()
  }

  async #branch(): Promise<void> {
    const { world } = this
    const fork = this.#plan.forks[this.cursor.forks] as Fork
    this.cursor.forks += 1
    world.journal.intervened({ kind: 'fork', point: fork.point, seed: fork.seed }, world.nowMs)
    if (fork.seed !== null) world.reseed(fork.seed)
    for (const deed of this.#plan.changesOf(fork, world.nowMs)) await this.#do(deed, 'the branch')
  }

  async #do(deed: Deed, where: string): Promise<void> {
    const { onInterview, onRemark } = this.#hooks
    if (deed.kind === 'interview') {
      await onInterview?.(deed, this.world)
      return
    }
    const fault = perform(deed, this.world)
    if (fault !== null) onRemark?.(`${where}: ${deed.kind} was refused: ${fault}`)
  }
}
