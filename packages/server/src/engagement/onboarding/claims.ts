/**
 * Sentences of a sales profile that what the creator's own profile says does not bear out: figures nobody gave, superlatives and
 * promises, names that stand nowhere, quotes nobody wrote. Pure and cautious: it flags, and a person decides.
 */
import type { ClaimFlag, ProfileField, SalesProfile } from '@troupe/contract'

const FLAGS_MOST = 40
const CLAIM_LONGEST = 300

const SUPERLATIVES = /\b(?:best|greatest|leading|top[- ]?(?:rated|notch|tier)?|number one|no\. ?1|#1|world[- ]class|world's|unmatched|unrivall?ed|unbeatable|guarantee[ds]?|guaranteed|proven|always|never|every(?:one|body)|nobody else|the only|most (?:trusted|popular|experienced|successful)|award[- ]winning|fastest|cheapest|certified|renowned|famous|risk[- ]free)\b/gi
const VAGUE_NUMBERS = /\b(?:dozens|hundreds|thousands|millions|countless)\b/gi
const NUMBERS = /\d[\d.,]*\d|\d/g
const LINKS = /\bhttps?:\/\/[^\s)]+|\bwww\.[^\s)]+/gi
/** Capitalised and not a name. */
const NO_NAMES = new Set('i,a,an,the,we,you,they,he,she,it,our,your,their,his,her,this,that,these,those,and,or,but,if,when,with,for,from,in,on,at,to,of,by,as,no,yes,not,do,does,is,are,was,be,can,will,one,ask,book,start,learn,get,what,who,how,why,monday,tuesday,wednesday,thursday,friday,saturday,sunday,january,february,march,april,may,june,july,august,september,october,november,december,english,german,french,spanish,q&a,eur,usd,gbp,inr'.split(','))

/** `source`: everything the creator's own profile says, as text. */
export function unsupportedClaims(profile: SalesProfile, source: string): ClaimFlag[] {
  const known = knownFrom(source)
  const flags: ClaimFlag[] = []
  for (const { field, text } of textsOf(profile)) {
    for (const sentence of sentencesOf(text)) {
      const why = field === 'socialProof' ? quoteFault(sentence, known) : faultOf(sentence, known)
      if (why !== null) flags.push({ field, claim: sentence.slice(0, CLAIM_LONGEST), why })
    }
  }
  return flags.slice(0, FLAGS_MOST)
}

interface Known {
  /** In one form: lower case, blanks single, typographic quotes plain. */
  readonly text: string
  readonly numbers: ReadonlySet<string>
  readonly words: ReadonlySet<string>
}

function knownFrom(source: string): Known {
  const text = plain(source)
  return { text, numbers: new Set((source.match(NUMBERS) ?? []).map(figure)), words: new Set(text.match(/[\p{L}\p{N}][\p{L}\p{N}'&+-]*/gu) ?? []) }
}

function faultOf(sentence: string, known: Known): string | null {
  const link = sentence.match(LINKS)?.find((url) => !known.text.includes(plain(url).replace(/[.,;]$/, '')))
  if (link !== undefined) return `The profile has no link ${link}.`
  const number = sentence.replaceAll(LINKS, ' ').match(NUMBERS)?.find((one) => !known.numbers.has(figure(one)))
  if (number !== undefined) return `The profile says nothing of ${number}.`
  const vague = sentence.match(VAGUE_NUMBERS)?.find((word) => !known.text.includes(word.toLowerCase()))
  if (vague !== undefined) return `The profile gives no figure that amounts to ${vague.toLowerCase()}.`
  const superlative = sentence.match(SUPERLATIVES)?.find((word) => !known.text.includes(word.toLowerCase()))
  if (superlative !== undefined) return `“${superlative}” is not what the profile says.`
  const name = namesIn(sentence).find((one) => !one.split(' ').every((word) => known.words.has(plain(word))))
  return name === undefined ? null : `The profile does not mention ${name}.`
}

function quoteFault(quote: string, known: Known): string | null {
  return known.text.includes(plain(quote).replace(/[.!?…]+$/, '')) ? null : 'No testimonial says so.'
}

/** Words with a capital that don't begin a sentence, in a row as one. */
function namesIn(sentence: string): string[] {
  const words = sentence.split(/\s+/).map((word) => ({ word: word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '').replace(/['’]s$/u, ''), opens: /^["“„(]/u.test(word) }))
  const names: string[] = []
  let row: string[] = []
  const close = (): void => {
    if (row.length > 0) names.push(row.join(' '))
    row = []
  }
  words.forEach(({ word, opens }, place) => {
    const named = place > 0 && !opens && /^\p{Lu}/u.test(word) && !NO_NAMES.has(word.toLowerCase()) && !/[-–]/.test(word)
    if (named) row.push(word)
    else close()
  })
  close()
  return names
}

/** What agents are told to do is no claim, and neither are services, whose prices are the profile's own. */
function textsOf(profile: SalesProfile): { field: ProfileField; text: string }[] {
  return [
    { field: 'summary', text: profile.summary }, { field: 'pitch', text: profile.pitch }, ...profile.valuePropositions.map((text) => ({ field: 'valuePropositions' as const, text })),
    ...profile.services.map(({ description }) => ({ field: 'services' as const, text: description })), ...profile.objections.map(({ answer }) => ({ field: 'objections' as const, text: answer })),
    { field: 'pricing', text: profile.pricing }, ...profile.socialProof.map(({ quote }) => ({ field: 'socialProof' as const, text: quote })),
  ]
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?…])\s+|\n+/u).map((sentence) => sentence.trim()).filter((sentence) => sentence !== '')
}

/** 1,200 and 1200, 4.80 and 4.8 are one. */
function figure(text: string): string {
  const bare = /,\d{3}(?:\D|$)/.test(text) || !/,\d{1,2}$/.test(text) ? text.replaceAll(',', '') : text.replace(',', '.')
  return String(Number(bare.replace(/\.$/, '')))
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[‘’]/g, '\'').replace(/[“”„]/g, '"').replace(/\s+/g, ' ').trim()
}
