import { expect, test } from 'vitest'
import { phrase, type Told } from './phrase.ts'

const told = (entry: Partial<Told>) => phrase({ kind: 'acted', action: 'upvote', targetId: '77', result: 'done', reason: null, madeId: null, ...entry }, new Map())

test('names those outside by the name that was kept, and says somebody where there is none', () => {
  expect(told({ whom: 'mira' })).toBe('upvoted an image by @mira')
  expect(told({ whom: null })).toBe('upvoted an image by somebody')
  expect(told({ action: 'comment', whom: 'mira', said: 'Lovely light.' })).toBe('commented on @mira: Lovely light.')
  expect(told({ action: 'comment', whom: 'mira', result: 'unknown', reason: 'no answer' })).toBe('tried to comment on @mira; whether it was done is not known: no answer')
})

test('takes a name as it is, whatever stands in it', () => {
  expect(told({ whom: '$& $1' })).toBe('upvoted an image by @$& $1')
})
