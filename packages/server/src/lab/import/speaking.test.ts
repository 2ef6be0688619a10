/** What imported people say in the rehearsal model, who have no pack's speech: it must be of what the file says they care for. */
import { describe, expect, it } from 'vitest'
import { composeText } from '../../llm/rehearsal/compose.ts'
import { importPopulation } from './import-population.ts'
import { fileOfText } from './population-file.ts'

const PEOPLE = ['Economics', 'Culture & Society', 'Information Technology', 'Politics', 'General News', 'Fun'].map((topic, at) => ({
  realname: `Person ${at}`, username: `person_${at}`, bio: 'x', persona: 'y', age: 30, gender: 'male', mbti: 'ENTJ', country: 'Nepal', profession: 'Health Science', interested_topics: [topic, 'Business'],
}))

describe('an imported person', () => {
  it('posts of their own interests', async () => {
    const { personas } = await importPopulation([fileOfText('people.json', JSON.stringify(PEOPLE))], { seed: '1' })
    const texts = new Set<string>()
    for (const persona of personas) {
      const { displayName: name, username, archetype, interests, beliefs, knowledge, location, voice } = persona
      const speaker = { id: username, name, username, archetype, interests, beliefs, knowledge, location, voice, speech: null }
      let own = 0
      for (let ordinal = 0; ordinal < 20; ordinal++) {
        const text = composeText({ key: `${username}/${ordinal}`, ordinal, memory: [], trends: [], nowMs: 0, speaker }, { kind: 'post' })
        texts.add(text)
        if (interests.some((interest) => text.toLowerCase().includes(interest.toLowerCase()))) own += 1
        expect(text).not.toMatch(/[{}[\]]|undefined/)
      }
      expect(own).toBeGreaterThan(16)
    }
    expect(texts.size).toBeGreaterThan(110)
  })
})
