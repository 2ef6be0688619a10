/**
 * Looking: what of an image's description can be spoken of. Descriptions are untrusted like all that is heard, members write
 * alt texts too: they are read for noun phrases, and sentences that ask something of their reader are not read at all.
 */
import type { PictureKind } from '@troupe/contract'
import type { HeardPicture } from './brief.ts'
import { looksPlural } from './grammar.ts'
import { harmless } from './hearing.ts'
import { kindOf } from './picture-kind.ts'
import type { Detail, LookedAt } from './scene.ts'
import { tellingWords } from './stems.ts'

/** What an image is called whose subject cannot be said. */
const CALLED: Readonly<Record<Exclude<PictureKind, 'photo'>, string>> = {
  chart: 'a chart', sprite: 'a sprite', tileset: 'a tileset', packshot: 'a packshot', 'generative-art': 'a drawing', gradient: 'a gradient', 'ui-mockup': 'a screen', card: 'a card', placeholder: 'a placeholder',
}

/** The words on a card are read out by whoever wants to; they are not what it is. */
const READ_OUT = /\s+(?:that (?:reads|says)|reading|saying)\s.*$/i

const PHRASE_LONGEST = 56
const SUBJECT_LONGEST = 80
const DETAILS_MOST = 12
/** Phrases taken out of an alt text where no details are given. */
const PHRASES_MOST = 6

