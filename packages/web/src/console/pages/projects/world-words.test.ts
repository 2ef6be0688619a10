import { expect, it } from 'vitest'
import { publicAddress } from './world-words.ts'

it('gives the default world of each place its short address, any other its own', () => {
  const id = '0190a000-0000-7000-8000-000000000001'
  expect(publicAddress({ id, place: 'feed', isDefault: true })).toBe('/')
  expect(publicAddress({ id, place: 'gallery', isDefault: true })).toBe('/gallery')
  expect(publicAddress({ id, place: 'gallery', isDefault: false })).toBe(`/w/${id}`)
})
