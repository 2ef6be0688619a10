import { expect, it } from 'vitest'
import { GROUPS, groupsFor } from './navigation.ts'

it('has a letter of its own for each place', () => {
  const keys = GROUPS.flatMap(({ places }) => places.map(({ key }) => key))
  expect(new Set(keys).size).toBe(keys.length)
  expect(keys.every((key) => /^[a-z]$/.test(key))).toBe(true)
})

it('shows each only where they may go', () => {
  const shown = (role: 'owner' | 'viewer') => groupsFor({ role, creator: null }).flatMap(({ places }) => places.map(({ to }) => to))
  expect(shown('owner')).toContain('/audit')
  expect(shown('viewer')).not.toContain('/audit')
  expect(groupsFor({ role: 'reviewer', creator: { id: '0197a000-0000-7000-8000-000000000001', name: 'Maya' } }).flatMap(({ places }) => places).every(({ ofCreators }) => ofCreators === true)).toBe(true)
})
