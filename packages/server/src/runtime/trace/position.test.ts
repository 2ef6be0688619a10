import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hasSeen, POSITION_CHARACTERS_MOST, positionText, readPosition, type Position } from './position.ts'

/** Single numbers, and batches that are yet to come. */
function positions(within: number, runsMost: number): fc.Arbitrary<Position> {
  const runs = fc.array(fc.record({ below: fc.integer({ min: 1, max: within }), length: fc.integer({ min: 1, max: 40 }) }), { maxLength: runsMost })
  return fc.record({ frontier: fc.integer({ min: 1, max: 2 ** 50 }), runs }).map((drawn) => {
    const gaps = drawn.runs.flatMap(({ below, length }) => Array.from({ length }, (_, place) => drawn.frontier - below + place))
    return { frontier: drawn.frontier, gaps: [...new Set(gaps)].filter((gap) => gap > 0 && gap < drawn.frontier) }
  })
}

function backAgain(one: Position): Position {
  const text = positionText(one)
  expect(text.length).toBeLessThanOrEqual(POSITION_CHARACTERS_MOST)
  const back = readPosition(text)
  if (back === null) throw new Error(`does not read ${text}`)
  return back
}

it('comes back as it went', () => {
  fc.assert(fc.property(positions(5_000, 120), (one) => {
    expect(backAgain(one)).toEqual({ frontier: one.frontier, gaps: one.gaps.toSorted((a, b) => a - b) })
  }))
})

it('with more gaps than fit, tells as much as fits and nothing that was not seen', () => {
  fc.assert(fc.property(positions(2 ** 30, 600), (one) => {
    const back = backAgain(one)
    expect(back.frontier).toBeLessThanOrEqual(one.frontier)
    expect(back.gaps).toEqual(one.gaps.filter((gap) => gap <= back.frontier).toSorted((a, b) => a - b))
    expect(one.gaps.filter((gap) => hasSeen(back, gap))).toEqual([])
  }), { numRuns: 30 })
  const everyOther = { frontier: 10_001, gaps: Array.from({ length: 5_000 }, (_, place) => 2 * place + 1) }
  expect(backAgain(everyOther).gaps.length).toBeGreaterThan(490)
})

it('tells a batch of thousands in a few characters', () => {
  const batch = { frontier: 1_000_000, gaps: Array.from({ length: 5_000 }, (_, place) => 900_000 + place) }
  expect(positionText(batch).length).toBeLessThan(20)
  expect(backAgain(batch)).toEqual(batch)
  expect(positionText({ frontier: 1204, gaps: [1191, 1192, 1195] })).toBe('1190~2219')
})

it.each([
  '', 'x', '-1', '12~', '12~0', '12~1', '12~zz', '12~01', '12~1A', '1e3', '99999999999999999999', '9007199254740991~11', '12~1,2', '12~_____11', `12~${'_'.repeat(20)}11`, '9007199254740990~vv', '12~.1', '12~+1',
])('takes %j for none of ours', (text) => {
  expect(readPosition(text)).toBeNull()
})

it('takes no text that is longer than its own, and none that names more gaps than can be held', () => {
  expect(readPosition(`1~${'11'.repeat(500)}`)).toBeNull()
  expect(readPosition(`1~${'11'.repeat(499)}`)).toMatchObject({ frontier: 999 })
  expect(readPosition('1~___v1')).toBeNull()
})
