import { expect, it } from 'vitest'
import { isNarrowed, leadFiltersOf } from './lead-filters.ts'

it('takes from an address what it knows', () => {
  expect(leadFiltersOf({ creatorId: 'me', stage: 'engaged', order: 'score', tag: ' ', query: 'ada', page: '3' })).toEqual({ stage: 'engaged', query: 'ada', order: 'score' })
  expect(leadFiltersOf({ order: 'last-seen', stage: 'dancing' })).toEqual({})
  expect([isNarrowed({ order: 'score' }), isNarrowed({ tag: 'vip' })]).toEqual([false, true])
})
