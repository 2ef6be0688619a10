/** The style step: how a speaker writes down what it says. Casing, slang and emoji, never so much that it cannot be read. */
import type { Voice } from '@troupe/contract'
import type { Random } from '../../base/random.ts'
import { capital, shorten, tidy } from './grammar.ts'

/** Share of optional slots spoken, by how much the voice says at once. */
export const TALKATIVE: Readonly<Record<Voice['length'], number>> = { terse: 0.08, short: 0.3, medium: 0.6, long: 0.92 }

/** Share of texts with a filler or tag, where the voice has any. */
const SLANG_SHARE = 0.05

/** `verbatim` are others' words in quotation marks: nobody recases what they copy. */
export function inManner(raw: string, voice: Voice, random: Random, longest: number, verbatim: readonly string[] = []): string {
  let text = tidy(verbatim.reduce((all, words, at) => all.replaceAll(`"${words}`, `"${HELD}${at}`), raw))
  if (voice.slang.length > 0 && random.chance(SLANG_SHARE) && !text.includes('\n') && !text.endsWith('?')) text = withSlang(text, random.pick(voice.slang))
  text = cased(text, voice.casing, random)
  if (voice.emojis.length > 0 && random.chance(voice.emoji)) {
    const mark = random.pick(voice.emojis)
    if (text.length + mark.length < longest) text += random.chance(0.15) && !text.includes('\n') ? ` ${mark}${random.pick(voice.emojis)}` : ` ${mark}`
  }
  return shorten(verbatim.reduce((all, words, at) => all.replaceAll(`${HELD}${at}`, words), text), longest)
}

/** Stands for quoted words while the rest is written down in the speaker's manner; heard texts never hold it (see hearing.ts). */
const HELD = '\uE000'

function withSlang(text: string, slang: string): string {
  if (text.toLowerCase().includes(slang.toLowerCase())) return text
  if (/^[A-Z]/.test(slang) || /[.!?]$/.test(slang)) return tidy(`${text} ${/[.!?…]$/.test(slang) ? slang : `${slang}.`}`)
  return text.endsWith('.') && !text.endsWith('..') && text.length < 90 && !text.includes('@') ? `${text.slice(0, -1)}, ${slang}.` : text
}

function cased(text: string, casing: Voice['casing'], random: Random): string {
  if (casing === 'lower') return text.replace(/[^\s@][^\s]*/g, (word) => (/^[("“‘']*[A-Z]{2,}/.test(word) && random.chance(0.5) ? word : word.toLowerCase()))
  if (casing === 'title') return text.replace(/^[^.!?\n]+/, (first) => (first.length > 70 ? first : first.replace(/(?<![\w@#’'])[a-z][a-z’']{3,}/g, capital)))
  // Who wrote capitals where they belong is not made to shout elsewhere.
  if (/\b[A-Z]{4,}\b/.test(text)) return text
  if (casing === 'upper') {
    const sentences = text.split(/(?<=[.!?:])\s+/)
    if (sentences.length === 1) return text.length < 60 && random.chance(0.6) ? shout(text) : stressed(text, random)
    const calm = sentences.filter((sentence) => sentence.length < 110 && !/[@#\uE000]/.test(sentence))
    return calm.length === 0 ? stressed(text, random) : text.replace(random.pick(calm), shout)
  }
  return casing === 'erratic' && random.chance(STRESSED_SHARE) ? stressed(text, random) : text
}

function shout(text: string): string {
  return text.replace(/[^\s]+/g, (word) => (/[@#\uE000]/.test(word) ? word : word.toUpperCase()))
}

/** Share of an erratic voice's texts, where its author put no capitals, with one word in them. */
const STRESSED_SHARE = 0.7

/** Words that somebody would lean on; capitals anywhere else are noise. */
const STRESSED = /(?<![@#\w\uE000'’-])(?:always|never|ever|nobody|everybody|everyone|nothing|everything|exactly|every|all|both|same|twice|again|still|why|know|knew|think|own|himself|themselves)(?![\w@’'-])/gi

function stressed(text: string, random: Random): string {
  const words = [...text.matchAll(STRESSED)]
  if (words.length === 0) return text
  const match = random.pick(words)
  return text.slice(0, match.index) + match[0].toUpperCase() + text.slice(match.index + match[0].length)
}
