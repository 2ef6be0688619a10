/** The style step: how a speaker writes down what it says. Casing, slang and emoji, never so much that it cannot be read. */
import type { Voice } from '@troupe/contract'
import type { Random } from '../../base/random.ts'
import { capital, shorten, tidy } from './grammar.ts'

/** Share of optional slots spoken, by how much the voice says at once. */
export const TALKATIVE: Readonly<Record<Voice['length'], number>> = { terse: 0.08, short: 0.3, medium: 0.6, long: 0.92 }

/** Share of texts with a filler or tag, where the voice has any. */
const SLANG_SHARE = 0.05

export function inManner(raw: string, voice: Voice, random: Random, longest: number): string {
  let text = tidy(raw)
  if (voice.slang.length > 0 && random.chance(SLANG_SHARE) && !text.includes('\n') && !text.endsWith('?')) text = withSlang(text, random.pick(voice.slang))
  text = cased(text, voice.casing, random)
  if (voice.emojis.length > 0 && random.chance(voice.emoji)) {
    const mark = random.pick(voice.emojis)
    if (text.length + mark.length < longest) text += random.chance(0.15) && !text.includes('\n') ? ` ${mark}${random.pick(voice.emojis)}` : ` ${mark}`
  }
  return shorten(text, longest)
}

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
    const sentences = text.split(/(?<=[.!?])\s+/)
    if (sentences.length === 1) return text.length < 60 && random.chance(0.6) ? shout(text) : shoutSome(text, random, 2)
    const loud = random.below(sentences.length)
    return text.replace(sentences[loud] as string, (sentence) => (sentence.length < 110 ? shout(sentence) : sentence))
  }
  return casing === 'erratic' ? shoutSome(text, random, 1 + random.below(2)) : text
}

function shout(text: string): string {
  return text.replace(/[^\s]+/g, (word) => (word.includes('@') || word.includes('#') ? word : word.toUpperCase()))
}

/** A few long words in capitals. */
function shoutSome(text: string, random: Random, most: number): string {
  const words = [...text.matchAll(/(?<![@#\w])[a-z]{4,}(?![\w@’'])/g)]
  if (words.length === 0) return text
  let out = text
  for (let i = 0; i < most; i++) {
    const match = random.pick(words)
    out = out.slice(0, match.index) + match[0].toUpperCase() + out.slice(match.index + match[0].length)
  }
  return out
}
