/**
 * Finds the answer of a profile that fits what a lead wrote, by the words both have in common. Seldom words count more than
 * frequent ones. It would rather find nothing: a wrong answer is worse than a person who is asked.
 */
export interface ObjectionAnswer {
  readonly objection: string
  readonly answer: string
  /** 0 to 1: how much of the objection is in the words. */
  readonly certainty: number
}

/** Half of the objection's weight must be found. */
const CERTAIN_ENOUGH = 0.5

const STOPWORDS = new Set(`a about after all also am an and any are as at be because been before being but by can cannot could did do does doing don for from get got had has have he her here him his how i if in into is
  it its itself just let me more most my no nor not now of off on once one only or other our out over own s same she should so some such t than that the their them then there these they this those through to too
  under until up us very want was we were what when where which while who whom why will with would you your yours really like think know maybe`.split(/\s+/))

/** Words that mean the same to a buyer. */
const SAME: readonly (readonly string[])[] = [
  ['expensive', 'price', 'pricey', 'cost', 'afford', 'budget', 'money', 'cheap', 'dear', 'fee'],
  ['time', 'busy', 'schedule', 'hours', 'week'],
  ['work', 'works', 'result', 'outcome', 'guarantee', 'proof', 'worth'],
  ['refund', 'cancel', 'moneyback', 'return'],
  ['beginner', 'experience', 'level', 'junior', 'start', 'background', 'skill'],
  ['online', 'remote', 'video', 'zoom'],
  ['free', 'trial', 'sample', 'demo'],
]
const ROOT_OF = new Map(SAME.flatMap((words) => words.map((word) => [stem(word), stem(words[0] ?? word)] as const)))

export function answerTo(text: string, known: readonly { readonly objection: string; readonly answer: string }[]): ObjectionAnswer | null {
  const said = new Set(wordsOf(text))
  if (said.size === 0) return null
  const objections = known.map((one) => ({ ...one, words: new Set(wordsOf(one.objection)) }))
  const spread = new Map<string, number>()
  for (const { words } of objections) for (const word of words) spread.set(word, (spread.get(word) ?? 0) + 1)
  let best: ObjectionAnswer | null = null
  for (const { objection, answer, words } of objections) {
    let [all, shared] = [0, 0]
    for (const word of words) {
      const weight = 1 / (spread.get(word) ?? 1)
      all += weight
      if (said.has(word)) shared += weight
    }
    const certainty = all === 0 ? 0 : shared / all
    if (certainty > (best?.certainty ?? 0)) best = { objection, answer, certainty }
  }
  return best === null || best.certainty < CERTAIN_ENOUGH ? null : best
}

/** "I think so" says nothing; "I want to think about it" does. */
const PONDERING = /\bthink (?:about (?:it|this|that)|(?:it|this) over)\b/g

function wordsOf(text: string): string[] {
  return text.slice(0, 2_000).normalize('NFKC').toLowerCase().replaceAll(PONDERING, ' ponder ').split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1 && !STOPWORDS.has(word)).map((word) => ROOT_OF.get(stem(word)) ?? stem(word))
}

/** Enough of one for English plurals and forms of verbs. */
function stem(word: string): string {
  return word.length <= 4 ? word.replace(/s$/, '') : word.replace(/(?:ings?|ed|es|s|ly)$/, '').replace(/e$/, '')
}
