/**
 * The embedded feed as a platform: intents become reads of the store or writes under its rules. Reads of a batch that
 * ask for the same thing are one query; writes are one `apply`. What others wrote leaves here as items, never as
 * instructions.
 */
import type { Picture, RecommenderName } from '@troupe/contract'
import type { Ids, Id } from '../base/ids.ts'
import type { Action, Intent } from '../agent/action.ts'
import type { ActResult, Observation } from '../agent/brain.ts'
import { STRANGER, type SeenItem } from '../agent/seen-item.ts'
import type { Performance, Platform, UnitOfWork, Viewer } from '../platform/platform.ts'
import { FEED_ACTIONS } from './feed-actions.ts'
import type { FeedStore, Sight } from './feed-store.ts'
import type { FeedWrite, Outcome } from './feed-write.ts'
import { itemsOfSights, profileItem, type Names } from './items.ts'
import { groupItem } from './groups/group-item.ts'
import type { CommentRow, NoticeRow, PostRow } from './rows.ts'
import { idKeys, writeOf, type Keys } from './write-of.ts'

/** What one look around shows. */
export const FEED_LIMIT = 5
export const FOUND_LIMIT = 8
export const NOTICE_LIMIT = 4
export const TREND_LIMIT = 6
export const HOUR_MS = 3_600_000
export const TREND_WINDOW_MS = 24 * HOUR_MS
/** Trends change slowly; counting them once a minute a world is enough for a thousand readers. */
export const TREND_KEPT_MS = 60_000

export interface WorldSettings {
  readonly recommender: RecommenderName
}

/** What a place built upon the feed adds. */
export interface FeedPerformance extends Performance {
  /** Shown by the post that is made. */
  readonly picture?: Picture
  /** For this look, in place of the world's. */
  readonly recommender?: RecommenderName
}

export class FeedPlatform implements Platform {
  readonly name = 'feed'
  readonly actions: ReadonlyMap<string, Action> = FEED_ACTIONS
  readonly #store: FeedStore
  readonly #keys: Keys<Id>
  readonly #settings: (worldId: Id) => WorldSettings
  readonly #trends = new Map<Id, { readonly atMs: number; readonly tags: readonly string[] }>()

  /** `keys`: how what an act names is read; the usual ids unless given. */
  constructor(store: FeedStore, ids: Ids, settings: (worldId: Id) => WorldSettings, keys: Keys<Id> = idKeys(ids)) {
    this.#store = store
    this.#keys = keys
    this.#settings = settings
  }

