/** Posts of a PDS as agents see them. What they say was cleaned and bounded when it was read (`records.ts`). */
import { STRANGER, type SeenItem, type SeenPicture, type Standing } from '../agent/seen-item.ts'
import { plainText } from '../platform/outside/plain-text.ts'
import type { CommunityView } from './community-view.ts'
import type { PostRecord } from './records.ts'

const NAME_LONGEST = 80
/** Put before an agent under one post in a list; the newest are the ones to answer. A thread by itself shows more. */
export const REPLIES_IN_LIST = 8
export const REPLIES_IN_THREAD = 40

export function postSeen(post: PostRecord, view: CommunityView, viewerId: string, replies: number): SeenItem {
  const answers = view.answers(post.uri)
  return {
    ...seen(post, view),
    kind: 'post', postId: null, parentId: null,
    comments: answers.slice(-replies).map((answer) => replySeen(answer, view, viewerId)),
    yours: { ...standing(post, view, viewerId), commented: answers.some(({ authorId }) => authorId === viewerId) },
  }
}

export function replySeen(post: PostRecord, view: CommunityView, viewerId: string): SeenItem {
  const root = post.reply?.root.uri ?? post.uri
  const parent = post.reply?.parent.uri ?? root
  return { ...seen(post, view), kind: 'comment', postId: root, parentId: parent === root ? null : parent, comments: [], yours: standing(post, view, viewerId) }
}

function seen({ uri, authorId, text, atMs, alts, generator }: PostRecord, view: CommunityView) {
  const { name, handle } = view.person(authorId)
  return {
    id: uri, authorId, authorName: plainText(name, NAME_LONGEST) || handle, authorUsername: plainText(handle, NAME_LONGEST), text, picture: pictured(alts, generator), atMs,
    group: null, likes: view.likes(uri), dislikes: 0, why: null,
  }
}

function pictured(alts: readonly string[], generator: string | null): SeenPicture | null {
  const [first] = alts
  if (first === undefined) return null
  const alt = alts.filter((text) => text !== '').join('\n') || 'an image without a description'
  return { alt, subject: alt, details: [], generator }
}

function standing({ uri, authorId }: PostRecord, view: CommunityView, viewerId: string): Standing {
  return { ...STRANGER, reaction: view.hasLiked(viewerId, uri) ? 'like' : null, followsAuthor: view.follows(viewerId, authorId) }
}
