import { describe, expect, it } from 'vitest'
import { differences } from './differences.ts'

describe('what a change changed', () => {
  it('names the fields that differ', () => {
    expect(differences({ role: 'viewer', name: 'Ada' }, { role: 'admin', name: 'Ada' })).toEqual([{ field: 'role', from: 'viewer', to: 'admin' }])
  })
  it('tells making and removing from changing', () => {
    expect(differences(null, { name: 'Ada' })).toEqual([{ field: 'name', from: null, to: 'Ada' }])
    expect(differences({ name: 'Ada' }, null)).toEqual([{ field: 'name', from: 'Ada', to: null }])
    expect(differences(null, null)).toEqual([])
  })
  it('takes what is no object as one value, and bounds it', () => {
    expect(differences('a', 'b')).toEqual([{ field: 'value', from: 'a', to: 'b' }])
    expect(differences(null, { text: 'x'.repeat(1000) })[0]?.to).toHaveLength(301)
  })
})
