/**
 * The scene of a text: who speaks, what was heard, what it is about, which of the speaker's takes is due. All that is
 * decided before a word is chosen.
 */
import type { Random } from '../../base/random.ts'
import { placeInBag, placeInPosts } from './bag.ts'
import { hashOf, openBook, passingSubject } from './book.ts'
import type { HeardPicture, HeardText } from './brief.ts'
import { looksPlural } from './grammar.ts'
import { hear, subjectIn } from './hearing.ts'
import { lookAt } from './looking.ts'
import { TALKATIVE } from './manner.ts'
import { remember } from './remembering.ts'
import { plainly } from './said.ts'
import { NEEDS, type Book, type Line, type Plan, type Remembered, type Scene, type Subject, type View } from './scene.ts'
import type { Telling, TextIntent } from './telling.ts'

/** Share of posts on what the place is talking about, rather than next in the speaker's own bag. */
const TREND_SHARE = 0.04

export function sceneFor(telling: Telling, intent: TextIntent, random: Random): Scene {
  const { speaker } = telling
  const book = openBook(speaker.speech)
  const salt = hashOf(speaker.id)
  const memory = remember(telling.memory, book, random.next())
  const answered = intent.kind === 'reply' ? intent.to : intent.kind === 'quote' ? intent.of : null
  const thread = intent.kind === 'reply' ? intent.thread : []
  const heard = answered === null ? null : hear(answered, book, random.next(), aboveOf(answered, thread), speaker.interests)
  const described = pictureOf(intent)
  const picture = described === null ? null : lookAt(described)
  const plan = picture !== null ? { subject: passingSubject(picture.subject, picture.plural ? 'they' : 'it'), take: null } : heard === null ? planOn(intent, telling, book, salt) ?? planFor(telling, book, salt, random, memory) : { subject: heard.subject, take: null }
  const scene: Scene = {
    book, speaker, random, salt, heard, memory,
    subject: plan.subject,
    planned: plan.take,
    ordinal: telling.ordinal,
    nowMs: telling.nowMs,
    trends: telling.trends.map((trend) => trend.replace(/[^\p{L}\p{N} '-]/gu, '').slice(0, 40)).filter((trend) => trend.length > 2),
    picture,
    detail: null,
    other: null,
    has: 0,
    talkative: TALKATIVE[speaker.voice.length] * (intent.kind === 'reply' ? 0.6 : 1),
    used: new Set(),
    nearby: nearby(answered, thread, telling),
    led: false,
    bound: null,
    draws: 0,
    depth: 0,
  }
  scene.has = met(scene)
  return scene
}

/** The image a text is made for or stands under. */
function pictureOf(intent: TextIntent): HeardPicture | null {
  if (intent.kind === 'caption') return intent.picture
  if (intent.kind === 'quote') return intent.of.picture ?? null
  if (intent.kind !== 'reply') return null
  const under = intent.thread.find((one) => one.picture !== undefined && (intent.to.postId === undefined || one.id === intent.to.postId))
  return intent.to.picture ?? under?.picture ?? null
}

/** A take on what was asked for, where the speaker has any. */
function planOn(intent: TextIntent, telling: Telling, book: Book, salt: number): { subject: Subject; take: Line | null } | null {
  if (intent.kind !== 'post' || intent.on === undefined) return null
  const low = intent.on.toLowerCase()
  const interest = book.views.size > 0 ? undefined : telling.speaker.interests.find((one) => low.includes(one.toLowerCase()))
  if (interest !== undefined) return { subject: passingSubject(interest, looksPlural(interest) ? 'they' : 'it', telling.speaker.knowledge), take: null }
  const subject = subjectIn(intent.on, book)
  const view = subject === null ? undefined : book.views.get(subject.id)
  if (subject === null || view === undefined || view.takes.lines.length === 0) return null
  return { subject, take: takeOf(view, salt, telling.ordinal) }
}

/** `view` has takes. */
export function takeOf({ takes }: View, salt: number, ordinal: number): Line {
  return takes.lines[placeInBag(takes.lines.length, salt ^ takes.salt, ordinal)] as Line
}

function planFor(telling: Telling, book: Book, salt: number, random: Random, memory: Remembered): { subject: Subject; take: Line | null } {
  const { speaker } = telling
  const trend = telling.trends[0]
  if (trend !== undefined && random.chance(TREND_SHARE)) {
    const subject = subjectIn(random.pick(telling.trends.slice(0, 3)), book)
    const view = subject === null ? undefined : book.views.get(subject.id)
    if (subject !== null && view !== undefined) return { subject, take: view.takes.lines[placeInBag(view.takes.lines.length, salt ^ view.takes.salt, telling.ordinal)] ?? null }
  }
  if (memory.own !== null && book.subjects.size === 0 && random.chance(0.1)) return { subject: passingSubject(memory.own.on, 'it'), take: null }
  if (book.plans.length > 0) {
    return book.plans[placeInPosts(book.plans.length, salt, book.plansSalt, telling.ordinal)] as Plan
  }
  // A speaker without speech talks of what it likes.
  const { interests } = speaker
  const interest = interests.length === 0 ? 'this place' : interests[placeInBag(interests.length, salt, telling.ordinal)] as string
  return { subject: passingSubject(interest, looksPlural(interest) ? 'they' : 'it', speaker.knowledge), take: null }
}

/** What tells the subject where a text names none: the post it hangs under. A post hangs under nothing. */
function aboveOf(answered: HeardText, thread: readonly HeardText[]): readonly HeardText[] {
  const [post] = thread
  return post === undefined || post.id === answered.id ? [] : [post]
}

function met(scene: Scene): number {
  const { heard, memory, speaker, subject, trends, picture } = scene
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
    [(speaker.age ?? null) !== null, NEEDS.age],
    [picture !== null, NEEDS.picture],
    [picture !== null && picture.without.length > 0, NEEDS.without],
    [picture !== null && picture.clauses.length > 0, NEEDS.clause],
    [picture !== null && picture.colours.length > 0, NEEDS.colour],
  ]
  return bits.reduce((sum, [there, bit]) => (there ? sum | bit : sum), 0)
}

/** Texts of a thread that are looked at for what was said already. */
const THREAD_MOST = 16

function nearby(answered: HeardText | null, thread: readonly HeardText[], telling: Telling): string[] {
  const texts = thread.slice(-THREAD_MOST).map((one) => one.text)
  if (answered !== null) texts.push(answered.text)
  for (const one of telling.memory) if (one.kind === 'said' || one.kind === 'replied') texts.push(one.text)
  return texts.map(plainly)
}
