/**
 * Reading a world from outside: pages for the public site and its API, in the contract's own shapes. Where `FeedStore`
 * serves members, who mute and follow, this serves anybody, and shows everybody the same; so its answers can be cached
 * for all. It writes nothing. Counts are the rows' own counters.
 */
import { OWN_GALLERY, type Comment, type GalleryItem, type Group, type Place, type Post, type Profile, type SearchResult, type Trend } from '@troupe/contract'
import type { Clock } from '../../base/clock.ts'
import { MissingError } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import { IN_MEMORY } from '../../platform/platform.ts'
import type { Database } from '../../store/database.ts'
import type { ProfileRow } from '../rows.ts'
import { PostgresFeedStore } from './postgres-feed-store.ts'
import { profileOf } from './reading/author.ts'
import { commentById, commentsBy, commentsUnder, type CommentPageQuery } from './reading/comments.ts'
import { groupById, groupNamed, groupOf, groupsIn, membersOf, type GroupPageQuery, type GroupPosition } from './reading/groups.ts'
import { mostLiked, withViews, type LikedPosition } from './reading/gallery.ts'
import { newestPosition, positionOfPost, positionsSince } from './reading/new-posts.ts'
import { originOf, type Origin } from './reading/origin.ts'
import { PopularRankings, type RankingPosition } from './reading/popular-rankings.ts'
import type { Position, Slice } from './reading/position.ts'
import { postsBy, postsByIds, postsInGroup, recentPosts, worldOfPost, type PostPageQuery } from './reading/posts.ts'
import { relatedProfiles, shownProfile, shownProfileNamed, type Relation, type RelationPageQuery } from './reading/profiles.ts'
import { ownPlaces, publicWorld, publicWorlds, type CountedWorld, type PublicWorld } from './reading/public-world.ts'
import { postsTagged } from './reading/tagged.ts'
import { trends } from './reading/trends.ts'
import { withdrawnLately, withdrawnPost, withdrawnProfile, type WithdrawnError, type WithdrawnIds } from './reading/withdrawn.ts'

/** Something, and the public world it was found in. */
export interface Found<Value> {
  readonly world: PublicWorld
  readonly value: Value
}

export class FeedReader {
  readonly #db: Database
  readonly #clock: Clock
  readonly #store: PostgresFeedStore
  readonly #rankings: PopularRankings

  constructor(db: Database, clock: Clock) {
    this.#db = db
    this.#clock = clock
    this.#store = new PostgresFeedStore(db)
    this.#rankings = new PopularRankings(db)
  }

