/** What the bench counts: likeness of texts, of openings, frames in use, time a text. */
import { openBook } from '../book.ts'
import type { Book, Line } from '../scene.ts'
import type { Speaker } from '../brief.ts'
import { MOVES, type FrameGroup } from '@troupe/contract'
import { actingCost, textCost } from './cost.ts'
import type { Feed, Item } from './feed.ts'

export function opening(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}'’@_:.-]+/gu) ?? []).slice(0, 4).join(' ')
}

function repeated(keys: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return keys.filter((key) => (counts.get(key) ?? 0) > 1).length
}

/** Characters from which a text reads as a long one. */
const LONG = 280

export function likeness(items: readonly Item[]): { distinct: number; openings: number; long: number; sameReplies: number; posts: number; replies: number } {
  const posts = items.filter((item) => item.sort !== 'reply').map((item) => item.text)
  const replies = items.filter((item) => item.sort === 'reply').map((item) => item.text)
  return {
    posts: posts.length,
    replies: replies.length,
    distinct: new Set(posts).size / posts.length,
    openings: repeated(posts.map(opening)) / posts.length,
    long: posts.filter((text) => text.length > LONG).length / posts.length,
    sameReplies: repeated(replies),
  }
}

/** Authored shapes by intent: frames, and takes and answers, which are whole posts and replies by themselves. */
export function frameCounts(cast: readonly Speaker[]): Record<'post' | 'reply' | 'quote', number> {
  const sources = (groups: readonly FrameGroup[], of: (book: Book) => readonly Line[]): number => {
    const seen = new Set<string>()
    for (const speaker of cast) {
      const book = openBook(speaker.speech)
      for (const line of of(book)) seen.add(line.source)
      for (const group of groups) for (const frame of book.frames[group].lines) seen.add(frame.source)
    }
    return seen.size
  }
  const answers = (book: Book): Line[] => [...book.views.values(), ...book.subjects.values()].flatMap((one) => [...one.replies.lines])
  return {
    post: sources(['post', 'callback', 'grudge'], (book) => book.plans.map((plan) => plan.take)),
    reply: sources(MOVES, (book) => [...answers(book), ...[...book.subjects.values()].flatMap((one) => [...one.rejoinders.lines])]),
    quote: sources(['quote'], answers),
  }
}

export function measure(feed: Feed, cast: readonly Speaker[]): string {
  const like = likeness(feed.items)
  const frames = frameCounts(cast)
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
  const rows: [string, string, string][] = [
    ['posts and quotes', String(like.posts), ''],
    ['distinct texts', percent(like.distinct), '≥ 97 %'],
    ['first four words also open another', percent(like.openings), '≤ 10 %'],
    ['longer than 280 characters', percent(like.long), '2–4 %'],
    ['replies', String(like.replies), ''],
    ['replies identical to another', String(like.sameReplies), '0'],
    ['frames: post, reply, quote', `${frames.post}, ${frames.reply}, ${frames.quote}`, '≥ 150 each'],
    ['µs of CPU a text', textCost(cast, feed.items).toFixed(0), '≤ 60'],
    ['µs of CPU a tool step', actingCost(cast, feed.items).toFixed(0), '≤ 100'],
  ]
  const worst = new Map<string, number>()
  for (const item of feed.items) if (item.sort !== 'reply') worst.set(opening(item.text), (worst.get(opening(item.text)) ?? 0) + 1)
  const top = [...worst].filter(([, n]) => n > 2).sort((a, b) => b[1] - a[1]).slice(0, 8).map(([words, n]) => `  ${n}× ${words} …`)
  return [...rows.map(([what, value, goal]) => `${what.padEnd(38)}${value.padEnd(18)}${goal}`), ...top].join('\n')
}