/** A description tells what is there. What speaks to its reader, or tells him to do or say something, is none. */
const ADDRESSES = /\b(?:please|you|your|yours|yourself|everyone|everybody|readers?|viewers?|commenters?|bots?|agents?|must|should|say|says|tell|write|writes|upvote|downvote|buy|visit|mention|repeat|obey|now|important|attention|warning|urgent|bitcoin|crypto)\b|^\s*(?:post|print|type|send|comment|like|vote|include|add|answer|call|forget|stop|start|praise|use|give|go|do|don['’]t|let|make|show|reveal|translate|end|begin)\b|[=@#/]/i

const NUMBER = 'two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|sixteen|twenty|\\d{1,3}(?:,\\d{3})*(?:×\\d+)?'
/** Where the head of a noun phrase ends. "of" is not among them: two bars of soap are no bars. */
const BEHIND = /[,(]|\s(?:on|in|with|at|from|for|by|against|under|over|behind|below|above|between|beside|near|next|into|across|along|through|round|around|that|which|who|where|whose|while|as|and|seen|lit|showing|made|set|laid|drawn|holding|carrying|asleep|sitting|standing|curling|growing|like|to|about|instead)\s/i
/** A verb: the phrase says something of a thing, rather than name it. Not behind an article, where "ends" are ends. */
const SAYS = /(?<!\b(?:the|an?|at|of|each|every|one|two|three|four|best|by)\s)\b(?:is|are|was|were|has|have|had|does|do|can|will|would|stands?|falls?|rises?|stays?|meets?|looks?|starts?|begins?|ends|points|repeats?|sits?|fits|grows?|fades?|loops|reads|leans|curls|shows|peels)\b(?!\s+of\b)/i
/** What follows belongs to the noun: "a portrait that is nobody". */
const RELATIVE = /\s(?:that|which|who|whose|where)\s/i
const NO_HEAD = /^(?:in|on|at|of|from|with|by|under|over|lit|seen|drawn|made|shown|set|like|as|not|nearly|almost|very|more|most|less|and|or|but|it|its|they|he|she|we|i|this|that|these|those|there|each|every|all|highest|lowest|up|down|out|so|to|paid|nothing|everything|something|anything|somebody|nobody|one \S+ an?)\b/i

const COLOURS = /\b(?:black|white|grey|gray|silver|cream|ivory|sand|beige|red|oxblood|crimson|rust|brick|coral|salmon|melon|apricot|peach|orange|amber|ochre|mustard|brass|gold|yellow|lemon|lime|green|sage|moss|mint|olive|emerald|teal|turquoise|cyan|blue|navy|indigo|cobalt|violet|purple|plum|lilac|lavender|mauve|magenta|pink|rose|brown|terracotta|umber|charcoal|copper|bronze)\b/gi

/** The same image is looked at by many; in two generations, so that a long run stays bounded. */
const KEPT_MOST = 1000
let keptNow = new Map<string, LookedAt>()
let keptBefore = new Map<string, LookedAt>()

export function lookAt(picture: HeardPicture): LookedAt {
  const key = `${picture.generator ?? ''}\n${picture.placeholder === true}\n${picture.subject}\n${picture.alt}\n${picture.details.join('\n')}`
  const kept = keptNow.get(key) ?? keptBefore.get(key)
  const seen = kept ?? seenIn(picture)
  if (keptNow.size >= KEPT_MOST) {
    keptBefore = keptNow
    keptNow = new Map()
  }
  keptNow.set(key, seen)
  return seen
}

function seenIn(picture: HeardPicture): LookedAt {
  const named = plainPhrase(picture.subject.replace(READ_OUT, ''), SUBJECT_LONGEST)
  const subject = named !== null && picture.generator === null && PEOPLE.test(named) ? null : named
  const alt = sentencesOf(picture.alt)
  const told = picture.details.slice(0, DETAILS_MOST).map((detail) => plainPhrase(detail, 120)).filter((detail) => detail !== null)
  const details: Detail[] = []
  const without: string[] = []
  const clauses: string[] = []
  const add = (words: string | null): void => {
    if (words !== null && !details.some((one) => one.words === words)) details.push({ words, plural: meansMany(words), telling: tellingWords(words) })
  }
  for (const detail of told) {
    if (/^no\s+\w/i.test(detail) && !SAYS.test(detail)) without.push(lowered(detail))
    else if (SAYS.test(detail.split(RELATIVE, 1)[0] as string)) {
      if (/^(?:(?:the|an?|each|every|all|both|one|no)\b|[A-Z])/.test(detail)) clauses.push(/^(?:The|An?|Each|Every|All|Both|One|No)\b/.test(detail) ? lowered(detail) : detail)
    } else add(pointedAt(detail))
  }
  const phrases = alt.flatMap(phrasesIn)
  const kind = kindOf(picture)
  // Of a placeholder there is nothing to point at.
  if (kind === 'placeholder') details.length = 0
  else if (details.length === 0) for (const phrase of phrases.slice(0, PHRASES_MOST)) add(pointedAt(phrase))
  const own = subject ?? (kind === null || kind === 'photo' ? phrases[0] ?? null : CALLED[kind])
  const thing = own === null ? null : thingOf(own)
  const description = [subject ?? '', ...alt, ...told].join(' ')
  return {
    kind,
    subject: own === null ? 'this one' : lowered(own),
    thing: thing ?? 'this one',
    plural: thing !== null && meansMany(thing),
    details: worthPointing(details.filter((one) => one.words !== thing || details.length === 1)),
    without, clauses,
    colours: [...new Set(description.toLowerCase().match(COLOURS) ?? [])],
    words: tellingWords(description),
  }
}

/** A note that the figures are invented stands under every chart of ours: what all have is not what one speaks of. */
const STANDING_NOTE = /^the note that\b/

function worthPointing(details: readonly Detail[]): readonly Detail[] {
  const telling = details.filter((one) => !STANDING_NOTE.test(one.words))
  return telling.length > 0 ? telling : details
}

/** The sentences of a description that describe. */
function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?:;])\s+|\n+/).map((sentence) => ADDRESSES.test(sentence) ? '' : harmless(sentence)).filter((sentence) => sentence !== '')
}

