/**
 * From a brief to a text: subject and stance first, then the way of answering, then a frame, its slots, and the manner.
 * Deterministic: all chance comes from the brief's key, all bags from speaker and ordinal.
 */
import { seeded, type Random } from '../../base/random.ts'
import { answerFor, named, remarkOn, withOwnWord } from './answer.ts'
import { nextLine, placeInPosts } from './bag.ts'
import { openBook, passingSubject } from './book.ts'
import { captionFor } from './caption.ts'
import { polarityOfText, subjectOfText } from './hearing.ts'
import { inManner } from './manner.ts'
import { moveFor } from './moves.ts'
import { talkOfPicture } from './on-pictures.ts'
import { speak } from './render.ts'
import { heardNearby } from './said.ts'
import { capital } from './grammar.ts'
import type { Book, LineList, Plan, Scene } from './scene.ts'
import { sceneFor, takeOf } from './scene-for.ts'
import type { Telling, TextIntent } from './telling.ts'
import type { HeardText, Speaker } from './brief.ts'

/** Limits of the kinds of text (SPEC C1: bodies 1,000, titles 100, bios 200). */
export const LONGEST = { post: 1000, reply: 1000, quote: 1000, bio: 200, thought: 300, title: 100, query: 40, reason: 200, caption: 1000 } as const

/** Shares of posts that pick up an old quarrel or an earlier saying of one's own, where memory has one. */
const GRUDGE_SHARE = 0.06
const CALLBACK_SHARE = 0.02
/** Share of general answers and remarks that quote. */
const QUOTED_SHARE = 0.7
/** Share of remarks above a quoted post that name nobody. */
const UNNAMED_QUOTE_SHARE = 0.3
/** Share of answers that quote a sentence and name its author too. */
const ALSO_NAMED_SHARE = 0.2
/** Tries at a frame that does not repeat what was said nearby. */
const FRAME_TRIES = 3
/** Tries at a take the speaker has not said lately. */
const TAKE_TRIES = 5
/** Share of posts made by a frame (the news with a remark, minutes of a meeting); the others are a take and nothing else. */
const FRAME_SHARE = 0.1
/** Share of quotes that speak as an answer would, above the text instead of below it. */
const QUOTE_AS_REPLY_SHARE = 0.85
/**
 * Shares of takes that are told from somewhere ("Told Jean at the tip: …"), first time round the bag and later: those that
 * always begin with the same words, and those that can begin in several ways by themselves.
 */
const LEAD_SHARES = { fixed: [0.52, 0.8], varied: [0.24, 0.52] } as const
/** Share of those whose telling is in the speaker's own manner rather than everybody's. */
const OWN_LEAD_SHARE = 0.68
/** Shares of the other takes with a word or two before them ("Right."), and of all with a sign-off, a hashtag. */
const START_SHARES = { fixed: 0.88, varied: 0.5 } as const
/** A take longer than this needs no telling around it, only a word before. */
const LEAD_TAKE_LONGEST = 300
const SIGNOFF_SHARE = 0.06
const TAG_SHARE = 0.19

export function composeText(telling: Telling, intent: TextIntent, longest: number = LONGEST[intent.kind]): string {
  const { speaker } = telling
  const random = seeded(`${telling.key}/${telling.ordinal}/${speaker.id}/${intent.kind}`)
  const thread = intent.kind === 'reply' ? intent.thread : []
  const scene = sceneFor(telling, intent, random)
  const { book, heard, memory } = scene
  if (intent.kind === 'caption') return captionFor(scene, { captions: intent.captions, titles: intent.titles ?? [], longest: Math.min(longest, LONGEST.caption) })
  const taken = intent.kind === 'post' && telling.speaker.speech !== null ? takenPost(scene, intent.on !== undefined) : null
  const remark = subjectAnswer(intent, scene, thread, telling)
  const spoken = taken ?? (remark === null ? null : intent.kind === 'quote' ? above(scene, remark, UNNAMED_QUOTE_SHARE) : remark) ?? inReplyTo(intent, scene, speakFrame(framesFor(intent, scene, thread, random, telling), scene, book))
  const copied = [heard?.echo ?? null, memory.own?.echo ?? null].filter((echo) => echo !== null)
  // "Shipped it" and its like are said of one's own day; behind a remark on another's image they read as a verdict.
  const text = inManner(spoken, scene.picture === null ? speaker.voice : { ...speaker.voice, slang: [] }, random, Math.min(longest, LONGEST[intent.kind]), copied)
  return intent.kind === 'post' || intent.kind === 'quote' ? tagged(text, scene) : text
}

