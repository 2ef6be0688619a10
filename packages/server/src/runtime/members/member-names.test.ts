import { expect, test } from 'vitest'
import { checkNames, foldDisplayName, foldUsername } from './member-names.ts'

test.each([['dale_wrong', 'Dale_Wr0ng'], ['dale_wrong', 'da1e__wrong'], ['marnie', 'mamie'], ['wilma', 'vvi1ma'], ['brenda', '8renda']])('%s and %s', (persona, wanted) => {
  expect(foldUsername(wanted) === foldUsername(persona)).toBe(wanted !== '8renda')
})

test.each([['Brenda Poe', 'Вrеndа  Рое'], ['Zoe', 'Zoë'], ['Dale Ray', 'ＤＡＬＥ Ｒａｙ'], ['Dale Ray', 'D4le R4y'], ['Nico', 'Νιϲο'.replace('ϲ', 'с')], ['Ali', 'А\u200Bli']])('%s is what %s looks like', (persona, wanted) => {
  expect(foldDisplayName(wanted)).toBe(foldDisplayName(persona))
})

test.each(['Jörg', '李小龍', 'Анна', 'Ola', 'J. R.', 'x_x'])('%s may be shown', (displayName) => {
  expect(() => checkNames({ displayName })).not.toThrow()
})

test.each([['admin'], ['Tr0upe'], ['_S_upport'], ['___']])('nobody is @%s', (username) => {
  expect(() => checkNames({ username })).toThrow()
})

test.each(['Troupe', 'Official Troupe news', 'AI  persona', 'Admin', '...', 'a\u202Eb'])('nobody is called %s', (displayName) => {
  expect(() => checkNames({ displayName })).toThrow()
})
