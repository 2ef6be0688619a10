/**
 * New posts of each world for everybody who watches it: however many watch, a world is read once for all, and what is read
 * is written down once. A poke says that something changed; the newest posts are read soon after, for many pokes
 * together. Commits become visible out of order, so each look goes back over a window of time, and what has been told is
 * remembered for as long. Worlds nobody watches are not read.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Id } from '../../base/ids.ts'
import type { FeedReader } from '../../feed/postgres/feed-reader.ts'
import type { Position } from '../../feed/postgres/reading/position.ts'
import type { PublicWorld } from '../../feed/postgres/reading/public-world.ts'
import type { Log } from '../../base/log.ts'
import { formatEvent } from '../sse.ts'
import type { WorldChanges } from '../world-changes.ts'

/** Where new posts are read; a `FeedReader` is one. */
export type NewPosts = Pick<FeedReader, 'newestPosition' | 'positionsSince' | 'positionOfPost' | 'postsByIds' | 'withdrawnLately'>

/** Pokes this close together are one look. The stream gathers for as long again, 100 ms in all. */
const GATHER_MS = 50
/** A post may become visible this much later than the time it bears. */
export const WINDOW_MS = 15_000
/** Looks without a poke, so that one that got lost costs seconds and no post. */
const LOOK_ANYWAY_MS = 5_000
const POSITIONS_A_READ = 1_000
/** Beyond this many new posts at once the older ones among them are left to be read page by page. */
const READS_MOST = 5
/** Posts in one event: some 100 KB. */
export const POSTS_AN_EVENT = 50

export interface PostsEvent {
  /** As the stream sends it. */
  readonly text: string
}

type Listener = (event: PostsEvent) => void

interface Watched {
  readonly world: PublicWorld
  readonly listeners: Set<Listener>
  /** Told, or there before anybody watched; with the time each bears. */
  readonly known: Map<Id, number>
  newestMs: number
  /** The count of changes at the last withdrawal that was told. */
  withdrawnAt: number
  readonly ready: Promise<void>
  looking: boolean
  lookAgain: boolean
}

export interface LivePostsParts {
  readonly source: NewPosts
  readonly changes: WorldChanges
  readonly log: Log
}

export class LivePosts implements AsyncDisposable {
  readonly #source: NewPosts
  readonly #log: Log
  readonly #changes: WorldChanges
  readonly #watched = new Map<Id, Watched>()
  readonly #ending = new AbortController()
  readonly #deaf: () => void
  #ticking: NodeJS.Timeout | null = null

  constructor({ source, changes, log }: LivePostsParts) {
    this.#source = source
    this.#log = log
    this.#changes = changes
    this.#deaf = changes.listen((worldId) => {
      for (const watched of this.#watched.values()) if (worldId === null || watched.world.id === worldId) void this.#look(watched)
    })
  }

  /** Tells of posts that are new from now on. Resolves when watching has begun, with the way to end it. */
  async watch(world: PublicWorld, listener: Listener): Promise<() => void> {
    const watched = this.#watched.get(world.id) ?? this.#begin(world)
    watched.listeners.add(listener)
    const end = (): void => {
      watched.listeners.delete(listener)
      if (watched.listeners.size > 0 || this.#watched.get(world.id) !== watched) return
      this.#watched.delete(world.id)
      if (this.#watched.size === 0) this.#stopTicking()
    }
    try {
      await watched.ready
    } catch (error) {
      end()
      throw error
    }
    return end
  }

  #begin(world: PublicWorld): Watched {
    const known = new Map<Id, number>()
    const begin = async (): Promise<void> => {
      const newest = await this.#source.newestPosition(world.id)
      if (newest === null) return
      watched.newestMs = newest.atMs
      for (const { id, atMs } of await this.#positions(watched)) known.set(id, atMs)
    }
    // The end is set a moment later, by `begin`, which reads `watched`.
    const watched: Watched = { world, listeners: new Set(), known, newestMs: 0, withdrawnAt: this.#changes.of(world.id).withdrawnAt, ready: Promise.resolve().then(begin), looking: false, lookAgain: false }
    this.#watched.set(world.id, watched)
    this.#ticking ??= setInterval(() => {
      for (const each of this.#watched.values()) void this.#look(each)
    }, LOOK_ANYWAY_MS).unref()
    return watched
  }

  /** Newest first, from the window's beginning. */
  async #positions(watched: Watched): Promise<Position[]> {
    const sinceMs = watched.newestMs - WINDOW_MS
    const found: Position[] = []
    for (let reads = 0; reads < READS_MOST; reads++) {
      const more = await this.#source.positionsSince(watched.world.id, sinceMs, found.at(-1) ?? null, POSITIONS_A_READ)
      found.push(...more)
      // A read of known ones alone: what lies below was looked at before.
      if (more.length < POSITIONS_A_READ || more.every(({ id }) => watched.known.has(id))) break
    }
    return found
  }

  async #look(watched: Watched): Promise<void> {
    watched.lookAgain = true
    if (watched.looking) return
    watched.looking = true
    try {
      await watched.ready
      while (watched.lookAgain && watched.listeners.size > 0 && !this.#ending.signal.aborted) {
        await delay(GATHER_MS, undefined, { signal: this.#ending.signal })
        watched.lookAgain = false
        await this.#tell(watched)
        await this.#tellWithdrawn(watched)
      }
    } catch (error) {
      // The next poke or tick looks again; what was not told is not known, so nothing is lost.
      if (!this.#ending.signal.aborted) this.#log.warn({ err: error, worldId: watched.world.id }, 'new posts could not be read')
    } finally {
      watched.looking = false
    }
  }

  async #tell(watched: Watched): Promise<void> {
    const fresh = (await this.#positions(watched)).filter(({ id }) => !watched.known.has(id)).reverse()
    for (let from = 0; from < fresh.length; from += POSTS_AN_EVENT) {
      const part = fresh.slice(from, from + POSTS_AN_EVENT)
      const event = await this.read(watched.world, part)
      for (const { id, atMs } of part) {
        watched.known.set(id, atMs)
        watched.newestMs = Math.max(watched.newestMs, atMs)
      }
      if (event !== null) for (const listener of watched.listeners) listener(event)
    }
    const sinceMs = watched.newestMs - WINDOW_MS
    for (const [id, atMs] of watched.known) if (atMs < sinceMs) watched.known.delete(id)
  }

  /** So that what was taken down goes from the pages that are open, too. It bears no id: a reader who comes back reads pages without it. */
  async #tellWithdrawn(watched: Watched): Promise<void> {
    const { withdrawnAt } = this.#changes.of(watched.world.id)
    if (withdrawnAt <= watched.withdrawnAt) return
    const gone = await this.#source.withdrawnLately(watched.world.id)
    watched.withdrawnAt = withdrawnAt
    if (gone.posts.length + gone.comments.length + gone.profiles.length === 0) return
    const event: PostsEvent = { text: formatEvent({ event: 'withdrawn', data: gone }) }
    for (const listener of watched.listeners) listener(event)
  }

  /** One event with those of the posts that can be seen; null when none can. */
  async read(world: PublicWorld, positions: readonly Position[]): Promise<PostsEvent | null> {
    const posts = await this.#source.postsByIds(world, positions.map(({ id }) => id))
    const last = posts.at(-1)
    return last === undefined ? null : { text: formatEvent({ id: last.id, event: 'post', data: { posts } }) }
  }

  #stopTicking(): void {
    if (this.#ticking !== null) clearInterval(this.#ticking)
    this.#ticking = null
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#deaf()
    this.#ending.abort()
    this.#stopTicking()
    this.#watched.clear()
  }
}
