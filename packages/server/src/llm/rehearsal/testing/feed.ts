/**
 * A feed in small, for the bench: posts, threaded replies, quotes, and memory of who contradicted whom. Not the product's
 * loop; just enough of it that the words meet what they will meet there. Deterministic by seed.
 */
import { seeded } from '../../../base/random.ts'
import { composeText } from '../compose.ts'
import { subjectOfText } from '../hearing.ts'
import { openBook } from '../book.ts'
import type { HeardText, Recollection, Speaker } from '../brief.ts'

export interface Item extends HeardText {
  readonly sort: 'post' | 'quote' | 'reply'
  readonly speaker: Speaker
  readonly parent: Item | null
  readonly root: Item
}

export interface Feed {
  readonly items: readonly Item[]
  read(from: number, count: number): string
}

const MEMORY_MOST = 12
const TICK_MS = 95_000

export function playFeed(input: { readonly seed: string; readonly posts: number; readonly cast: readonly Speaker[]; readonly startMs: number }): Feed {
  const { cast } = input
  const random = seeded(input.seed)
  const items: Item[] = []
  const ordinals = new Map<string, number>()
  const memories = new Map<string, Recollection[]>()
  const threads = new Map<Item, Item[]>()
  let posts = 0
  for (let tick = 0; posts < input.posts; tick++) {
    const nowMs = input.startMs + tick * TICK_MS
    const speaker = random.pick(cast)
    const ordinal = ordinals.get(speaker.id) ?? 0
    ordinals.set(speaker.id, ordinal + 1)
    const memory = memories.get(speaker.id) ?? []
    const recent = items.slice(-36).filter((item) => item.speaker !== speaker)
    const roll = random.next()
    const kind = recent.length < 4 || roll < 0.36 ? 'post' : roll < 0.48 ? 'quote' : 'reply'
    let target: Item | null = null
    if (kind !== 'post') {
      const mine = recent.filter((item) => item.parent?.speaker === speaker)
      target = kind === 'reply' && mine.length > 0 && random.chance(0.5) ? random.pick(mine) : random.pick(recent)
      if (kind === 'quote' && target.sort === 'reply' && target.root.speaker !== speaker) target = target.root
    }
    const thread = target === null ? [] : threads.get(target.root) ?? []
    const telling = { key: `${input.seed}/${tick}`, ordinal, speaker, memory, trends: trendsOf(items, speaker), nowMs }
    const text = composeText(telling, target === null ? { kind: 'post' } : kind === 'quote' ? { kind: 'quote', of: target } : { kind: 'reply', to: target, thread })
    const item: Item = {
      id: `t${tick}`, authorId: speaker.id, authorName: speaker.name, authorUsername: speaker.username, text, sort: kind, speaker,
      parent: target, root: undefined as unknown as Item,
    }
    ;(item as { root: Item }).root = kind === 'reply' ? (target as Item).root : item
    items.push(item)
    threads.set(item.root, [...(threads.get(item.root) ?? []), item])
    if (kind !== 'reply') posts++
    note(memories, speaker, { kind: kind === 'post' ? 'said' : 'replied', aboutId: target?.authorId ?? null, aboutName: target?.authorUsername ?? null, text, atMs: nowMs })
    if (target !== null && kind === 'reply') {
      const against = !/\b(?:yes|exactly|agreed|seconded|with you|this\.)\b/i.test(text)
      note(memories, target.speaker, { kind: against ? 'contradicted' : 'agreed', aboutId: speaker.id, aboutName: speaker.username, text: target.text, atMs: nowMs })
    }
  }
  return { items, read: (from, count) => items.slice(from, from + count).map(line).join('\n\n') }
}

function note(memories: Map<string, Recollection[]>, speaker: Speaker, one: Recollection): void {
  memories.set(speaker.id, [one, ...(memories.get(speaker.id) ?? [])].slice(0, MEMORY_MOST))
}

function trendsOf(items: readonly Item[], speaker: Speaker): string[] {
  const counts = new Map<string, number>()
  for (const item of items.slice(-20)) {
    const subject = subjectOfText(item.text, openBook(speaker.speech))
    if (subject !== null) counts.set(subject.keyword, (counts.get(subject.keyword) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 4).map(([keyword]) => keyword)
}

function line(item: Item): string {
  const head = item.sort === 'post' ? `● ${item.id} @${item.authorUsername}` : item.sort === 'quote' ? `❝ ${item.id} @${item.authorUsername} quotes ${item.parent?.id}` : `  ↳ ${item.id} @${item.authorUsername} → ${item.parent?.id}`
  const indent = item.sort === 'reply' ? '      ' : '  '
  const below = item.sort === 'quote' ? `\n      | ${(item.parent?.text ?? '').replaceAll('\n', ' / ').slice(0, 110)}` : ''
  return `${head}\n${indent}${item.text.replaceAll('\n', `\n${indent}`)}${below}`
}