const NO_SUBJECT = passingSubject('this', 'it')

/** A post that is one take, or null where it is a frame's turn. One that `stays` is about what was asked for, whatever was said lately. */
function takenPost(scene: Scene, stays: boolean): string | null {
  const { random, book, memory } = scene
  if (book.plans.length === 0) return null
  const looksBack = stays ? null : memory.rival !== null && random.chance(GRUDGE_SHARE) ? book.frames.grudge : memory.own !== null && random.chance(CALLBACK_SHARE) ? book.frames.callback : null
  if (looksBack !== null) {
    // On what is remembered, not on what would have been the bag's next subject: that one's hashtag would mislead.
    scene.subject = NO_SUBJECT
    return speakFrame([looksBack], scene, book)
  }
  if (scene.subject.news.length > 0 && random.chance(FRAME_SHARE)) return null
  const list = beginnings(scene)
  const take = freshTake(scene, list !== undefined, stays)
  const led = list === undefined ? '' : beginning(scene, take, list)
  const signoff = take.length < 160 && random.chance(SIGNOFF_SHARE) ? signoffOf(scene) : ''
  return [...joined(led, take), signoff].filter((part) => part !== '').join(' ')
}

/** Which sort of beginning goes before this take, if any. */
function beginnings({ random, book, ordinal, planned }: Scene): LineList | undefined {
  const sort = planned?.start === 'fixed' ? 'fixed' : 'varied'
  if (!random.chance(LEAD_SHARES[sort][ordinal >= book.plans.length ? 1 : 0])) return random.chance(START_SHARES[sort]) ? book.starts : undefined
  return book.lists.get(random.chance(OWN_LEAD_SHARE) ? 'lead' : 'opener')
}

