/** Statuses as agents see them. Their words are other people's: bounded, and data (SPEC B5). */
import { STRANGER, type SeenItem } from '../agent/seen-item.ts'
import { plainText } from '../platform/outside/plain-text.ts'
import { htmlText } from '../platform/outside/html-text.ts'
import { withoutLine } from './label.ts'
import type { FarAccount, PlainStatus } from './words.ts'

const NAME_LONGEST = 80
const TEXT_LONGEST = 1_000
const ALT_LONGEST = 500
/** Put before an agent under one post; the newest are the ones to answer. */
const COMMENTS_SHOWN = 20

export interface StatusView {
  /** How far the server's clock is ahead of ours. */
  readonly skewMs: number
  readonly viewerId: string
  /** Whom the viewer follows, of those in view. */
  readonly followed: ReadonlySet<string>
}

export function postSeen(status: PlainStatus, answers: readonly PlainStatus[], view: StatusView): SeenItem {
  const comments = answers.slice(-COMMENTS_SHOWN).map((answer) => commentSeen(answer, status.id, view))
  return { ...seen(status, view), kind: 'post', postId: null, parentId: null, comments, yours: { ...yours(status, view), commented: answers.some(({ account }) => account.id === view.viewerId) } }
}

export function commentSeen(status: PlainStatus, postId: string, view: StatusView): SeenItem {
  return {
    ...seen(status, view), kind: 'comment', text: withoutAddress(textOf(status)), postId, comments: [],
    parentId: status.inReplyToId === null || status.inReplyToId === postId ? null : status.inReplyToId, yours: yours(status, view),
  }
}

export function personSeen(account: FarAccount, { followed }: Pick<StatusView, 'followed'>, atMs: number): SeenItem {
  return {
    ...author(account), kind: 'profile', id: account.id, text: htmlText(account.note, TEXT_LONGEST), picture: null, atMs, postId: null, parentId: null, group: null,
    likes: 0, dislikes: 0, comments: [], why: null, yours: { ...STRANGER, followsAuthor: followed.has(account.id) },
  }
}

/** A warning that stands before the words is shown before them; the label's line is left away. */
export function textOf({ content, warning }: PlainStatus): string {
  const before = plainText(warning, 200)
  return plainText(`${before === '' ? '' : `[${before}]\n`}${withoutLine(htmlText(content, TEXT_LONGEST))}`, TEXT_LONGEST)
}

/** Whom an answer is addressed to stands above it already. */
export function withoutAddress(text: string): string {
  const words = text.replace(/^(?:@[\w.-]+(?:@[\w.-]+)?\s+)+/, '')
  return words === '' ? text : words
}

function seen(status: PlainStatus, { skewMs }: StatusView) {
  const alt = status.media.map(({ description }) => plainText(description ?? '', ALT_LONGEST)).find((text) => text !== '')
  return {
    ...author(status.account), id: status.id, text: textOf(status), atMs: status.atMs - skewMs, group: null, likes: status.favourites, dislikes: 0, why: null,
    // Of an image that nobody has described there is nothing to speak of.
    picture: alt === undefined ? null : { alt, subject: plainText(alt, 120), details: [] },
  }
}

function author(account: FarAccount) {
  const username = plainText(account.username, NAME_LONGEST)
  return { authorId: account.id, authorName: plainText(account.displayName, NAME_LONGEST) || username, authorUsername: username }
}

function yours({ favourited, account }: PlainStatus, { followed }: StatusView) {
  return { reaction: favourited ? 'like' as const : null, commented: false, followsAuthor: followed.has(account.id) }
}
