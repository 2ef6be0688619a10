/**
 * The live runner: takes up agents that are due, runs their turns in batches, puts their asks, and gives them back with
 * the time of their next waking. A batch is one transaction: agents locked, turns run, journal and rows written, agents
 * given back. Turns that wait for a model leave it with their agents under a lease, and cost nothing meanwhile; when the
 * answer comes they join the next batch. Several lanes run at once, so that one batch's database time is another's
 * thinking time.
 *
 * What it keeps: a turn is committed only while this worker holds its agent, by lock or lease; a batch that fails is tried
 * again one turn at a time, so that one agent's trouble is its own; and whatever happens to the process, the agents it had
 * locked are free at once and the leased ones `LEASE_MS` later, each at the step it had reached. Leases are renewed for the
 * turns that are here, by their ids: what got lost on the way, as when the database went between a commit and its
 * answer, lapses like a dead worker's.
 */
import type { Turn } from '../agent/turn.ts'
import type { Clock } from '../base/clock.ts'
import type { Id, Ids } from '../base/ids.ts'
import type { Log } from '../base/log.ts'
import type { Random } from '../base/random.ts'
import type { Database } from '../store/database.ts'
import type { UnitOfWork } from '../platform/platform.ts'
import type { AskPort } from './ask-port.ts'
import { Beginnings } from './beginnings.ts'
import type { Cast } from './cast.ts'
import { claimAbandoned, expireLeases, LEASE_MS, lockDue, nextDueMs, renewLeases, type ClaimOptions } from './claim.ts'
import { Failures } from './failures.ts'
import { Forgetting } from './forget.ts'
import type { AfterTurn, Ledger } from './ledger.ts'
import { Sleepers } from './sleepers.ts'
import { READ_EVERY_MS, type StandingOrders } from './standing-orders.ts'
import type { TurnEngine } from './turn-engine.ts'
import { WaitingRoom } from './waiting-room.ts'
import { nextWakeFor } from './waking.ts'

/** Agents a lane takes up at once: large enough to share queries, small enough that the first does not wait for the last. */
const BATCH_MOST = 500
/** Batches under way at once: while one waits for the disk, another for PostgreSQL, the third thinks. Two did 10,300 actions a second where three do 12,200. */
const LANES = 3
/** Turns that wait for models at once; beyond that no more agents are taken up. */
const WAITING_MOST = 2_000
/** The longest this worker sleeps without looking, in case a poke was lost. */
const LOOK_EVERY_MS = 1_000
/** An agent makes some ten memories an hour; a minute is often enough for tens of thousands. */
const FORGET_EVERY_MS = 60_000

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

interface Batch {
  /** To go on with. */
  readonly turns: readonly Turn[]
  /** To take up: as many as are due and there is room for where it is null, else those alone. */
  readonly due: readonly Id[] | null
}

/** What a batch had taken up when it failed. */
interface Taken {
  agentIds: readonly Id[]
}

export interface LiveCounts {
  readonly turns: number
  readonly acts: number
}

export class LiveRunner implements AsyncDisposable {
  readonly #parts: LiveParts
  readonly #stopping = new AbortController()
  readonly #room: WaitingRoom
  readonly #beginnings: Beginnings
  readonly #ready: Turn[] = []
  /** What each lane is at. */
  readonly #underWay: (readonly Turn[])[] = []
  readonly #failures: Failures
  readonly #forgetting = new Forgetting()
  readonly #sleepers = new Sleepers()
  #project: Id | null = null
  #running: Promise<unknown>[] = []
  #turns = 0
  #acts = 0

