/**
 * Turns that wait for an answer from outside: a model's, another process's. Each stands committed at its ask; here the ask
 * is put, under its project's signal, by which a kill switch aborts it, and the turn handed back when the answer is there.
 */
import type { PendingAsk, Turn } from '../agent/turn.ts'
import type { Clock } from '../base/clock.ts'
import { messageOf } from '../base/errors.ts'
import type { Id } from '../base/ids.ts'
import type { Log } from '../base/log.ts'
import { answerTo, type AskPort } from './ask-port.ts'
import type { StandingOrders } from './standing-orders.ts'
import type { TurnEngine } from './turn-engine.ts'

export interface WaitingRoomParts {
  readonly engine: TurnEngine
  readonly asks: AskPort
  readonly orders: StandingOrders
  readonly clock: Clock
  readonly log: Log
  /** The turn can go on. */
  readonly onAnswered: (turn: Turn) => void
}

export class WaitingRoom {
  readonly #parts: WaitingRoomParts
  readonly #waiting = new Set<Turn>()
  /** Aborts the asks of a project, or of all. */
  readonly #signals = new Map<Id, AbortController>()
  #closed = false
  #aborted = 0

  constructor(parts: WaitingRoomParts) {
    this.#parts = parts
  }

  get turns(): ReadonlySet<Turn> {
    return this.#waiting
  }

  /** Asks that a kill switch stopped, since the start. */
  get aborted(): number {
    return this.#aborted
  }

  /** Puts a turn's ask, outside any transaction. */
  put(turn: Turn, ask: PendingAsk): void {
    const { clock, asks, engine, orders, log } = this.#parts
    // The gate let it through just before the switch was seen; the signal for its project has been used up by then.
    const killed = orders.killed(turn.agent)
    if (killed !== null) {
      engine.kill(turn, killed, clock.now())
      return this.#parts.onAnswered(turn)
    }
    this.#waiting.add(turn)
    const askedMs = clock.now()
    const signal = this.#signalOf(turn.agent.projectId)
    // Whatever goes wrong from here on is this turn's, not its batch's.
    void answerTo(ask, turn.agent, asks, signal).then((reply) => {
      this.#leave(turn, () => {
        const nowMs = clock.now()
        engine.take(turn, ask, reply, nowMs - askedMs, nowMs)
      })
    }).catch((error: unknown) => {
      this.#leave(turn, () => {
        log.error({ err: error, turnId: turn.id }, 'an ask threw')
        engine.fail(turn, `the ask failed: ${messageOf(error)}`, clock.now())
      })
    })
  }

  /** A worker that stops leaves the turn at its ask, for the next one to put again. */
  #leave(turn: Turn, settle: () => void): void {
    this.#waiting.delete(turn)
    if (this.#closed) return
    settle()
    this.#parts.onAnswered(turn)
  }

  /** Stops the asks under way in a scope (`instance` or a project's id); their turns end as killed. Returns how many. */
  abort(scope: string, reason: string): number {
    let stopped = 0
    for (const turn of this.#waiting) if (scope === 'instance' || turn.agent.projectId === scope) stopped++
    for (const [projectId, controller] of this.#signals) {
      if (scope !== 'instance' && projectId !== scope) continue
      controller.abort(new Error(reason))
      this.#signals.delete(projectId)
    }
    this.#aborted += stopped
    return stopped
  }

  /** No answer counts from here on. */
  close(): void {
    this.#closed = true
  }

  abortAll(reason: string): void {
    for (const controller of this.#signals.values()) controller.abort(new Error(reason))
  }

  #signalOf(projectId: Id): AbortSignal {
    let controller = this.#signals.get(projectId)
    if (controller === undefined) {
      controller = new AbortController()
      this.#signals.set(projectId, controller)
    }
    return controller.signal
  }
}
