/** What a member finds when it looks up: what was addressed to it since, and what the place talks about. */
import type { CheckpointSink, CheckpointSource, Kept } from '../../base/checkpoint.ts'
import type { Observation } from '../../agent/brain.ts'
import { NOTICE_LIMIT, TREND_KEPT_MS, TREND_LIMIT, TREND_WINDOW_MS } from '../feed-platform.ts'
import { TAG_POOL_SIZE } from '../rows.ts'
import type { ColumnState } from './column-state.ts'
import { NOBODY } from './world-columns.ts'
import { SeenNotice } from './seen.ts'

type Seen = Omit<Observation, 'notices'> & { readonly notices: readonly SeenNotice[] }

const NOTHING: readonly SeenNotice[] = []

export class ColumnObservations implements Kept {
  readonly #state: ColumnState
  #trends: readonly string[] = []
  /** What those find who are told nothing, which is most of them. */
  #quiet: Seen = { notices: NOTHING, trends: this.#trends, standing: '' }
  #trendsMs = Number.NEGATIVE_INFINITY

  constructor(state: ColumnState) {
    this.#state = state
  }

  observe(member: number, sinceMs: number, nowMs: number): Seen {
    const notices = this.#notices(member, sinceMs)
    const trends = this.#trendsAt(nowMs)
    if (notices.length > 0) return { notices, trends, standing: '' }
    if (this.#quiet.trends !== trends) this.#quiet = { notices: NOTHING, trends, standing: '' }
    return this.#quiet
  }

  /** Trends are kept for a while, and so what they were read from is gone. */
  save(sink: CheckpointSink): void {
    sink.json('trends', { trends: this.#trends, atMs: Number.isFinite(this.#trendsMs) ? this.#trendsMs : null })
  }

  load(source: CheckpointSource): void {
    const { trends, atMs } = source.json<{ trends: string[]; atMs: number | null }>('trends')
    this.#trends = trends
    this.#trendsMs = atMs ?? Number.NEGATIVE_INFINITY
  }

  /** Oldest first. */
  #notices(member: number, sinceMs: number): readonly SeenNotice[] {
    const { notices, profiles } = this.#state
    let row = profiles.lastNotice.data[member] as number
    if (row === NOBODY || (notices.atMs.data[row] as number) <= sinceMs) return NOTHING
    const found: SeenNotice[] = []
    for (; row !== NOBODY && found.length < NOTICE_LIMIT; row = notices.before.data[row] as number) {
      if ((notices.atMs.data[row] as number) <= sinceMs) break
      if (this.#state.stands(row, member)) found.push(new SeenNotice(this.#state, row))
    }
    return found.reverse()
  }

  #trendsAt(nowMs: number): readonly string[] {
    if (nowMs - this.#trendsMs < TREND_KEPT_MS) return this.#trends
    this.#trendsMs = nowMs
    this.#trends = tagsSince(this.#state, nowMs - TREND_WINDOW_MS, TREND_LIMIT).map(({ tag }) => tag)
    return this.#trends
  }
}

/** Hashtags of visible posts, most used first, ties by name; counted over the newest `TAG_POOL_SIZE` posts. */
export function tagsSince(state: ColumnState, sinceMs: number, limit: number): { tag: string; posts: number }[] {
  const counts = new Map<string, number>()
  let counted = 0
  for (let row = state.posts.author.length - 1; row >= 0 && counted < TAG_POOL_SIZE; row--) {
    if ((state.posts.createdMs.data[row] as number) < sinceMs) break
    if (!state.isPostSeen(row)) continue
    counted += 1
    for (const tag of state.hashtags.get(row) ?? []) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  }
  return [...counts].map(([tag, posts]) => ({ tag, posts })).sort((a, b) => b.posts - a.posts || (a.tag < b.tag ? -1 : 1)).slice(0, limit)
}
