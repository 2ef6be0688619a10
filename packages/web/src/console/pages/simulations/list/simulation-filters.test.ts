import type { Simulation } from '@troupe/contract'
import { expect, test } from 'vitest'
import { countsBy, matches, simulationFiltersOf } from './simulation-filters.ts'

const run = (name: string, state: Simulation['state'], recommender: Simulation['recommender']) => ({ id: name, name, state, recommender, forks: [], population: { kind: 'pack', pack: 'agora', agents: 5 } }) as unknown as Simulation
const runs = [run('Echo one', 'done', 'recent'), run('Echo two', 'running', 'popular'), run('Other', 'done', 'popular')]

test('an unknown value in the address is left out', () => {
  expect(simulationFiltersOf({ state: 'done', recommender: 'none', query: '  ', more: 1 })).toEqual({ state: 'done' })
})

test('every word must be found, in the name, the id or the population', () => {
  expect(runs.filter((each) => matches(each, { query: 'echo agora' })).map(({ name }) => name)).toEqual(['Echo one', 'Echo two'])
})

test('a count is of what the other filters leave, so that one can switch', () => {
  expect([...countsBy(runs, { state: 'running', recommender: 'popular' }, 'state')]).toEqual([['running', 1], ['done', 1]])
})
