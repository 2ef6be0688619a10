/**
 * The live runner: claims agents that are due, runs their turns in batches, puts their asks, and gives them back with
 * the time of their next waking. Turns that wait for a model cost nothing meanwhile; when the answer comes they join
 * the next batch. Several lanes run at once, so that one batch's database time is another's thinking time.
 *
 * What it keeps: a turn is committed only while this worker holds its agent's lease; a batch that fails is tried again
 * one turn at a time, so that one agent's trouble is its own; and whatever happens to the process, the agents it held
 * are free again `LEASE_MS` later, each at the step it had reached. Leases are renewed for the turns that are here, by
 * their ids: what got lost on the way, as when the database went between a claim and its answer, lapses like a dead worker's.
 */
import type { AskReply } from '../agent/brain.ts'
import { Turn, type PendingAsk } from '../agent/turn.ts'
import type { Clock } from '../base/clock.ts'
import { messageOf } from '../base/errors.ts'
import type { Id, Ids } from '../base/ids.ts'
import type { Log } from '../base/log.ts'
import type { Random } from '../base/random.ts'
import type { Database } from '../store/database.ts'
import type { AskPort } from './ask-port.ts'
import type { Cast } from './cast.ts'
import { claimAbandoned, claimDue, expireLeases, LEASE_MS, nextDueMs, renewLeases, type Claimed } from './claim.ts'
import { Forgetting } from './forget.ts'
import type { AfterTurn, Ledger } from './ledger.ts'
import { READ_EVERY_MS, type StandingOrders } from './standing-orders.ts'
import { scopeOf, type TurnEngine } from './turn-engine.ts'
import { nextWakeFor } from './waking.ts'

/** Agents a lane takes up at once: large enough to share queries, small enough that the first does not wait for the last. */
const BATCH_MOST = 500
/** Batches under way at once. Two keep both PostgreSQL and this process busy; a third gained nothing on two cores. */
const LANES = 2
/** Turns that wait for models at once; beyond that no more agents are taken up. */
const WAITING_MOST = 2_000
/** The longest this worker sleeps without looking, in case a poke was lost. */
const LOOK_EVERY_MS = 1_000
/** An agent makes some ten memories an hour; a minute is often enough for tens of thousands. */
const FORGET_EVERY_MS = 60_000
/** A turn that fails this often in a row fails its agent. */
const TRIES = 3

export interface LiveParts {
  readonly db: Database
  readonly engine: TurnEngine
  readonly ledger: Ledger
  readonly asks: AskPort
  readonly cast: Cast
  readonly orders: StandingOrders
  readonly clock: Clock
  readonly ids: Ids
  readonly random: Random
  readonly log: Log
  readonly workerId: Id
  /** Told after each commit: there is something new in the journal. */
  readonly onCommitted: () => void
}

export interface LiveCounts {
  readonly turns: number
  readonly acts: number
}

export class LiveRunner implements AsyncDisposable {
  readonly #parts: LiveParts
  readonly #stopping = new AbortController()
  /** Aborts the asks of a project, or of all, when its kill switch is thrown. */
  readonly #askSignals = new Map<Id, AbortController>()
  readonly #waiting = new Set<Turn>()
  readonly #ready: Turn[] = []
  /** What each lane is at. */
  readonly #underWay: (readonly Turn[])[] = []
  readonly #tries = new Map<Turn, number>()
  readonly #forgetting = new Forgetting()
  /** Lanes that sleep until something is due. */
  readonly #sleepers = new Set<AbortController>()
  /** Counted, so that a poke between a lane's look and its sleep is not slept through. */
  #pokes = 0
  #running: Promise<unknown>[] = []
  #turns = 0
  #acts = 0
  #aborted = 0

  constructor(parts: LiveParts) {
    this.#parts = parts
  }

