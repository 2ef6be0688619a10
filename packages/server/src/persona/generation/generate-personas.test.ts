import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { personaDraftSchema } from '@troupe/contract/persona'
import type { LoadedPack } from '../pack/loaded-pack.ts'
import { loadPack } from '../pack/load-packs.ts'
import { ArchetypeSequence } from './archetype-sequence.ts'
import { generatePersonas, type GenerateRequest } from './generate-personas.ts'

const packs = join(import.meta.dirname, '../../../../../archetypes')
const gallery = await loadPack(join(packs, 'gallery'))
const fanbase = await loadPack(join(packs, 'fanbase'))

function ask(fields: Partial<GenerateRequest> = {}): GenerateRequest {
  return { pack: gallery, count: 10, seed: 'spring', taken: () => false, made: () => false, ...fields }
}

describe('generatePersonas', () => {
  it('gives the same personas for the same pack and seed, and others for another seed', async () => {
    const first = await generatePersonas(ask({ count: 100 }))
    expect(await generatePersonas(ask({ count: 100 }))).toEqual(first)
    const other = await generatePersonas(ask({ count: 100, seed: 'autumn' }))
    expect(other.fresh.map((persona) => persona.username)).not.toEqual(first.fresh.map((persona) => persona.username))
  })

  it('gives a persona that depends on its index and not on how many are asked for', async () => {
    const { fresh: many } = await generatePersonas(ask({ count: 60 }))
    const { fresh: few } = await generatePersonas(ask({ count: 7 }))
    expect(many.slice(0, 7)).toEqual(few)
    const used = new Set(many.slice(0, 40).map((persona) => persona.username))
    const { fresh: late } = await generatePersonas(ask({ startIndex: 40, count: 20, taken: (name) => used.has(name) }))
    expect(late).toEqual(many.slice(40))
  })

  it('makes none twice', async () => {
    const { fresh } = await generatePersonas(ask({ count: 10 }))
    const made = new Set(fresh.map((persona) => persona.origin.index))
    const again = await generatePersonas(ask({ count: 12, made: (index) => made.has(index) }))
    expect(again.existing).toEqual(fresh.map((persona) => persona.origin))
    expect(again.fresh.map((persona) => persona.origin.index)).toEqual([10, 11])
  })

  it('finds the personas of one archetype where the whole sequence has them', async () => {
    const { fresh: all } = await generatePersonas(ask({ count: 300 }))
    for (const archetype of gallery.archetypes) {
      const { fresh: own } = await generatePersonas(ask({ archetype: archetype.id, count: 20 }))
      const expected = all.filter((persona) => persona.archetype === archetype.id).slice(0, 20)
      expect(own.map((persona) => [persona.origin.index, persona.displayName, persona.bio]))
        .toEqual(expected.map((persona) => [persona.origin.index, persona.displayName, persona.bio]))
    }
  })

  it('gives every archetype its share in every stretch, and each once when weights are equal', async () => {
    const { fresh } = await generatePersonas(ask({ count: 680 }))
    for (const { id, weight } of gallery.archetypes) {
      expect(Math.abs(fresh.filter((persona) => persona.archetype === id).length - weight * 100)).toBeLessThanOrEqual(1)
    }
    const equal = Array.from({ length: 24 }, (_, i) => ({ ...gallery.archetypes[i % 6]!, id: `kind-${i}`, weight: 1 }))
    for (const seed of ['a', 'b', 'c']) {
      const places = new ArchetypeSequence('p', equal, seed).from(0)
      const first = Array.from({ length: 24 }, () => places.next().value.archetype.id)
      expect(new Set(first).size).toBe(24)
    }
  })

  it('counts its way to any place of the sequence', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0.05, max: 10, noNaN: true }), { minLength: 1, maxLength: 8 }), fc.string(), (weights, seed) => {
      const archetypes = weights.map((weight, i) => ({ ...gallery.archetypes[0]!, id: `kind-${i}`, weight }))
      const sequence = new ArchetypeSequence('p', archetypes, seed)
      const places = sequence.from(0)
      for (let i = 0; i < 60; i++) {
        const place = places.next().value
        expect(sequence.placeOf(place.archetype, place.occurrence)).toEqual(place)
      }
    }), { numRuns: 60 })
  })

  it('keeps usernames unique, giving a clash a number', async () => {
    const { fresh } = await generatePersonas(ask({ pack: fanbase, count: 3000 }))
    expect(new Set(fresh.map((persona) => persona.username.toLowerCase())).size).toBe(3000)
    const name = fresh[0]!.username
    const { fresh: shifted } = await generatePersonas(ask({ pack: fanbase, count: 1, taken: (wish) => wish === name }))
    expect(shifted[0]).toEqual({ ...fresh[0]!, username: `${name}2` })
  })

  it('gives drafts that the contract takes, with no slot left open', async () => {
    for (const pack of [gallery, fanbase]) {
      const { fresh } = await generatePersonas(ask({ pack, count: 400 }))
      for (const { origin: _, ...draft } of fresh) {
        expect(personaDraftSchema.parse(draft)).toEqual(draft)
        expect(`${draft.displayName}${draft.bio}${draft.backstory}`).not.toMatch(/[{}]|undefined/)
      }
    }
  })

  it('names people in their language and spells their usernames in plain letters', async () => {
    const foreign: LoadedPack = { ...fanbase, archetypes: [{ ...fanbase.archetypes[0]!, languages: ['ja', 'de-AT', 'pl', 'xx'] }] }
    const { fresh } = await generatePersonas(ask({ pack: foreign, count: 60 }))
    expect(fresh.some((persona) => /\p{Script=Han}/u.test(persona.displayName))).toBe(true)
    for (const persona of fresh) expect(persona.username).toMatch(/^[a-z0-9_]{3,30}$/)
  })

  it('gives finished names once each before anyone shares one', async () => {
    const named: LoadedPack = { ...fanbase, archetypes: [{ ...fanbase.archetypes[0]!, names: ['Chad Sterling', 'Brent Vance', 'Gloria Mundy'] }] }
    const { fresh } = await generatePersonas(ask({ pack: named, count: 9 }))
    expect(fresh.slice(0, 3).map((persona) => persona.displayName).sort()).toEqual(['Brent Vance', 'Chad Sterling', 'Gloria Mundy'])
    expect(new Set(fresh.map((persona) => persona.displayName)).size).toBe(9)
  })

  it('refuses an unknown archetype with the one that was meant', async () => {
    await expect(generatePersonas(ask({ archetype: 'ux-ui-desinger' }))).rejects.toMatchObject({
      faults: [{ path: '/archetype', message: 'unknown archetype - did you mean "ux-ui-designer"?' }],
    })
  })
})
