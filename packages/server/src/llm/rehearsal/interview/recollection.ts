/** What a speaker remembers that touches a question, as a sentence it can add to its answer. */
import { stemsOf } from '../stems.ts'
import { harmless, hear, subjectOfText } from '../hearing.ts'
import type { Recollection } from '../brief.ts'
import type { Book, Subject } from '../scene.ts'
import type { Telling } from '../telling.ts'

const DAY_MS = 86_400_000
/** Words that a memory must share with a question which names no subject. */
const WORDS_IN_COMMON = 2
/** What an answer was given to stands behind it in memory (`runtime/remember.ts`). */
const GIVEN_TO = ' (to: '

export interface Recalled {
  readonly text: string
  /** Words repeated in it, as they were written. */
  readonly copied: string | null
}

export function recollectionOn(
  { memory, nowMs }: Telling, book: Book, { subject, interest, stems }: { subject: Subject | null; interest: string | null; stems: ReadonlySet<string> },
): Recalled | null {
  const touches = ({ kind, text }: Recollection): boolean => {
    if (kind === 'summary' || text === '') return false
    if (subject !== null) return subjectOfText(text, book) === subject
    if (interest !== null) return text.toLowerCase().includes(interest.toLowerCase())
    let common = 0
    for (const stem of stemsOf(text)) if (stems.has(stem)) common += 1
    return common >= WORDS_IN_COMMON
  }
  const found = memory.filter(touches)
  // What one said oneself comes before what others did.
  const best = found.find(({ kind }) => kind === 'said' || kind === 'replied') ?? found[0]
  return best === undefined ? null : sentenceOf(best, book, nowMs)
}

export function sentenceOf(one: Recollection, book: Book, nowMs: number): Recalled {
  const name = nameOf(one)
  const own = one.text.split(GIVEN_TO, 1)[0] ?? ''
  const { echo } = hear({ id: '', authorId: '', authorName: '', authorUsername: '', text: own }, book, 0)
  const when = ago(nowMs - one.atMs)
  switch (one.kind) {
    case 'said':
      return { text: echo === null ? `I wrote about it here ${when}.` : `I said so here ${when}: "${echo}."`, copied: echo }
    case 'replied':
      return { text: echo === null ? `I had it out with ${name} ${when}.` : `I told ${name} ${when}: "${echo}."`, copied: echo }
    case 'contradicted':
      return { text: `${name} sees it otherwise, and told me so ${when}.`, copied: null }
    case 'agreed':
      return { text: `${name} is with me on this.`, copied: null }
    case 'liked':
      return { text: `I liked what ${name} wrote about it ${when}.`, copied: null }
    case 'followed':
      return { text: `I have followed ${name} since ${when === 'today' ? 'today' : 'the other day'}.`, copied: null }
    case 'muted':
      return { text: `I no longer listen to ${name}.`, copied: null }
    case 'read':
      return { text: `I read what ${name} had to say about it ${when}.`, copied: null }
    case 'summary':
      return { text: harmless(one.text), copied: null }
  }
}

export function nameOf({ aboutName }: Recollection): string {
  if (aboutName === null) return 'somebody'
  return /^[A-Za-z0-9_]{3,30}$/.test(aboutName) ? `@${aboutName}` : aboutName.replace(/[^\p{L}\p{N} .'-]/gu, '').slice(0, 40)
}

function ago(ms: number): string {
  return ms < DAY_MS ? 'today' : ms < 2 * DAY_MS ? 'yesterday' : 'the other day'
}
