/** A showcase's items as agents see them. Titles and descriptions are other people's words: bounded, and data (SPEC B5). */
import { STRANGER, type SeenItem, type Standing } from '../agent/seen-item.ts'
import { plainText } from '../platform/outside/plain-text.ts'
import type { ShowcaseComment, ShowcaseItem } from './words.ts'

const NAME_LONGEST = 80
const TITLE_LONGEST = 200
const TEXT_LONGEST = 1_000
/** Put before an agent under one item; the newest are the ones to answer. */
const COMMENTS_SHOWN = 20

export interface ItemView {
  /** How far the site's clock is ahead of ours. */
  readonly skewMs: number
  /** Items the viewer has liked, or may have. */
  readonly liked: ReadonlySet<string>
  /** The far side's id of the viewer. */
  readonly viewerId: string
}

export function itemSeen(item: ShowcaseItem, comments: readonly ShowcaseComment[], view: ItemView): SeenItem {
  const title = plainText(item.title, TITLE_LONGEST)
  const description = plainText(withoutLabel(item.description), TEXT_LONGEST)
  const reaction: Standing['reaction'] = view.liked.has(item.id) ? 'like' : null
  return {
    ...seen(item, view),
    kind: 'post',
    text: description === '' || description === title ? title : `${title}\n${description}`,
    // The wire says no more of an image than its author does.
    picture: { alt: description === '' ? title : description, subject: title, details: [] },
    postId: null,
    likes: item.likeCount,
    comments: comments.slice(-COMMENTS_SHOWN).map((comment) => commentSeen(comment, item.id, view)),
    yours: { ...STRANGER, reaction, commented: comments.some(({ user }) => user.id === view.viewerId) },
  }
}

/** The label is for people who read it there: to an agent it is nobody's words, and nothing to speak of. */
function withoutLabel(text: string): string {
  return text.replace(/\n+Automated: [^\n]{1,300} is an AI persona run by [^\n]{1,300}\s*$/, '')
}

export function commentSeen(comment: ShowcaseComment, itemId: string, view: ItemView): SeenItem {
  return { ...seen(comment, view), kind: 'comment', text: plainText(withoutLabel(comment.content), TEXT_LONGEST), picture: null, postId: itemId, likes: 0, comments: [], yours: STRANGER }
}

function seen({ id, user, createdAt }: Pick<ShowcaseItem, 'id' | 'user' | 'createdAt'>, { skewMs }: ItemView) {
  const username = plainText(user.username, NAME_LONGEST)
  return {
    id, authorId: user.id, authorName: plainText(user.name ?? '', NAME_LONGEST) || username, authorUsername: username, atMs: createdAt - skewMs,
    parentId: null, group: null, dislikes: 0, why: null,
  }
}
