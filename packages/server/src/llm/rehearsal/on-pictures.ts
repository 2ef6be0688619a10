/**
 * Talk under images. Who comes first speaks of what is to be seen, who comes after may go on with what another saw, and the
 * maker's answers stay with the detail they were given. Which detail a comment is about is told by the words they share.
 */
import { placeInBag } from './bag.ts'
import { named } from './answer.ts'
import { hashOf } from './book.ts'
import { agreeWithMany } from './grammar.ts'
import type { HeardText } from './brief.ts'
import { speak } from './render.ts'
import { heardNearby } from './said.ts'
import { NEEDS, type Detail, type Line, type LineList, type LookedAt, type PictureGroups, type Scene } from './scene.ts'
import { tellingWords } from './stems.ts'

/** Share of first comments that go on with what somebody else said, where somebody has. */
const ECHO_SHARE = 0.2
/** Share of lines that are the speaker's own trade's rather than anybody's. */
const OWN_SHARE = 0.86
/** Share of first comments that name the maker. */
const NAMED_SHARE = 0.1
/** Lines of a bag that are weighed against each other, counted from where the speaker stands in it. */
const WEIGHED_MOST = 7
/** What a line is worth that was written for just this: the kind of image, a thing it shows, a word of the comment; and one that stays with the detail it was given. */
const WORTH = { kind: 2.2, shows: 3, hears: 9, stays: 3 } as const
const LINE_TRIES = 6
/** Share of remarks that anybody of the trade would word alike that get a few words of the detail behind. */
const TAIL_SHARE = 0.75
/** Share of a maker's answers that come back to the detail where the answer itself does not name it. */
const ANSWER_TAIL_SHARE = 0.4

export interface UnderPicture {
  readonly to: HeardText
  readonly thread: readonly HeardText[]
}

/** What the speaker says under an image to `to`, or null where there is none. */
export function talkOfPicture(scene: Scene, { to, thread }: UnderPicture): string | null {
  const { picture, speaker, random, heard } = scene
  if (picture === null) return null
  const post = to.picture !== undefined && to.kind !== 'comment' ? to : thread.find((one) => one.picture !== undefined) ?? null
  const mine = post?.authorId === speaker.id
  const fresh = (): Detail | null => freshDetail(scene, picture, thread, post ?? to)
  if (post === null || to.id === post.id) {
    if (mine) return say(scene, picture, 'answers', fresh(), null)
    const others = thread.filter((one) => one.id !== to.id && one.authorId !== speaker.id && one.authorId !== to.authorId && detailOf(one.text, picture) !== null)
    if (others.length > 0 && random.chance(ECHO_SHARE)) {
      const one = random.pick(others)
      const echoed = withOther(scene, one.authorUsername) ? say(scene, picture, 'echoes', detailOf(one.text, picture), one.text) : null
      if (echoed !== null) return echoed
    }
    const remark = say(scene, picture, 'remarks', fresh(), null)
    return remark !== null && random.chance(NAMED_SHARE) ? named(remark, scene) : remark
  }
  const detail = detailOf(to.text, picture)
  const group = mine ? heard?.asks === true ? 'explains' : 'answers' : to.authorId === post.authorId ? 'returns' : 'echoes'
  // Whoever is asked may bring up a detail; one cannot agree on what was not spoken of, but speak of something else to that person.
  const text = group === 'echoes' && (detail === null || !withOther(scene, to.authorUsername)) ? null : say(scene, picture, group, detail ?? (group === 'explains' ? fresh() : null), to.text)
  const spoken = text ?? say(scene, picture, mine ? 'explains' : 'remarks', fresh(), to.text, !mine)
  return spoken === null || spoken.includes('@') ? spoken : named(spoken, scene)
}

function withOther(scene: Scene, username: string): boolean {
  if (!/^[A-Za-z0-9_]{1,40}$/.test(username)) return false
  scene.other = username
  scene.has |= NEEDS.other
  return true
}