  get counts(): LiveCounts {
    return { turns: this.#turns, acts: this.#acts }
  }

  /** `alone`: no other worker can be alive, so agents that one left behind need not wait for their leases to run out. */
  async start({ alone }: { alone: boolean } = { alone: false }): Promise<void> {
    if (alone) await expireLeases(this.#parts.db, null)
    await this.#parts.orders.read()
    this.#running = [
      ...Array.from({ length: LANES }, (_, lane) => this.#lane(lane)),
      this.#every(READ_EVERY_MS, () => this.#parts.orders.read()),
      this.#every(LEASE_MS / 3, () => this.#heartbeat()),
      this.#every(FORGET_EVERY_MS, () => this.#forgetting.tend(this.#parts.db, this.#parts.random)),
    ]
  }

  /** There may be something to do before the next look: an agent was started, a person pressed "run now". */
  poke(): void {
    this.#pokes += 1
    for (const sleeper of this.#sleepers) sleeper.abort()
  }

  /** Stops the asks under way in a scope (`instance` or a project's id); their turns end as killed. */
  abort(scope: string, reason: string): number {
    let stopped = 0
    for (const turn of this.#waiting) if (scope === 'instance' || turn.agent.projectId === scope) stopped++
    for (const [projectId, controller] of this.#askSignals) {
      if (scope !== 'instance' && projectId !== scope) continue
      controller.abort(new Error(reason))
      this.#askSignals.delete(projectId)
    }
    this.#aborted += stopped
    return stopped
  }

  /** Finishes the batches under way and hands back what waits; its agents resume elsewhere at the step they reached. */
  async stop(): Promise<void> {
    if (this.#stopping.signal.aborted) return
    this.#stopping.abort(new Error('the worker stops'))
    this.poke()
    await Promise.all(this.#running)
    for (const controller of this.#askSignals.values()) controller.abort(new Error('the worker stops'))
    await expireLeases(this.#parts.db, this.#parts.workerId)
    await this.#parts.db.deleteFrom('workers').where('id', '=', this.#parts.workerId).execute()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }

  async #every(ms: number, work: () => Promise<void>): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      try {
        await work()
      } catch (error) {
        this.#parts.log.error({ err: error }, 'a periodic task of the worker failed; it is tried again')
      }
      await this.#pause(ms)
    }
  }

  async #pause(ms: number): Promise<void> {
    try {
      await this.#parts.clock.until(this.#parts.clock.now() + ms, this.#stopping.signal)
    } catch {
      // Stopping: the loop that paused looks at the signal itself.
    }
  }

  async #heartbeat(): Promise<void> {
    const { db, clock, workerId } = this.#parts
    const here = [...this.#waiting, ...this.#ready, ...this.#underWay.flat()]
    await renewLeases(db, workerId, here.map((turn) => turn.agent.id), clock.now())
    await db.insertInto('workers').values({ id: workerId, name: `worker ${workerId.slice(-4)}`, started_at: clock.now(), seen_at: clock.now() })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ seen_at: clock.now() })).execute()
  }

  async #lane(lane: number): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      try {
        const pokes = this.#pokes
        const turns = await this.#take(lane)
        this.#underWay[lane] = turns
        if (turns.length === 0) await this.#idle(pokes)
        else await this.#runWorldByWorld(turns)
      } catch (error) {
        this.#parts.log.error({ err: error }, 'a batch could not be taken up; trying again')
        await this.#pause(LOOK_EVERY_MS)
      } finally {
        this.#underWay[lane] = []
      }
    }
  }

  /** Sleeps until an agent is due, a poke comes, or it is time to look. */
  async #idle(pokesSeen: number): Promise<void> {
    const { db, clock, orders } = this.#parts
    const dueMs = await nextDueMs(db, orders.killedScopes)
    if (this.#pokes !== pokesSeen) return
    const waitMs = Math.min(LOOK_EVERY_MS, Math.max(5, (dueMs ?? Number.POSITIVE_INFINITY) - clock.now()))
    const woken = new AbortController()
    this.#sleepers.add(woken)
    try {
      await clock.until(clock.now() + waitMs, AbortSignal.any([woken.signal, this.#stopping.signal]))
    } catch {
      // Woken early.
    } finally {
      this.#sleepers.delete(woken)
    }
  }

  async #take(lane: number): Promise<Turn[]> {
    const { db, clock, workerId, orders } = this.#parts
    const room = Math.min(BATCH_MOST - this.#ready.length, WAITING_MOST - this.#waiting.size)
    const options = { workerId, nowMs: clock.now(), limit: room, killed: orders.killedScopes }
    const due = await claimDue(db, options)
    // One lane looks for what others left behind; it is rare.
    const abandoned = lane === 0 && due.length < room ? await claimAbandoned(db, { ...options, limit: room - due.length }) : []
    const fresh = await this.#turnsOf([...due, ...abandoned])
    // Taken last: they carry answers that were paid for, and must not get lost when a claim fails.
    return [...this.#ready.splice(0, BATCH_MOST), ...fresh]
  }

  async #turnsOf(claimed: readonly Claimed[]): Promise<Turn[]> {
    if (claimed.length === 0) return []
    const { cast, clock, ids } = this.#parts
    const views = await cast.views(claimed)
    const nowMs = clock.now()
    const turns: Turn[] = []
    for (const [place, one] of claimed.entries()) {
      const agent = views[place]
      if (agent === undefined || one.worldId === null) {
        await this.#standsNowhere(one)
        continue
      }
      const turn = new Turn({
        id: one.turnId ?? ids.next(),
        agent,
        worldId: one.worldId,
        trigger: one.trigger ?? { kind: 'wake' },
        startedMs: one.turnStartedMs ?? nowMs,
        sinceMs: one.lastTurnMs ?? one.createdMs,
        texts: one.texts,
        tally: { day: one.tallyDay, posts: one.tallyPosts, comments: one.tallyComments },
        chain: one.chain,
        snapshot: one.turnId === null ? null : one.snapshot,
        lease: one.lease,
      })
      if (turn.status.kind === 'waiting') this.#put(turn, turn.status.ask)
      else turns.push(turn)
    }
    return turns
  }

  /** A turn it was in when its profile went is closed too: nobody would take it up again. */
  async #standsNowhere(one: Claimed): Promise<void> {
    const nowMs = this.#parts.clock.now()
    const reason = 'it has no profile in any world'
    await this.#parts.db.transaction().execute(async (within) => {
      const held = await within.updateTable('agents').where('id', '=', one.id).where('lease', '=', one.lease)
        .set({ state: 'failed', state_reason: reason, state_since: nowMs, lease_until: null, lease_worker: null, turn_id: null, turn_trigger: null })
        .returning('id').executeTakeFirst()
      if (held === undefined || one.turnId === null) return
      await within.updateTable('turns').where('id', '=', one.turnId).where('outcome', '=', 'running')
        .set({ outcome: 'failed', reason, ended_at: nowMs, snapshot: null }).execute()
    })
    this.#parts.onCommitted()
  }

  /**
   * A world has one writer at a time. A batch that wrote in two would hold the one while it waits for the other, in the
   * order its turns happen to write: two workers would wait in a circle.
   */
  async #runWorldByWorld(turns: readonly Turn[]): Promise<void> {
    const failures: unknown[] = []
    for (const group of Map.groupBy(turns, (turn) => turn.worldId).values()) await this.#runBatch(group).catch((error: unknown) => failures.push(error))
    if (failures.length > 0) throw failures[0]
  }

  async #runBatch(turns: readonly Turn[]): Promise<void> {
    try {
      await this.#commit(turns)
    } catch (error) {
      if (turns.length === 1) return this.#failed(turns[0] as Turn, error)
      this.#parts.log.warn({ err: error, turns: turns.length }, 'a batch failed; its turns are run one by one')
      for (const turn of turns) await this.#runBatch([await this.#afresh(turn)])
    }
  }

  /**
   * A turn whose batch was rolled back stands in memory where the database does not: it is begun again from its snapshot.
   * If that stands at an ask which had been answered, the ask is put again.
   */
  async #afresh(turn: Turn): Promise<Turn> {
    const { db } = this.#parts
    const row = await db.selectFrom('agents').leftJoin('turns', (join) => join.on('turns.id', '=', turn.id)).where('agents.id', '=', turn.agent.id)
      .select(['agents.texts', 'agents.chain', 'agents.tally_day', 'agents.tally_posts', 'agents.tally_comments', 'turns.snapshot']).executeTakeFirst()
    const again = new Turn({
      id: turn.id, agent: turn.agent, worldId: turn.worldId, trigger: turn.trigger, startedMs: turn.startedMs, sinceMs: turn.sinceMs,
      texts: row?.texts ?? turn.texts, chain: row?.chain ?? turn.chain,
      tally: row === undefined ? turn.tally : { day: row.tally_day, posts: row.tally_posts, comments: row.tally_comments },
      snapshot: (row?.snapshot ?? null) as ReturnType<Turn['snapshot']> | null,
      lease: turn.lease,
    })
    this.#tries.set(again, this.#tries.get(turn) ?? 0)
    this.#tries.delete(turn)
    return again
  }

  async #commit(turns: readonly Turn[]): Promise<void> {
    const { engine, ledger, asks, clock, onCommitted } = this.#parts
    await asks.prepare(turns.map((turn) => turn.agent.workspaceId))
    const committed = await ledger.within(async (unit) => {
      const held = await ledger.stillHeld(turns, unit)
      await engine.run(held, clock.now(), unit)
      const after = new Map<Turn, AfterTurn>()
      for (const turn of held) {
        if (turn.status.kind === 'ended') after.set(turn, this.#afterTurn(turn))
        this.#forgetting.remembered(turn.agent.id, turn.memories.length)
      }
      await ledger.commit(held, after, unit)
      return held
    })
    onCommitted()
    for (const turn of committed) {
      this.#tries.delete(turn)
      if (turn.status.kind === 'waiting') this.#put(turn, turn.status.ask)
      else if (turn.status.kind === 'ended') {
        this.#turns += 1
        this.#acts += turn.acts
      }
    }
  }

  #afterTurn(turn: Turn): AfterTurn {
    const { clock, orders, random } = this.#parts
    const end = turn.status.kind === 'ended' ? turn.status.end : null
    if (end?.kind === 'slept') return { state: 'asleep', untilMs: end.untilMs, reason: end.reason }
    const rhythm = turn.agent.persona?.rhythm ?? null
    return { state: 'idle', wakeAtMs: nextWakeFor(orders.wakeOf(turn.agent.projectId), rhythm, clock.now(), random) }
  }

  async #failed(turn: Turn, error: unknown): Promise<void> {
    const tries = (this.#tries.get(turn) ?? 0) + 1
    this.#parts.log.error({ err: error, turnId: turn.id, agentId: turn.agent.id, tries }, 'a turn failed')
    const again = await this.#afresh(turn)
    this.#tries.set(again, tries)
    if (tries < TRIES) {
      await this.#pause(200 * 2 ** tries)
      this.#ready.push(again)
      return this.poke()
    }
    this.#tries.delete(again)
    await this.#giveUp(again, messageOf(error))
  }

  /** The turn is closed as failed and the agent stands still, with the reason, until a person looks. */
  async #giveUp(turn: Turn, reason: string): Promise<void> {
    const { engine, ledger, clock } = this.#parts
    engine.fail(turn, reason, clock.now())
    await ledger.within(async (unit) => {
      const [held] = await ledger.stillHeld([turn], unit)
      if (held !== undefined) await ledger.commit([turn], new Map([[turn, { state: 'failed', reason }]]), unit)
    })
    this.#parts.onCommitted()
  }

  /** Puts a turn's ask, outside any transaction; the turn joins a batch again when the answer is there. */
  #put(turn: Turn, ask: PendingAsk): void {
    const { clock, asks, engine, orders } = this.#parts
    // The gate let it through just before the switch was seen; the signal for its project has been used up by then.
    const killed = orders.killed(turn.agent)
    if (killed !== null) {
      engine.kill(turn, killed, clock.now())
      this.#ready.push(turn)
      return this.poke()
    }
    this.#waiting.add(turn)
    const askedMs = clock.now()
    const signal = this.#signalOf(turn.agent.projectId)
    const scope = scopeOf(turn.agent)
    const answering = async (): Promise<AskReply> => ask.kind === 'http'
      ? { kind: 'http', reply: await asks.http(ask, scope, signal) }
      : { kind: 'model', reply: await asks.model(ask.request, scope, signal) }
    // The turn stands committed at its ask: whatever goes wrong from here on is this turn's, not its batch's.
    void answering().then((reply) => {
      this.#waiting.delete(turn)
      // A worker that stops leaves the turn at its ask, for the next one to put again.
      if (this.#stopping.signal.aborted) return
      const nowMs = clock.now()
      engine.take(turn, ask, reply, nowMs - askedMs, nowMs)
      this.#ready.push(turn)
      this.poke()
    }).catch((error: unknown) => {
      this.#waiting.delete(turn)
      if (this.#stopping.signal.aborted) return
      engine.fail(turn, `the ask failed: ${messageOf(error)}`, clock.now())
      this.#parts.log.error({ err: error, turnId: turn.id }, 'an ask threw')
      this.#ready.push(turn)
      this.poke()
    })
  }

  #signalOf(projectId: Id): AbortSignal {
    let controller = this.#askSignals.get(projectId)
    if (controller === undefined) {
      controller = new AbortController()
      this.#askSignals.set(projectId, controller)
    }
    return controller.signal
  }

  /** Asks that a kill switch stopped, since the start. */
  get abortedAsks(): number {
    return this.#aborted
  }
}
