/**
 * From a brief to a text: subject and stance first, then the way of answering, then a frame, its slots, and the manner.
 * Deterministic: all chance comes from the brief's key, all bags from speaker and ordinal.
 */
import type { Move } from '@troupe/contract'
import { seeded, type Random } from '../../base/random.ts'
import { nextLine, placeInBag } from './bag.ts'
import { hashOf, openBook, passingSubject } from './book.ts'
import { hear, polarityOfText, subjectIn, subjectOfText } from './hearing.ts'
import { inManner, TALKATIVE } from './manner.ts'
import { moveFor } from './moves.ts'
import { remember } from './remembering.ts'
import { speak } from './render.ts'
import { looksPlural } from './grammar.ts'
import { NEEDS, type Book, type Line, type LineList, type Remembered, type Scene, type Subject } from './scene.ts'
import type { HeardText, RehearsalBrief, Speaker } from './brief.ts'

export type TextIntent =
  | { readonly kind: 'post' }
  | { readonly kind: 'reply'; readonly to: HeardText; readonly thread: readonly HeardText[] }
  | { readonly kind: 'quote'; readonly of: HeardText }
  | { readonly kind: 'bio' | 'thought' | 'title' | 'query' | 'reason' }

/** Limits of the kinds of text (SPEC C1: bodies 1,000, titles 100, bios 200). */
export const LONGEST = { post: 1000, reply: 1000, quote: 1000, bio: 200, thought: 300, title: 100, query: 40, reason: 200 } as const

/** Share of posts on what the place is talking about, rather than next in the speaker's own bag. */
const TREND_SHARE = 0.22
/** Shares of posts that pick up an old quarrel or an earlier saying of one's own, where memory has one. */
const GRUDGE_SHARE = 0.1
const CALLBACK_SHARE = 0.08
/** Characters below which an answer is short. */
const SHORT_REPLY = 66
/** Share of quotes that speak as an answer would, above the text instead of below it. */
const QUOTE_AS_REPLY_SHARE = 0.3
/** Shares of posts with a beginning of the speaker's own before the frame. */
const START_SHARE: Readonly<Record<Line['start'], number>> = { fixed: 0.85, bare: 0.45, led: 0.05 }

export type Telling = Pick<RehearsalBrief, 'key' | 'ordinal' | 'memory' | 'trends' | 'nowMs'> & { readonly speaker: Speaker }