/** "Nine minutes to draw" is not about the nine panels. */
const COUNTS = /^(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|one|single|same)$/

/** What of the image a comment speaks of: the detail whose words it shares most, in proportion; null where it shares none. */
export function detailOf(text: string, picture: LookedAt): Detail | null {
  const words = tellingWords(text)
  let best: Detail | null = null
  let most = 0
  for (const detail of picture.details) {
    let common = 0
    let all = 0
    for (const word of detail.telling) {
      if (COUNTS.test(word)) continue
      all++
      if (words.has(word)) common++
    }
    const share = common / Math.max(1, all)
    if (share > most) {
      best = detail
      most = share
    }
  }
  return most >= 0.34 ? best : null
}

/** A detail nobody in the thread has spoken of yet, else any: each speaker begins elsewhere. */
export function freshDetail({ salt, ordinal }: Scene, picture: LookedAt, thread: readonly HeardText[], post: HeardText | null): Detail | null {
  const spoken = new Set(thread.filter((one) => one.id !== post?.id).map((one) => detailOf(one.text, picture)))
  const fresh = picture.details.filter((one) => !spoken.has(one))
  const from = fresh.length > 0 ? fresh : picture.details
  return from[placeInBag(from.length, salt ^ hashOf(post?.id ?? ''), ordinal)] ?? null
}

function say(scene: Scene, picture: LookedAt, group: keyof PictureGroups, detail: Detail | null, answered: string | null, toBystander = false): string | null {
  const { own, shared, placeholder, remarkTails, answerTails } = scene.book.pictures
  const said = answered === null ? null : tellingWords(answered)
  const from = picture.kind === 'placeholder' ? scene.random.chance(0.5) ? [own, placeholder] : [placeholder, own] : scene.random.chance(OWN_SHARE) ? [own, shared] : [shared, own]
  for (const groups of from) {
    // A trade's talk of light or axes is of no use before a grey box; only what it says of grey boxes is.
    if (picture.kind === 'placeholder' && groups === own && group !== 'remarks') continue
    const lists = group === 'remarks' ? remarksOn(picture, groups) : [groups[group]]
    const one = sayOne(scene, picture, toBystander ? lists.map((list) => without(FOR_MAKER, list)) : lists, detail, said)
    if (one === null) continue
    const tails = group === 'remarks' && saysAlike(one.line) ? remarkTails : (group === 'answers' || group === 'explains') && (one.line.needs & NEEDS.detail) === 0 ? answerTails : null
    if (tails === null || !scene.random.chance(tails === remarkTails ? TAIL_SHARE : ANSWER_TAIL_SHARE)) return one.text
    const tail = tailFrom(tails, detail, scene, one.text)
    return tail === null ? one.text : `${stopped(one.text)} ${tail}`
  }
  return null
}

