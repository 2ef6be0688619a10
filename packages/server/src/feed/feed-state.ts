/**
 * The state the feed's rules read and change, one fact at a time. Each store gives its own: the memory store its maps,
 * the PostgreSQL store the rows a batch touches, a simulated world its columns, so that one rule holds in all.
 */
import type { Id } from '../base/ids.ts'
import type { GroupCounter, GroupRow } from './groups/group-row.ts'
import type { PostWording } from './post-text.ts'
import type { CommentCounter, CommentRow, MemberRow, NoticeRow, PostCounter, PostRow, ProfileCounter, ReportRow, Said } from './rows.ts'

export type Reaction = 1 | -1

export interface FeedState<K = Id> {
  post(id: K): PostRow<K> | undefined
  comment(id: K): CommentRow<K> | undefined
  profile(id: K): MemberRow<K> | undefined
  /** Case does not matter in usernames. */
  profileNamed(worldId: K, username: string): MemberRow<K> | undefined
  reaction(profileId: K, on: Said, targetId: K): Reaction | undefined
  follows(followerId: K, followeeId: K): boolean
  mutes(muterId: K, mutedId: K): boolean
  hasReposted(profileId: K, postId: K): boolean
  hasReported(profileId: K, on: Said, targetId: K): boolean
  /** Whether a text has been brought to somebody's notice: the comment, or where that is null the post. */
  isTold(profileId: K, postId: K, commentId: K | null): boolean
  group(id: K): GroupRow<K> | undefined
  /** By what `groupKey` makes of the name. */
  groupNamed(worldId: K, key: string): GroupRow<K> | undefined
  isMember(groupId: K, profileId: K): boolean

  addPost(post: PostRow<K>): void
  addComment(comment: CommentRow<K>): void
  addReport(report: ReportRow<K>): void
  addNotice(notice: NoticeRow<K>): void
  addGroup(group: GroupRow<K>): void
  setReaction(worldId: K, profileId: K, on: Said, targetId: K, reaction: Reaction | undefined, atMs: number): void
  setFollows(worldId: K, followerId: K, followeeId: K, on: boolean, atMs: number): void
  setMutes(worldId: K, muterId: K, mutedId: K, on: boolean, atMs: number): void
  setMember(worldId: K, groupId: K, profileId: K, on: boolean, atMs: number): void
  setBio(profileId: K, bio: string): void
  setDisplayName(profileId: K, displayName: string): void
  editPost(id: K, words: PostWording, atMs: number): void
  editComment(id: K, text: string, atMs: number): void
  /** Whoever takes it away. `erases`: its words go for good; who said it, when, and what others answered stays. A post's picture goes in any case. */
  setDeleted(on: Said, id: K, atMs: number, erases: boolean): void
  countPost(id: K, counter: PostCounter, by: number): void
  countComment(id: K, counter: CommentCounter, by: number): void
  countProfile(id: K, counter: ProfileCounter, by: number): void
  countGroup(id: K, counter: GroupCounter, by: number): void
}
