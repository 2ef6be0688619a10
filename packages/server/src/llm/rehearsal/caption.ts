/**
 * A title and a caption for an image of the speaker's own, from its archetype's templates, filled with what the image's
 * description says and nothing else (SPEC P3). The bag is walked by ordinal, so a template comes round when all have had a turn.
 */
import type { Random } from '../../base/random.ts'
import { placeInBag } from './bag.ts'
import { hashOf } from './book.ts'
import { compileLine } from './compile-line.ts'
import { CORE_CAPTIONS, CORE_TITLES, PLACEHOLDER_CAPTIONS, PLACEHOLDER_TITLES } from './core-pictures.ts'
import { inManner } from './manner.ts'
import { sayLine, saysAlike, stopped, tailFrom, weigh } from './on-pictures.ts'
import { heardNearby } from './said.ts'
import type { Book, Detail, Line, Scene } from './scene.ts'
import { TemplateFault } from './template.ts'

export const TITLE_LONGEST = 80

/** What a caption or a title may ask for: nothing that is answered or remembered, for there is nothing yet. */
export const CAPTION_SLOTS: readonly string[] = [
  'subject', 'thing', 'detail', 'without', 'clause', 'colour', 'shows', 'is', 'has', 'was', 'does', 'they', 'them', 'their',
  'name', 'age', 'location', 'interest', 'belief', 'knowledge', 'vocabulary', 'n', 'day', 'today', 'yesterday', 'month', 'time',
]

/** Shares of captions that get a few words behind: those that others of the trade would word alike, and the rest. */
const TAIL_SHARES = { alike: 0.8, other: 0.08 } as const

export interface Captioning {
  readonly captions: readonly string[]
  readonly titles: readonly string[]
  readonly longest: number
}

/** The title, a line break, the caption. */
export function captionFor(scene: Scene, { captions, titles, longest }: Captioning): string {
  const { speaker: { voice }, random, picture } = scene
  const waiting = picture?.kind === 'placeholder'
  const title = waiting ? sayFrom(scene, PLACEHOLDER_TITLES, []) : sayFrom(scene, titles, CORE_TITLES)
  const text = waiting ? sayFrom(scene, PLACEHOLDER_CAPTIONS, []) : sayFrom(scene, captions, CORE_CAPTIONS, true)
  const plain = { ...voice, slang: [] }
  const heading = inManner(title.replace(/[.\s]+$/, ''), { ...plain, emoji: 0 }, random, TITLE_LONGEST)
  return `${heading}\n${inManner(text, plain, random, longest - heading.length - 1).replace(/\n+/g, ' ')}`
}

function sayFrom(scene: Scene, own: readonly string[], core: readonly string[], withTail = false): string {
  return said(scene, own, withTail) ?? said(scene, core, withTail) ?? scene.picture?.subject ?? ''
}

function said(scene: Scene, templates: readonly string[], withTail: boolean): string | null {
  const { picture, book, random } = scene
  if (picture === null || templates.length === 0) return null
  const lines = templates.map((template) => captionLine(template, book)).filter((line) => line !== null)
  const start = placeInBag(lines.length, scene.salt ^ hashOf(templates[0] as string), scene.ordinal)
  let spare: string | null = null
  for (let i = 0; i < lines.length; i++) {
    const one = weigh(lines[(start + i) % lines.length] as Line, scene, picture, aDetail(scene, random), null)
    if (one === null) continue
    const text = sayLine(one.line, one.detail, scene)
    if (heardNearby(text, scene)) {
      spare ??= text
      continue
    }
    const tail = withTail && random.chance(saysAlike(one.line) ? TAIL_SHARES.alike : TAIL_SHARES.other) ? tailFrom(book.pictures.captionTails, aDetail(scene, random), scene, text) : null
    return tail === null ? text : `${stopped(text)} ${tail}`
  }
  return spare
}

function aDetail(scene: Scene, random: Random): Detail | null {
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

/** In a caption a belief or a fact is a whole sentence, stop and all, wherever another follows it or nothing does. */
function withStops(template: string): string {
  return template.replace(/\{(belief|knowledge)(?:\.cap)?\}(?=\s+["'([]*(?:\p{Lu}|\{)|\s*$)/gu, '{$1}.')
}
