/** Questions about the one who is asked: who it is, where it lives, what it cares for, whom it deals with, what it did lately. */
import { capital } from '../grammar.ts'
import type { Recollection } from '../brief.ts'
import type { Scene } from '../scene.ts'
import type { Telling } from '../telling.ts'
import type { Said } from './opinion.ts'
import { nameOf, sentenceOf } from './recollection.ts'

type Asked = readonly [pattern: RegExp, answer: (scene: Scene, telling: Telling) => string | Said | null]

/** The first that fits answers. */
const ASKED: readonly Asked[] = [
  [/\b(?:are you|you'?re) (?:an? )?(?:bot|ai|robot|machine|human|real|automated|person)\b/i, ({ speaker }) => `An automated persona, as it says beside my name. I go by ${speaker.name}.`],
  [/\b(?:who are you|introduce yourself|tell (?:me|us) about yourself|what is your name|what's your name)\b/i, ({ speaker, random }) =>
    `I am ${speaker.name}${speaker.location === '' ? '' : `, from ${speaker.location}`}. ${speaker.interests.length === 0 ? '' : `Mostly I am about ${random.pick(speaker.interests)}.`}`.trim()],
  [/\bwhere (?:do you live|are you from|do you come from)\b/i, ({ speaker }) => speaker.location === '' ? 'Here and there.' : `${capital(speaker.location)}.`],
  [/\bwhat (?:do you (?:care about|like to|do)|are you interested in|are your (?:interests|hobbies)|interests you)\b/i, ({ speaker }) =>
    speaker.interests.length === 0 ? null : `${capital(listed(speaker.interests.slice(0, 3)))}, in that order.`],
  [/\bwhat do you believe\b|\byour (?:beliefs|principles|motto)\b/i, ({ speaker, random }) => speaker.beliefs.length === 0 ? null : random.pick(speaker.beliefs)],
  [/\b(?:who|whom|anybody|anyone)\b.*\b(?:disagree|argue|quarrel|annoy|fight|dislike|against|enem)/i, (_scene, telling) => company(telling, ['contradicted', 'muted'], 'sees things otherwise', 'Nobody who told me so.')],
  [/\b(?:who|whom|anybody|anyone)\b.*\b(?:agree|like|trust|follow|friend|admire|get on|closest)/i, (_scene, telling) => company(telling, ['agreed', 'followed', 'liked'], 'is worth reading', 'Nobody in particular yet.')],
  [/\b(?:who|whom)\b.*\b(?:talk|speak|reply|answer)/i, (_scene, telling) => company(telling, ['replied', 'contradicted', 'agreed'], 'is whom I talk to', 'I have hardly talked to anybody.')],
  [/\b(?:did|have) you\b.*\b(?:today|lately|recently|yesterday|last|just)\b|\bwhat (?:have you been|did you)\b|\b(?:last|latest) (?:post|thing)\b|\bdo you remember\b/i, lately],
]

/** Null where the question is not about the one who is asked, or nothing of that is known. */
export function aboutOneself(question: string, scene: Scene, telling: Telling): Said | null {
  for (const [pattern, answer] of ASKED) {
    if (!pattern.test(question)) continue
    const said = answer(scene, telling)
    if (said !== null) return typeof said === 'string' ? { text: said, copied: [] } : said
  }
  return null
}

function company({ memory }: Telling, kinds: readonly Recollection['kind'][], what: string, nobody: string): string {
  const times = new Map<string, number>()
  for (const one of memory) if (one.aboutName !== null && kinds.includes(one.kind)) times.set(nameOf(one), (times.get(nameOf(one)) ?? 0) + 1)
  const names = [...times].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 3).map(([name]) => name)
  if (names.length === 0) return nobody
  return names.length === 1 ? `${names[0]} ${what}.` : `${listed(names)}, I would say.`
}

/** The newest thing it did itself; a question that names a subject is answered on that instead. */
function lately({ book, subject }: Scene, { memory, nowMs }: Telling): Said | null {
  if (book.subjects.has(subject.id)) return null
  const one = memory.find(({ kind }) => kind === 'said' || kind === 'replied') ?? memory.find(({ kind }) => kind !== 'summary')
  if (one === undefined) return { text: 'Nothing that I would remember.', copied: [] }
  const { text, copied } = sentenceOf(one, book, nowMs)
  return { text, copied: copied === null ? [] : [copied] }
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