  async observe(viewers: readonly Viewer[], nowMs: number, unit: UnitOfWork): Promise<Observation[]> {
    const found = await this.#store.notices(viewers.map(({ profileId, sinceMs }) => ({ profileId, sinceMs, limit: NOTICE_LIMIT })), unit)
    const notices = found.flat()
    const items = notices.length === 0 ? new Map<NoticeRow, SeenItem>() : await this.#noticeItems(viewers, found, unit)
    const observations: Observation[] = []
    for (const [place, viewer] of viewers.entries()) {
      const own = (found[place] ?? []).toReversed().map((notice) => items.get(notice)).filter((item) => item !== undefined)
      observations.push({ notices: own, trends: await this.#trendsOf(viewer.worldId, nowMs, unit), standing: '' })
    }
    return observations
  }

  async #trendsOf(worldId: Id, nowMs: number, unit: UnitOfWork): Promise<readonly string[]> {
    const kept = this.#trends.get(worldId)
    if (kept !== undefined && nowMs - kept.atMs < TREND_KEPT_MS) return kept.tags
    const counted = await this.#store.tags(worldId, nowMs - TREND_WINDOW_MS, TREND_LIMIT, unit)
    const tags = counted.map(({ tag }) => tag)
    this.#trends.set(worldId, { atMs: nowMs, tags })
    return tags
  }

  async #noticeItems(viewers: readonly Viewer[], found: readonly NoticeRow[][], unit: UnitOfWork): Promise<Map<NoticeRow, SeenItem>> {
    const items = new Map<NoticeRow, SeenItem>()
    const byWorld = Map.groupBy(found.flatMap((own, place) => own.map((notice) => ({ notice, worldId: (viewers[place] as Viewer).worldId }))), ({ worldId }) => worldId)
    for (const [worldId, entries] of byWorld) {
      const notices = entries.map(({ notice }) => notice)
      const comments = await this.#store.comments(notices.flatMap((notice) => notice.commentId ?? []), unit)
      const posts = new Map((await this.#store.look(worldId, notices[0]?.profileId ?? '', notices.map((notice) => notice.postId), unit)).map((sight) => [sight.post.id, sight]))
      const names = await this.#names(notices.map((notice) => notice.actorId), unit)
      for (const notice of notices) {
        const said = notice.commentId === null ? posts.get(notice.postId)?.post : comments.get(notice.commentId)
        if (said !== undefined) items.set(notice, noticeItem(notice, said, names))
      }
    }
    return items
  }

  async #names(ids: readonly Id[], unit: UnitOfWork): Promise<Names> {
    return this.#store.profiles([...new Set(ids)], unit)
  }

  async perform(batch: readonly FeedPerformance[], unit: UnitOfWork): Promise<ActResult[]> {
    const results: (ActResult | undefined)[] = Array.from({ length: batch.length })
    const refreshing: number[] = []
    const writing: number[] = []
    for (const [place, { intent }] of batch.entries()) {
      if (intent.action === 'refresh_feed') refreshing.push(place)
      else if (FEED_ACTIONS.get(intent.action)?.effect === 'write') writing.push(place)
      else results[place] = await this.#read(batch[place] as Performance, unit)
    }
    if (refreshing.length > 0) await this.#refresh(batch, refreshing, results, unit)
    if (writing.length > 0) await this.#write(batch, writing, results, unit)
    return results.map((result) => result ?? { kind: 'failed', reason: 'nothing came of it' })
  }

  async #refresh(batch: readonly FeedPerformance[], places: readonly number[], results: (ActResult | undefined)[], unit: UnitOfWork): Promise<void> {
    const sights = await this.#store.refresh(places.map((place) => {
      const { viewer, nowMs, random, recommender = this.#settings(viewer.worldId).recommender } = batch[place] as FeedPerformance
      return { worldId: viewer.worldId, profileId: viewer.profileId, recommender, limit: FEED_LIMIT, nowMs, random }
    }), unit)
    const lists = await this.#itemsFor(sights, places.map((place) => (batch[place] as Performance).viewer.profileId), unit)
    for (const [i, place] of places.entries()) {
      const items = lists[i] ?? []
      results[place] = done(items, items.length === 0 ? 'Nobody has posted yet.' : `${items.length} posts.`)
    }
  }

  async #itemsFor(sights: readonly (readonly Sight[])[], viewerIds: readonly Id[], unit: UnitOfWork): Promise<SeenItem[][]> {
    const ids = new Set<Id>()
    for (const list of sights) {
      for (const { post, comments, referenced } of list) {
        ids.add(post.authorId)
        for (const comment of comments) ids.add(comment.authorId)
        if (referenced !== null) ids.add(referenced.authorId)
      }
    }
    return itemsOfSights(sights, viewerIds, await this.#names([...ids], unit))
  }

  async #write(batch: readonly FeedPerformance[], places: readonly number[], results: (ActResult | undefined)[], unit: UnitOfWork): Promise<void> {
    const writes: FeedWrite[] = []
    for (const place of places) {
      const { viewer, intent, turnId, nowMs, generator, picture = null } = batch[place] as FeedPerformance
      writes.push(writeOf(intent, { worldId: viewer.worldId, actorId: viewer.profileId, atMs: nowMs, generator, turnId, picture }, this.#keys))
    }
    const outcomes = await this.#store.apply(writes, unit)
    for (const [i, place] of places.entries()) results[place] = resultOf(outcomes[i] as Outcome)
  }

  async #read({ viewer, intent, nowMs }: Performance, unit: UnitOfWork): Promise<ActResult> {
    const { worldId, profileId } = viewer
    switch (intent.action) {
      case 'view_recent_posts': {
        const hours = typeof intent.input['hours'] === 'number' ? intent.input['hours'] : 1
        return this.#posts(await this.#store.recentPosts(worldId, profileId, nowMs - hours * HOUR_MS, FOUND_LIMIT, unit), viewer, unit)
      }
      case 'view_followed_posts':
        return this.#posts(await this.#store.followedPosts(worldId, profileId, FOUND_LIMIT, unit), viewer, unit)
      case 'search_posts':
        return this.#posts(await this.#store.searchPosts(worldId, String(intent.input['query']), FOUND_LIMIT, unit), viewer, unit)
      case 'search_people': {
        const people = await this.#store.searchProfiles(worldId, String(intent.input['query']), FOUND_LIMIT, unit)
        return done(people.map((profile) => profileItem(profile)), `${people.length} found.`)
      }
      case 'view_trends': {
        const tags = await this.#store.tags(worldId, nowMs - TREND_WINDOW_MS, TREND_LIMIT, unit)
        return done([], tags.length === 0 ? 'No hashtags today.' : tags.map(({ tag, posts }) => `#${tag} (${posts} posts)`).join(', '))
      }
      case 'view_comments':
      case 'find_author': {
        const sights = await this.#store.look(worldId, profileId, [intent.target as Id], unit)
        if (sights.length === 0) return { kind: 'refused', reason: 'That post is gone.' }
        const [items = []] = await this.#itemsFor([sights], [profileId], unit)
        if (intent.action === 'view_comments') return done(items, `${sights[0]?.comments.length ?? 0} comments.`)
        const author = (await this.#names([(sights[0] as Sight).post.authorId], unit)).values().next().value
        return author === undefined ? { kind: 'refused', reason: 'Nobody knows.' } : done([profileItem(author)], '1 found.')
      }
      case 'view_groups':
        return this.#groups(intent, viewer, unit)
      case 'view_group_posts':
        return this.#posts(await this.#store.groupPosts(worldId, profileId, this.#keys.group(intent.target), FOUND_LIMIT, unit), viewer, unit)
      case 'do_nothing':
        return done([], 'Let it be.')
      default:
        return { kind: 'failed', reason: `the feed cannot ${intent.action}` }
    }
  }

  async #groups({ input }: Intent, { worldId, profileId }: Viewer, unit: UnitOfWork): Promise<ActResult> {
    const query = typeof input['query'] === 'string' ? input['query'] : null
    const found = await this.#store.groups({ worldId, profileId, query, own: input['own'] === true, limit: FOUND_LIMIT }, unit)
    const names = await this.#names(found.map(({ group }) => group.creatorId), unit)
    return done(found.map(({ group, isMember }) => {
      const creator = names.get(group.creatorId)
      return groupItem({ ...group, isMember, creatorName: creator?.displayName ?? '', creatorUsername: creator?.username ?? '' })
    }), found.length === 0 ? 'No such groups.' : `${found.length} groups.`)
  }

  async #posts(posts: readonly PostRow[], viewer: Viewer, unit: UnitOfWork): Promise<ActResult> {
    const sights = await this.#store.look(viewer.worldId, viewer.profileId, posts.map((post) => post.id), unit)
    const [items = []] = await this.#itemsFor([sights], [viewer.profileId], unit)
    return done(items, items.length === 0 ? 'Nothing found.' : `${items.length} posts.`)
  }
}

function done(items: readonly SeenItem[], note: string, madeId: Id | null = null): ActResult {
  return { kind: 'done', items, madeId, note }
}

function resultOf(outcome: Outcome): ActResult {
  return outcome.kind === 'done' ? done([], 'Done.', outcome.madeId) : { kind: 'refused', reason: outcome.reason }
}

function noticeItem(notice: NoticeRow, said: PostRow | CommentRow, names: Names): SeenItem {
  const author = names.get(said.authorId)
  return {
    kind: notice.commentId === null ? 'post' : 'comment',
    id: said.id,
    authorId: said.authorId,
    authorName: author?.displayName ?? '',
    authorUsername: author?.username ?? '',
    text: said.text,
    picture: 'picture' in said ? said.picture : null,
    atMs: said.createdMs,
    postId: notice.commentId === null ? null : notice.postId,
    parentId: 'parentId' in said ? said.parentId : null,
    group: null,
    likes: said.likes,
    dislikes: said.dislikes,
    comments: [],
    why: notice.kind,
    yours: STRANGER,
  }
}
