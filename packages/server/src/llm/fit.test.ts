import { describe, expect, test } from 'vitest'
import { fit } from './fit.ts'
import { faultsIn } from './schema.ts'
import { PROFILE_SCHEMA } from './testing/requests.ts'

const good = { bio: 'Keeps the light.', interests: ['fog'] }

describe('fit', () => {
  test.each([
    ['what fits', good, good],
    ['a list where text is due', { bio: ['Keeps', 'the light.'], interests: ['fog'] }, { bio: 'Keeps\nthe light.', interests: ['fog'] }],
    ['an object where text is due', { bio: { text: 'Keeps the light.' }, interests: ['fog'] }, good],
    ['text where a list is due', { ...good, interests: 'fog' }, good],
    ['a list in a string', { ...good, interests: '["fog"]' }, good],
    ['a number in quotes', { ...good, age: '61' }, { ...good, age: 61 }],
    ['a fraction where an integer is due', { ...good, age: 61.2 }, { ...good, age: 61 }],
    ['a boolean in words', { ...good, open: 'Yes' }, { ...good, open: true }],
    ['another case of a word', { ...good, mood: 'Calm' }, { ...good, mood: 'calm' }],
    ['a word in a list', { ...good, mood: ['cross'] }, { ...good, mood: 'cross' }],
    ['null for what is optional', { ...good, age: null }, good],
    ['keys nobody asked for', { ...good, confidence: 0.9 }, good],
    ['another spelling of a key', { Bio: 'Keeps the light.', interests: ['fog'] }, good],
    ['a wrapper', { persona: good }, good],
    ['a list of one', [good], good],
    ['an object in a string', JSON.stringify(good), good],
    ['numbers among texts', { ...good, interests: ['fog', 7] }, { ...good, interests: ['fog', '7'] }],
  ])('takes %s', (_name, value, expected) => {
    const fitted = fit(value, PROFILE_SCHEMA)
    expect(fitted.value).toEqual(expected)
    expect(faultsIn(fitted.value, PROFILE_SCHEMA)).toBeNull()
  })

  test.each([
    ['a missing member', { bio: 'x' }, "the object must have required property 'interests'"],
    ['a word that is not on the list', { ...good, mood: 'stormy' }, '/mood must be equal to one of the allowed values: ["calm","cross","curious"]'],
    ['an object without a text', { ...good, bio: { a: 1, b: 2 } }, '/bio must be string'],
  ])('does not invent: %s', (_name, value, fault) => {
    expect(faultsIn(fit(value, PROFILE_SCHEMA).value, PROFILE_SCHEMA)).toContain(fault)
  })

  test('leaves what fits untouched and says nothing', () => {
    expect(fit(good, PROFILE_SCHEMA).mended).toEqual([])
  })
})
