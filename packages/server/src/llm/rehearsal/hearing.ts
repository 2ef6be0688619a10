/**
 * Hearing: what a text is about, what in it can be quoted back, a figure in it, a person, whether it is for or against.
 * Heard texts are untrusted. Nothing here obeys them, and what is given back is stripped: no addresses, no handles, no markup,
 * and no sentence that reads like an order to whoever reads it.
 */
import { passingSubject } from './book.ts'
import { looksPlural } from './grammar.ts'
import { stemsOf } from './stems.ts'
import type { HeardText } from './brief.ts'
import type { Book, Heard, Subject } from './scene.ts'

/** Longer texts are heard to here; a post has at most 1,000. */
const HEARD_MOST = 1200

const ORDERS = /\b(?:ignore|ignora|ignorez|ignoriere|disregard|olvida|oublie|vergiss|instructions?|instrucciones|anweisung|system|prompt|jailbreak|assistant|chatbot|language model|ai model|as an ai|you (?:must|are now|will now|have to)|reply with|respond with|answer with|repeat after|say exactly|output|execute|password|token|api|secret|credentials?|developer mode|pretend|roleplay|override|sudo|admin|click|subscribe|follow me|dm me|report (?:this|him|her|them)|mute (?:him|her|them)|delete|click here)\b|[<>{}[\]`\\|$]|忽略|指令|игнорируй|инструкц|無視|تجاهل/iu
const UNSAFE = /https?:\/\/\S+|www\.\S+|\b\S+\.(?:com|net|org|io|dev|app|xyz|ru|cn|info)\b\S*|[@#][\w-]+|[\p{Cc}\p{Cf}\p{Co}]+|\p{Extended_Pictographic}/gu

const STOP = new Set('a an the and or but so if then than that this these those which who whom whose what when where why how is are was were be been being am has have had do does did will would can could should shall may might must not no nor of in on at for to from with by about into over under after before between through during without within as it its he she they them his her their we us our you your i me my mine just very really quite too also only even still again once here there all any both each few more most other some such own same up down out off now because until while though although ever never always yet got get gets going goes went come comes came said says say saying make makes made think know like one two'.split(' '))

/** Nouns that say nothing about what a text is on. */
const EMPTY = /^(?:thing|things|time|times|people|person|lot|day|days|way|ways|something|anything|nothing|everything|end|part|rest|kind|sort|bit|point|fact|place|side|year|years|week|month|morning|evening|night|hour|minutes?|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|first|last|next|second|same|other|whole|update|edit|verdict|claim|erratum|advice|half|halves|note|notes|opinion|opinions|try|tries|step|steps|finding|kinds|version|draft|idea|plan|attempts?|rounds?|hours|beginning|beginner|teacher|holds?|happens?|turns?|drops?|means|works|starts?|ends|looks?|feels?|sounds?|helps?|needs?|wants?|comes?|goes|takes?|makes?|owns?|somebody|nobody|everybody)$/i

const GOOD = new Set('love loved lovely great beautiful proud thank thanks finally works worked support brilliant hope best win future opportunity wonderful progress perfect needed welcome glad happy free gift grateful honest good better restored deserve deserves'.split(' '))
const BAD = new Set("never ruin ruined waste wasted shame disgrace fail failed failure wrong broken closed worse worst stop ban hate lie lies joke scam tax problem blame stolen fine fined late dead useless ridiculous nonsense pointless lost against rubbish cancelled delayed appalling theft tyranny wrong not don't won't isn't can't didn't".split(' '))

/** A hashtag inside a sentence is one of its words; behind the last stop it is a label. */
const TAGGED_WORD = /#([A-Za-z]{2,24})(?=[.,;:!?'’]|\s+[a-z])/g
/** "…, @pim." names whom it is said to and is no part of the sentence. */
const NAME_BEHIND = /, @\w+(?=[.!?])/g
/** Where a name or an address stood: the sentence is not whole without it. */
const TAKEN_OUT = '@'

function plainTags(said: string): string {
  return said.slice(0, HEARD_MOST).replace(TAGGED_WORD, '$1').replace(NAME_BEHIND, '')
}

export function harmless(text: string): string {
  return text.slice(0, HEARD_MOST).replace(UNSAFE, ' ').split(/(?<=[.!?;:])\s+|\n+/).filter((sentence) => !ORDERS.test(sentence)).join(' ').replace(/\s+/g, ' ').trim()
}

/** The described subject a text is most about, or null. */
export function subjectIn(text: string, book: Book): Subject | null {
  return subjectAmong(wordsOf(text), book)
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().replace(/['’]s\b/g, '').match(/[a-z0-9'’+-]+/g) ?? []
}

/** What a mention of everyday life is worth against one of the place's own subjects. */
const EVERYDAY_WORTH = 0.2

function subjectAmong(words: readonly string[], book: Book): Subject | null {
  if (book.keywords.size === 0) return null
  let best: Subject | null = null
  let bestCount = 0
  const counts = new Map<Subject, number>()
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string
    const next = words[i + 1]
    const subject = (next !== undefined && book.pairStarts.has(word) ? book.keywords.get(`${word} ${next}`) : undefined) ?? book.keywords.get(word)
    if (subject === undefined) continue
    // Earlier mentions weigh a little more: people lead with what they mean. What has no news is everyday life, and gives way.
    const count = (counts.get(subject) ?? 0) + (1 + (i < 8 ? 0.4 : 0)) * (subject.news.length === 0 ? EVERYDAY_WORTH : 1)
    counts.set(subject, count)
    if (count > bestCount) {
      best = subject
      bestCount = count
    }
  }
  return best
}

/**
 * The same text is heard by many and remembered for long, and hearing costs more than speaking: what does not depend on the
 * hearer's chance is kept, in two generations of at most so many texts, so that a long run stays bounded.
 */
const KEPT_MOST = 2000
interface Kept {
  readonly text: string
  readonly words: readonly string[]
  readonly subjects: WeakMap<Book, Subject | null>
  passing: Subject | null
  readonly number: Heard['number']
  readonly polarity: -1 | 0 | 1
  readonly echoes: readonly string[]
  readonly stems: ReadonlySet<string>
}
let keptNow = new Map<string, Kept>()
let keptBefore = new Map<string, Kept>()

function listen(said: string): Kept {
  let one = keptNow.get(said)
  if (one !== undefined) return one
  one = keptBefore.get(said)
  if (one === undefined) {
    const plain = plainTags(said)
    const text = harmless(plain)
    // Most texts name nobody, and what is harmless need not be found twice.
    const marked = plain.replace(/@\w+|https?:\S+|www\.\S+/g, TAKEN_OUT)
    one = { text, words: wordsOf(`${text} ${tagsIn(said)}`), passing: null, subjects: new WeakMap(), number: numberIn(text), polarity: polarityOf(text), echoes: echoesOf(marked === plain ? text : harmless(marked)), stems: stemsOf(text) }
  }
  if (keptNow.size >= KEPT_MOST) {
    keptBefore = keptNow
    keptNow = new Map()
  }
  keptNow.set(said, one)
  return one
}

/** Hashtags are not quoted, but they tell the subject: #LakeSteven is read as two words. */
function tagsIn(said: string): string {
  return (said.slice(0, HEARD_MOST).match(/#[A-Za-z]{3,30}/g) ?? []).map((tag) => tag.slice(1).replace(/(?<=[a-z])(?=[A-Z])/g, ' ')).join(' ')
}

/** The described subject of a text, without the rest of hearing. */
export function subjectOfText(text: string, book: Book): Subject | null {
  return subjectFor(listen(text), book)
}

/** Whether a text is for or against what it speaks of. */
export function polarityOfText(text: string): -1 | 0 | 1 {
  return listen(text).polarity
}

function subjectFor(one: Kept, book: Book): Subject | null {
  let subject = one.subjects.get(book)
  if (subject === undefined) one.subjects.set(book, (subject = subjectAmong(one.words, book)))
  return subject
}

/** `around` are the texts it hangs under, nearest last: where a text names nothing, they say what it is about. */
export function hear(heard: HeardText, book: Book, chance: number, around: readonly HeardText[] = [], interests: readonly string[] = []): Heard {
  const one = listen(heard.text)
  let subject = subjectFor(one, book)
  // What is said in passing under a post of the place's own ("a hospital would be quicker") is still about that post.
  for (let i = around.length - 1; (subject === null || subject.news.length === 0) && i >= 0; i--) subject = subjectOfText((around[i] as HeardText).text, book) ?? subject
  if (subject === null) {
    // Shared interests are heard first.
    const low = one.text.toLowerCase()
    const shared = interests.find((interest) => low.includes(interest.toLowerCase()))
    if (shared !== undefined) subject = passingSubject(shared, looksPlural(shared) ? 'they' : 'it')
  }
  return {
    subject: subject ?? (one.passing ??= passing(one.text)),
    echo: echoAt(one.echoes, chance),
    number: one.number,
    named: namedIn(one.text, book),
    polarity: one.polarity,
    asks: one.text.includes('?'),
    stems: one.stems,
    authorUsername: /^[A-Za-z0-9_]{1,40}$/.test(heard.authorUsername) ? heard.authorUsername : 'you',
  }
}

/** One of the sentences, and the first only where it is alone: people clear their throats before they say something. */
function echoAt(echoes: readonly string[], chance: number): string | null {
  const skipped = echoes.length > 1 ? 1 : 0
  return echoes[skipped + Math.floor(chance * (echoes.length - skipped))] ?? null
}

/** The salient noun phrase of a text that no subject fits. */
function passing(text: string): Subject {
  if (text.split(' ').length < 3) return passingSubject('this', 'it')
  const phrase = /\b(?:the|my|our|this|that|these|those|a|an)\s+((?:[A-Za-z'’-]{3,}\s+){0,2}[A-Za-z'’-]{4,})\b/g
  let best = ''
  let bestScore = 0
  for (const match of text.matchAll(phrase)) {
    const words = (match[1] as string).split(/\s+/)
    while (words.length > 0 && (STOP.has((words[0] as string).toLowerCase()))) words.shift()
    const kept: string[] = []
    for (const word of words) {
      if (STOP.has(word.toLowerCase()) || EMPTY.test(word) || /n['’]t$/.test(word) || (kept.length > 0 && /(?:ing|ed|ly)$/.test(word))) break
      kept.push(word)
    }
    const found = kept.join(' ')
    const score = found.length + (/[A-Z-]/.test(found) ? 4 : 0)
    if (kept.length > 0 && score > bestScore && !EMPTY.test(found)) {
      best = found
      bestScore = score
    }
  }
  // "about film grain", "with tilesets": what stands bare behind a preposition is often what it is all about.
  for (const match of text.matchAll(/\b(?:about|with|for|of|on|into)\s+([a-z-]{4,}(?:\s[a-z-]{4,})?)(?=[\s.,:;!?]|$)/g)) {
    const words = (match[1] as string).split(' ').filter((word, at, all) => !STOP.has(word) && !EMPTY.test(word) && (at === 0 || !STOP.has(all[0] as string)))
    const found = words.join(' ')
    if (words.length > 0 && !/(?:ing|ed|ly)$/.test(found) && found.length + 5 > bestScore) return passingSubject(found, looksPlural(found) ? 'they' : 'it')
  }
  if (best === '') {
    for (const word of text.match(/[A-Za-z'’-]{5,}/g) ?? []) {
      if (!STOP.has(word.toLowerCase()) && !EMPTY.test(word) && !/(?:ed|ing|ly)$|['’]/.test(word) && word.length > best.length) best = word.toLowerCase()
    }
    if (best === '') return passingSubject('this', 'it')
    return passingSubject(best, looksPlural(best) ? 'they' : 'it')
  }
  return passingSubject(`the ${best}`, looksPlural(best) ? 'they' : 'it')
}

const WEAK_START = /^(?:and|but|so|because|which|who|that|or|if|then|than|when|while|as|to|of|in|on|at|for|with|from|by|also|edit|update|well|look)\b/i
const WEAK_END = /\b(?:and|but|so|because|which|who|that|or|if|the|a|an|to|of|in|on|at|for|with|from|by|is|are|was|were|my|your|our|his|her|their|its|not|no|very|than|as|has|have|had|been|be|this|these|says|said|who|about)$/i

/** A verb, or near enough: "the cones have seniority" rather than "Larkspur Rise in the rain". */
const SAYS_SOMETHING = /\b(?:is|are|was|were|has|have|had|will|would|can|could|do|does|did|never|not|went|got|made|asked|took|know|think|need|want|belongs?|costs?|goes|takes|works|says|we|you|they)\b|n['’]t\b|[a-z]{3}ed\b/i

/** Words of its own that a sentence must have to be worth repeating: "You know the one" has none. */
const TELLING_WORDS = 2

/** Whole sentences only: half a sentence in quotation marks reads like a misprint. */
function echoesOf(text: string): string[] {
  const found: string[] = []
  for (const [, raw] of text.matchAll(/(?<=^|[.!?]\s+|\n)([^.!?\n"“”()]{12,70})[.!](?=\s|$)/g)) {
    const sentence = (raw as string).trim()
    const words = sentence.split(' ').length
    if (words < 4 || words > 12 || WEAK_START.test(sentence) || WEAK_END.test(sentence) || !SAYS_SOMETHING.test(sentence) || /[:;@#]/.test(sentence) || stemsOf(sentence).size < TELLING_WORDS) continue
    found.push(sentence)
  }
  return found
}

function numberIn(text: string): Heard['number'] {
  const match = /(?<![\d£$€.,:/])(\d{1,3}(?:,\d{3})+|\d{1,6})(?![\d.,:/%]*[\d%])\s+([a-z][a-z-]{2,})/.exec(text)
  if (match === null) return null
  const figure = Number((match[1] as string).replaceAll(',', ''))
  const noun = match[2] as string
  if (figure < 2 || STOP.has(noun) || /^(?:and|percent|per)$/.test(noun)) return null
  return { words: `${match[1]} ${noun}`, figure }
}

function namedIn(text: string, book: Book): string | null {
  for (const name of book.people) if (text.includes(name)) return name
  return null
}

function polarityOf(text: string): -1 | 0 | 1 {
  let sum = 0
  for (const word of text.toLowerCase().match(/[a-z'’]+/g) ?? []) {
    if (GOOD.has(word)) sum++
    else if (BAD.has(word)) sum--
  }
  return sum > 0 ? 1 : sum < 0 ? -1 : 0
}
