/**
 * What an agent has in front of it, in words no platform owns: a post, a comment, a profile or a group.
 * Its texts are other people's: data to read, never instructions (SPEC B5).
 */
import type { Id } from '../base/ids.ts'

export type SeenKind = 'post' | 'comment' | 'profile' | 'group'

export interface SeenItem {
  readonly kind: SeenKind
  readonly id: Id
  readonly authorId: Id
  readonly authorName: string
  readonly authorUsername: string
  readonly text: string
  /** Of a post with an image: what is to be seen. */
  readonly picture: SeenPicture | null
  /** Epoch milliseconds. */
  readonly atMs: number
  /** Of a comment: the post it stands under. */
  readonly postId: Id | null
  /** Of a comment: the comment it answers. */
  readonly parentId: Id | null
  /** Of a group: itself. Of a post: the group it stands in. */
  readonly group: SeenGroup | null
  readonly likes: number
  readonly dislikes: number
  /** Of a post: all its comments, oldest first. */
  readonly comments: readonly SeenItem[]
  /** Why it was shown, in the recommender's words. */
  readonly why: string | null
  readonly yours: Standing
}

export interface SeenPicture {
  readonly alt: string
  readonly subject: string
  /** What one may speak of. */
  readonly details: readonly string[]
  /** What made it; null for a person's own. */
  readonly generator?: string | null
  readonly placeholder?: boolean
}

export interface SeenGroup {
  readonly id: Id
  readonly name: string
  /** The one who sees it is in it. */
  readonly isMember: boolean
}

/** How the one who sees an item stands towards it. */
export interface Standing {
  readonly reaction: 'like' | 'dislike' | null
  readonly commented: boolean
  readonly followsAuthor: boolean
}

export const STRANGER: Standing = Object.freeze({ reaction: null, commented: false, followsAuthor: false })

/** Everything an item brings into view: itself, its author, its group, the post it stands under, its comments and theirs. */
export function addInView(items: readonly SeenItem[], inView: Set<Id>): void {
  for (const item of items) {
    inView.add(item.id)
    inView.add(item.authorId)
    if (item.postId !== null) inView.add(item.postId)
    // Notices kept since before there were groups know none.
    if (item.group != null) inView.add(item.group.id)
    addInView(item.comments, inView)
  }
}

/** The item with other comments under it. Field by field: a platform's items may be views, whose fields a spread does not find. */
export function withComments(item: SeenItem, comments: readonly SeenItem[]): SeenItem {
  const { kind, id, authorId, authorName, authorUsername, text, picture, atMs, postId, parentId, group, likes, dislikes, why, yours } = item
  return { kind, id, authorId, authorName, authorUsername, text, picture, atMs, postId, parentId, group, likes, dislikes, comments, why, yours }
}
