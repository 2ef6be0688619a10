/** The feed in columns as a place to act, one act at a time and at once: what `FeedPlatform` is to the stores. */
import type { RecommenderName } from '@troupe/contract'
import type { Action, Intent } from '../../agent/action.ts'
import type { ActResult } from '../../agent/brain.ts'
import type { Random } from '../../base/random.ts'
import { FEED_ACTIONS } from '../feed-actions.ts'
import { FEED_LIMIT } from '../feed-platform.ts'
import { applyWrite } from '../rules.ts'
import { writeOf, type By, type Keys } from '../write-of.ts'
import { ColumnLooks } from './column-looks.ts'
import type { ColumnState } from './column-state.ts'
import { idOfComment, idOfPost, rowOf } from './ids.ts'
import type { SeenPost } from './seen.ts'

export type Performed = ActResult & { readonly posts?: readonly SeenPost[]; readonly made?: number }

const DONE: Performed = Object.freeze({ kind: 'done', items: [], madeId: null, note: 'Done.', made: -1 })

export class ColumnFeed {
  readonly state: ColumnState
  readonly actions: ReadonlyMap<string, Action> = FEED_ACTIONS
  recommender: RecommenderName
  readonly #looks: ColumnLooks
  readonly #keys: Keys<number>
  #reports = 0

  constructor(state: ColumnState, recommender: RecommenderName) {
    this.state = state
    this.recommender = recommender
    this.#looks = new ColumnLooks(state)
    this.#keys = {
      post: (id) => rowOf('p', id), comment: (id) => rowOf('c', id), profile: (id) => rowOf('m', id),
      newPost: () => state.posts.author.length, newComment: () => state.comments.author.length, newReport: () => this.#reports++,
    }
  }

  refresh(viewer: number, nowMs: number, random: () => Random): Performed & { readonly kind: 'done'; readonly posts: readonly SeenPost[] } {
    const posts = this.#looks.refresh({ viewer, recommender: this.recommender, limit: FEED_LIMIT, nowMs, random })
    return { kind: 'done', items: posts, posts, madeId: null, made: -1, note: posts.length === 0 ? 'Nobody has posted yet.' : `${posts.length} posts.` }
  }

  write(intent: Intent, by: By<number>): Performed {
    const outcome = applyWrite(this.state, writeOf(intent, by, this.#keys))
    if (outcome.kind === 'refused') return { kind: 'refused', reason: outcome.reason }
    if (outcome.madeId === null) return DONE
    return { kind: 'done', items: [], madeId: intent.action === 'comment' ? idOfComment(outcome.madeId) : idOfPost(outcome.madeId), made: outcome.madeId, note: 'Done.' }
  }
}
