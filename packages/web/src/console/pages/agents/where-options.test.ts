import { expect, it } from 'vitest'
import { OWN_WORLD, whereOptions } from './where-options.ts'

const PROJECT = { name: 'Spring', place: 'gallery' } as const
const site = (id: string, state: 'proved' | 'unproven' | 'lost' | 'refused', name = 'Ours') => ({ id, name, origin: 'https://gallery.example', state })

it('offers the world of the project first, then each site, those that are not proved with why not', () => {
  const sites = [site('a', 'proved'), site('b', 'unproven', 'gallery.example'), site('c', 'lost'), site('d', 'refused')]
  expect(whereOptions(PROJECT, sites, OWN_WORLD)).toEqual([
    { value: OWN_WORLD, label: 'Here, in the gallery of Spring', shut: false },
    { value: 'a', label: 'Ours, gallery.example', shut: false },
    { value: 'b', label: 'gallery.example (not proved to be yours yet)', shut: true },
    { value: 'c', label: 'Ours, gallery.example (its proof was lost)', shut: true },
    { value: 'd', label: 'Ours, gallery.example (belongs to a network of others)', shut: true },
  ])
})

it('keeps a chosen site in sight that has gone, and says nothing before it knows', () => {
  expect(whereOptions(undefined, [], 'a').map(({ value, shut }) => [value, shut])).toEqual([[OWN_WORLD, false], ['a', true]])
  expect(whereOptions(undefined, undefined, 'a')).toHaveLength(1)
})
