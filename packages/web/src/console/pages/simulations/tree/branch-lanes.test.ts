import { expect, test } from 'vitest'
import { hoursWords, lanesOf, type BranchRun } from './branch-lanes.ts'

function run(id: string, parentId: string | null = null, leftAtHours: number | null = null, untilHours = 48): BranchRun {
  return { id, parentId, leftAtHours, reachedHours: untilHours, untilHours }
}

test('a run comes before its branches, earlier ones first, each with theirs', () => {
  const { lanes } = lanesOf([run('other'), run('late', 'root', 36), run('of early', 'early', 24), run('root'), run('early', 'root', 12)])
  expect(lanes.map(({ id, depth, parentPlace }) => [id, depth, parentPlace])).toEqual([
    ['other', 0, null], ['root', 0, null], ['early', 1, 1], ['of early', 2, 2], ['late', 1, 1],
  ])
})

test('lanes begin where they left their parent, on one scale', () => {
  const { lanes, ticks } = lanesOf([run('root', null, null, 24), run('long', 'root', 12, 48)])
  expect(lanes.map(({ from, to }) => [from, to])).toEqual([[0, 0.5], [0.25, 1]])
  expect(ticks.map(({ label }) => label)).toEqual(['0', '12 h', '1 d', '1 d 12 h', '2 d'])
})

test('a branch whose parent was deleted stands by itself, from where it left', () => {
  expect(lanesOf([run('orphan', 'gone', 12)]).lanes).toEqual([{ id: 'orphan', depth: 0, parentPlace: null, from: 0.25, reached: 1, to: 1 }])
})

test('a line of a thousand branchings', () => {
  const line = Array.from({ length: 1000 }, (_, number) => run(`${number}`, number === 0 ? null : `${number - 1}`, number === 0 ? null : number / 50))
  expect(lanesOf(line).lanes.at(-1)).toMatchObject({ id: '999', depth: 999 })
})

test('hours in words', () => {
  expect([0, 0.5, 6, 24, 30, 54.5].map(hoursWords)).toEqual(['0', '30 min', '6 h', '1 d', '1 d 6 h', '2 d 6.5 h'])
})
