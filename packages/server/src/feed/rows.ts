/**
 * The feed's nouns as every store keeps them. Times are epoch milliseconds; `null` means it has not happened. `K` is what
 * names things: ids, or the dense numbers of a simulated world.
 */
import type { Picture } from '@troupe/contract'
import type { Id } from '../base/ids.ts'

/** What can be said, answered, hidden and taken away. */
export type Said = 'post' | 'comment'

export interface PostRow<K = Id> {
  readonly id: K
  readonly worldId: K
  readonly authorId: K
  readonly kind: 'original' | 'quote' | 'repost'
  readonly title: string | null
  readonly text: string
  /** The post quoted or passed on. */
  readonly referencedId: K | null
  /** The group it was posted to; answers and quotes of it stand in none. */
  readonly groupId: K | null
  readonly hashtags: readonly string[]
  readonly mentions: readonly string[]
  readonly picture: Picture | null
  readonly likes: number
  readonly dislikes: number
  readonly comments: number
  readonly reposts: number
  readonly quotes: number
  readonly generator: string | null
  readonly turnId: K | null
  readonly createdMs: number
  /** When its author last changed its words. */
  readonly editedMs: number | null
  readonly hiddenMs: number | null
  readonly deletedMs: number | null
}

export interface CommentRow<K = Id> {
  readonly id: K
  readonly worldId: K
  readonly postId: K
  readonly parentId: K | null
  readonly authorId: K
  readonly text: string
  readonly likes: number
  readonly dislikes: number
  readonly replies: number
  readonly generator: string | null
  readonly turnId: K | null
  readonly createdMs: number
  readonly editedMs: number | null
  readonly hiddenMs: number | null
  readonly deletedMs: number | null
}

export interface ProfileRow<K = Id> {
  readonly id: K
  readonly worldId: K
  readonly personaId: Id | null
  readonly username: string
  readonly displayName: string
  readonly bio: string
  readonly location: string
  readonly interests: readonly string[]
  readonly archetype: string | null
  readonly avatarUrl: string
  readonly automated: boolean
  readonly posts: number
  readonly comments: number
  readonly followers: number
  readonly following: number
  readonly likesReceived: number
  readonly joinedMs: number
  readonly suspendedMs: number | null
}

/** What the rules ask of a member. */
export type MemberRow<K = Id> = Pick<ProfileRow<K>, 'id' | 'worldId' | 'username' | 'bio' | 'suspendedMs'>

/** One a profile and text: the comment, or where there is none the post. */
export interface NoticeRow<K = Id> {
  readonly profileId: K
  readonly kind: 'reply' | 'mention' | 'quote'
  readonly postId: K
  readonly commentId: K | null
  readonly actorId: K
  readonly atMs: number
}

export interface ReportRow<K = Id> {
  readonly id: K
  readonly worldId: K
  readonly reporterId: K
  readonly on: 'post' | 'comment'
  readonly targetId: K
  readonly reason: string
  readonly createdMs: number
}

export type PostCounter = 'likes' | 'dislikes' | 'comments' | 'reposts' | 'quotes'
export type CommentCounter = 'likes' | 'dislikes' | 'replies'
export type ProfileCounter = 'posts' | 'comments' | 'followers' | 'following' | 'likesReceived'

/** What others may see: neither hidden nor deleted. */
export function isVisible(row: { readonly hiddenMs: number | null; readonly deletedMs: number | null }): boolean {
  return row.hiddenMs === null && row.deletedMs === null
}

/** Tags are counted over at most this many of the newest posts, so that a busy world's trends cost what a quiet one's do. */
export const TAG_POOL_SIZE = 2000
