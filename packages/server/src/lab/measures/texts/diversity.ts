/** How varied the writing is, in several ways that fail differently; each over the same seeded sample, in shuffled order. */
import { deflateSync } from 'node:zlib'
import type { Random } from '../../../base/random.ts'
import { sampleOf, type Sampled } from '../sample.ts'
import { selfBleu } from './self-bleu.ts'
import type { TextSource } from './text-source.ts'
import { wordsOf } from './word-list.ts'

export interface TextDiversity {
  readonly sampled: Sampled
  readonly words: number
  readonly wordsPerText: number | null
  /** Different runs of one, two and three words over all of them, in the first words of the sample. */
  readonly distinct: readonly [number | null, number | null, number | null]
  /** Words that `distinct` was counted in: it falls as texts grow, so compare only equal ones. */
  readonly distinctWords: number
  /** Different words over all within any 50 words in a row, on average: does not depend on how much there is. */
  readonly movingTypeToken: number | null
  /** Bytes before over bytes after compression (deflate): 2 to 3 is usual, more is repetition. */
  readonly compressionRatio: number | null
  /** Texts that occur word for word more than once, first ones not counted. */
  readonly repeatedShare: number | null
  /** 0 to 1, and how many texts it was computed on. */
  readonly selfBleu: number | null
  readonly selfBleuTexts: number
}

export interface DiversityOptions {
  readonly textsMost: number
  readonly selfBleuMost: number
}

const DISTINCT_WORDS = 20_000
const WINDOW = 50

export function textDiversityOf(source: TextSource, options: DiversityOptions, random: Random): TextDiversity {
  const indices = random.fork('order').shuffle([...sampleOf(source.count, options.textsMost, random.fork('sample'))])
  const texts = indices.map((index) => source.text(index))
  const lists = texts.map(wordsOf)
  const words = lists.flat()
  const written = texts.join('\n')
  const counted = words.slice(0, DISTINCT_WORDS)
  return {
    sampled: { of: source.count, taken: texts.length, unit: 'texts' },
    words: words.length,
    wordsPerText: texts.length === 0 ? null : words.length / texts.length,
    distinct: [distinct(counted, 1), distinct(counted, 2), distinct(counted, 3)],
    distinctWords: counted.length,
    movingTypeToken: movingTypeToken(words),
    compressionRatio: written === '' ? null : Buffer.byteLength(written) / deflateSync(written, { level: 6 }).length,
    repeatedShare: texts.length === 0 ? null : 1 - new Set(texts).size / texts.length,
    selfBleu: selfBleu(lists.slice(0, options.selfBleuMost)),
    selfBleuTexts: Math.min(lists.length, options.selfBleuMost),
  }
}

export function distinct(words: readonly string[], order: number): number | null {
  const all = words.length - order + 1
  if (all < 1) return null
  const known = new Set<string>()
  for (let i = 0; i < all; i++) known.add(words.slice(i, i + order).join(' '))
  return known.size / all
}

/** Covington and McFall 2010; over all the words where there are fewer than a window. */
export function movingTypeToken(words: readonly string[]): number | null {
  if (words.length === 0) return null
  const width = Math.min(WINDOW, words.length)
  const counts = new Map<string, number>()
  let sum = 0
  for (const [index, word] of words.entries()) {
    counts.set(word, (counts.get(word) ?? 0) + 1)
    const gone = words[index - width]
    if (gone !== undefined) {
      const left = (counts.get(gone) as number) - 1
      if (left === 0) counts.delete(gone)
      else counts.set(gone, left)
    }
    if (index >= width - 1) sum += counts.size / width
  }
  return sum / (words.length - width + 1)
}
