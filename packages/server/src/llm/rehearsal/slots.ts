/**
 * The built-in slots: what a template can ask of the scene besides word lists. Two halves: what the clock and chance give,
 * and what the scene knows (subject, heard text, memory, speaker).
 */
import { drawFrom, speak } from './render.ts'
import { agree, objectForm, possessive } from './grammar.ts'
import { chronicleAt, counterAt } from './chronicle.ts'
import { nextLine } from './bag.ts'
import { heardNearby } from './said.ts'
import { NEEDS, type Scene } from './scene.ts'

type Draw = (scene: Scene, argument: string | null) => string

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
const DAY_MS = 86_400_000

/** Tries at a take that was not heard nearby before one is repeated. */
const TAKE_TRIES = 4

const SLOTS: Readonly<Record<string, readonly [needs: number, draw: Draw]>> = {
  // chance and clock
  n: [0, (scene, argument) => {
    const [low = '2', high = '9'] = (argument ?? '').replaceAll(',', '').split('-')
    const from = Number(low)
    return grouped(from + scene.random.below(Number(high) - from + 1))
  }],
  time: [0, (scene) => `${6 + scene.random.below(16)}:${String(scene.random.below(60)).padStart(2, '0')}`],
  price: [0, (scene) => `£${1 + scene.random.below(9)}.${String(5 * scene.random.below(20)).padStart(2, '0')}`],
  day: [0, (scene) => scene.random.pick(DAYS)],
  month: [0, (scene) => scene.random.pick(MONTHS)],
  today: [0, (scene) => DAYS[new Date(scene.nowMs).getUTCDay()] as string],
  yesterday: [0, (scene) => DAYS[new Date(scene.nowMs - DAY_MS).getUTCDay()] as string],
  count: [0, (scene, argument) => {
    const counter = scene.book.speech.counters[argument ?? '']
    return counter === undefined ? '' : grouped(counterAt(counter, scene.nowMs))
  }],
  // the subject
  subject: [0, (scene) => drawFrom(scene.subject.names, scene)],
  keyword: [0, (scene) => scene.subject.keyword],
  part: [0, (scene) => drawFrom(scene.subject.parts, scene)],
  fact: [0, (scene) => factOf(scene)],
  news: [NEEDS.news, (scene) => newsOf(scene, 0)],
  older: [NEEDS.older, (scene) => newsOf(scene, 1)],
  take: [0, takeOf],
  is: [0, (scene) => agree('is', scene.subject.pronoun)],
  has: [0, (scene) => agree('has', scene.subject.pronoun)],
  was: [0, (scene) => agree('was', scene.subject.pronoun)],
  does: [0, (scene) => agree('does', scene.subject.pronoun)],
  they: [0, (scene) => scene.subject.pronoun],
  them: [0, (scene) => objectForm(scene.subject.pronoun)],
  their: [0, (scene) => possessive(scene.subject.pronoun)],
  // the text that is answered
  author: [NEEDS.author, (scene) => `@${scene.heard?.authorUsername ?? ''}`],
  echo: [NEEDS.echo, (scene) => scene.heard?.echo ?? ''],
  number: [NEEDS.number, (scene) => scene.heard?.number?.words ?? ''],
  figure: [NEEDS.number, (scene) => grouped(scene.heard?.number?.figure ?? 0)],
  nudged: [NEEDS.number, (scene) => {
    const figure = scene.heard?.number?.figure ?? 0
    const by = Math.max(1, Math.round(Math.abs(figure) * 0.08))
    return grouped(Math.max(1, figure + (scene.random.chance(0.5) && figure > by + 1 ? -by : by + scene.random.below(2))))
  }],
  named: [NEEDS.named, (scene) => scene.heard?.named ?? ''],
  // memory
  rival: [NEEDS.rival, (scene) => scene.memory.rival?.name ?? ''],
  rivalon: [NEEDS.rival, (scene) => scene.memory.rival?.on ?? ''],
  ally: [NEEDS.ally, (scene) => scene.memory.ally?.name ?? ''],
  allyon: [NEEDS.ally, (scene) => scene.memory.ally?.on ?? ''],
  own: [NEEDS.own, (scene) => scene.memory.own?.echo ?? ''],
  ownon: [NEEDS.own, (scene) => scene.memory.own?.on ?? ''],
  trend: [NEEDS.trend, (scene) => scene.trends[0] ?? ''],
  // the speaker
  interest: [NEEDS.interest, (scene) => scene.random.pick(scene.speaker.interests)],
  belief: [NEEDS.belief, (scene) => scene.random.pick(scene.speaker.beliefs).replace(/[.!?\s]+$/, '')],
  knowledge: [NEEDS.knowledge, (scene) => scene.random.pick(scene.speaker.knowledge).replace(/[.!?\s]+$/, '')],
  slang: [NEEDS.slang, (scene) => scene.random.pick(scene.speaker.voice.slang)],
  vocabulary: [NEEDS.vocabulary, (scene) => scene.random.pick(scene.speaker.voice.vocabulary)],
  location: [NEEDS.location, (scene) => scene.speaker.location],
  me: [0, (scene) => scene.speaker.name],
  name: [0, (scene) => scene.speaker.name.split(' ')[0] ?? ''],
  age: [NEEDS.age, (scene) => String(scene.speaker.age ?? '')],
  // the image
  thing: [NEEDS.picture, (scene) => scene.picture?.thing ?? ''],
  detail: [NEEDS.detail, (scene) => scene.detail ?? ''],
  without: [NEEDS.without, (scene) => scene.random.pick(scene.picture?.without ?? [''])],
  clause: [NEEDS.clause, (scene) => scene.random.pick(scene.picture?.clauses ?? [''])],
  colour: [NEEDS.colour, (scene) => scene.random.pick(scene.picture?.colours ?? [''])],
  other: [NEEDS.other, (scene) => `@${scene.other ?? ''}`],
  shows: [NEEDS.picture, () => ''],
  hears: [NEEDS.heard, () => ''],
}

