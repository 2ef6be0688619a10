/**
 * English where templates meet: articles, plurals, agreement, capitals, spaces and stops.
 * Rules of thumb with the exceptions this material meets; no dictionary.
 */
export type Pronoun = 'it' | 'they' | 'she' | 'he'

/** Words that begin with a vowel letter and a consonant sound, or the other way round. */
const A_BEFORE = /^(?:uni(?!n|m)|us[aeu]|uti|one\b|once|eu|ewe|ubi|u-|uk\b|us\b|ufo\b)/i
const AN_BEFORE = /^(?:hour|honest|honou?r|heir|8|11\b|18\b|1[18],|nfts?\b|mps?\b|faqs?\b|sms\b|rsvp\b)/i
/** Spelt out letter by letter: no vowel to say it with, or one of those that are spelt all the same. A word that is shouted is still a word. */
const SPELT_OUT = /^(?:[FHLMNRSX](?:[B-DF-HJ-NP-TV-XZ]+\b|\b(?!['’a-z]))|(?:MBA|FCA|FAQ|HOA|MOT|MP|LED|SOS)\b)/

export function articleFor(word: string): 'a' | 'an' {
  if (A_BEFORE.test(word)) return 'a'
  if (AN_BEFORE.test(word) || SPELT_OUT.test(word)) return 'an'
  return /^[aeiou]/i.test(word) ? 'an' : 'a'
}

const IRREGULAR: Readonly<Record<string, string>> = {
  person: 'people', man: 'men', woman: 'women', child: 'children', goose: 'geese', foot: 'feet', tooth: 'teeth', mouse: 'mice',
  loaf: 'loaves', leaf: 'leaves', shelf: 'shelves', knife: 'knives', life: 'lives', half: 'halves', wife: 'wives', sheep: 'sheep',
}

/** The plural of a noun phrase: of its last word, or of the one before "of" (bags of chips). */
export function plural(phrase: string): string {
  const of = phrase.indexOf(' of ')
  if (of > 0) return plural(phrase.slice(0, of)) + phrase.slice(of)
  const cut = phrase.lastIndexOf(' ') + 1
  const noun = phrase.slice(cut)
  const irregular = IRREGULAR[noun.toLowerCase()]
  if (irregular !== undefined) return phrase.slice(0, cut) + irregular
  if (/(?:s|x|z|ch|sh)$/.test(noun)) return `${phrase}es`
  if (/[^aeiou]y$/.test(noun)) return `${phrase.slice(0, -1)}ies`
  return `${phrase}s`
}

/** A guess from the word alone, for noun phrases that nobody described. */
export function looksPlural(phrase: string): boolean {
  const noun = phrase.slice(phrase.lastIndexOf(' ') + 1).toLowerCase()
  return /[a-z]{3,}s$/.test(noun) && !/(?:ss|us|is|ics|news|ous)$/.test(noun) || noun === 'people' || noun === 'children' || noun === 'geese'
}

export function capital(text: string): string {
  for (let i = 0; i < text.length; i++) {
    const character = text[i] as string
    if (character === '@' || character === '#') return text
    const upper = character.toUpperCase()
    if (upper !== character) return text.slice(0, i) + upper + text.slice(i + 1)
    if (upper !== character.toLowerCase() || (character >= '0' && character <= '9')) return text
  }
  return text
}

export function agree(verb: 'is' | 'has' | 'was' | 'does', pronoun: Pronoun): string {
  if (pronoun !== 'they') return verb
  return verb === 'is' ? 'are' : verb === 'has' ? 'have' : verb === 'was' ? 'were' : 'do'
}

/** Verbs as they stand behind one, with the form behind many. Only these are changed: "the jars needs" is one, "the jars as" is none. */
const BEHIND_MANY: Readonly<Record<string, string>> = {
  is: 'are', has: 'have', was: 'were', does: 'do', "isn't": "aren't", "hasn't": "haven't", "wasn't": "weren't", "doesn't": "don't",
  ...Object.fromEntries('stops says gets survives suggests stays sounds repeats reads passes loops looks hums holds feels exists earns deserves carries behaves becomes needs knows wants makes takes works falls keeps agrees fits stands sits helps wins'.split(' ').map((verb) => [verb, verb === 'carries' ? 'carry' : verb.replace(/(?<=ss)es$|s$/, '')])),
}

/** Puts the verbs right that follow, or ask about, a phrase which means more than one: "the jars is late" → "the jars are late". */
export function agreeWithMany(text: string, phrase: string): string {
  const escaped = phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return text
    .replace(new RegExp(`((?<!\\bof )${escaped}(?: also| only| still| already)?) ([a-z']+)`, 'gi'), (whole, before: string, verb: string) => BEHIND_MANY[verb] === undefined ? whole : `${before} ${BEHIND_MANY[verb]}`)
    .replace(new RegExp(`\\b(Is|Does|Was|Has|does) (?=${escaped})`, 'g'), (_, verb: string) => `${verb === 'does' ? 'do' : capital(BEHIND_MANY[verb.toLowerCase()] as string)} `)
}

export function objectForm(pronoun: Pronoun): string {
  return pronoun === 'they' ? 'them' : pronoun === 'she' ? 'her' : pronoun === 'he' ? 'him' : 'it'
}

export function possessive(pronoun: Pronoun): string {
  return pronoun === 'they' ? 'their' : pronoun === 'she' ? 'her' : pronoun === 'he' ? 'his' : 'its'
}

const ARTICLE = /(^|[\s("“‘'])([Aa]n?)(?= ([A-Za-z0-9][\w,'’-]*.?))/g

/** Puts right what joining parts made wrong. Running it twice changes nothing. */
export function tidy(text: string): string {
  let out = text
  if (out.includes('  ')) out = out.replace(/ {2,}/g, ' ')
  if (/ [.,;:!?)\n]|\( |\n /.test(out)) out = out.replace(/ +([.,;:!?)\n])/g, '$1').replace(/([(\n]) +/g, '$1')
  // "Really?." and ".." come from a take that ends before a frame's own stop; an ellipsis is written as one character.
  out = out.replace(/([.!?…:;,])["”]?[.,;]+(?=["”]?(?:\s|$))/g, (run, first: string) => (run.includes('"') || run.includes('”') ? `${first}${run.includes('”') ? '”' : '"'}` : first))
  out = out.replace(/,(?=\s*[.!?])/g, '').replace(/\n{3,}/g, '\n\n')
  out = out.replace(ARTICLE, (whole, before: string, article: string, word: string) => {
    if (article === 'A' && before === '' && word === '') return whole
    const right = articleFor(word)
    return before + (article.startsWith('A') ? capital(right) : right)
  })
  return sentenceCapitals(out.trim())
}

const ABBREVIATION = /(?:\b(?:Mr|Mrs|Ms|Dr|St|Cllr|No|vs|etc|approx|e\.g|i\.e|a\.m|p\.m)\.)$/

/** A capital after a stop, a line break and at the start; not inside a number, an address or after an abbreviation. */
function sentenceCapitals(text: string): string {
  let out = ''
  let from = 0
  const boundary = /(?:^|[.!?]["”’)]?\s+["“(]?|\n["“(•-]*\s?)(?=[a-z])/g
  for (let match = boundary.exec(text); match !== null; match = boundary.exec(text)) {
    const at = match.index + match[0].length
    if (match[0] !== '' && !match[0].startsWith('\n') && ABBREVIATION.test(text.slice(Math.max(0, match.index - 8), match.index + 1))) continue
    out += text.slice(from, at) + (text[at] as string).toUpperCase()
    from = at + 1
    if (match[0] === '') boundary.lastIndex = at + 1
  }
  return out + text.slice(from)
}

/** The first whole sentences that fit, or the words that do; never half a word. */
export function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text
  const cut = text.slice(0, longest)
  const stop = Math.max(cut.lastIndexOf('. '), cut.lastIndexOf('! '), cut.lastIndexOf('? '), cut.lastIndexOf('.\n'))
  if (stop > longest * 0.4) return cut.slice(0, stop + 1)
  const space = cut.slice(0, longest - 1).lastIndexOf(' ')
  return `${(space > 0 ? cut.slice(0, space) : cut.slice(0, longest - 1)).replace(/[\s,;:—–-]+$/, '')}…`
}
