/** Files as the world delivers them: cut, garbled, glued together. What comes out is people the contract takes, or an error that says why. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { personaDraftSchema } from '@troupe/contract/persona'
import { InvalidError } from '../../base/errors.ts'
import { storable } from '../../base/storable.ts'
import { importPopulation } from './import-population.ts'
import { ODDITIES_KEPT } from './oddities.ts'
import { fileOfText } from './population-file.ts'

const PEOPLE = [
  { realname: 'Mira Okafor', username: 'mira', bio: 'Tides first.', persona: 'A pilot.', age: 44, gender: 'female', mbti: 'ENFJ', country: 'UK', profession: 'Logistics', interested_topics: ['Economics'] },
  { realname: 'Jonas Weidt', username: 'jonas', bio: 'Bees.', persona: 'A keeper.', age: 20, gender: 'male', mbti: 'ISTP', country: 'US', profession: 'Farming', interested_topics: ['Fun'] },
]
const FILES = [
  JSON.stringify(PEOPLE),
  PEOPLE.map((each) => JSON.stringify(each)).join('\n'),
  `user_id,name,username,following_agentid_list,previous_tweets,user_char,description\n1,Mira,mira,"[1, 0]","['It''s late', ""a 'b'""]",pilot,"Tides, first"\n2,Jonas,jonas,[0],[],keeper,bees\n`,
  JSON.stringify({ personas: [{ username: 'ada', displayName: 'Ada', bio: 'x', interests: ['tea'] }] }),
  'from,to\nmira,jonas\njonas,mira\n',
  '<graphml><key id="d" for="node" attr.name="name"/><graph edgedefault="directed"><node id="a"><data key="d">Ada</data></node><node id="b"/><edge source="a" target="b"/></graph></graphml>',
]

/** Cut somewhere, with some characters replaced by ones that mean something to a parser. */
const damaged = fc.tuple(
  fc.constantFrom(...FILES),
  fc.array(fc.tuple(fc.nat(400), fc.constantFrom('"', "'", '[', ']', '{', '}', ',', '\n', '<', '>', '&', '\\', '\0', '\uD83D', '', 'é')), { maxLength: 6 }),
  fc.option(fc.nat(400)),
).map(([file, changes, end]) => {
  let text = file
  for (const [at, letter] of changes) text = text.slice(0, at) + letter + text.slice(at + 1)
  return end === null ? text : text.slice(0, end)
})

describe('a damaged file', () => {
  it('gives sound people or a sentence', async () => {
    await fc.assert(fc.asyncProperty(fc.array(damaged, { minLength: 1, maxLength: 2 }), async (texts) => {
      try {
        const found = await importPopulation(texts.map((text, at) => fileOfText(`file${at}`, text)), { seed: '1' })
        for (const persona of found.personas) {
          expect(personaDraftSchema.parse(persona)).toEqual(persona)
          expect(storable(persona)).toBe(persona)
        }
        expect(new Set(found.personas.map((each) => each.username.toLowerCase())).size).toBe(found.personas.length)
        for (const end of [...found.follows.from, ...found.follows.to]) expect(end).toBeLessThan(found.personas.length)
        for (const { author, text } of found.previousPosts) expect(author < found.personas.length && text !== '' && text.isWellFormed()).toBe(true)
        for (const { problem, whatWasDone } of found.oddities) expect(problem !== '' && whatWasDone !== '').toBe(true)
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidError)
      }
    }), { numRuns: 800 })
  })

  it('that begins badly is still read as what it is', async () => {
    const lines = await importPopulation([fileOfText('people', '{"username": oops}\n{"username":"ada"}\n')], { seed: '1' })
    expect(lines.personas.map((each) => each.username)).toEqual(['ada'])
    const long = await importPopulation([fileOfText('people', JSON.stringify({ username: 'ada', persona: 'x'.repeat(90_000) }))], { seed: '1' })
    expect(long.personas[0]?.backstory).toHaveLength(4000)
  })

  it('keeps a thousand oddities and counts the rest', async () => {
    const found = await importPopulation([fileOfText('people', `[{"username":"ada"}${',1'.repeat(5000)}]`)], { seed: '1' })
    expect([found.oddities.length, found.odditiesTotal]).toEqual([ODDITIES_KEPT, 5000])
  })
})
