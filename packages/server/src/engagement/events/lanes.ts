/**
 * Work that comes one by one and is cheaper together: what arrives within a moment, or while a batch is under way, goes with the next
 * one. One lane works it off, a second helps while it is behind; work that says by which lane it goes waits for no other. No work
 * waits for more than it has to, and none is turned over.
 */
import { ExpectedError } from '../../base/errors.ts'

/** While one reckons, others are read and written for. A fourth found no processor free where there are two. */
export const LANES = [0, 1, 2] as const
export type Lane = typeof LANES[number]

export interface LaneOptions<Unit, Answer> {
  /** How much of a batch it takes. */
  readonly weigh: (unit: Unit) => number
  /** `behind`: more is waiting than one batch. Answers at the units' places. */
  readonly run: (units: readonly Unit[], behind: boolean) => Promise<readonly Answer[]>
}

/** How long the first of a batch waits for company; a commit takes about as long. */
const GATHER_MS = 2
const BATCH_MOST = 512
const WAITING_MOST = 50_000

export class TooMuchAtOnceError extends ExpectedError {
  readonly kind = 'unavailable'
  readonly code = 'busy'
  readonly retryAfterMs = 1_000
  constructor() {
    super(`More than ${WAITING_MOST} events wait to be stored. Send them again in a moment; nothing of this request was taken.`)
  }
}

interface Waiting<Unit, Answer> {
  readonly unit: Unit
  /** Null: by whichever is open. */
  readonly lane: Lane | null
  readonly weight: number
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

export class Lanes<Unit, Answer> implements AsyncDisposable {
  readonly #options: LaneOptions<Unit, Answer>
  #waiting: Waiting<Unit, Answer>[] = []
  #weight = 0
  #gathering: NodeJS.Timeout | null = null
  readonly #running = new Map<Lane, Promise<void>>()
  #closed = false

  constructor(options: LaneOptions<Unit, Answer>) {
    this.#options = options
  }

  async put(unit: Unit): Promise<Answer> {
    return (await this.putAll([{ unit, lane: null }]))[0] as Answer
  }

  /** All of them are taken, or none. Resolves when all are done; fails with the first that fails. */
  putAll(units: readonly { readonly unit: Unit; readonly lane: Lane | null }[]): Promise<Answer[]> {
    const weights = units.map(({ unit }) => this.#options.weigh(unit))
    const weight = weights.reduce((sum, one) => sum + one, 0)
    if (this.#closed || (this.#weight > 0 && this.#weight + weight > WAITING_MOST)) return Promise.reject(new TooMuchAtOnceError())
    const answers = units.map(({ unit, lane }, index) => new Promise<Answer>((resolve, reject) => {
      this.#waiting.push({ unit, lane, weight: weights[index] ?? 0, resolve, reject })
    }))
    this.#weight += weight
    if (this.#weight >= BATCH_MOST) this.#begin()
    else if (units.some(({ lane }) => !this.#running.has(lane ?? 0))) this.#gathering ??= setTimeout(() => this.#begin(), GATHER_MS)
    return Promise.all(answers)
  }

  /** What was put is done; nothing more is taken. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    while (this.#waiting.length > 0 || this.#running.size > 0) {
      this.#begin()
      await Promise.all(this.#running.values())
    }
  }

  #begin(): void {
    if (this.#gathering !== null) clearTimeout(this.#gathering)
    this.#gathering = null
    for (const lane of LANES) if (!this.#running.has(lane) && this.#waiting.some((one) => this.#takes(lane, one))) this.#running.set(lane, this.#work(lane))
  }

  /** The second lane helps with what has none of its own while there is more than the first can take along. */
  #takes(lane: Lane, { lane: own }: Waiting<Unit, Answer>): boolean {
    return own === lane || (own === null && (lane === 0 || (lane === 1 && this.#weight >= BATCH_MOST)))
  }

  async #work(lane: Lane): Promise<void> {
    // Also the first batch of a lane begins in a turn of its own, when `#running` knows of it.
    await Promise.resolve()
    for (let batch = this.#next(lane); batch.length > 0; batch = this.#next(lane)) {
      try {
        const answers = await this.#options.run(batch.map(({ unit }) => unit), this.#weight >= BATCH_MOST)
        for (const [index, { resolve }] of batch.entries()) resolve(answers[index] as Answer)
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    this.#running.delete(lane)
  }

  #next(lane: Lane): Waiting<Unit, Answer>[] {
    const batch: Waiting<Unit, Answer>[] = []
    const left: Waiting<Unit, Answer>[] = []
    let weight = 0
    let isFull = false
    for (const one of this.#waiting) {
      if (isFull || !this.#takes(lane, one)) {
        left.push(one)
        continue
      }
      // Nobody is passed by a smaller one behind it.
      isFull = batch.length > 0 && weight + one.weight > BATCH_MOST
      if (isFull) left.push(one)
      else {
        batch.push(one)
        weight += one.weight
      }
    }
    this.#waiting = left
    this.#weight -= weight
    return batch
  }
}
