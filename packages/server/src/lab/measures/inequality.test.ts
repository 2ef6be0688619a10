import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attentionOf } from './attention.ts'
import { degreesOf } from './graph.ts'
import { inequalityOf } from './inequality.ts'
import { madeWorld } from './testing/made-world.ts'

const amounts = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 60 })

test('one to four shared out as 1, 2, 3, 4 has a Gini of a quarter', () => {
  // Mean absolute difference of all pairs: (1·3 + 2·2 + 3·1) · 2 / 16 = 1.25; over twice the mean: 1.25 / 5.
  const shared = inequalityOf([4, 1, 3, 2], 'apples')
  expect(shared.gini).toBeCloseTo(0.25, 12)
  expect(shared).toMatchObject({ unit: 'apples', among: 4, total: 10, topPercentShare: 0.4, topTenthShare: 0.4, withNothingShare: 0 })
  expect([shared.lorenz[0], shared.lorenz[25], shared.lorenz[50], shared.lorenz[75], shared.lorenz[100]]).toEqual([0, 0.1, 0.3, 0.6, 1])
})

test('nothing to share has no Gini', () => {
  expect(inequalityOf([0, 0], 'apples')).toMatchObject({ gini: null, topTenthShare: null, withNothingShare: 1, lorenz: [] })
})

test('the Gini lies in [0, 1), knows no order and no scale', () => {
  fc.assert(fc.property(amounts, fc.integer({ min: 1, max: 9 }), (each, scale) => {
    const { gini } = inequalityOf(each, 'x')
    if (gini === null) return
    expect(gini).toBeGreaterThanOrEqual(0)
    expect(gini).toBeLessThan(1)
    expect(inequalityOf(each.toReversed(), 'x').gini).toBe(gini)
    expect(inequalityOf(each.map((amount) => amount * scale), 'x').gini).toBeCloseTo(gini, 10)
  }))
})

test('the Lorenz curve rises from 0 to 1 below the diagonal', () => {
  fc.assert(fc.property(amounts, (each) => {
    const { lorenz } = inequalityOf(each, 'x')
    for (const [step, share] of lorenz.entries()) {
      expect(share).toBeLessThanOrEqual(step / 100 + 1e-9)
      if (step > 0) expect(share).toBeGreaterThanOrEqual((lorenz[step - 1] as number) - 1e-12)
    }
    if (lorenz.length > 0) expect(lorenz[100]).toBeCloseTo(1, 12)
  }))
})

test('likes go to authors of posts and comments, comments to posts', () => {
  const record = madeWorld({
    members: 3,
    posts: [{ by: 0, likes: 3 }, { by: 1 }],
    comments: [{ by: 1, on: 0, likes: 1 }, { by: 2, on: 0 }],
    follows: [[1, 0], [2, 0]],
  })
  const attention = attentionOf(record, degreesOf(3, record.follows))
  expect(attention.likes.total).toBe(4)
  expect(attention.likes.gini).toBeCloseTo((2 * (2 * 1 + 3 * 3)) / (3 * 4) - 4 / 3, 12)
  expect(attention.followers).toMatchObject({ total: 2, withNothingShare: 2 / 3 })
  expect(attention.postComments).toMatchObject({ total: 2, topTenthShare: 1 })
})