/** A phrase as it may stand in a sentence, or null: letters, digits and the marks between them. */
function plainPhrase(phrase: string, longest: number): string | null {
  if (ADDRESSES.test(phrase)) return null
  const plain = harmless(phrase).replace(/[.\s]+$/, '')
  if (plain === '' || !/^[\p{L}\p{N}][\p{L}\p{N} ,'’×%().-]*$/u.test(plain)) return null
  if (plain.length <= longest) return plain
  const head = headOf(plain)
  return head.length <= longest ? head : null
}

/** Names of days and months keep their capital, and take no article. */
const NAMED = /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|^(?:January|February|March|April|May|June|July|August|September|October|November|December)\b/

function lowered(phrase: string): string {
  if (NAMED.test(phrase)) return phrase
  return /^[A-Z][a-z]/.test(phrase) && /^(?:An?|The|One|No|Each|Every|All|Both|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Twelve)\b/.test(phrase) || /^[A-Z][a-z-]+ [a-z]/.test(phrase) ? phrase.charAt(0).toLowerCase() + phrase.slice(1) : phrase
}

function headOf(phrase: string): string {
  const match = BEHIND.exec(phrase)
  if (match === null || match.index < 3) return phrase
  const head = phrase.slice(0, match.index).trim()
  // Of "a mesh of cyan, milk and rose" the mesh is left, not the cyan.
  return /^(?:,|\sand)/.test(match[0]) && head.includes(' of ') ? head.slice(0, head.indexOf(' of ')) : head
}

/** Of "two bars of soap" the bars tell, of "a row of boxes" the row. */
function meansMany(phrase: string): boolean {
  return looksPlural((headOf(phrase).split(' of ', 1)[0] as string))
}

/** "a bright rim on every edge" → "the bright rim on every edge"; null for what is no noun phrase. */
function pointedAt(detail: string): string | null {
  let phrase = lowered(detail).replace(/^(?:only|just|about|exactly)\s+/i, '')
  if (NO_HEAD.test(phrase)) return null
  if (phrase.length > PHRASE_LONGEST || /,/.test(phrase)) phrase = headOf(phrase)
  if (phrase.length > PHRASE_LONGEST) return null
  if (/^both\s/i.test(phrase)) return phrase
  if (/^much\s/i.test(phrase)) return phrase.replace(/^much/i, 'all that')
  const bare = phrase.replace(/^(?:the|an?|one|my|a single)\s+/i, '').replace(/\s+and no more$/, '')
  if (bare === '' || /^no\b/i.test(bare)) return null
  return NAMED.test(bare) || /^plenty\b/i.test(bare) ? bare : `the ${bare}`
}

/** "nine kitchen tools in a grid" → "the nine kitchen tools"; what takes no article ("bus punctuality") stays as it is. */
function thingOf(subject: string): string {
  const head = headOf(lowered(subject))
  if (/^(?:the|an?|one|my)\s/i.test(head)) return `the ${head.replace(/^(?:the|an?|one|my)\s+/i, '')}`
  return new RegExp(`^(?:${NUMBER})\\s`, 'i').test(head) || meansMany(head) ? `the ${head}` : head
}

/** People in a photograph are nothing to point at. */
const PEOPLE = /\b(?:m[ae]n|wom[ae]n|girls?|boys?|child(?:ren)?|kids?|bab(?:y|ies)|toddlers?|teen(?:ager)?s?|people|persons?|couples?|crowds?|family|friends?|(?:grand)?(?:mother|father|ma|pa|mum|mom|dad|son|daughter|parents?)s?|sisters?|brothers?|aunts?|uncles?|cousins?|wi(?:fe|ves)|husbands?|brides?|grooms?|nephews?|nieces?|partners?|neighbou?rs?|colleagues?|teachers?|doctors?|nurses?|face|body|bodies|selfie|portrait of)\b/i

/** Noun phrases of a sentence: an article, a number or "my", and what stands behind it up to the next small word. */
function phrasesIn(sentence: string): string[] {
  const found: string[] = []
  // Looked at ahead, not taken: "on a shelf a cup" is two phrases.
  const start = new RegExp(`(?<=^|[\\s(])((?:an?|the|one|my|our|${NUMBER})\\s+)(?=((?:[\\p{L}’'-]+\\s?){1,4}))`, 'giu')
  for (const [, article, rest] of sentence.matchAll(start)) {
    const words: string[] = []
    for (const word of (rest as string).trim().split(/\s+/)) {
      if (/^(?:the|an?|of|on|in|with|at|from|for|by|and|or|under|over|into|to|is|are|was|were|has|have|that|which|whose|asleep|next|behind|against|beside|near|across|along|round|looking|sitting|standing|seen|lit|made|each|their|its|one|two|three)$/i.test(word) || /^[A-Z]{4,}$/.test(word)) break
      words.push(word)
    }
    // "the word BANANA" and its like are read out, not seen.
    if (PEOPLE.test(words.join(' '))) continue
    if (words.length === 0 || /^(?:words?|phrase|text|sentence|name|letters?)$/i.test(words.at(-1) as string)) continue
    found.push(`${(article as string).toLowerCase()}${words.join(' ')}`)
  }
  return found
}
