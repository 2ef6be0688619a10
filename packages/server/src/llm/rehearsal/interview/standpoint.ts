/** Where a speaker stands on what a question is about: its view, its interest, a belief or a fact of its own, or nothing. */
import { stemsOf } from '../stems.ts'
import { polarityOfText, subjectOfText } from '../hearing.ts'
import type { Scene, Subject, View } from '../scene.ts'
import type { Telling } from '../telling.ts'
import { recollectionOn, type Recalled } from './recollection.ts'

export interface Standpoint {
  readonly question: string
  readonly stems: ReadonlySet<string>
  /** Of the place's own subjects. */
  readonly subject: Subject | null
  readonly view: View | null
  /** One of the speaker's interests that the question names. */
  readonly interest: string | null
  readonly belief: string | null
  readonly knowledge: string | null
  readonly recalled: Recalled | null
  /** From -1, against what the question proposes, to 1, for it; 0 without a view. */
  readonly lean: number
  /** Nothing of the speaker's own touches the question. */
  readonly isNew: boolean
}

const TAKES_AWAY = /\b(?:remov|abolish|ban(?:ned)?\b|stop|clos|cancel|scrap|end(?:ed)?\b|get rid|tear down|demolish|against|oppos|forbid|without\b)/i

export function standpointOf(question: string, { book, speaker }: Scene, telling: Telling): Standpoint {
  const stems = stemsOf(question)
  const low = question.toLowerCase()
  const subject = subjectOfText(question, book)
  const view = subject === null ? null : book.views.get(subject.id) ?? null
  const interest = speaker.interests.find((one) => low.includes(one.toLowerCase())) ?? null
  const belief = nearestOf(speaker.beliefs, stems)
  const knowledge = nearestOf(speaker.knowledge, stems)
  const recalled = recollectionOn(telling, book, { subject, interest, stems })
  // "Should they stop the works?" is agreed to by those who are against them.
  const proposed = TAKES_AWAY.test(question) || polarityOfText(question) < 0 ? -1 : 1
  const own = view === null || view.stance === 0 ? (interest === null ? 0 : 1) : view.stance
  return {
    question, stems, subject, view, interest, belief, knowledge, recalled,
    lean: proposed * own / 2,
    isNew: view === null && interest === null && belief === null && knowledge === null && recalled === null,
  }
}

/** The text that shares most words with the question. */
function nearestOf(texts: readonly string[], stems: ReadonlySet<string>): string | null {
  let best: string | null = null
  let most = 0
  for (const text of texts) {
    const common = inCommon(stemsOf(text), stems)
    if (common > most) [best, most] = [text, common]
  }
  return best
}

export function inCommon(some: ReadonlySet<string>, others: ReadonlySet<string>): number {
  let common = 0
  for (const stem of some) if (others.has(stem)) common += 1
  return common
}
