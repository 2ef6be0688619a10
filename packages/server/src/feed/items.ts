/** Rows as an agent meets them: items with their authors' names. Items of posts many see at once are made once. */
import type { Id } from '../base/ids.ts'
import { STRANGER, type SeenItem } from '../agent/seen-item.ts'
import type { Sight } from './feed-store.ts'
import type { CommentRow, PostRow, ProfileRow } from './rows.ts'

export type Names = ReadonlyMap<Id, ProfileRow>

export function itemsOfSights(sights: readonly (readonly Sight[])[], viewerIds: readonly Id[], names: Names): SeenItem[][] {
  const commentItems = new Map<readonly CommentRow[], SeenItem[]>()
  return sights.map((list, place) => list.map((sight) => {
    let comments = commentItems.get(sight.comments)
    if (comments === undefined) {
      comments = sight.comments.map((comment) => commentItem(comment, names))
      commentItems.set(sight.comments, comments)
    }
    return postItem(sight, comments, viewerIds[place] ?? '', names)
  }))
}

function postItem({ post, why, referenced, group, reaction, followsAuthor }: Sight, comments: readonly SeenItem[], viewerId: Id, names: Names): SeenItem {
  const author = names.get(post.authorId)
  return {
    kind: 'post',
    id: post.id,
    authorId: post.authorId,
    authorName: author?.displayName ?? '',
    authorUsername: author?.username ?? '',
    text: textOf(post, referenced, names),
    picture: post.picture,
    atMs: post.createdMs,
    postId: null,
    parentId: null,
    group: group === null ? null : { id: group.group.id, name: group.group.name, isMember: group.isMember },
    likes: post.likes,
    dislikes: post.dislikes,
    comments,
    why,
    yours: {
      reaction: reaction === null ? null : reaction === 1 ? 'like' : 'dislike',
      commented: comments.some((comment) => comment.authorId === viewerId),
      followsAuthor,
    },
  }
}

/** A title and a quoted post are part of what is read. */
function textOf(post: PostRow, referenced: PostRow | null, names: Names): string {
  const said = post.title === null ? post.text : `${post.title}\n${post.text}`
  if (referenced === null) return said
  return `${said}\n> @${names.get(referenced.authorId)?.username ?? '?'}: ${referenced.text}`
}

function commentItem(comment: CommentRow, names: Names): SeenItem {
  const author = names.get(comment.authorId)
  return {
    kind: 'comment',
    id: comment.id,
    authorId: comment.authorId,
    authorName: author?.displayName ?? '',
    authorUsername: author?.username ?? '',
    text: comment.text,
    picture: null,
    atMs: comment.createdMs,
    postId: comment.postId,
    parentId: comment.parentId,
    group: null,
    likes: comment.likes,
    dislikes: comment.dislikes,
    comments: [],
    why: null,
    yours: STRANGER,
  }
}

export function profileItem(profile: Pick<ProfileRow, 'id' | 'displayName' | 'username' | 'bio' | 'posts' | 'followers' | 'joinedMs'>): SeenItem {
  return {
    kind: 'profile',
    id: profile.id,
    authorId: profile.id,
    authorName: profile.displayName,
    authorUsername: profile.username,
    text: `${profile.bio} (${profile.posts} posts, ${profile.followers} followers)`.trim(),
    picture: null,
    atMs: profile.joinedMs,
    postId: null,
    parentId: null,
    group: null,
    likes: 0,
    dislikes: 0,
    comments: [],
    why: null,
    yours: STRANGER,
  }
}
