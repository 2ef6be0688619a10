/** What a speaker says of the thing a question is about. */
import { nextLine } from '../bag.ts'
import { capital } from '../grammar.ts'
import { speak } from '../render.ts'
import { NEEDS, type Line, type LineList, type Scene } from '../scene.ts'
import type { Telling } from '../telling.ts'
import { inCommon, type Standpoint } from './standpoint.ts'

export interface Said {
  readonly text: string
  readonly copied: readonly string[]
}

/** What a word in common is worth against a line without any. */
const WORD_WORTH = 3
const RECALLING_SHARE = 0.8
const ASKS_FOR_A_STAND = /\b(?:think|thought|opinion|feel|view|stand|against|support|like|love|hate|favou?r|should|agree|right|wrong|good|bad|trust|mind|better|worse|fair)\b/i

/** By stance, from against to for. Of the thing itself, which is named: a yes or a no would hang on how the question was put. */
const STANDS: Readonly<Record<string, readonly string[]>> = {
  '-2': ['Against, and you may write that down.', 'Against.', 'Do not get me started.', 'Against, as everybody here can tell you.'],
  '-1': ['More against than for.', 'I have my doubts.', 'Not fond.', 'I could do without.'],
  '0': ['I can see both sides.', 'I go back and forth.', 'Hard to say, but I will try.', 'I am in two minds.'],
  '1': ['More for than against.', 'I have a soft spot.', 'I am coming round.', 'Fond, in my way.'],
  '2': ['All for.', 'In favour, gladly.', 'In favour. I would have thought that was known.', 'You are asking a friend.'],
}

const NEVER_THOUGHT = [
  'I never thought about it.', 'To be honest, that has never crossed my mind.', 'No view on that, and I would only be making one up.', 'That is a new one. I have nothing on it.',
  'You have got me there: I do not know the first thing about it.', 'I would have to think, and I have not.', 'Nobody ever asked me that, and I never asked myself.',
  'I could say something, but it would not be mine.', 'I do not know, which I gather is an answer too.', 'It has not come up where I live.',
]

export function opinionOn(standpoint: Standpoint, scene: Scene, telling: Telling): Said {
  const { view, subject, interest, belief, knowledge, recalled } = standpoint
  if (view !== null) return withRecalled([standWord(view.stance, standpoint, scene), lineOn(view.takes, view.replies, standpoint, scene)], standpoint, scene)
  if (interest !== null) return withRecalled([own(belief ?? knowledge), passing(scene)], standpoint, scene)
  if (belief !== null || knowledge !== null) return withRecalled([own(belief), own(knowledge)], standpoint, scene)
  if (recalled !== null) return { text: `I have no view of my own on that. ${recalled.text}`, copied: recalled.copied === null ? [] : [recalled.copied] }
  if (subject !== null) return { text: `${scene.random.pick(NEVER_THOUGHT)} All I know is that ${factOf(subject.facts, scene)}.`, copied: [] }
  return { text: [scene.random.pick(NEVER_THOUGHT), instead(scene, telling)].filter((part) => part !== '').join(' '), copied: [] }
}

function withRecalled(parts: readonly string[], { recalled }: Standpoint, { random }: Scene): Said {
  const adds = recalled !== null && random.chance(RECALLING_SHARE) ? recalled : null
  return { text: [...parts, adds?.text ?? ''].filter((part) => part !== '').join(' '), copied: adds?.copied == null ? [] : [adds.copied] }
}

function standWord(stance: number, { question, subject }: Standpoint, { random }: Scene): string {
  if (!ASKS_FOR_A_STAND.test(question)) return ''
  const name = subject?.names.lines[0]?.source
  const stand = random.pick(STANDS[String(stance)] as readonly string[])
  return name === undefined || /[{[]/.test(name) ? stand : `${capital(name)}? ${stand}`
}

/** Of takes, and of answers that address nobody, one that shares words with the question. */
function lineOn(takes: LineList, replies: LineList, { stems }: Standpoint, scene: Scene): string {
  const fit = [...takes.lines, ...replies.lines].filter((line) => (line.needs & ~scene.has) === 0 && (line.needs & (NEEDS.author | NEEDS.echo | NEEDS.number)) === 0)
  const line = scene.random.weighted(fit, (one: Line) => 1 + WORD_WORTH * Math.min(4, inCommon(one.stems, stems)))
  return line === null ? '' : speak(line, scene)
}

/** What would fit any interest. */
function passing(scene: Scene): string {
  const line = nextLine(scene.book.anyView.takes, scene, scene.ordinal + scene.random.below(100))
  return line === null ? '' : speak(line, scene)
}

function own(text: string | null): string {
  if (text === null) return ''
  return capital(/[.!?]$/.test(text) ? text : `${text}.`)
}

function factOf(facts: LineList, scene: Scene): string {
  const line = nextLine(facts, scene, scene.random.below(100))
  return line === null ? 'people talk about it' : speak(line, scene)
}

function instead({ random, talkative }: Scene, { speaker }: Telling): string {
  return speaker.interests.length > 0 && random.chance(talkative) ? `Ask me about ${random.pick(speaker.interests)} instead.` : ''
}
