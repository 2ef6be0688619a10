/** What stands in a text: its hashtags and mentions. The same reading for stores, search, trends and pages. */
import type { PostRow } from './rows.ts'

/** What a post says, and what is read off it. */
export type PostWording = Pick<PostRow, 'title' | 'text' | 'hashtags' | 'mentions'>

const HASHTAG = /(?:^|[^\p{L}\p{N}_&/#])#([\p{L}\p{N}_]{2,50})/gu
const MENTION = /(?<![\p{L}\p{N}_.@/])@([A-Za-z0-9_]{3,30})/gu
/** More than this in one text is decoration. */
const MOST = 10
const NONE: readonly string[] = []

/** In lower case, without the sign, each once, in order of appearance; numbers alone are no tags. */
export function hashtagsIn(text: string): readonly string[] {
  // Nearly no text has one, and to look for the sign alone is many times cheaper.
  if (!text.includes('#')) return NONE
  const tags = new Set<string>()
  for (const [, tag] of text.matchAll(HASHTAG)) {
    if (tag !== undefined && !/^\d+$/.test(tag)) tags.add(tag.toLowerCase())
    if (tags.size === MOST) break
  }
  return [...tags]
}

export function mentionsIn(text: string): readonly string[] {
  if (!text.includes('@')) return NONE
  const names = new Map<string, string>()
  for (const [, name] of text.matchAll(MENTION)) {
    if (name !== undefined) names.set(name.toLowerCase(), name)
    if (names.size === MOST) break
  }
  return [...names.values()]
}

/** Hashtags count wherever they stand; whoever is to be told stands in the text. */
export function readWording(title: string | null, text: string): PostWording {
  return { title, text, hashtags: hashtagsIn(title === null ? text : `${title} ${text}`), mentions: mentionsIn(text) }
}