  /** By id; `gallery` asks for the instance's own gallery, `null` for its feed. Throws `MissingError` where there is none, or none that is public. */
  async world(asked: Id | null): Promise<PublicWorld> {
    const world = await publicWorld(this.#db, asked)
    if (world === null) throw new MissingError('world', asked ?? undefined)
    return world
  }

  ownPlaces(): Promise<Place[]> {
    return ownPlaces(this.#db)
  }

  /** All that anybody may read. */
  worlds(limit: number, after: Id | null): Promise<Slice<CountedWorld, Id>> {
    return publicWorlds(this.#db, limit, after)
  }

  recentPosts(world: PublicWorld, query: PostPageQuery): Promise<Slice<Post>> {
    return recentPosts(this.#db, world, query)
  }

  async popularPosts(world: PublicWorld, limit: number, after: RankingPosition | null): Promise<Slice<Post, RankingPosition>> {
    return this.#rankings.page(world, limit, after, await this.#nowIn(world))
  }

  mostLiked(world: PublicWorld, limit: number, after: LikedPosition | null): Promise<Slice<Post, LikedPosition>> {
    return mostLiked(this.#db, world, limit, after)
  }

  withViews(posts: readonly Post[]): Promise<GalleryItem[]> {
    return withViews(this.#db, posts)
  }

  /** `worldId` narrows to one world; an id alone is enough to be found. So with all that are asked for by id. */
  async post(id: Id, worldId: Id | null): Promise<Found<Post>> {
    const world = await this.#worldOf(await worldOfPost(this.#db, id), worldId)
    const [post] = world === null ? [] : await postsByIds(this.#db, world, [id])
    if (world === null || post === undefined) throw await this.#noPost(id, worldId)
    return { world, value: post }
  }

  async comments(postId: Id, worldId: Id | null, query: CommentPageQuery): Promise<Found<Slice<Comment, Id>>> {
    const world = await this.#worldOf(await worldOfPost(this.#db, postId), worldId)
    if (world === null) throw await this.#noPost(postId, worldId)
    return { world, value: await commentsUnder(this.#db, world, postId, query) }
  }

  async comment(id: Id, world: PublicWorld): Promise<Comment> {
    const found = await commentById(this.#db, world, id)
    if (found === null) throw new MissingError('comment', id)
    return found
  }

  async profile(id: Id, worldId: Id | null): Promise<Found<Profile>> {
    const { world, value } = await this.#profile(id, worldId)
    return { world, value: profileOf(value, world.operator) }
  }

  async profileNamed(world: PublicWorld, username: string): Promise<Profile> {
    const row = await shownProfileNamed(this.#db, world, username)
    if (row === null) throw await withdrawnProfile(this.#db, { worldId: world.id, username }) ?? new MissingError('profile', `@${username}`)
    return profileOf(row, world.operator)
  }

  async related(id: Id, worldId: Id | null, kind: Relation, query: RelationPageQuery): Promise<Found<Slice<Profile>>> {
    const { world } = await this.#profile(id, worldId)
    return { world, value: await relatedProfiles(this.#db, world, id, kind, query) }
  }

  async postsBy(id: Id, worldId: Id | null, query: PostPageQuery): Promise<Found<Slice<Post>>> {
    const { world } = await this.#profile(id, worldId)
    return { world, value: await postsBy(this.#db, world, id, query) }
  }

  async commentsBy(id: Id, worldId: Id | null, query: CommentPageQuery): Promise<Found<Slice<Comment, Id>>> {
    const { world } = await this.#profile(id, worldId)
    return { world, value: await commentsBy(this.#db, world, id, query) }
  }

  groups(world: PublicWorld, query: GroupPageQuery): Promise<Slice<Group, GroupPosition>> {
    return groupsIn(this.#db, world, query)
  }

  async group(id: Id, worldId: Id | null): Promise<Found<Group>> {
    const row = await groupById(this.#db, id)
    const world = await this.#worldOf(row?.worldId ?? null, worldId)
    if (row === null || world === null) throw new MissingError('group', id)
    return { world, value: groupOf(row, world.operator) }
  }

  async groupNamed(world: PublicWorld, name: string): Promise<Group> {
    const row = await groupNamed(this.#db, world, name)
    if (row === null) throw new MissingError('group', name)
    return groupOf(row, world.operator)
  }

  async postsInGroup(id: Id, worldId: Id | null, query: PostPageQuery): Promise<Found<Slice<Post>>> {
    const { world } = await this.group(id, worldId)
    return { world, value: await postsInGroup(this.#db, world, id, query) }
  }

  async groupMembers(id: Id, worldId: Id | null, query: RelationPageQuery): Promise<Found<Slice<Profile>>> {
    const { world } = await this.group(id, worldId)
    return { world, value: await membersOf(this.#db, world, id, query) }
  }

  async trends(world: PublicWorld, limit: number): Promise<Trend[]> {
    return trends(this.#db, world, limit, await this.#nowIn(world))
  }

  /** Posts newest first, people best known first. `#tag` finds posts under that tag, `@name` people and whoever speaks of them. */
  async search(world: PublicWorld, query: string, limit: number): Promise<SearchResult> {
    const tag = /^#([\p{L}\p{N}_]+)$/u.exec(query.trim())?.[1]
    if (tag !== undefined) return { posts: await postsTagged(this.#db, world, tag.toLowerCase(), limit), profiles: [] }
    const [rows, people] = await Promise.all([
      this.#store.searchPosts(world.id, query, limit, IN_MEMORY),
      this.#store.searchProfiles(world.id, query, limit, IN_MEMORY),
    ])
    return {
      posts: await postsByIds(this.#db, world, rows.map((row) => row.id)),
      profiles: people.map((row) => profileOf(row, world.operator)),
    }
  }

  /** None of a world that is public no more: whoever watches one holds on to it for hours. */
  async postsByIds(world: PublicWorld, ids: readonly Id[]): Promise<Post[]> {
    const isPublic = ids.length > 0 && await publicWorld(this.#db, world.id) !== null
    return isPublic ? postsByIds(this.#db, world, ids) : []
  }

  newestPosition(worldId: Id): Promise<Position | null> {
    return newestPosition(this.#db, worldId)
  }

  positionsSince(worldId: Id, sinceMs: number, before: Position | null, limit: number): Promise<Position[]> {
    return positionsSince(this.#db, worldId, sinceMs, before, limit)
  }

  positionOfPost(worldId: Id, id: Id): Promise<Position | null> {
    return positionOfPost(this.#db, worldId, id)
  }

  withdrawnLately(worldId: Id): Promise<WithdrawnIds> {
    return withdrawnLately(this.#db, worldId)
  }

  async origin(what: 'post' | 'comment', id: Id, workspaceId: Id): Promise<Origin> {
    const origin = await originOf(this.#db, what, id, workspaceId)
    if (origin === null) throw new MissingError(what, id)
    return origin
  }

  async #profile(id: Id, worldId: Id | null): Promise<Found<ProfileRow>> {
    const row = await shownProfile(this.#db, id)
    const world = await this.#worldOf(row?.worldId ?? null, worldId)
    if (row === null || world === null) throw (row === null && worldId === null ? await withdrawnProfile(this.#db, { id }) : null) ?? new MissingError('profile', id)
    return { world, value: row }
  }

  /** What is told of a post that can't be shown: that it was withdrawn, where it was there for the public, or that there is none. */
  async #noPost(id: Id, worldId: Id | null): Promise<WithdrawnError | MissingError> {
    const withdrawn = worldId === null || await this.#isIn(id, worldId) ? await withdrawnPost(this.#db, id) : null
    return withdrawn ?? new MissingError('post', id)
  }

  async #isIn(postId: Id, worldId: Id): Promise<boolean> {
    return await positionOfPost(this.#db, worldId, postId) !== null
  }

  async #worldOf(foundIn: Id | null, asked: Id | null): Promise<PublicWorld | null> {
    if (foundIn === null || (asked !== null && asked !== OWN_GALLERY && asked !== foundIn)) return null
    const world = await publicWorld(this.#db, foundIn)
    return asked === OWN_GALLERY && (world?.place !== 'gallery' || !world.isDefault) ? null : world
  }

  /** A simulated world's present is its last moment, or where that is not told its newest post: its clock is not the wall's. */
  async #nowIn(world: PublicWorld): Promise<number> {
    return world.kind === 'live' ? this.#clock.now() : world.endedMs ?? (await this.newestPosition(world.id))?.atMs ?? this.#clock.now()
  }
}
