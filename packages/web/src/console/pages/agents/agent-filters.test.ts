import { describe, expect, it } from 'vitest'
import { parsePlainSearch, writePlainSearch } from '../../app/plain-search.ts'
import { agentFiltersOf, bulkFilterOf, isNarrowed } from './agent-filters.ts'

const PROJECT = '0197a000-0000-7000-8000-000000000001'

describe('filters in the address', () => {
  it('come back as they went in', () => {
    const filters = { projectId: PROJECT, state: 'idle', brain: 'model', archetype: 'town-crier', platform: 'messaging', query: 'söder & co = 1' } as const
    const text = writePlainSearch(filters)
    expect(text).toBe(`?projectId=${PROJECT}&state=idle&brain=model&archetype=town-crier&platform=messaging&query=s%C3%B6der+%26+co+%3D+1`)
    expect(agentFiltersOf(parsePlainSearch(text))).toEqual(filters)
  })

  it('keep numbers and truths as the text they are', () => {
    expect(agentFiltersOf(parsePlainSearch('?query=2026'))).toEqual({ query: '2026' })
    expect(parsePlainSearch('?query=true')).toEqual({ query: 'true' })
  })

  it('leave out what means nothing', () => {
    expect(agentFiltersOf(parsePlainSearch('?state=dancing&brain=none&projectId=7&query=%20&archetype='))).toEqual({})
    expect(agentFiltersOf({ state: 4, query: ['a'] })).toEqual({})
  })

  it('write nothing when there is nothing', () => {
    expect(writePlainSearch({ state: undefined, query: '' })).toBe('')
    expect(isNarrowed(agentFiltersOf({}))).toBe(false)
  })

  it('become the filter of a bulk act without empty fields', () => {
    expect(bulkFilterOf({ state: 'paused', query: undefined, archetype: '' })).toEqual({ state: 'paused' })
  })
})
