import { expect, test } from 'vitest'
import { listDiff, wordDiff } from './word-diff.ts'

test('says which words stay, go and come, and gives both texts back whole', () => {
  const { before, after } = wordDiff('Two lamps and a promise.', 'Two good lamps and no promise.')
  expect(before).toEqual([{ text: 'Two lamps and ', change: 'same' }, { text: 'a ', change: 'gone' }, { text: 'promise.', change: 'same' }])
  expect(after).toEqual([{ text: 'Two ', change: 'same' }, { text: 'good ', change: 'new' }, { text: 'lamps and ', change: 'same' }, { text: 'no ', change: 'new' }, { text: 'promise.', change: 'same' }])
  expect(after.map(({ text }) => text).join('')).toBe('Two good lamps and no promise.')
})

test('an empty side and a very long one', () => {
  expect(wordDiff('', 'New words.')).toEqual({ before: [], after: [{ text: 'New words.', change: 'new' }] })
  expect(wordDiff('a '.repeat(5000), 'b').after).toEqual([{ text: 'b', change: 'new' }])
})

test('lists lose and gain entries, in whatever order', () => {
  expect(listDiff(['a', 'b'], ['c', 'b'])).toEqual({ gone: ['a'], same: ['b'], fresh: ['c'] })
})
