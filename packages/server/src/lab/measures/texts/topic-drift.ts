/**
 * Whether people come to speak of other things: the words of equal stretches of the run, compared by Jensen–Shannon
 * divergence (base 2, 0 the same to 1 nothing in common) and cosine. Two samples from one and the same talk differ too, so
 * each divergence comes with what remains when the two windows' texts are shuffled together and dealt out again.
 */
import type { Random } from '../../../base/random.ts'
import type { Sampled } from '../sample.ts'
import type { TextOptions } from './sentiment.ts'
import { isTopical } from './stop-words.ts'
import { windowsOf, type TextSource } from './text-source.ts'
import { wordsOf } from './word-list.ts'

export interface TopicDrift {
  readonly unit: 'Jensen–Shannon divergence of words, 0 to 1'
  readonly sampled: Sampled
  readonly windows: readonly { readonly fromMs: number; readonly toMs: number; readonly texts: number; readonly words: number }[]
  /** Each window against the one before. */
  readonly steps: readonly Divergence[]
  /** The last window with words against the first. */
  readonly whole: Divergence | null
  /** Words whose share of the talk grew and shrank most from the first window to the last. */
  readonly rising: readonly MovedWord[]
  readonly falling: readonly MovedWord[]
}

export interface Divergence {
  readonly fromWindow: number
  readonly toWindow: number
  readonly divergence: number
  /** The same after shuffling: what chance alone gives. */
  readonly byChance: number
  readonly cosine: number
}

export interface MovedWord {
  readonly word: string
  /** Times a thousand words, in the first window and the last. */
  readonly before: number
  readonly after: number
  /** Log-odds ratio over its standard error; beyond ±1.96 is more than chance, for a word named beforehand. */
  readonly z: number
}

const SHOWN = 10
/** Seldomer words move by accident. */
const COUNTED_LEAST = 5
/** Weight of the prior in words (Monroe, Colaresi and Quinn 2008). */
const PRIOR_WORDS = 500

type Counts = ReadonlyMap<string, number>

export function topicDriftOf(source: TextSource, fromMs: number, toMs: number, options: TextOptions, random: Random): TopicDrift {
  const windows = windowsOf(source, fromMs, toMs, options.windows, options.textsMost, random)
  const texts = windows.map((window) => window.texts.map((text) => wordsOf(text).filter(isTopical)))
  const counts = texts.map(countWords)
  const spoken = counts.flatMap((words, index) => (words.size > 0 ? [index] : []))
  const compare = (from: number, to: number): Divergence => ({
    fromWindow: from,
    toWindow: to,
    divergence: divergenceOf(counts[from] as Counts, counts[to] as Counts),
    byChance: chanceOf(texts[from] as string[][], texts[to] as string[][], random.fork(`chance ${from} ${to}`)),
    cosine: cosineOf(counts[from] as Counts, counts[to] as Counts),
  })
  const [first, last] = [spoken[0], spoken.at(-1)]
  const differ = first !== undefined && last !== undefined && first !== last
  const moved = differ ? movedWords(counts[first] as Counts, counts[last] as Counts) : []
  return {
    unit: 'Jensen–Shannon divergence of words, 0 to 1',
    sampled: { of: source.count, taken: texts.reduce((sum, window) => sum + window.length, 0), unit: 'texts' },
    windows: windows.map((window, index) => ({ fromMs: window.fromMs, toMs: window.toMs, texts: window.of, words: total(counts[index] as Counts) })),
    steps: spoken.slice(1).map((to, index) => compare(spoken[index] as number, to)),
    whole: differ ? compare(first, last) : null,
    rising: moved.filter(({ z }) => z > 0).sort((a, b) => b.z - a.z || order(a, b)).slice(0, SHOWN),
    falling: moved.filter(({ z }) => z < 0).sort((a, b) => a.z - b.z || order(a, b)).slice(0, SHOWN),
  }
}

function countWords(texts: readonly (readonly string[])[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const words of texts) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

function total(counts: Counts): number {
  let sum = 0
  for (const count of counts.values()) sum += count
  return sum
}

/** Of two that hold words. */
export function divergenceOf(a: Counts, b: Counts): number {
  const [inA, inB] = [total(a), total(b)]
  let sum = 0
  const add = (own: number, other: number): void => {
    const middle = (own + other) / 2
    if (own > 0) sum += own / 2 * Math.log2(own / middle)
    if (other > 0) sum += other / 2 * Math.log2(other / middle)
  }
  for (const [word, count] of a) add(count / inA, (b.get(word) ?? 0) / inB)
  for (const [word, count] of b) if (!a.has(word)) add(0, count / inB)
  return Math.min(1, Math.max(0, sum))
}

export function cosineOf(a: Counts, b: Counts): number {
  let together = 0
  let squaresA = 0
  let squaresB = 0
  for (const [word, count] of a) {
    together += count * (b.get(word) ?? 0)
    squaresA += count * count
  }
  for (const count of b.values()) squaresB += count * count
  return together / Math.sqrt(squaresA * squaresB)
}

/** Dealt out anew by whole texts: words of one text come together. */
function chanceOf(a: readonly string[][], b: readonly string[][], random: Random): number {
  const all = random.shuffle([...a, ...b])
  const [left, right] = [countWords(all.slice(0, a.length)), countWords(all.slice(a.length))]
  return left.size === 0 || right.size === 0 ? 0 : divergenceOf(left, right)
}

/** Log-odds with an informative Dirichlet prior, so that neither seldom nor everyday words crowd the list. */
function movedWords(before: Counts, after: Counts): MovedWord[] {
  const [inBefore, inAfter] = [total(before), total(after)]
  const words = new Set([...before.keys(), ...after.keys()])
  const moved: MovedWord[] = []
  for (const word of words) {
    const [was, is] = [before.get(word) ?? 0, after.get(word) ?? 0]
    if (was + is < COUNTED_LEAST) continue
    const prior = PRIOR_WORDS * (was + is) / (inBefore + inAfter)
    const odds = (count: number, all: number): number => Math.log((count + prior) / (all + PRIOR_WORDS - count - prior))
    const z = (odds(is, inAfter) - odds(was, inBefore)) / Math.sqrt(1 / (is + prior) + 1 / (was + prior))
    moved.push({ word, before: 1000 * was / inBefore, after: 1000 * is / inAfter, z })
  }
  return moved
}

function order(a: MovedWord, b: MovedWord): number {
  return a.word < b.word ? -1 : 1
}