/** With a stop, where another sentence follows. */
export function stopped(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`
}

/** A line without a slot or a choice: whoever says it says the same. */
export function saysAlike(line: Line): boolean {
  return line.parts.every((part) => part.kind === 'words' || (part.kind === 'draw' && part.argument !== null && (line.shows.length > 0 || line.hears.length > 0)))
}

/** A few words of the detail, or of the image, behind such a line; of nothing that `said` has named. */
export function tailFrom(tails: LineList, detail: Detail | null, scene: Scene, said: string): string | null {
  const { picture } = scene
  if (picture === null) return null
  const low = said.toLowerCase()
  const unnamed = detail !== null && low.includes(detail.words.toLowerCase()) ? null : detail
  const pointed = low.includes(picture.thing.toLowerCase())
  const fit = tails.lines.filter((line) => weigh(line, scene, picture, unnamed, null) !== null && !(pointed && line.source.includes('{thing')))
  return fit.length === 0 ? null : sayLine(scene.random.pick(fit), detail, scene)
}

/** What is said of its kind, then what is said of any image. */
function remarksOn({ kind }: LookedAt, { remarks }: PictureGroups): LineList[] {
  const any = kind === 'placeholder' ? undefined : remarks.get('any')
  // Nobody asks of a photograph how many tries its harbour took.
  return [kind === null ? undefined : remarks.get(kind), kind === 'photo' && any !== undefined ? without(/\?/, any) : any].filter((list) => list !== undefined)
}

function without(pattern: RegExp, list: LineList): LineList {
  return { ...list, lines: list.lines.filter((line) => !pattern.test(line.source)) }
}

/** What only the maker can be asked or told. */
const FOR_MAKER = /\?|\byou(?:r|rs|'[a-z]+)?\b/i

interface Weighed {
  readonly line: Line
  readonly detail: Detail | null
  readonly worth: number
}

function sayOne(scene: Scene, picture: LookedAt, lists: readonly LineList[], detail: Detail | null, said: ReadonlySet<string> | null): { readonly text: string; readonly line: Line } | null {
  const weighed: Weighed[] = []
  for (const [place, list] of lists.entries()) {
    const { lines } = list
    const size = lines.length
    let found = 0
    const start = placeInBag(size, scene.salt ^ list.salt, scene.ordinal)
    for (let i = 0; i < size && found < WEIGHED_MOST; i++) {
      const one = weigh(lines[(start + i) % size] as Line, scene, picture, detail, said)
      if (one === null) continue
      found++
      weighed.push(lists.length > 1 && place === 0 ? { ...one, worth: one.worth * WORTH.kind } : one)
    }
    // What answers a word of the comment is always looked for in the whole list.
    if (said !== null) for (const line of lines) if (line.hears.length > 0 && !weighed.some((one) => one.line === line)) weighed.push(...[weigh(line, scene, picture, detail, said)].filter((one) => one !== null))
  }
  for (let tries = 0; tries < LINE_TRIES && weighed.length > 0; tries++) {
    const one = scene.random.weighted(weighed, (each) => each.worth) as Weighed
    const text = sayLine(one.line, one.detail, scene)
    if (!heardNearby(text, scene)) return { text, line: one.line }
    weighed.splice(weighed.indexOf(one), 1)
  }
  return null
}

/** Says a line of the detail; the scene is left looking at it. */
export function sayLine(line: Line, detail: Detail | null, scene: Scene): string {
  const { picture } = scene
  scene.detail = detail?.words ?? null
  const many = detail?.plural ?? picture?.plural ?? false
  scene.subject = { ...scene.subject, pronoun: many ? 'they' : 'it' }
  let text = speak(line, scene)
  if (detail?.plural === true) text = agreeWithMany(text, detail.words)
  if (picture?.plural === true) text = agreeWithMany(text, picture.thing)
  return many ? agreeWithMany(text, 'they') : text
}

/** A line that can be said of this image in answer to this, with the detail it would speak of; null where it cannot. */
export function weigh(line: Line, scene: Scene, picture: LookedAt, detail: Detail | null, said: ReadonlySet<string> | null): Weighed | null {
  if ((line.needs & ~(scene.has | NEEDS.detail)) !== 0) return null
  let about = detail
  let worth = 1
  if (line.shows.length > 0) {
    if (!line.shows.some((word) => picture.words.has(word))) return null
    worth *= WORTH.shows
    const shown = (one: Detail): boolean => line.shows.some((word) => one.telling.has(word))
    if (about === null || !shown(about)) about = said === null ? picture.details.find(shown) ?? null : null
  }
  if (line.hears.length > 0) {
    if (said === null || !line.hears.some((word) => said.has(word))) return null
    worth *= WORTH.hears
  }
  if ((line.needs & NEEDS.detail) !== 0 && about === null) return null
  if (said !== null && detail !== null && (line.needs & NEEDS.detail) !== 0) worth *= WORTH.stays
  return { line, detail: about, worth }
}
