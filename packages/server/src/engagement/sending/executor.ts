/**
 * Sends what is due. A round takes a batch of actions and judges them in one transaction; what the console carries is done with
 * it, what vendors carry is called after the commit and settled as the answers come. It has no loop and no clock of its own to
 * wait by: `runtime/engagement/executor-loop.ts` turns it.
 *
 * What it keeps: no vendor is called before the try stands in the ledger, committed; an action has at most one try that is open
 * or sent (a unique index); a try whose fate is not known is looked for and never repeated; whatever a lead's caps count is
 * counted while their context is held.
 */
import type { Vendor } from '@troupe/contract'
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { messageOf } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import type { Random } from '../../base/random.ts'
import type { PublicLinks } from '../../messaging/links/public-links.ts'
import type { SuppressionList } from '../../messaging/suppression/suppression-list.ts'
import type { Database } from '../../store/database.ts'
import { cancelPointless } from '../actions/cancel-actions.ts'
import type { Intake } from '../events/intake.ts'
import { lockDue, nextDueMs, type BusyLane } from './due-actions.ts'
import { isPassing } from './passing-error.ts'
import type { FactParts } from './facts.ts'
import { judgeDue, type Judged } from './judge-due.ts'
import { takeUpLost } from './lost-tries.ts'
import { reconcileDue } from './reconcile.ts'
import { retryDelayMs } from './retry-delay.ts'
import { settle, type Settlement } from './settle.ts'
import { VendorCalls } from './vendor-calls.ts'

export interface ExecutorParts extends FactParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly random: Random
  readonly links: PublicLinks
  readonly suppressions: SuppressionList
  readonly intake: Pick<Intake, 'hold' | 'record'>
  /** Scopes that stand still: project ids, or `instance`. */
  readonly killedScopes: () => readonly string[]
  /** After a commit: what was sent, or stands differently in the queue. */
  readonly onChanged: () => void
  /** After a commit: something waits for a yes. */
  readonly onAsked: () => void
  readonly times?: Partial<ExecutorTimes>
}

export interface ExecutorTimes {
  /** A try that is not settled after so long belonged to a worker that died. Longer than a call may take. */
  readonly leaseMs: number
  readonly reconcileEveryMs: number
  readonly callsMost: number
  readonly batchMost: number
}

/** Large enough to share statements, small enough that the first does not wait for the last. */
const STANDARD: ExecutorTimes = { leaseMs: 45_000, reconcileEveryMs: 60_000, callsMost: 20, batchMost: 250 }
const SETTLED_AT_ONCE_MOST = 100
const SETTLE_AGAIN_MS = 1_000
const SETTLE_TRIES = 3
const REASON_CHARACTERS_MOST = 500
/** At a stretch: a vendor that is slow to list must not keep what else is looked after waiting. */
const LOOKING_MOST_MS = 20_000

export class Executor {
  readonly #parts: ExecutorParts
  readonly #times: ExecutorTimes
  readonly #calls: VendorCalls
  readonly #answers: Settlement[] = []
  /** Lanes that wait for room at their vendor. */
  #busy: readonly (BusyLane & { readonly vendor: Vendor })[] = []
  #settling: Promise<void> | null = null