  constructor(parts: LiveParts) {
    this.#parts = parts
    this.#beginnings = new Beginnings(parts.cast, parts.clock, parts.ids)
    this.#failures = new Failures({ ...parts, beginnings: this.#beginnings, begin: (agentId, unit) => this.#begin([agentId], { agentIds: [] }, unit), pause: (ms) => this.#pause(ms) })
    this.#room = new WaitingRoom({
      ...parts,
      onAnswered: (turn) => {
        this.#ready.push(turn)
        this.poke()
      },
    })
  }

  get counts(): LiveCounts {
    return { turns: this.#turns, acts: this.#acts }
  }

  /**
   * `alone`: no other worker can be alive, so agents that one left behind need not wait for their leases to run out.
   * `project`: this one's agents alone are taken up; all others stay as they are.
   */
  async start({ alone = false, project = null }: { readonly alone?: boolean; readonly project?: Id | null } = {}): Promise<void> {
    this.#project = project
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
    this.#sleepers.poke()
  }

  /** Stops the asks under way in a scope (`instance` or a project's id); their turns end as killed. Returns how many. */
  abort(scope: string, reason: string): number {
    return this.#room.abort(scope, reason)
  }

  /** Asks that a kill switch stopped, since the start. */
  get abortedAsks(): number {
    return this.#room.aborted
  }

  /** Finishes the batches under way and hands back what waits; its agents resume elsewhere at the step they reached. */
  async stop(): Promise<void> {
    if (this.#stopping.signal.aborted) return
    this.#stopping.abort(new Error('the worker stops'))
    this.#room.close()
    this.poke()
    await Promise.all(this.#running)
    this.#room.abortAll('the worker stops')
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
    const here = [...this.#room.turns, ...this.#ready, ...this.#underWay.flat()]
    await renewLeases(db, workerId, here.map((turn) => turn.agent.id), clock.now())
    await db.insertInto('workers').values({ id: workerId, name: `worker ${workerId.slice(-4)}`, started_at: clock.now(), seen_at: clock.now() })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ seen_at: clock.now() })).execute()
  }

  async #lane(lane: number): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      try {
        const { pokes } = this.#sleepers
        const turns = await this.#takeBack(lane)
        this.#underWay[lane] = turns
        const ran = await this.#runBatch({ turns, due: null })
        if (ran === 0) await this.#idle(pokes)
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
    const dueMs = await nextDueMs(db, { killed: orders.killedScopes, project: this.#project })
    const ms = Math.min(LOOK_EVERY_MS, Math.max(5, (dueMs ?? Number.POSITIVE_INFINITY) - clock.now()))
    await this.#sleepers.sleep({ clock, ms, pokesSeen, stopping: this.#stopping.signal })
  }

  /** Turns to go on with: those whose answer has come, and those that another worker left behind. */
  async #takeBack(lane: number): Promise<Turn[]> {
    // One lane looks for what others left behind; it is rare.
    const abandoned = lane === 0 ? await claimAbandoned(this.#parts.db, { ...this.#claim(this.#most), workerId: this.#parts.workerId }) : []
    const turns = await this.#beginnings.turnsOf(abandoned, this.#parts.db)
    for (const turn of turns) if (turn.status.kind === 'waiting') this.#room.put(turn, turn.status.ask)
    // Taken last: they carry answers that were paid for, and must not get lost when a claim fails.
    return [...this.#ready.splice(0, BATCH_MOST), ...turns.filter((turn) => turn.status.kind !== 'waiting')]
  }

  /** Agents a lane may take up now. */
  get #most(): number {
    return Math.max(0, Math.min(BATCH_MOST, WAITING_MOST - this.#room.turns.size))
  }

  #claim(limit: number): Omit<ClaimOptions, 'workerId'> {
    return { nowMs: this.#parts.clock.now(), limit, killed: this.#parts.orders.killedScopes, project: this.#project }
  }

  /** Returns how many agents it dealt with. */
  async #runBatch({ turns, due }: Batch): Promise<number> {
    const taken: Taken = { agentIds: [] }
    try {
      return await this.#commit({ turns, due }, taken)
    } catch (error) {
      if (turns.length + taken.agentIds.length === 0) throw error
      const alone = turns.length + taken.agentIds.length === 1
      const [turn] = turns
      if (alone && turn !== undefined) await this.#tryAgain(turn, error)
      else if (alone) await this.#failures.toBegin(taken.agentIds[0] as Id, error)
      else {
        this.#parts.log.warn({ err: error, turns: turns.length + taken.agentIds.length }, 'a batch failed; its turns are run one by one')
        for (const one of turns) await this.#runBatch({ turns: [await this.#beginnings.afresh(one, this.#parts.db)], due: [] })
        for (const agentId of taken.agentIds) await this.#runBatch({ turns: [], due: [agentId] })
      }
      return turns.length + taken.agentIds.length
    }
  }

  async #tryAgain(turn: Turn, error: unknown): Promise<void> {
    const again = await this.#failures.ofTurn(turn, error)
    if (again === null) return
    this.#ready.push(again)
    this.poke()
  }

  async #commit({ turns, due }: Batch, taken: Taken): Promise<number> {
    const { engine, ledger, asks, clock, onCommitted } = this.#parts
    const committed = await ledger.within(async (unit) => {
      // First those for which this may have to wait: who waits holds nothing yet that others wait for.
      const held = await ledger.stillHeld(turns, unit)
      const begun = await this.#begin(due, taken, unit)
      const running = [...held, ...begun]
      if (running.length === 0) return running
      await asks.prepare(running.map((turn) => turn.agent.workspaceId))
      await engine.run(running, clock.now(), unit)
      const after = new Map<Turn, AfterTurn>()
      for (const turn of running) {
        after.set(turn, this.#afterTurn(turn))
        this.#forgetting.remembered(turn.agent.id, turn.memories.length)
      }
      await ledger.commit(running, after, unit)
      return running
    })
    if (committed.length + taken.agentIds.length === 0) return 0
    onCommitted()
    for (const turn of committed) {
      this.#failures.over(turn.agent.id)
      if (turn.status.kind === 'waiting') this.#room.put(turn, turn.status.ask)
      else if (turn.status.kind === 'ended') {
        this.#turns += 1
        this.#acts += turn.acts
      }
    }
    return Math.max(committed.length, taken.agentIds.length)
  }

  async #begin(due: readonly Id[] | null, taken: Taken, unit: UnitOfWork): Promise<Turn[]> {
    if (unit.sql === null || due?.length === 0) return []
    const claimed = await lockDue(unit.sql, this.#claim(due?.length ?? this.#most), due)
    taken.agentIds = claimed.map((one) => one.id)
    return this.#beginnings.turnsOf(claimed, unit.sql)
  }

  #afterTurn(turn: Turn): AfterTurn {
    const { clock, orders, random, workerId } = this.#parts
    if (turn.status.kind !== 'ended') return { state: 'busy', workerId, leaseUntilMs: clock.now() + LEASE_MS }
    const { end } = turn.status
    if (end.kind === 'slept') return { state: 'asleep', untilMs: end.untilMs, reason: end.reason }
    if (turn.trigger.kind === 'interview' && turn.trigger.wakeAt !== null) return { state: 'idle', wakeAtMs: Date.parse(turn.trigger.wakeAt) }
    const rhythm = turn.agent.persona?.rhythm ?? null
    return { state: 'idle', wakeAtMs: nextWakeFor(orders.wakeOf(turn.agent.projectId), rhythm, clock.now(), random) }
  }
}