/** Their names, for whoever checks a template. */
export const BUILT_IN_SLOTS: readonly string[] = Object.keys(SLOTS)

export function builtInSlot(name: string): Draw | null {
  return SLOTS[name]?.[1] ?? null
}

export function needsOf(name: string): number {
  return SLOTS[name]?.[0] ?? 0
}

/** Thousands with a comma; `toLocaleString` costs twenty times as much. */
function grouped(figure: number): string {
  return figure < 1000 ? String(figure) : String(figure).replace(/\B(?=(?:\d{3})+$)/g, ',')
}

function factOf(scene: Scene): string {
  const said = drawFrom(scene.subject.facts, scene)
  if (said !== '') return said
  return drawFrom(scene.book.passingFacts, scene)
}

function newsOf(scene: Scene, back: number): string {
  const line = chronicleAt(scene.subject.news, scene.subject.id, scene.nowMs, back)
  return line === null ? '' : speak(line, scene)
}

function takeOf(scene: Scene): string {
  const { planned } = scene
  if (planned !== null) {
    scene.planned = null
    scene.used.add(planned)
    const text = speak(planned, scene)
    if (!heardNearby(text, scene)) return text
  }
  const own = scene.book.views.get(scene.subject.id)
  let text = ''
  for (let tries = 0; tries < TAKE_TRIES; tries++) {
    const list = own !== undefined && tries < 2 && (tries === 0 || own.takes.lines.length > 1) ? own.takes : scene.book.anyView.takes
    const line = nextLine(list, scene, scene.ordinal + scene.draws++ * 5 + scene.random.below(7))
    if (line === null) continue
    text = speak(line, scene)
    if (!heardNearby(text, scene)) return text
  }
  return text
}
