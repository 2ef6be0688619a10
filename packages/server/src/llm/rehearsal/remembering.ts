/** What of a speaker's memory a text can use: a quarrel, an ally, an earlier saying of its own. Looked at, never changed. */
import { hear, subjectOfText } from './hearing.ts'
import type { Recollection } from './brief.ts'
import type { Book, Remembered } from './scene.ts'

const NOTHING: Remembered = { rival: null, ally: null, own: null }

/** What one has only just said nobody can have repeated yet. */
const FRESH_SAYINGS = 2

/** How many of the newest recollections are considered. */
const CONSIDERED_MOST = 24

export function remember(memory: readonly Recollection[], book: Book, chance: number): Remembered {
  if (memory.length === 0) return NOTHING
  const rivals: Recollection[] = []
  const allies: Recollection[] = []
  const sayings: Recollection[] = []
  for (let i = 0; i < memory.length && i < CONSIDERED_MOST; i++) {
    const one = memory[i] as Recollection
    if (one.kind === 'contradicted' && one.aboutName !== null) rivals.push(one)
    else if (one.kind === 'agreed' && one.aboutName !== null) allies.push(one)
    else if (one.kind === 'said') sayings.push(one)
  }
  // Where the place has subjects, only quarrels about one that gets on are worth coming back to; nobody is at odds over sleep.
  const worth = (one: Recollection): boolean => book.subjects.size === 0 || (subjectOfText(one.text, book)?.news.length ?? 0) > 0
  const pick = (from: readonly Recollection[]): Recollection | null => {
    const kept = from.filter(worth)
    return kept[Math.floor(chance * kept.length)] ?? null
  }
  const rival = pick(rivals)
  const ally = pick(allies)
  const own = pick(sayings.slice(FRESH_SAYINGS))
  const echo = own === null ? null : gist(own, book, chance)
  return {
    rival: rival === null ? null : { name: nameOf(rival), on: gist(rival, book, chance).on },
    ally: ally === null ? null : { name: nameOf(ally), on: gist(ally, book, chance).on },
    own: echo === null || echo.echo === null ? null : { echo: echo.echo, on: echo.on },
  }
}

function nameOf(one: Recollection): string {
  const name = one.aboutName ?? ''
  return /^[A-Za-z0-9_]{3,30}$/.test(name) ? `@${name}` : name.replace(/[^\p{L}\p{N} .'-]/gu, '').slice(0, 40)
}

function gist(one: Recollection, book: Book, chance: number): { echo: string | null; on: string } {
  const heard = hear({ id: '', authorId: '', authorName: '', authorUsername: '', text: one.text }, book, chance)
  const name = heard.subject.names.lines[0]
  return { echo: heard.echo, on: name?.source ?? 'this' }
}
