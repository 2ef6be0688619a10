/**
 * Work that comes one by one and is cheaper together: what arrives within a moment, or while a batch is under way, goes with the next
 * one. One lane works it off, a second helps while it is behind; no work waits for more than it has to, and none is turned over.
 */
import { ExpectedError } from '../../base/errors.ts'

export interface LaneOptions<Unit, Answer> {
  /** How much of a batch it takes. */
  readonly weigh: (unit: Unit) => number
  /** `behind`: more is waiting than one batch. Answers at the units' places. */
  readonly run: (units: readonly Unit[], behind: boolean) => Promise<readonly Answer[]>
}

/** How long the first of a batch waits for company; a commit takes about as long. */
const GATHER_MS = 2
const BATCH_MOST = 512
/** One gains while another waits for the disk; more only wait for each other's leads. */
const LANES_MOST = 2
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
  readonly weight: number
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

export class Lanes<Unit, Answer> implements AsyncDisposable {
  readonly #options: LaneOptions<Unit, Answer>
  #waiting: Waiting<Unit, Answer>[] = []
  #weight = 0
  #gathering: NodeJS.Timeout | null = null
  readonly #running = new Set<Promise<void>>()
  #closed = false

  constructor(options: LaneOptions<Unit, Answer>) {
    this.#options = options
  }

  put(unit: Unit): Promise<Answer> {
    const weight = this.#options.weigh(unit)
    if (this.#closed || (this.#weight > 0 && this.#weight + weight > WAITING_MOST)) return Promise.reject(new TooMuchAtOnceError())
    return new Promise((resolve, reject) => {
      this.#waiting.push({ unit, weight, resolve, reject })
      this.#weight += weight
      if (this.#weight >= BATCH_MOST) this.#begin()
      else if (this.#running.size === 0) this.#gathering ??= setTimeout(() => this.#begin(), GATHER_MS)
    })
  }

  /** What was put is done; nothing more is taken. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    while (this.#waiting.length > 0 || this.#running.size > 0) {
      this.#begin()
      await Promise.all(this.#running)
    }
  }

  #begin(): void {
    if (this.#gathering !== null) clearTimeout(this.#gathering)
    this.#gathering = null
    if (this.#waiting.length === 0 || this.#running.size >= LANES_MOST) return
    const lane = this.#lane().finally(() => this.#running.delete(lane))
    this.#running.add(lane)
  }

  async #lane(): Promise<void> {
    // Also the first batch of a lane begins in a turn of its own, when `#running` knows of it.
    await Promise.resolve()
    for (let batch = this.#next(); batch.length > 0; batch = this.#next()) {
      try {
        const answers = await this.#options.run(batch.map(({ unit }) => unit), this.#weight >= BATCH_MOST)
        for (const [index, { resolve }] of batch.entries()) resolve(answers[index] as Answer)
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
      // The second lane leaves when there is no more than the first can take along.
      if (this.#running.size > 1 && this.#weight < BATCH_MOST) return
    }
  }

  #next(): Waiting<Unit, Answer>[] {
    let count = 0
    for (let weight = 0; count < this.#waiting.length && (count === 0 || weight + (this.#waiting[count]?.weight ?? 0) <= BATCH_MOST); count++) weight += this.#waiting[count]?.weight ?? 0
    const batch = this.#waiting.splice(0, count)
    for (const { weight } of batch) this.#weight -= weight
    return batch
  }
}
