import { expect, test } from 'vitest'
import { runsOfBranches } from './branch-runs.ts'

test('a branch is stood for by its first run, each run once', () => {
  const branches = [{ name: 'echo', runs: 2 }, { name: 'echo (2)', runs: 1 }, { name: 'other', runs: 1 }]
  expect(runsOfBranches({ branches }, [{ id: 'a', name: 'echo' }, { id: 'b', name: 'echo' }, { id: 'c', name: 'other' }])).toEqual([
    { id: 'a', name: 'echo' }, { id: 'b', name: 'echo (2)' }, { id: 'c', name: 'other' },
  ])
})
