import { expect, it } from 'vitest'
import { GROUPS, groupsFor } from './navigation.ts'

it('has a letter of its own for each place', () => {
  const keys = GROUPS.flatMap(({ places }) => places.map(({ key }) => key))
  expect(new Set(keys).size).toBe(keys.length)
  expect(keys.every((key) => /^[a-z]$/.test(key))).toBe(true)
})

it("shows a creator's own login her leads and what is said to them, and nothing of the house", () => {
  const seen = groupsFor({ role: 'reviewer', creator: { id: '0197a000-0000-7000-8000-000000000001', name: 'Maya' } })
  expect(seen.map(({ title }) => title)).toEqual(['Engagement'])
  expect(seen[0]?.places.some(({ to }) => to === '/leads')).toBe(true)
  expect(seen[0]?.places.some(({ to }) => to === '/creators')).toBe(false)
  expect(groupsFor({ role: 'viewer', creator: null }).flatMap(({ places }) => places).some(({ to }) => to === '/audit')).toBe(false)
})
