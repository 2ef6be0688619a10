import { join } from 'node:path'
import type { Persona } from '@troupe/contract'
import { expect, test } from 'vitest'
import { seeded } from '../../base/random.ts'
import { generatePersonas } from '../generation/generate-personas.ts'
import { loadPack } from '../pack/load-packs.ts'
import { enrichFromTemplates } from './template-enrichment.ts'

const pack = await loadPack(join(import.meta.dirname, '../../../../../archetypes/gallery'))
const { fresh } = await generatePersonas({ pack, count: 48, seed: 'enrich', taken: () => false, made: () => false })
const people = fresh.map((draft, n): Persona => ({ ...draft, id: `p${n}`, avatarUrl: '', createdAt: '', updatedAt: '' }))

test('everybody gets another bio and backstory, under the name they are told by, with no slot left open', () => {
  for (const persona of people) {
    const archetype = pack.archetypes.find(({ id }) => id === persona.archetype) ?? null
    const { bio = '', backstory = '', voice, knowledge } = enrichFromTemplates(persona, archetype, null, seeded(persona.id))
    expect([bio === persona.bio, backstory === persona.backstory]).toEqual([false, false])
    expect(`${bio} ${backstory}`).not.toMatch(/\{\w+\}| {2}/)
    expect(bio.length).toBeLessThanOrEqual(200)
    const name = persona.backstory.split(' ').find((word) => backstory.includes(word.replace(/[’']s$/, '')) && /^\p{Lu}/u.test(word))
    expect(name, `${persona.displayName}: ${backstory}`).toBeDefined()
    expect(knowledge).toEqual(archetype?.knowledge)
    expect(voice?.emoji).toBe(persona.voice.emoji)
  }
})

test('who comes from no archetype gets sentences of what is known, and what research tells', () => {
  const [someone] = people as [Persona]
  const research = { summary: '', facts: ['They meet on Tuesdays.'], vocabulary: ['grain'], slang: ['innit'] }
  const bare = { ...someone, displayName: 'Ada Byron', bio: '', backstory: '', location: '', beliefs: [], interests: ['looms'], knowledge: [] }
  const { bio, backstory, voice, knowledge } = enrichFromTemplates(bare, null, research, seeded('bare'))
  expect([bio, backstory]).toEqual(['Ask me about looms.', 'Ada came to looms by accident and stayed on purpose.'])
  expect([voice?.slang.at(-1), voice?.vocabulary.at(-1), knowledge]).toEqual(['innit', 'grain', ['They meet on Tuesdays.']])
})

test('the same key deals the same', () => {
  const [one] = people as [Persona]
  expect(enrichFromTemplates(one, pack.archetypes[0] ?? null, null, seeded('k'))).toEqual(enrichFromTemplates(one, pack.archetypes[0] ?? null, null, seeded('k')))
})
