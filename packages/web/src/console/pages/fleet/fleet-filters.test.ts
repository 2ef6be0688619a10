import { expect, it } from 'vitest'
import { fleetFiltersOf, isNarrowed, narrowingOf } from './fleet-filters.ts'

const PROJECT = '0190a000-0000-7000-8000-000000000001'

it('reads the address and leaves out what it does not know', () => {
  expect(fleetFiltersOf({ projectId: PROJECT, state: 'paused', platform: 'gallery', archetype: 'data-visualiser', query: 'bob', view: 'archetypes', clock: 'own' }))
    .toEqual({ projectId: PROJECT, state: 'paused', platform: 'gallery', archetype: 'data-visualiser', query: 'bob', view: 'archetypes', clock: 'own' })
  expect(fleetFiltersOf({ projectId: 'x', state: 'gone', platform: 3, query: ' ', view: 'agents', clock: 'theirs' })).toEqual({})
})

it('keeps ways of looking out of whom an order is for', () => {
  expect(narrowingOf({ view: 'plans', clock: 'own', archetype: '-' })).toEqual({ archetype: '-' })
  expect([isNarrowed({ view: 'plans', clock: 'own' }), isNarrowed({ query: 'a' })]).toEqual([false, true])
})
