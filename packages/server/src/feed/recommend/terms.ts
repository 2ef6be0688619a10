/** What a text is about, as terms: its words without the common ones, plurals as singulars. */
import { wordsOf } from '../words-of.ts'
import { COMMON_WORDS } from './common-words.ts'

/** Names of members and addresses say whom and where, not what about. */
const ASIDE = /@[\p{L}\p{N}_]+|https?:\/\/\S+/gu
const SHORTEST = 3
const PLAIN = /^[a-z0-9]*$/
const NUMBER = /^\p{N}+$/u

/** Terms in the order they come, each with the word as it stands in the text; each once. */
export function termsOf(text: string): Map<string, string> {
  const terms = new Map<string, string>()
  for (const word of wordsOf(text.replace(ASIDE, ' '))) {
    // A letter of Chinese is a word of its own.
    if ((word.length < SHORTEST && PLAIN.test(word)) || NUMBER.test(word) || COMMON_WORDS.has(word)) continue
    const term = singular(word)
    if (!terms.has(term)) terms.set(term, word)
  }
  return terms
}

/** Only so far that "trams" meets "tram" and "bakeries" the "bakery"; words that it takes wrongly are taken alike on both sides. */
function singular(word: string): string {
  if (word.length <= SHORTEST || !word.endsWith('s') || word.endsWith('ss')) return word
  return word.endsWith('ies') && word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1)
}
