/** The feed in columns as a place to act, one act at a time and at once: what `FeedPlatform` is to the stores. */
import type { RecommenderName } from '@troupe/contract'
import type { Action, Intent } from '../../agent/action.ts'
import type { ActResult } from '../../agent/brain.ts'
import type { SeenItem } from '../../agent/seen-item.ts'
import { must } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import type { Random } from '../../base/random.ts'
import { FEED_ACTIONS } from '../feed-actions.ts'
import { FEED_LIMIT, FOUND_LIMIT, HOUR_MS, TREND_LIMIT, TREND_WINDOW_MS } from '../feed-platform.ts'
import { groupItem } from '../groups/group-item.ts'
import { profileItem } from '../items.ts'
import { applyWrite } from '../rules.ts'
import { wordsOf } from '../words-of.ts'
import { writeOf, type By, type Keys } from '../write-of.ts'
import { ColumnLooks } from './column-looks.ts'
import { tagsSince } from './column-observations.ts'
import type { ColumnState } from './column-state.ts'
import { PostWords } from './post-words.ts'
import { idOfComment, idOfGroup, idOfMember, idOfPost, rowOf } from './ids.ts'
import { commentsSeen, SeenPost } from './seen.ts'

const NO_POSTS: readonly SeenPost[] = []
const NO_MEMBERS: readonly number[] = []
const NO_GROUPS: readonly number[] = []

/** An act's result, with the rows behind it. */
export type Performed = ActResult & {
  readonly posts: readonly SeenPost[]
  readonly members: readonly number[]
  readonly groups: readonly number[]
  /** The row of what was made; -1 for nothing. */
  readonly made: number
}

const DONE: Performed = Object.freeze({ kind: 'done', items: [], madeId: null, note: 'Done.', posts: NO_POSTS, members: NO_MEMBERS, groups: NO_GROUPS, made: -1 })

export class ColumnFeed {
  readonly state: ColumnState
  readonly actions: ReadonlyMap<string, Action> = FEED_ACTIONS
  recommender: RecommenderName
  readonly #looks: ColumnLooks
  readonly #keys: Keys<number>
  #words: PostWords | null = null

