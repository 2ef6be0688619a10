/** The sample as an instance has it: made on the first start, filled with its past, resumed when that was cut off. */
import type { Joining, Place } from '@troupe/contract'
import type { Clock } from '../../base/clock.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { FeedStore } from '../../feed/feed-store.ts'
import type { LoadedPack } from '../../persona/pack/loaded-pack.ts'
import type { Database } from '../../store/database.ts'
import { PAST_HOURS } from './fill-past.ts'
import { FillingProcess, type Filled, type ImagePlace } from './filling-process.ts'
import { makeSample, removeSample, sampleState, type SampleState } from './sample-world.ts'
import type { SampleSpec } from './samples.ts'

const HOUR_MS = 3_600_000

export interface SampleOptions {
  readonly db: Database
  /** The same database's address, for the process that fills it. */
  readonly databaseUrl: string
  readonly clock: Clock
  readonly ids: Ids
  readonly feed: FeedStore
  readonly packs: readonly LoadedPack[]
  /** Those that are to be made, in their order. */
  readonly samples: readonly SampleSpec[]
  /** Where images go that the sample makes. */
  readonly images: ImagePlace
  readonly seed: string
  /** Started before there was a database, where it was certain that it would be wanted. */
  readonly process: FillingProcess | null
  readonly privateNetwork: boolean
  /** Of its world. */
  readonly joining: Joining
  /** There are new posts to be seen. */
  readonly onWritten: () => void
}

export class Sample implements AsyncDisposable {
  readonly #options: SampleOptions
  #process: FillingProcess | null
  #filling: number | null = null

  constructor(options: SampleOptions) {
    this.#options = options
    this.#process = options.process
  }

  /** Share of the past that has been filled, 0 to 1; null when nothing is being filled. */
  get filling(): number | null {
    return this.#filling
  }

  /** Whether an instance is still to get a sample: nobody has made anything in it yet, or a filling was cut off. */
  async isWanted(): Promise<boolean> {
    return await this.#next() !== null
  }

  /** The first that is not there yet, and whether it was begun. */
  async #next(): Promise<{ readonly spec: SampleSpec; readonly state: SampleState | null } | null> {
    const { db, samples } = this.#options
    for (const spec of samples) {
      const state = await sampleState(db, spec)
      if (state === null ? spec === samples[0] && await isUntouched(db) : state.state !== 'filled') return { spec, state }
    }
    return null
  }

  /** Starts the process that will fill it, where it is wanted and not started yet: it loads while the server does. */
  async prepare(): Promise<void> {
    if (this.#process === null && await this.isWanted()) this.#process = new FillingProcess()
  }

  /** The next that is not there yet; null where all are, or where it is of another place than the one wanted. */
  async fillNext(place: Place | null, onProgress: (share: number, spec: SampleSpec) => void, signal: AbortSignal): Promise<(Filled & { readonly spec: SampleSpec }) | null> {
    const next = await this.#next()
    return next === null || (place !== null && next.spec.place !== place) ? null : { spec: next.spec, ...await this.#fillOne(next.spec, next.state, onProgress, signal) }
  }

  async #fillOne(spec: SampleSpec, state: SampleState | null, onProgress: (share: number, spec: SampleSpec) => void, signal: AbortSignal): Promise<Filled> {
    const { db, databaseUrl, clock, ids, feed, packs, images, seed, privateNetwork, joining, onWritten } = this.#options
    await using filling = this.#process ?? new FillingProcess()
    this.#process = null
    if (state !== null && state.state !== 'wanted') await removeSample(db, spec, state)
    const pack = packs.find((one) => one.pack.id === spec.pack)
    if (pack === undefined) throw new TypeError(`the pack ${spec.pack} is shipped with Troupe, but it is not here`)
    this.#filling = 0
    try {
      const toMs = clock.now()
      const fromMs = toMs - PAST_HOURS * HOUR_MS
      // Of one that was cut off and taken away the workspace went too, unless somebody had moved in.
      const workspaceId = state === null ? undefined : await standing(db, state.workspaceId)
      const sample = await makeSample({ db, ids, feed, pack, spec, seed, privateNetwork, joining, ...(workspaceId === undefined ? {} : { workspaceId }) }, fromMs)
      return await filling.play({ databaseUrl, sample, packs, images, seed, fromMs, toMs }, (share) => {
        this.#filling = share
        onWritten()
        onProgress(share, spec)
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

async function isUntouched(db: Database): Promise<boolean> {
  return await db.selectFrom('workspaces').select('id').limit(1).executeTakeFirst() === undefined
}

async function standing(db: Database, workspaceId: Id): Promise<Id | undefined> {
  return (await db.selectFrom('workspaces').select('id').where('id', '=', workspaceId).executeTakeFirst())?.id
}
