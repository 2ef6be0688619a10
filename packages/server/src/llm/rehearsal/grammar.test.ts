import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agreeWithMany, articleFor, looksPlural, plural, shorten, tidy } from './grammar.ts'

describe('grammar', () => {
  it('chooses articles by sound', () => {
    const right = { apple: 'an', goose: 'a', hour: 'an', honest: 'an', union: 'a', user: 'a', usability: 'a', uninvited: 'an', one: 'a', '8': 'an', '11': 'an', '41': 'a', '80-year': 'an', MP: 'an', FAQ: 'an', UFO: 'a', bun: 'a' }
    for (const [word, article] of Object.entries(right)) expect(`${articleFor(word)} ${word}`).toBe(`${article} ${word}`)
  })

  it('puts joins right', () => {
    expect(tidy('a  apple ,and an goose.. really?. yes')).toBe('An apple,and a goose. Really? Yes')
    expect(tidy('he said "why?". so there')).toBe('He said "why?" So there')
    expect(tidy('Mr. tibbs, 9.30 a.m. sharp')).toBe('Mr. tibbs, 9.30 a.m. sharp')
  })

  it('is done after one pass', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('a ', 'an ', 'apple', 'goose', '. ', '?. ', ', ', ' ', '"', '\n', 'keith', '! ', '41 ')), (parts) => {
      const once = tidy(parts.join(''))
      expect(once).not.toMatch(/ {2}/)
    }))
  })

  it('makes plurals and knows them', () => {
    expect(['goose', 'bus', 'city', 'day', 'cheese scone', 'bag of chips', 'loaf'].map(plural)).toEqual(['geese', 'buses', 'cities', 'days', 'cheese scones', 'bags of chips', 'loaves'])
    expect(['the bins', 'analysis', 'glass', 'people', 'tilesets', 'bus'].map(looksPlural)).toEqual([true, false, false, true, true, false])
  })

  it('puts verbs right behind many, and leaves the rest', () => {
    const said = (text: string): string => agreeWithMany(text, 'the jars')
    expect(['The jars is late and does well.', 'Does the jars hold?', 'the jars as they were', 'the side of the jars is dark', 'I know what the jars was.', 'the jars still needs a lid'].map(said))
      .toEqual(['The jars are late and does well.', 'Do the jars hold?', 'the jars as they were', 'the side of the jars is dark', 'I know what the jars were.', 'the jars still need a lid'])
    expect(agreeWithMany('Is a (b)? a (b) is', 'a (b)')).toBe('Are a (b)? a (b) are')
  })

  it('shortens at sentences, else at words', () => {
    expect(shorten('One two. Three four five.', 12)).toBe('One two.')
    fc.assert(fc.property(fc.string(), fc.integer({ min: 5, max: 60 }), (text, longest) => { expect(shorten(text, longest).length).toBeLessThanOrEqual(longest) }))
  })
})
