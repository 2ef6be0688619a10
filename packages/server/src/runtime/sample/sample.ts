/** The sample as an instance has it: made on the first start, filled with its past, resumed when that was cut off. */
import type { Joining } from '@troupe/contract'
import type { Clock } from '../../base/clock.ts'
import type { Ids } from '../../base/ids.ts'
import type { FeedStore } from '../../feed/feed-store.ts'
import type { LoadedPack } from '../../persona/pack/loaded-pack.ts'
import type { Database } from '../../store/database.ts'
import { PAST_HOURS } from './fill-past.ts'
import { FillingProcess, type Filled } from './filling-process.ts'
import { makeSample, removeSample, sampleState } from './sample-world.ts'

const SAMPLE_PACK = 'agora'
const HOUR_MS = 3_600_000

export interface SampleOptions {
  readonly db: Database
  /** The same database's address, for the process that fills it. */
  readonly databaseUrl: string
  readonly clock: Clock
  readonly ids: Ids
  readonly feed: FeedStore
  readonly packs: readonly LoadedPack[]
  readonly seed: string
  readonly privateNetwork: boolean
  /** Of its world. */
  readonly joining: Joining
  /** There are new posts to be seen. */
  readonly onWritten: () => void
}

export class Sample implements AsyncDisposable {
  readonly #options: SampleOptions
  #process: FillingProcess | null = null
  #filling: number | null = null

  constructor(options: SampleOptions) {
    this.#options = options
  }

  /** Share of the past that has been filled, 0 to 1; null when nothing is being filled. */
  get filling(): number | null {
    return this.#filling
  }

  /** Whether an instance is still to get its sample: nobody has made anything in it yet, or a filling was cut off. */
  async isWanted(): Promise<boolean> {
    const { db } = this.#options
    const state = await sampleState(db)
    if (state !== null) return state.state === 'filling'
    return await db.selectFrom('workspaces').select('id').limit(1).executeTakeFirst() === undefined
  }

  /** Starts the process that will fill it, where it is wanted: that loads while the server does, and the first post comes 0.4 s sooner. */
  async prepare(): Promise<void> {
    if (await this.isWanted()) this.#process = new FillingProcess()
  }

  async fill(onProgress: (share: number) => void, signal: AbortSignal): Promise<Filled> {
    const { db, databaseUrl, clock, ids, feed, packs, seed, privateNetwork, joining, onWritten } = this.#options
    await using filling = this.#process ?? new FillingProcess()
    this.#process = null
    const cutOff = await sampleState(db)
    if (cutOff !== null) await removeSample(db, cutOff)
    const pack = packs.find((one) => one.pack.id === SAMPLE_PACK)
    if (pack === undefined) throw new TypeError(`the pack ${SAMPLE_PACK} is shipped with Troupe, but it is not here`)
    this.#filling = 0
    try {
      const toMs = clock.now()
      const fromMs = toMs - PAST_HOURS * HOUR_MS
      const sample = await makeSample({ db, ids, feed, pack, seed, privateNetwork, joining }, fromMs)
      return await filling.play({ databaseUrl, sample, packs, seed, fromMs, toMs }, (share) => {
        this.#filling = share
        onWritten()
        onProgress(share)
      }, signal)
    } finally {
      this.#filling = null
    }
  }

  /** Ends a process that was prepared for nothing. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process?.[Symbol.asyncDispose]()
  }
}
