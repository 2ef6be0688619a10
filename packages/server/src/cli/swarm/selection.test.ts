import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { must } from '../../base/errors.ts'
import { loadPacks } from '../../persona/pack/load-packs.ts'
import { preview, select } from './selection.ts'

const [loaded] = await loadPacks([fileURLToPath(new URL('../../../../../archetypes/gallery', import.meta.url))])
const pack = must(loaded, 'the gallery pack')

test('by weight, and the same first ones however many are asked for', () => {
  const few = select(pack, { count: 10, archetypes: null, seed: 's' })
  const many = select(pack, { count: 680, archetypes: null, seed: 's' })
  expect(few.indexes).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(many.indexes.slice(0, 10)).toEqual(few.indexes)
  for (const { id, weight } of pack.archetypes) expect(Math.abs((many.shares.get(id) ?? 0) - weight * 100)).toBeLessThanOrEqual(1)
})

test('of named archetypes the same personas as in the whole', async () => {
  const named = select(pack, { count: 8, archetypes: ['data-visualiser', 'ux-ui-designer'], seed: 's' })
  expect([...named.shares.keys()].sort()).toEqual(['data-visualiser', 'ux-ui-designer'])
  const whole = await preview(pack, select(pack, { count: 60, archetypes: null, seed: 's' }), 's')
  const chosen = await preview(pack, named, 's')
  expect(chosen.map(({ origin }) => origin.index)).toEqual(named.indexes)
  expect(chosen.map(({ displayName }) => displayName)).toEqual(whole.filter(({ origin }) => named.indexes.includes(origin.index)).map(({ displayName }) => displayName))
  expect(new Set(whole.map(({ username }) => username.toLowerCase())).size).toBe(60)
})

test('an archetype that is not there is told with what was probably meant', () => {
  expect(() => select(pack, { count: 1, archetypes: ['indie-game-develper'], seed: 's' })).toThrow('--archetype: the pack gallery has no indie-game-develper - did you mean "indie-game-developer"?; it has ai-art-enthusiast')
})
