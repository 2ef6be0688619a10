/** The feed's nouns as both stores keep them. Times are epoch milliseconds; `null` means it has not happened. */
import type { Id } from '../base/ids.ts'

export interface PostRow {
  readonly id: Id
  readonly worldId: Id
  readonly authorId: Id
  readonly kind: 'original' | 'quote' | 'repost'
  readonly title: string | null
  readonly text: string
  /** The post quoted or passed on. */
  readonly referencedId: Id | null
  readonly hashtags: readonly string[]
  readonly mentions: readonly string[]
  readonly likes: number
  readonly dislikes: number
  readonly comments: number
  readonly reposts: number
  readonly quotes: number
  readonly generator: string | null
  readonly turnId: Id | null
  readonly createdMs: number
  readonly hiddenMs: number | null
  readonly deletedMs: number | null
}

export interface CommentRow {
  readonly id: Id
  readonly worldId: Id
  readonly postId: Id
  readonly parentId: Id | null
  readonly authorId: Id
  readonly text: string
  readonly likes: number
  readonly dislikes: number
  readonly replies: number
  readonly generator: string | null
  readonly turnId: Id | null
  readonly createdMs: number
  readonly hiddenMs: number | null
  readonly deletedMs: number | null
}

export interface ProfileRow {
  readonly id: Id
  readonly worldId: Id
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
export type MemberRow = Pick<ProfileRow, 'id' | 'worldId' | 'username' | 'bio' | 'suspendedMs'>

/** One a profile and text: the comment, or where there is none the post. */
export interface NoticeRow {
  readonly profileId: Id
  readonly kind: 'reply' | 'mention' | 'quote'
  readonly postId: Id
  readonly commentId: Id | null
  readonly actorId: Id
  readonly atMs: number
}

export interface ReportRow {
  readonly id: Id
  readonly worldId: Id
  readonly reporterId: Id
  readonly postId: Id
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
