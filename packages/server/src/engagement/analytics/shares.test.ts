import { expect, it } from 'vitest'
import { shareOf } from './shares.ts'

it.each(['last-touch', 'position'] as const)('divides the whole of a conversion by %s, however many messages there were', (model) => {
  for (let of = 1; of <= 300; of++) {
    const shares = Array.from({ length: of }, (_, index) => shareOf(model, index + 1, of))
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(0)
  }
})

it('gives first and last two fifths each, and the rest to those between', () => {
  expect([1, 2, 3, 4].map((nth) => shareOf('position', nth, 4))).toEqual([0.4, expect.closeTo(0.1, 9), expect.closeTo(0.1, 9), 0.4])
  expect([1, 2].map((nth) => shareOf('position', nth, 2))).toEqual([0.5, 0.5])
  expect([1, 2, 3].map((nth) => shareOf('last-touch', nth, 3))).toEqual([0, 0, 1])
})
