import { describe, expect, it } from 'vitest'
import { parsePlainSearch, writePlainSearch } from '../../app/plain-search.ts'
import { activityFiltersOf, isTrouble } from './activity-filters.ts'

describe('filters of the live list', () => {
  it('come back from the address as they went in', () => {
    const filters = { agentId: '0197a000-0000-7000-8000-000000000001', kind: 'acted', show: 'troubles' } as const
    expect(activityFiltersOf(parsePlainSearch(writePlainSearch(filters)))).toEqual(filters)
  })

  it('leave out what means nothing', () => {
    expect(activityFiltersOf({ agentId: 'brenda', kind: 'sang', show: 'all' })).toEqual({})
  })

  it('take a stopped or failed act for trouble, and no other', () => {
    expect(isTrouble({ verdict: 'suppress', result: null })).toBe(true)
    expect(isTrouble({ verdict: 'allow', result: 'failed' })).toBe(true)
    expect(isTrouble({ verdict: 'allow', result: 'done' })).toBe(false)
    expect(isTrouble({ verdict: null, result: null })).toBe(false)
  })
})
