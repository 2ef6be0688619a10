/**
 * A title and a caption for an image of the speaker's own, from its archetype's templates, filled with what the image's
 * description says and nothing else (SPEC P3). The bag is walked by ordinal, so a template comes round when all have had a turn.
 */
import type { Random } from '../../base/random.ts'
import { placeInBag } from './bag.ts'
import { hashOf } from './book.ts'
import { compileLine } from './compile-line.ts'
import { shorten } from './grammar.ts'
import { inManner } from './manner.ts'
import { freshDetail, sayLine, weigh } from './on-pictures.ts'
import { heardNearby } from './said.ts'
import type { Book, Line, Scene } from './scene.ts'
import { TemplateFault } from './template.ts'

export const TITLE_LONGEST = 80

const CORE_TITLES = ['{thing.cap}', '{detail.cap}', 'On {thing}', '{thing.cap}, again', 'Study with {detail}', '{interest.cap}: {thing}', '{thing.cap}, {today}']
const CORE_CAPTIONS = [
  '{subject.cap}. [Made this with {interest} in mind|{detail.cap} came last].', 'I kept {detail}. [The rest was negotiable|Everything else moved at least once].',
  '{thing.cap}, after [two|three|five] drafts. {belief.cap}.', 'Mostly an excuse for {detail}.', '{subject.cap}. [Look|Start] at {detail}.', 'A note on {interest}, with {thing}.',
  '[Finished|Done|Enough] for {today}.', '{belief.cap}. [Exhibit|Figure] {n:2-40}: {thing}.',
]

export interface Captioning {
  readonly captions: readonly string[]
  readonly titles: readonly string[]
  readonly longest: number
}

/** The title, a line break, the caption. */
export function captionFor(scene: Scene, { captions, titles, longest }: Captioning): string {
  const { speaker: { voice }, random } = scene
  const title = inManner(sayFrom(scene, titles, CORE_TITLES).replace(/[.\s]+$/, ''), { ...voice, emoji: 0, slang: [] }, random, TITLE_LONGEST)
  const text = inManner(sayFrom(scene, captions, CORE_CAPTIONS), voice, random, longest - title.length - 1)
  return `${shorten(title, TITLE_LONGEST)}\n${text.replace(/\n+/g, ' ')}`
}

function sayFrom(scene: Scene, own: readonly string[], core: readonly string[]): string {
  return said(scene, own) ?? said(scene, core) ?? scene.picture?.subject ?? ''
}

function said(scene: Scene, templates: readonly string[]): string | null {
  const { picture, book, random } = scene
  if (picture === null || templates.length === 0) return null
  const lines = templates.map((template) => captionLine(template, book)).filter((line) => line !== null)
  const start = placeInBag(lines.length, scene.salt ^ hashOf(templates[0] as string), scene.ordinal)
  let spare: string | null = null
  for (let i = 0; i < lines.length; i++) {
    const detail = aDetail(scene, random)
    const one = weigh(lines[(start + i) % lines.length] as Line, scene, picture, detail, null)
    if (one === null) continue
    const text = sayLine(one.line, one.detail, scene)
    if (!heardNearby(text, scene)) return text
    spare ??= text
  }
  return spare
}

function aDetail(scene: Scene, random: Random): ReturnType<typeof freshDetail> {
  const details = scene.picture?.details ?? []
  return details.length === 0 ? null : random.pick(details)
}

/** Captions come with each brief as plain strings; compiled once a book, and not more than this many. */
const KEPT_MOST = 2000
const compiled = new WeakMap<Book, Map<string, Line | null>>()

function captionLine(template: string, book: Book): Line | null {
  let lines = compiled.get(book)
  if (lines === undefined || lines.size >= KEPT_MOST) compiled.set(book, (lines = new Map()))
  let line = lines.get(template)
  if (line === undefined) {
    try {
      line = compileLine(withStops(template), book.lists, book.speech.counters)
    } catch (error) {
      if (!(error instanceof TemplateFault)) throw error
      line = null
    }
    lines.set(template, line)
  }
  return line
}

/** In a caption a belief is a whole sentence, stop and all, wherever another follows it or nothing does. */
function withStops(template: string): string {
  return template.replace(/\{belief(?:\.cap)?\}(?=\s+["'([]*(?:\p{Lu}|\{)|\s*$)/gu, '{belief}.')
}
