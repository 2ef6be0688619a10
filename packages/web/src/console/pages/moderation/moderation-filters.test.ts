import { expect, test } from 'vitest'
import { isNarrowed, moderationFiltersOf, whichOf } from './moderation-filters.ts'

const ID = '01990000-0000-7000-8000-000000000001'

test('an address is read as far as it means something', () => {
  expect(moderationFiltersOf({ tab: 'hidden', state: 'dismissed', sort: 'most', kind: 'comment', by: 'agent', query: ' geese', item: `post:${ID}` }))
    .toEqual({ tab: 'hidden', state: 'dismissed', sort: 'most', kind: 'comment', by: 'agent', query: ' geese', item: `post:${ID}` })
  expect(moderationFiltersOf({ tab: 'reports', state: 'open', sort: 'newest', kind: 'group', by: 'nobody', query: '  ', item: 'post:1' })).toEqual({})
})

test('what lies open is a post, a comment or a profile', () => {
  expect(whichOf(`profile:${ID}`)).toEqual({ kind: 'profile', id: ID })
  expect(whichOf(`group:${ID}`)).toBeNull()
  expect(whichOf(undefined)).toBeNull()
})

test('the order and the open case narrow nothing', () => {
  expect(isNarrowed({ sort: 'most', item: `post:${ID}`, tab: 'hidden' })).toBe(false)
  expect(isNarrowed({ by: 'visitor' })).toBe(true)
})
