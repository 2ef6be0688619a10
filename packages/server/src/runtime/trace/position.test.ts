import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hasSeen, positionText, readPosition } from './position.ts'

const position = fc.integer({ min: 1, max: 2 ** 50 }).chain((frontier) => fc.uniqueArray(fc.integer({ min: Math.max(1, frontier - 5000), max: frontier - 1 > 0 ? frontier - 1 : 1 }), { maxLength: 80 })
  .map((gaps) => ({ frontier, gaps: gaps.filter((gap) => gap < frontier) })))

it('comes back as it went, or as one that has seen less, and fits a header', () => {
  fc.assert(fc.property(position, (one) => {
    const text = positionText(one)
    expect(text.length).toBeLessThanOrEqual(200)
    const back = readPosition(text)
    expect(back).not.toBeNull()
    if (back === null) return
    for (const gap of one.gaps) expect(hasSeen(back, gap)).toBe(false)
    expect(back.frontier).toBeLessThanOrEqual(one.frontier)
    if (one.gaps.length <= 20) expect(back).toEqual(one)
  }))
})

it.each(['', 'x', '-1', '12~', '12~0', '12~zz', '1e3', '99999999999999999999', '12~1..2'])('takes %j for none of ours', (text) => {
  expect(readPosition(text)).toBeNull()
})
