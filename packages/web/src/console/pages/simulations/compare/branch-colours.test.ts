import { expect, test } from 'vitest'
import { inBranchColours, runsOfBranches } from './branch-colours.ts'

test('a branch is stood for by its first run, each run once', () => {
  const branches = [{ name: 'echo', runs: 2 }, { name: 'echo (2)', runs: 1 }, { name: 'other', runs: 1 }]
  expect(runsOfBranches({ branches }, [{ id: 'a', name: 'echo' }, { id: 'b', name: 'echo' }, { id: 'c', name: 'other' }])).toEqual([
    { id: 'a', name: 'echo' }, { id: 'b', name: 'echo (2)' }, { id: 'c', name: 'other' },
  ])
})

test('boxes have the colours that the lines have', () => {
  const plot = { name: 'comparison', title: '', subtitle: '', option: { color: ['#1', '#2', '#3'], series: [{ name: 'b', itemStyle: { borderColor: '#1', borderWidth: 2 } }, { name: 'c' }] } }
  const branches = ['a', 'b', 'c'].map((name) => ({ name, runs: 2 }))
  expect(inBranchColours(plot, { branches, base: 'a' }).option.series).toEqual([{ name: 'b', itemStyle: { borderColor: '#2', borderWidth: 2 } }, { name: 'c', itemStyle: { borderColor: '#3' } }])
})
