import { describe, expect, it } from 'vitest'
import { fill } from './template.ts'

const fillings = { interest: 'proper chips', belief: 'The sea is never late.', location: 'Oban' }

describe('fill', () => {
  it.each([
    ['Mostly {interest}.', 'Mostly proper chips.'],
    ['{interest} and the Odeon.', 'Proper chips and the Odeon.'],
    ['Housing now. {interest}.', 'Housing now. Proper chips.'],
    ['since the demo. {interest} historian', 'since the demo. proper chips historian'],
    ['{belief} Mostly awake.', 'The sea is never late. Mostly awake.'],
    ['{belief}, they say.', 'The sea is never late, they say.'],
    ['{location}. {nobody} {belief}', 'Oban. The sea is never late.'],
  ])('%s', (template, expected) => {
    expect(fill(template, fillings)).toBe(expected)
  })

  it('goes by the voice where the template has no letters', () => {
    expect(fill('{interest}', fillings, 'small')).toBe('proper chips')
    expect(fill('{interest}', fillings)).toBe('Proper chips')
  })
})