export function composeText(telling: Telling, intent: TextIntent, longest: number = LONGEST[intent.kind]): string {
  const { speaker } = telling
  const random = seeded(`${telling.key}/${telling.ordinal}/${speaker.id}/${intent.kind}`)
  const book = openBook(speaker.speech)
  const salt = hashOf(speaker.id)
  const memory = remember(telling.memory, book, random.next())
  const answered = intent.kind === 'reply' ? intent.to : intent.kind === 'quote' ? intent.of : null
  const thread = intent.kind === 'reply' ? intent.thread : []
  const heard = answered === null ? null : hear(answered, book, random.next(), thread, speaker.interests)
  const plan = heard === null ? planFor(telling, book, salt, random, memory) : { subject: heard.subject, take: null }
  const scene: Scene = {
    book, speaker, random, salt, heard, memory,
    subject: plan.subject,
    planned: plan.take,
    ordinal: telling.ordinal,
    nowMs: telling.nowMs,
    trends: telling.trends.map((trend) => trend.replace(/[^\p{L}\p{N} '-]/gu, '').slice(0, 40)).filter((trend) => trend.length > 2),
    has: 0,
    talkative: TALKATIVE[speaker.voice.length] * (intent.kind === 'reply' ? 0.6 : 1),
    used: new Set(),
    nearby: nearby(answered, thread, telling),
    bound: null,
    draws: 0,
    depth: 0,
  }
  scene.has = met(scene)
  const spoken = speakFrame(framesFor(intent, scene, thread, random, telling), scene, book)
  const raw = intent.kind === 'post' || intent.kind === 'quote' ? begun(spoken, scene) : intent.kind === 'reply' ? rounded(spoken.text, scene) : spoken.text
  return inManner(raw, speaker.voice, random, Math.min(longest, LONGEST[intent.kind]))
}

/** Posts begin in one of the speaker's ways of beginning: now and then, or mostly where the frame itself has but one. */
function begun(spoken: { readonly text: string; readonly start: Line['start'] }, scene: Scene): string {
  if (!scene.random.chance(START_SHARE[spoken.start])) return spoken.text
  const start = nextLine(scene.book.starts, scene, scene.ordinal)
  return start === null ? spoken.text : `${speak(start, scene)} ${spoken.text}`
}

/** A short answer that quotes nothing could stand under any post, and twice: it gets the speaker's creed. */
function rounded(text: string, scene: Scene): string {
  const { heard, book } = scene
  if (text.length > SHORT_REPLY || (heard?.echo !== null && heard !== null && text.includes(heard.echo))) return text
  const creed = nextLine(book.creeds, scene, scene.ordinal)
  return creed === null ? text : `${text} ${speak(creed, scene)}`
}

function speakFrame(groups: readonly LineList[], scene: Scene, book: Book): { readonly text: string; readonly start: Line['start'] } {
  for (const group of groups) {
    const frame = nextLine(group, scene, scene.ordinal)
    if (frame !== null) {
      const text = speak(frame, scene)
      if (text.trim() !== '') return { text, start: frame.start }
    }
  }
  const take = nextLine(book.anyView.takes, scene, scene.ordinal)
  return { text: take === null ? '' : speak(take, scene), start: 'bare' }
}

function framesFor(intent: TextIntent, scene: Scene, thread: readonly HeardText[], random: Random, telling: Telling): LineList[] {
  const { frames } = scene.book
  if (intent.kind === 'reply') {
    const move: Move = moveFor({ scene, thread, to: intent.to, memory: telling.memory })
    return [frames[move], frames.disagree]
  }
  if (intent.kind === 'quote' && random.chance(QUOTE_AS_REPLY_SHARE)) {
    return [frames[moveFor({ scene, thread, to: intent.of, memory: telling.memory })], frames.quote]
  }
  if (intent.kind === 'post') {
    if (scene.memory.rival !== null && random.chance(GRUDGE_SHARE)) return [frames.grudge, frames.post]
    if (scene.memory.own !== null && random.chance(CALLBACK_SHARE)) return [frames.callback, frames.post]
    return [frames.post]
  }
  return [frames[intent.kind], frames.post]
}

function planFor(telling: Telling, book: Book, salt: number, random: Random, memory: Remembered): { subject: Subject; take: Line | null } {
  const { speaker } = telling
  const trend = telling.trends[0]
  if (trend !== undefined && random.chance(TREND_SHARE)) {
    const subject = subjectIn(random.pick(telling.trends.slice(0, 3)), book)
    if (subject !== null) return { subject, take: null }
  }
  if (memory.own !== null && book.subjects.size === 0 && random.chance(0.1)) return { subject: passingSubject(memory.own.on, 'it'), take: null }
  if (book.plans.length > 0) {
    return book.plans[placeInBag(book.plans.length, salt ^ book.plansSalt, telling.ordinal)] as { subject: Subject; take: Line }
  }
  // A speaker without speech talks of what it likes.
  const { interests } = speaker
  const interest = interests.length === 0 ? 'this place' : interests[placeInBag(interests.length, salt, telling.ordinal)] as string
  return { subject: passingSubject(interest, looksPlural(interest) ? 'they' : 'it', speaker.knowledge), take: null }
}

function met(scene: Scene): number {
  const { heard, memory, speaker, subject, trends } = scene
  const bits: readonly [boolean, number][] = [
    [heard !== null, NEEDS.heard | NEEDS.author],
    [heard !== null && heard.echo !== null, NEEDS.echo],
    [heard !== null && heard.number !== null, NEEDS.number],
    [heard !== null && heard.named !== null, NEEDS.named],
    [memory.rival !== null, NEEDS.rival],
    [memory.ally !== null, NEEDS.ally],
    [memory.own !== null, NEEDS.own],
    [subject.news.length > 0, NEEDS.news],
    [subject.news.length > 1, NEEDS.older],
    [trends.length > 0, NEEDS.trend],
    [speaker.interests.length > 0, NEEDS.interest],
    [speaker.beliefs.length > 0, NEEDS.belief],
    [speaker.knowledge.length > 0, NEEDS.knowledge],
    [speaker.voice.slang.length > 0, NEEDS.slang],
    [speaker.voice.vocabulary.length > 0, NEEDS.vocabulary],
    [speaker.location !== '', NEEDS.location],
  ]
  return bits.reduce((sum, [there, bit]) => (there ? sum | bit : sum), 0)
}

/** Texts of a thread that are looked at for what was said already. */
const THREAD_MOST = 8

function nearby(answered: HeardText | null, thread: readonly HeardText[], telling: Telling): string[] {
  const texts = thread.slice(-THREAD_MOST).map((one) => one.text)
  if (answered !== null) texts.push(answered.text)
  for (const one of telling.memory) if (one.kind === 'said' || one.kind === 'replied') texts.push(one.text)
  return texts
}

/** How a speaker stands to a text: 1 with it, -1 against it, 0 indifferent. The difference between liking and disliking. */
export function sympathy(speaker: Speaker, text: string): number {
  const book = openBook(speaker.speech)
  const subject = subjectOfText(text, book)
  const { stance } = (subject === null ? undefined : book.views.get(subject.id)) ?? book.anyView
  return stance === 0 ? 0 : Math.sign(stance) * polarityOfText(text)
}
