/**
 * A book: one Speech compiled for speaking. Templates are parsed, slots resolved to lists or built-ins, keywords indexed.
 * Compiled once per Speech object (about 15 ms for an agora archetype) and kept as long as that object lives; a text then
 * costs 35 µs of CPU, a tool step with its texts 75 µs (`bench/text.ts`, two-core machine). So callers hand in the same
 * Speech object for all personas of an archetype.
 */
import { FRAME_GROUPS, pictureTalkSchema, type FrameGroup, type PictureKind, type PictureTalk, type Speech, type SpeechSubject } from '@troupe/contract'
import { compileLine } from './compile-line.ts'
import { ANSWER_TAILS, CAPTION_TAILS, CORE_PICTURES, PLACEHOLDER_TALK, REMARK_TAILS } from './core-pictures.ts'
import { CORE_SPEECH } from './core-speech.ts'
import type { Pronoun } from './grammar.ts'
import type { Book, Line, LineList, PictureGroups, Plan, Subject, View } from './scene.ts'
import { TemplateFault } from './template.ts'

const NO_LINES: LineList = { name: 'none', salt: 0, lines: [] }
const NO_STEMS: ReadonlySet<string> = new Set()
const NO_PICTURES: PictureTalk = pictureTalkSchema.parse({})

const books = new WeakMap<Speech, Book>()
let coreBook: Book | null = null

export function openBook(speech: Speech | null): Book {
  if (speech === null) return (coreBook ??= compileBook(CORE_SPEECH, CORE_SPEECH, []))
  const kept = books.get(speech)
  if (kept !== undefined) return kept
  const book = compileBook(speech, CORE_SPEECH, [])
  books.set(speech, book)
  return book
}

/** What is wrong with a Speech, a sentence a fault; empty when it can be spoken. An archetype's is checked merged with its pack's. */
export function speechFaults(speech: Speech): string[] {
  const faults: string[] = []
  compileBook(speech, CORE_SPEECH, faults)
  return faults
}

export function hashOf(text: string): number {
  let hash = 2166136261
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619)
  return hash >>> 0
}

function compileBook(speech: Speech, core: Speech, faults: string[]): Book {
  const lists = new Map<string, LineList & { lines: Line[] }>()
  const sources: [LineList & { lines: Line[] }, readonly string[]][] = []

  function list(name: string, from: readonly string[]): LineList & { lines: Line[] } {
    const made = { name, salt: hashOf(name), lines: [] as Line[] }
    sources.push([made, from])
    return made
  }
  for (const from of [core.lists, speech.lists]) {
    for (const [name, words] of Object.entries(from)) lists.set(name, list(name, words))
  }

  function line(source: string): Line | null {
    try {
      return compileLine(source, lists, speech.counters)
    } catch (error) {
      if (!(error instanceof TemplateFault)) throw error
      faults.push(error.message)
      return null
    }
  }

  const subjects = new Map<string, Subject>()
  const keywords = new Map<string, Subject>()
  for (const [id, told] of Object.entries(speech.subjects)) {
    const subject = subjectOf(id, told, list, line)
    subjects.set(id, subject)
    for (const word of told.keywords) keywords.set(word, subject)
  }

  const views = new Map<string, View>()
  for (const [id, told] of Object.entries({ ...core.views, ...speech.views })) {
    if (id !== 'any' && !subjects.has(id)) faults.push(`views.${id} is about no subject of this speech`)
    views.set(id, { stance: told.stance, takes: list(`view ${id}`, told.takes), replies: list(`replies ${id}`, told.replies) })
  }

  const frames = Object.fromEntries(FRAME_GROUPS.map((group) => {
    const own = speech.frames[group] ?? []
    return [group, list(`frames ${group}`, own.length > 0 ? own : core.frames[group] ?? [])]
  })) as unknown as Record<FrameGroup, LineList>

  const talk = (whose: string, told: PictureTalk): PictureGroups => ({
    remarks: new Map(Object.entries(told.remarks).map(([kind, from]) => [kind as PictureKind | 'any', list(`${whose} remarks ${kind}`, from ?? [])])),
    echoes: list(`${whose} echoes`, told.echoes), answers: list(`${whose} answers`, told.answers), explains: list(`${whose} explains`, told.explains), returns: list(`${whose} returns`, told.returns),
  })
  const pictures = { own: talk('own', speech.pictures ?? NO_PICTURES), shared: talk('shared', CORE_PICTURES), placeholder: talk('placeholder', PLACEHOLDER_TALK), remarkTails: list('remark tails', REMARK_TAILS), answerTails: list('answer tails', ANSWER_TAILS), captionTails: list('caption tails', CAPTION_TAILS) }

  for (const [into, from] of sources) {
    for (const source of from) {
      const made = line(source)
      if (made !== null) into.lines.push(made)
    }
  }

  const plans: Plan[] = []
  for (const [id, view] of views) {
    const subject = subjects.get(id)
    if (subject !== undefined) for (const take of view.takes.lines) plans.push({ subject, take })
  }
  for (const [id, told] of Object.entries(speech.subjects)) {
    const subject = subjects.get(id) as Subject
    for (const source of told.sightings) {
      const take = line(source)
      if (take !== null) plans.push({ subject, take })
    }
  }
  for (const source of speech.posts) {
    const take = line(source)
    if (take !== null) plans.push({ subject: OWN_LIFE, take })
  }
  return {
    speech, subjects, views, keywords, pairStarts: new Set([...keywords.keys()].filter((word) => word.includes(' ')).map((word) => word.slice(0, word.indexOf(' ')))),
    frames, plans, pictures,
    plansSalt: hashOf('plans'),
    people: (speech.lists['person'] ?? []).filter((name) => !/[{[]/.test(name)),
    lists,
    starts: lists.get('start') ?? { name: 'start', salt: 0, lines: [] },
    creeds: lists.get('creed') ?? { name: 'creed', salt: 0, lines: [] },
    passingFacts: lists.get('passingFacts') ?? { name: 'passingFacts', salt: 0, lines: [] },
    anyView: views.get('any') ?? { stance: 0, takes: NO_LINES, replies: NO_LINES },
  }
}

function subjectOf(
  id: string,
  told: SpeechSubject,
  list: (name: string, from: readonly string[]) => LineList,
  line: (source: string) => Line | null,
): Subject {
  return {
    id,
    keyword: told.keywords[0] ?? id,
    names: list(`names ${id}`, told.names),
    pronoun: told.pronoun,
    parts: list(`parts ${id}`, told.parts),
    facts: list(`facts ${id}`, told.facts),
    news: told.news.map(line).filter((made) => made !== null),
    replies: list(`answers ${id}`, told.replies),
    rejoinders: list(`rejoinders ${id}`, told.rejoinders),
    tags: told.tags,
  }
}

/** A subject made on the spot, for what no pack describes. */
export function passingSubject(phrase: string, pronoun: Pronoun, facts: readonly string[] = []): Subject {
  const plain = (words: string): Line => ({ source: words, parts: [{ kind: 'words', words }], needs: 0, binds: false, stems: NO_STEMS, start: 'bare', shows: [], hears: [] })
  const only = (name: string, words: readonly string[]): LineList => ({ name, salt: hashOf(name), lines: words.map(plain) })
  return { id: 'passing', keyword: phrase.replace(/^(?:the|an?) /, ''), names: only('names passing', [phrase]), pronoun, parts: only('parts passing', [phrase]), facts: only('facts passing', facts), news: [], replies: NO_LINES, rejoinders: NO_LINES, tags: [] }
}

/** What posts about the speaker's own life are on. */
const OWN_LIFE: Subject = passingSubject('this', 'it')
