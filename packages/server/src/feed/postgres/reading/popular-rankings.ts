/**
 * The popular order, page by page. Likes arrive between one page and the next, so an order worked out anew for each would
 * repeat posts and skip others; a ranking is therefore made once and kept while its readers page through it, and a
 * cursor names the moment of its making. Where it is kept no more (another process, a restart) it is made again from
 * the posts of that moment with the counts of now, the nearest there is.
 */
import type { Post } from '@troupe/contract'
import { sql } from 'kysely'
import type { Id } from '../../../base/ids.ts'
import type { Database } from '../../../store/database.ts'
import { byPopularity, POOL_SIZE } from '../../recommend.ts'
import type { PostRow } from '../../rows.ts'
import { POST_COLUMNS } from '../columns.ts'
import type { Slice } from './position.ts'
import { postsByIds, POSTS_WITH_AUTHORS, SHOWN_POST } from './posts.ts'
import type { PublicWorld } from './public-world.ts'

/** A place in the ranking made at `asOfMs`. */
export interface RankingPosition {
  readonly asOfMs: number
  readonly place: number
}

/** First pages asked for within this time share a ranking: the order moves slower than readers come. */
const SHARED_FOR_MS = 3_000
/** Some 30 KB each. With one world read without pause they reach back 12 minutes, longer than anybody pages. */
const RANKINGS_MOST = 256

interface Ranking {
  readonly asOfMs: number
  readonly ids: Promise<readonly Id[]>
}

export class PopularRankings {
  readonly #db: Database
  /** By world and moment; the longest unused first. */
  readonly #kept = new Map<string, Ranking>()
  readonly #latest = new Map<Id, Ranking>()

  constructor(db: Database) {
    this.#db = db
  }

  async page(world: PublicWorld, limit: number, after: RankingPosition | null, nowMs: number): Promise<Slice<Post, RankingPosition>> {
    const { asOfMs, ids } = after === null ? this.#newest(world, nowMs) : this.#at(world, Math.min(after.asOfMs, nowMs))
    const ranked = await ids
    const items: Post[] = []
    let place = after?.place ?? 0
    // What was hidden or deleted since drops out; the page is filled up with what follows.
    while (items.length < limit && place < ranked.length) {
      const wanted = ranked.slice(place, place + limit - items.length)
      items.push(...await postsByIds(this.#db, world, wanted))
      place += wanted.length
    }
    return { items, next: place < ranked.length ? { asOfMs, place } : null }
  }

  #newest(world: PublicWorld, nowMs: number): Ranking {
    const latest = this.#latest.get(world.id)
    if (latest !== undefined && nowMs - latest.asOfMs < SHARED_FOR_MS && latest.asOfMs <= nowMs) return this.#at(world, latest.asOfMs)
    const ranking = this.#at(world, nowMs)
    this.#latest.delete(world.id)
    this.#latest.set(world.id, ranking)
    if (this.#latest.size > RANKINGS_MOST) this.#latest.delete(this.#latest.keys().next().value as Id)
    return ranking
  }

  #at(world: PublicWorld, asOfMs: number): Ranking {
    const key = `${world.id} ${asOfMs}`
    const kept = this.#kept.get(key) ?? { asOfMs, ids: this.#rank(world, asOfMs) }
    this.#kept.delete(key)
    this.#kept.set(key, kept)
    kept.ids.catch(() => {
      if (this.#kept.get(key) === kept) this.#kept.delete(key)
    })
    if (this.#kept.size > RANKINGS_MOST) this.#kept.delete(this.#kept.keys().next().value as string)
    return kept
  }

  async #rank(world: PublicWorld, asOfMs: number): Promise<readonly Id[]> {
    const { rows } = await sql<PostRow>`SELECT ${POST_COLUMNS} FROM ${POSTS_WITH_AUTHORS}
      WHERE p.world_id = ${world.id} AND p.created_at <= ${asOfMs} AND p.kind <> 'repost' AND ${SHOWN_POST}
      ORDER BY p.created_at DESC, p.id DESC LIMIT ${POOL_SIZE}`.execute(this.#db)
    return rows.sort(byPopularity(asOfMs)).map((row) => row.id)
  }
}
