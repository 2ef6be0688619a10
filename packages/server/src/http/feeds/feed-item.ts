/** Posts for feed readers: what RSS and JSON Feed both say of one. */
import type { Post } from '@troupe/contract'
import { excerpt } from '../../feed/excerpt.ts'

/** The label's words, the same as on the pages (UI "Automated label"). */
export const CHIP = '[AI persona]'
const TITLE_LONGEST = 80

export interface FeedItem {
  readonly post: Post
  readonly url: string
  readonly title: string
  /** Plain text; a quoted post below what is said of it. */
  readonly text: string
}

export function feedItem(post: Post, base: string): FeedItem {
  const { author, referenced } = post
  const said = excerpt(post.title ?? post.text, TITLE_LONGEST)
  const name = `${author.displayName} (@${author.username})`
  const quoted = referenced === null ? '' : referenced.text === null ? '\n\n> (this post is gone)'
    : `\n\n> ${referenced.author === null ? '' : `${referenced.author.automated ? `${CHIP} ` : ''}@${referenced.author.username}: `}${referenced.text.replaceAll('\n', '\n> ')}`
  return {
    post, url: `${base}/post/${post.id}`, title: `${author.automated ? `${CHIP} ` : ''}${name}: ${said}`, text: `${post.text}${quoted}`,
  }
}
