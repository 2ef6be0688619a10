/**
 * Where a world's state is kept, for those who act in it. Two stores implement it, in memory and on PostgreSQL, and one
 * suite runs over both. Batches in, batches out: a write batch behaves as if its writes were applied one after the other.
 * Pages for readers (cursors, search on the site) are `FeedReader`'s, on PostgreSQL alone.
 */
import type { RecommenderName } from '@troupe/contract'
import type { Id } from '../base/ids.ts'
import type { Random } from '../base/random.ts'
import type { UnitOfWork } from '../platform/platform.ts'
import type { FeedWrite, Outcome } from './feed-write.ts'
import type { GroupQuery, GroupSight } from './groups/group-row.ts'
import type { ModerationOutcome, ModerationWrite } from './moderation-rules.ts'
import type { CommentRow, NoticeRow, PostRow, ProfileRow } from './rows.ts'

export interface RefreshQuery {
  readonly worldId: Id
  readonly profileId: Id
  readonly recommender: RecommenderName
  readonly limit: number
  readonly nowMs: number
  readonly random: Random
}

/** A post as somebody sees it: why, with all its comments (oldest first), and how the viewer stands to it. */
export interface Sight {
  readonly post: PostRow
  readonly why: string
  readonly comments: readonly CommentRow[]
  /** The post it quotes or passes on, where that can be seen. */
  readonly referenced: PostRow | null
  /** The group it was posted to. */
  readonly group: GroupSight | null
  readonly reaction: 1 | -1 | null
  readonly followsAuthor: boolean
}

export interface NoticeQuery {
  readonly profileId: Id
  readonly sinceMs: number
  readonly limit: number
}

/** Counted over posts since a moment. */
export interface TagCount {
  readonly tag: string
  readonly posts: number
}

export interface FeedStore {
  addProfiles(profiles: readonly ProfileRow[], unit: UnitOfWork): Promise<void>
  apply(writes: readonly FeedWrite[], unit: UnitOfWork): Promise<Outcome[]>
  /** What a moderator takes out of sight, or back into it. */
  moderate(writes: readonly ModerationWrite[], unit: UnitOfWork): Promise<ModerationOutcome[]>
  /** What each would see now. Sights of one batch share their rows. */
  refresh(queries: readonly RefreshQuery[], unit: UnitOfWork): Promise<Sight[][]>
  /** Single posts with their comments, as one viewer sees them; those that can't be seen are left out. */
  look(worldId: Id, profileId: Id, postIds: readonly Id[], unit: UnitOfWork): Promise<Sight[]>
  /** Newest first. */
  notices(queries: readonly NoticeQuery[], unit: UnitOfWork): Promise<NoticeRow[][]>
  profiles(ids: readonly Id[], unit: UnitOfWork): Promise<Map<Id, ProfileRow>>
  comments(ids: readonly Id[], unit: UnitOfWork): Promise<Map<Id, CommentRow>>
  /** Visible posts whose title or text holds all words of the query, newest first. */
  searchPosts(worldId: Id, query: string, limit: number, unit: UnitOfWork): Promise<PostRow[]>
  /** By username, display name or bio; best known first. */
  searchProfiles(worldId: Id, query: string, limit: number, unit: UnitOfWork): Promise<ProfileRow[]>
  /** Hashtags by number of posts since `sinceMs`, most first, ties by name. */
  tags(worldId: Id, sinceMs: number, limit: number, unit: UnitOfWork): Promise<TagCount[]>
  /** Newest posts by those the profile follows. */
  followedPosts(worldId: Id, profileId: Id, limit: number, unit: UnitOfWork): Promise<PostRow[]>
  recentPosts(worldId: Id, profileId: Id, sinceMs: number, limit: number, unit: UnitOfWork): Promise<PostRow[]>
  /** Most members first, ties by id. */
  groups(query: GroupQuery, unit: UnitOfWork): Promise<GroupSight[]>
  /** Newest posts of a group, by those the profile does not mute. */
  groupPosts(worldId: Id, profileId: Id, groupId: Id, limit: number, unit: UnitOfWork): Promise<PostRow[]>
}

