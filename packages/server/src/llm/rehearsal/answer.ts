/**
 * Answers bound to a subject: what this speaker, or anybody of the place, says when that subject comes up. Of the answers it
 * has, a speaker gives one that shares words with what was said, so that cones are answered with cones.
 */
import { nextLine } from './bag.ts'
import { speak } from './render.ts'
import { heardNearby } from './said.ts'
import type { HeardText, Recollection } from './brief.ts'
import type { Line, LineList, Scene } from './scene.ts'

/** Shares of answers that are the subject's own, where it has any: to a first text, and on coming back to a thread. */
const SUBJECT_SHARE = 0.93
const REJOINDER_SHARE = 0.6
/** Share of first answers that come from everybody's stock rather than the speaker's own. */
const SHARED_SHARE = 0.42
/** Share of answers that begin with the sentence they answer; all others name its author. */
const QUOTING_SHARE = 0.2
/** Share of answers to somebody one has quarrelled with that may come back to it. */
const REMATCH_SHARE = 0.1
/** What a word in common is worth against a line without any. */
const WORD_WORTH = 3
const RENDER_TRIES = 3
/** Share of everybody's answers that get a word of the speaker's own behind. */
const OWN_WORD_SHARE = 0.22

export interface Answering {
  readonly scene: Scene
  readonly thread: readonly HeardText[]
  readonly to: HeardText
  readonly memory: readonly Recollection[]
}

/** An answer of the subject's, or null where it has none or a way of answering in general is due. */
export function answerFor({ scene, thread, to, memory }: Answering): string | null {
  const { book, random, subject, speaker } = scene
  if (to.authorId === speaker.id) return null
  const quarrelled = scene.memory.rival !== null && memory.some((one) => one.kind === 'contradicted' && one.aboutId === to.authorId)
  if (quarrelled && random.chance(REMATCH_SHARE)) return null
  const spoke = thread.some((one) => one.authorId === speaker.id)
  const back = spoke && subject.rejoinders.lines.length > 0
  if (!random.chance(back ? REJOINDER_SHARE : spoke ? 0 : SUBJECT_SHARE)) return null
  const own = book.views.get(subject.id)?.replies
  const list = back ? subject.rejoinders : own === undefined || own.lines.length === 0 || random.chance(SHARED_SHARE) ? subject.replies : own
  const found = nearest(list, scene) ?? (own === undefined ? null : nearest(own, scene))
  if (found === null) return null
  const text = addressed(found, scene, back, list !== own)
  return list === own ? text : withOwnWord(text, scene)
}

/** Now and then, something of the speaker's own behind what others say too. */
export function withOwnWord(text: string, scene: Scene): string {
  const { book, random } = scene
  const signoffs = /[.!?]$/.test(text) && random.chance(OWN_WORD_SHARE) ? book.lists.get('signoff') : undefined
  const word = signoffs === undefined ? null : nextLine(signoffs, scene, random.below(1000))
  return word === null ? text : `${text} ${speak(word, scene)}`
}

/** The same above a quoted text, where nobody need be named: an answer, or a thought of one's own on the subject. */
export function remarkOn(scene: Scene): string | null {
  const own = scene.book.views.get(scene.subject.id)
  if (own === undefined || scene.random.chance(0.2)) return nearest(scene.subject.replies, scene)?.text ?? null
  return nearest(scene.random.chance(0.25) ? own.takes : own.replies, scene)?.text ?? null
}

interface Found {
  readonly text: string
  /** Words shared with what is answered. */
  readonly common: number
}

function nearest(list: LineList, scene: Scene): Found | null {
  const stems = scene.heard?.stems
  const left = list.lines.filter((line) => (line.needs & ~scene.has) === 0)
  for (let tries = 0; tries < RENDER_TRIES && left.length > 0; tries++) {
    const line = scene.random.weighted(left, (one) => 1 + WORD_WORTH * inCommon(one, stems)) as Line
    const text = speak(line, scene)
    if (!heardNearby(text, scene)) return { text, common: inCommon(line, stems) }
    left.splice(left.indexOf(line), 1)
  }
  return null
}

function inCommon(line: Line, stems: ReadonlySet<string> | undefined): number {
  if (stems === undefined) return 0
  let count = 0
  for (const stem of line.stems) if (stems.has(stem)) count++
  return Math.min(count, 4)
}

/** An answer says whom or what it answers. */
function addressed({ text }: Found, scene: Scene, back: boolean, shared: boolean): string {
  const { heard, random } = scene
  if (heard === null || text.includes('@')) return text
  if (heard.echo !== null && !back && random.chance(QUOTING_SHARE)) return `"${heard.echo}." ${text}`
  return named(text, scene, !shared, shared)
}

/** Shares of answers with the name behind, and with more than a name before: "Sorry, @pim." */
const BEHIND_SHARE = 0.08
const HAILED_SHARE = 0.8
/** Share of those that are the speaker's own way of addressing people, where it has one. */
const OWN_HAIL_SHARE = 0.32

/**
 * With the name of whom it answers: before it, behind its last word, or in a greeting. A `general` answer, which others give
 * too, is always given in a greeting, or two people would sooner or later say the same to a third.
 */
export function named(text: string, scene: Scene, behind = true, general = false): string {
  const { heard, random, book } = scene
  const name = `@${heard?.authorUsername ?? ''}`
  if (behind && !general && random.chance(BEHIND_SHARE) && /[a-z]\.$/.test(text) && text.length < 170 && !text.includes('\n')) return `${text.slice(0, -1)}, ${name}.`
  const hails = (random.chance(OWN_HAIL_SHARE) ? book.lists.get('greeting') : undefined) ?? book.lists.get('hail')
  const hail = hails === undefined || (!general && !random.chance(HAILED_SHARE)) ? null : nextLine(hails, scene, random.below(1000))
  return hail === null ? `${name} ${text}` : `${speak(hail, scene)} ${text}`
}