  constructor(state: ColumnState, recommender: RecommenderName) {
    this.state = state
    this.recommender = recommender
    this.#looks = new ColumnLooks(state)
    this.#keys = {
      post: (id) => rowOf('p', id), comment: (id) => rowOf('c', id), profile: (id) => rowOf('m', id), group: (id) => rowOf('g', id), newGroup: () => state.groups.length,
      newPost: () => state.posts.author.length, newComment: () => state.comments.author.length, newReport: () => state.reports.length,
    }
  }

  refresh(viewer: number, nowMs: number, random: () => Random): Performed {
    const posts = this.#looks.refresh({ viewer, recommender: this.recommender, limit: FEED_LIMIT, nowMs, random })
    return shown(posts, posts.length === 0 ? 'Nobody has posted yet.' : postsShown(posts.length))
  }

  write(intent: Intent, by: By<number>): Performed {
    const outcome = applyWrite(this.state, writeOf(intent, by, this.#keys))
    if (outcome.kind === 'refused') return refused(outcome.reason)
    if (outcome.madeId === null) return DONE
    return {
      kind: 'done', items: [], madeId: idMadeBy(intent, outcome.madeId), note: 'Done.', posts: NO_POSTS, members: NO_MEMBERS, groups: NO_GROUPS,
      made: outcome.madeId,
    }
  }

  /** The reads besides `refresh`. */
  read(intent: Intent, viewer: number, nowMs: number): Performed {
    const { state } = this
    switch (intent.action) {
      case 'view_recent_posts': {
        const sinceMs = nowMs - (typeof intent.input['hours'] === 'number' ? intent.input['hours'] : 1) * HOUR_MS
        return this.#found(viewer, (row) => state.posts.author.data[row] !== viewer, sinceMs)
      }
      case 'view_followed_posts':
        return this.#found(viewer, (row) => state.follows(viewer, state.posts.author.data[row] as number))
      case 'search_posts':
        return this.#search(String(intent.input['query']), viewer)
      case 'search_people':
        return this.#people(String(intent.input['query']))
      case 'view_trends': {
        const tags = tagsSince(state, nowMs - TREND_WINDOW_MS, TREND_LIMIT)
        return shown(NO_POSTS, tags.length === 0 ? 'No hashtags today.' : tags.map(({ tag, posts }) => `#${tag} (${posts} posts)`).join(', '))
      }
      case 'view_comments':
      case 'find_author': {
        const row = rowOf('p', intent.target)
        if (row < 0 || row >= state.posts.author.length || !state.isPostSeen(row)) return refused('That post is gone.')
        const post = this.#look(row, viewer)
        return intent.action === 'view_comments' ? shown([post], `${post.commentsThen} comments.`) : this.#members([post.author])
      }
      case 'view_groups':
        return this.#groups(intent, viewer)
      case 'view_group_posts': {
        const group = rowOf('g', intent.target)
        return this.#found(viewer, (row) => state.groups.ofPost.get(row) === group)
      }
      case 'do_nothing':
        return shown(NO_POSTS, 'Let it be.')
      default:
        return { kind: 'failed', reason: `the feed cannot ${intent.action}`, posts: NO_POSTS, members: NO_MEMBERS, groups: NO_GROUPS, made: -1 }
    }
  }

  /** Newest first, by those the viewer does not mute. */
  #found(viewer: number, isWanted: (row: number) => boolean, sinceMs = Number.NEGATIVE_INFINITY): Performed {
    const { state } = this
    const posts: SeenPost[] = []
    for (let row = state.posts.author.length - 1; row >= 0 && posts.length < FOUND_LIMIT; row--) {
      if ((state.posts.createdMs.data[row] as number) < sinceMs) break
      if (!state.isPostSeen(row) || state.isRepost(row) || !isWanted(row) || state.mutes(viewer, state.posts.author.data[row] as number)) continue
      posts.push(this.#look(row, viewer))
    }
    return shown(posts, posts.length === 0 ? 'Nothing found.' : `${posts.length} posts.`)
  }

  #search(query: string, viewer: number): Performed {
    const { state } = this
    const wanted = wordsOf(query)
    const posts: SeenPost[] = []
    if (wanted.length > 0) {
      for (const row of (this.#words ??= new PostWords(state)).withAll(wanted)) {
        if (!state.isPostSeen(row)) continue
        posts.push(this.#look(row, viewer))
        if (posts.length === FOUND_LIMIT) break
      }
    }
    return shown(posts, posts.length === 0 ? 'Nothing found.' : `${posts.length} posts.`)
  }

  #people(query: string): Performed {
    const { state } = this
    const wanted = query.trim().replace(/^@/, '').toLowerCase()
    const found: number[] = []
    for (let row = 0; wanted !== '' && row < state.profiles.posts.length; row++) {
      const profile = state.profileRow(row)
      if (profile === undefined || profile.suspendedMs !== null) continue
      if ([profile.username, profile.displayName, profile.bio].some((text) => text.toLowerCase().includes(wanted))) found.push(row)
    }
    const { followers } = state.profiles
    return this.#members(found.sort((a, b) => (followers.data[b] as number) - (followers.data[a] as number) || a - b).slice(0, FOUND_LIMIT))
  }

  #members(rows: readonly number[]): Performed {
    const items: SeenItem[] = []
    for (const row of rows) {
      const profile = this.state.profileRow(row)
      if (profile === undefined) continue
      const { displayName, username, bio, posts, followers, joinedMs } = profile
      items.push(profileItem({ id: idOfMember(row), displayName, username, bio, posts, followers, joinedMs }))
    }
    return { kind: 'done', items, madeId: null, note: `${items.length} found.`, posts: NO_POSTS, members: rows, groups: NO_GROUPS, made: -1 }
  }

  #groups({ input }: Intent, viewer: number): Performed {
    const { groups, people } = this.state
    const rows = groups.find(viewer, typeof input['query'] === 'string' ? input['query'] : null, input['own'] === true, FOUND_LIMIT)
    const items = rows.map((row) => {
      const { creatorId, ...group } = must(this.state.group(row), 'a group')
      const { displayName, username } = people.person(creatorId)
      return groupItem({
        ...group, id: idOfGroup(row), isMember: groups.isMember(row, viewer), creatorId: idOfMember(creatorId), creatorName: displayName, creatorUsername: username,
      })
    })
    const note = items.length === 0 ? 'No such groups.' : `${items.length} groups.`
    return { kind: 'done', items, madeId: null, note, posts: NO_POSTS, members: NO_MEMBERS, groups: rows, made: -1 }
  }

  #look(row: number, viewer: number): SeenPost {
    return new SeenPost(this.state, row, viewer, 'looked up', commentsSeen(this.state, row, viewer))
  }
}

function shown(posts: readonly SeenPost[], note: string): Performed {
  return { kind: 'done', items: posts, posts, members: NO_MEMBERS, groups: NO_GROUPS, madeId: null, made: -1, note }
}

function refused(reason: string): Performed {
  return { kind: 'refused', reason, posts: NO_POSTS, members: NO_MEMBERS, groups: NO_GROUPS, made: -1 }
}

function idMadeBy({ action }: Intent, row: number): Id {
  return action === 'comment' ? idOfComment(row) : action === 'create_group' ? idOfGroup(row) : idOfPost(row)
}

const SHOWN = Array.from({ length: FEED_LIMIT + 1 }, (_, count) => `${count} posts.`)

function postsShown(count: number): string {
  return SHOWN[count] ?? `${count} posts.`
}
