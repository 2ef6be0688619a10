/**
 * The state the feed's rules read and change, one fact at a time. Each store gives its own: the memory store its maps,
 * the PostgreSQL store the rows a batch touches, so that one rule holds in both.
 */
import type { Id } from '../base/ids.ts'
import type { CommentCounter, CommentRow, MemberRow, NoticeRow, PostCounter, PostRow, ProfileCounter, ReportRow } from './rows.ts'

export type Reaction = 1 | -1

export interface FeedState {
  post(id: Id): PostRow | undefined
  comment(id: Id): CommentRow | undefined
  profile(id: Id): MemberRow | undefined
  /** Case does not matter in usernames. */
  profileNamed(worldId: Id, username: string): MemberRow | undefined
  reaction(profileId: Id, targetId: Id): Reaction | undefined
  follows(followerId: Id, followeeId: Id): boolean
  mutes(muterId: Id, mutedId: Id): boolean
  hasReposted(profileId: Id, postId: Id): boolean
  hasReported(profileId: Id, postId: Id): boolean

  addPost(post: PostRow): void
  addComment(comment: CommentRow): void
  addReport(report: ReportRow): void
  addNotice(notice: NoticeRow): void
  setReaction(worldId: Id, profileId: Id, on: 'post' | 'comment', targetId: Id, reaction: Reaction | undefined, atMs: number): void
  setFollows(worldId: Id, followerId: Id, followeeId: Id, on: boolean, atMs: number): void
  setMutes(worldId: Id, muterId: Id, mutedId: Id, on: boolean, atMs: number): void
  setBio(profileId: Id, bio: string): void
  countPost(id: Id, counter: PostCounter, by: number): void
  countComment(id: Id, counter: CommentCounter, by: number): void
  countProfile(id: Id, counter: ProfileCounter, by: number): void
}