  constructor(parts: ExecutorParts) {
    this.#parts = parts
    this.#times = { ...STANDARD, ...parts.times }
    this.#calls = new VendorCalls({
      killed: parts.killed, callsMost: this.#times.callsMost,
      onOutcome: (settlement) => {
        this.#answers.push(settlement)
        this.#settling ??= this.#settleAll()
      },
    })
  }

  /** Judges a batch of what is due, and sends what may be sent. Answers how many actions it dealt with. */
  async round(): Promise<number> {
    return this.#batch(undefined)
  }

  /** When there is something to do next; null when nothing waits. */
  async nextMs(): Promise<number | null> {
    return nextDueMs(this.#parts.db, { killed: this.#parts.killedScopes() })
  }

  /** Whatever a dead worker left, and whatever is to be looked for at a vendor's. Answers how many it dealt with. */
  async lookAfter(signal: AbortSignal): Promise<number> {
    const { db, ids, clock, carriers, onChanged } = this.#parts
    const { reconcileEveryMs } = this.#times
    const lost = await takeUpLost(db, { ids, nowMs: clock.now(), reconcileEveryMs })
    let found = 0
    // What is found is settled before the next are looked for: a person may decide on them meanwhile.
    for (const until = clock.now() + LOOKING_MOST_MS; clock.now() <= until && !signal.aborted;) {
      const some = await reconcileDue({ db, ids, carriers, reconcileEveryMs }, clock.now(), signal)
      if (some.looked === 0) break
      if (some.found.length > 0) await this.#settle(some.found)
      found += some.found.length
    }
    if (lost + found > 0) onChanged()
    return lost + found
  }

  /** Gives up the calls under way in a scope; their messages are looked for. Returns how many. */
  abort(scope: string, reason: string): number {
    return this.#calls.abort(scope, reason)
  }

  get underWay(): number {
    return this.#calls.size + this.#answers.length
  }

  /** All calls under way have been answered, and the answers written. */
  async settled(): Promise<void> {
    while (this.#calls.size > 0 || this.#settling !== null) {
      await this.#calls.ended()
      await this.#settling
    }
  }

  async #batch(only: readonly Id[] | undefined): Promise<number> {
    const taken: { ids: readonly Id[]; places: Vendor[] } = { ids: [], places: [] }
    let judged: Judged
    try {
      judged = await this.#judge(only, taken)
    } catch (error) {
      for (const vendor of taken.places) this.#calls.giveBack(vendor)
      if (taken.ids.length === 0 || isPassing(error)) throw error
      await this.#oneByOne(taken.ids, error)
      return taken.ids.length
    }
    this.#busy = [...this.#busy.filter(({ vendor }) => !this.#calls.hasRoom(vendor)), ...judged.busy]
    for (const intended of judged.intended) this.#calls.start(intended)
    const count = Object.values(judged.counts).reduce((sum, n) => sum + n, 0)
    if (count > 0) this.#parts.onChanged()
    if (judged.asked > 0) this.#parts.onAsked()
    return count
  }

  #judge(only: readonly Id[] | undefined, taken: { ids: readonly Id[]; places: Vendor[] }): Promise<Judged> {
    const { db, clock, killedScopes, intake } = this.#parts
    return db.transaction().execute(async (within) => {
      const nowMs = clock.now()
      const busy = this.#busy.filter(({ vendor }) => !this.#calls.hasRoom(vendor))
      const due = await lockDue(within, { nowMs, limit: this.#times.batchMost, killed: killedScopes(), busy, only })
      taken.ids = due.map((action) => action.id)
      if (due.length === 0) return { intended: [], busy: [], asked: 0, counts: { allow: 0, hold: 0, ask: 0, suppress: 0 } }
      const pointless = new Set(await cancelPointless(within, { ids: this.#parts.ids, nowMs }, due.filter((action) => action.cancellable).map((action) => action.consumerId)))
      return judgeDue(within, { ...this.#parts, leaseMs: this.#times.leaseMs, record: (inside, events) => intake.record(inside, events) }, due.filter((action) => !pointless.has(action.id)), nowMs, (vendor) => {
        const took = this.#calls.take(vendor)
        if (took) taken.places.push(vendor)
        return took
      })
    })
  }

  /** So that one action's trouble is its own. */
  async #oneByOne(ids: readonly Id[], error: unknown): Promise<void> {
    const { log, db, clock, random } = this.#parts
    const [id] = ids
    if (ids.length > 1 || id === undefined) {
      log.warn({ err: error, actions: ids.length }, 'a batch of messages failed; they are judged one by one')
      for (const one of ids) await this.#batch([one])
      return
    }
    log.error({ err: error, actionId: id }, 'an action could not be judged')
    const nowMs = clock.now()
    await sql`UPDATE actions SET tries = tries + 1, dead = tries + 1 >= tries_most, state = CASE WHEN tries + 1 >= tries_most THEN 'failed' ELSE state END, ended_at = CASE WHEN tries + 1 >= tries_most THEN ${nowMs}::bigint END, send_at = ${nowMs + retryDelayMs(1, random)},
      reason = ${`it could not be judged: ${messageOf(error)}`.slice(0, REASON_CHARACTERS_MOST)} WHERE id = ${id} AND state IN ('planned', 'approved')`.execute(db)
  }

  async #settleAll(): Promise<void> {
    const { log, clock, onChanged } = this.#parts
    for (let tries = 0; this.#answers.length > 0;) {
      const some = this.#answers.splice(0, SETTLED_AT_ONCE_MOST)
      try {
        await this.#settle(some)
        tries = 0
      } catch (error) {
        // Left alone they become unknown when the lease runs out, and are found again by the vendor's listing.
        log.error({ err: error, answers: some.length }, 'answers of vendors could not be written')
        if (++tries < SETTLE_TRIES) {
          this.#answers.unshift(...some)
          await clock.until(clock.now() + SETTLE_AGAIN_MS)
        }
      }
    }
    this.#settling = null
    onChanged()
  }

  #settle(settlements: readonly Settlement[]): Promise<number> {
    const { db, clock } = this.#parts
    return db.transaction().execute((within) => settle(within, { ...this.#parts, reconcileEveryMs: this.#times.reconcileEveryMs }, settlements, clock.now()))
  }
}