/** After "If I may," a sentence goes on in small letters; where that can't be told from a name, a colon goes between. */
function joined(led: string, take: string): [string, string] {
  if (!led.endsWith(',') || /^I\b/.test(take)) return [led, take]
  if (/^(?:The|An?|My|Our|We|They|It|This|That|Some|Somebody|Someone|Nobody|No one|Every|Everybody|People|In|On|At|When|If|There|There['’]s|What|You|All|Half|One|Both|Most)\b/.test(take)) return [led, take.charAt(0).toLowerCase() + take.slice(1)]
  return [`${led.slice(0, -1)}:`, take]
}

/** Something before the take, so that not every telling of it opens alike. */
function beginning(scene: Scene, take: string, list: LineList): string {
  // Dialogues stand by themselves; what else has lines or goes on for long takes a word before it, but no telling.
  if (/^\S+: .*\n/.test(take)) return ''
  const brief = take.includes('\n') || take.length > LEAD_TAKE_LONGEST
  const line = nextLine(brief ? scene.book.starts : list, scene, scene.ordinal)
  return line === null ? '' : speak(line, scene)
}

/** What is quoted stands below with its author's name: nothing of it need be repeated, and some don't address it at all. */
function above(scene: Scene, text: string, unnamed: number): string {
  return text.includes('@') || scene.random.chance(unnamed) ? text : named(text, scene, false, unnamed === 0)
}

/** What would fit any text often begins with the sentence it is said to, in place of a name. */
function inReplyTo(intent: TextIntent, scene: Scene, text: string): string {
  const echo = scene.heard?.echo ?? null
  const name = `@${scene.heard?.authorUsername ?? ''} `
  const quoting = echo !== null && !text.includes(echo) && scene.random.chance(QUOTED_SHARE)
  if (intent.kind === 'quote') return above(scene, text, 0)
  if (intent.kind !== 'reply' || !text.startsWith(name)) return text
  const rest = text.slice(name.length)
  if (quoting) return `"${echo}." ${scene.random.chance(ALSO_NAMED_SHARE) ? named(capital(rest), scene, false, true) : rest}`
  return rest.includes('@') ? text : withOwnWord(named(capital(rest), scene, false, true), scene)
}

function signoffOf(scene: Scene): string {
  const list = scene.book.lists.get('signoff')
  const line = list === undefined ? null : nextLine(list, scene, scene.ordinal)
  return line === null ? '' : speak(line, scene)
}

/** The planned take; where the speaker said it lately, another of the bag. */
function freshTake(scene: Scene, led: boolean, stays: boolean): string {
  const { plans, plansSalt } = scene.book
  scene.led = led
  let text = scene.planned === null ? '' : speak(scene.planned, scene)
  for (let tries = 0; tries < TAKE_TRIES && (text === '' || heardNearby(text, scene)); tries++) {
    const asked = stays ? scene.book.views.get(scene.subject.id) : undefined
    const plan = asked !== undefined ? { subject: scene.subject, take: takeOf(asked, scene.salt, scene.ordinal + tries + 1) } : plans[placeInPosts(plans.length, scene.salt, plansSalt, scene.ordinal + Math.ceil(plans.length / 2) + tries * 2)] as Plan
    scene.subject = plan.subject
    scene.led = led
    text = speak(plan.take, scene)
  }
  return text
}

/** A hashtag of the subject, at the end or on the word itself. */
function tagged(text: string, scene: Scene): string {
  const { tags } = scene.subject
  if (tags.length === 0 || text.includes('#') || text.includes('\n') || !scene.random.chance(TAG_SHARE)) return text
  const tag = scene.random.pick(tags)
  const word = new RegExp(`(?<![\\w'’@-])${tag}(?![\\w'’-])`, 'i')
  if (scene.random.chance(0.5) && word.test(text)) return text.replace(word, (found) => `#${found}`)
  return `${text} #${tag}`
}

function speakFrame(groups: readonly LineList[], scene: Scene, book: Book): string {
  let heard = ''
  for (const group of groups) {
    for (let tries = 0; tries < FRAME_TRIES; tries++) {
      const frame = nextLine(group, scene, scene.ordinal)
      if (frame === null) break
      const text = speak(frame, scene)
      if (text.trim() === '') continue
      if (!heardNearby(text, scene)) return text
      heard = text
    }
  }
  if (heard !== '') return heard
  const take = nextLine(book.anyView.takes, scene, scene.ordinal)
  return take === null ? '' : speak(take, scene)
}

/** What the speaker has to say to this subject, under or above a text about it. */
function subjectAnswer(intent: TextIntent, scene: Scene, thread: readonly HeardText[], telling: Telling): string | null {
  if (intent.kind === 'reply') return talkOfPicture(scene, { to: intent.to, thread }) ?? answerFor({ scene, thread, to: intent.to, memory: telling.memory })
  if (intent.kind === 'quote' && scene.random.chance(QUOTE_AS_REPLY_SHARE)) return remarkOn(scene)
  return null
}

function framesFor(intent: Exclude<TextIntent, { kind: 'caption' }>, scene: Scene, thread: readonly HeardText[], random: Random, telling: Telling): LineList[] {
  const { frames } = scene.book
  if (intent.kind === 'reply') return [frames[moveFor({ scene, thread, to: intent.to, memory: telling.memory })], frames.ask, frames.agree]
  if (intent.kind === 'post') {
    // A speaker without takes has more to come back to than to tell.
    if (scene.memory.rival !== null && random.chance(GRUDGE_SHARE)) return [frames.grudge, frames.post]
    if (scene.memory.own !== null && random.chance(CALLBACK_SHARE)) return [frames.callback, frames.post]
    return [frames.post]
  }
  return [frames[intent.kind], frames.post]
}

/** How a speaker stands to a text: 1 with it, -1 against it, 0 indifferent. The difference between liking and disliking. */
export function sympathy(speaker: Speaker, text: string): number {
  const book = openBook(speaker.speech)
  const subject = subjectOfText(text, book)
  const { stance } = (subject === null ? undefined : book.views.get(subject.id)) ?? book.anyView
  return stance === 0 ? 0 : Math.sign(stance) * polarityOfText(text)
}

/** Whether a speaker has something to say on what a text names. */
export function hasView(speaker: Speaker, text: string): boolean {
  const book = openBook(speaker.speech)
  if (book.views.size === 0) return speaker.interests.some((interest) => text.toLowerCase().includes(interest.toLowerCase()))
  const subject = subjectOfText(text, book)
  return subject !== null && book.views.has(subject.id)
}
