import { expect, test } from 'vitest'
import { changedIn } from './changed-in.ts'

const louder = (item: { id: string; n?: number }) => ({ ...item, n: (item.n ?? 0) + 1 })

test('changes a thing itself, or where it stands in lists, and nothing else', () => {
  expect(changedIn({ id: 'a', n: 1 }, 'a', louder)).toEqual({ id: 'a', n: 2 })
  expect(changedIn({ items: [{ id: 'a' }, { id: 'b' }], nextCursor: 'c' }, 'b', louder)).toEqual({ items: [{ id: 'a' }, { id: 'b', n: 1 }], nextCursor: 'c' })
  expect(changedIn({ posts: [{ id: 'a' }], profiles: [{ id: 'b' }] }, 'b', louder)).toEqual({ posts: [{ id: 'a' }], profiles: [{ id: 'b', n: 1 }] })
})

test('takes a thing out of lists, and leaves what a page is about', () => {
  expect(changedIn({ items: [{ id: 'a' }, { id: 'b' }] }, 'a', () => null)).toEqual({ items: [{ id: 'b' }] })
  const page = { id: 'a' }
  expect(changedIn(page, 'a', () => null)).toBe(page)
})

test('what it is not in stays the same object', () => {
  for (const value of [null, 'a', { items: [{ id: 'b' }] }, { id: 'b' }]) expect(changedIn(value, 'a', louder)).toBe(value)
})
