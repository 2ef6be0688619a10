import { expect, test } from 'vitest'
import { ApiError } from '../../api/request.ts'
import { sampleId, samplePost } from '../testing/sample-feed.ts'
import { AnswerStore } from './answer-store.ts'
import { withoutWithdrawn } from './withdrawn.ts'

const gone = { posts: [sampleId(1001)], comments: [], profiles: [sampleId(7)] }
const [taken, kept] = [samplePost({ id: sampleId(1001) }), samplePost({ id: sampleId(1002) })]
const byNobody = samplePost({ id: sampleId(1003), author: { ...kept.author, id: sampleId(7) } })

test('what was taken down leaves lists, and what its author said too', () => {
  expect(withoutWithdrawn({ items: [taken, kept, byNobody], nextCursor: 'more' }, gone)).toEqual({ items: [kept], nextCursor: 'more' })
  expect(withoutWithdrawn({ posts: [kept, taken], profiles: [{ id: sampleId(7) }] }, gone)).toEqual({ posts: [kept], profiles: [] })
})

test('a quote of it keeps its place and loses its words', () => {
  const quote = samplePost({ id: sampleId(1004), kind: 'quote', referenced: { id: taken.id, author: taken.author, title: null, text: 'Gone', createdAt: taken.createdAt, automated: true, generator: null } })
  expect(withoutWithdrawn([quote], gone)).toMatchObject([{ id: quote.id, referenced: { id: taken.id, text: null, author: null } }])
})

test('what nothing was taken from stays the same object', () => {
  const page = { items: [kept], nextCursor: null }
  expect(withoutWithdrawn(page, gone)).toBe(page)
})

test('the page of the thing itself is asked for again, and says what became of it', async () => {
  const store = new AnswerStore({ ask: () => Promise.reject(new ApiError(410, null)), nowMs: () => 0 })
  store.put('/api/posts/1', taken)
  store.put('/api/posts', { items: [taken, kept], nextCursor: null })
  store.withdraw(gone)
  expect(store.peek('/api/posts')).toMatchObject({ value: { items: [{ id: kept.id }] } })
  await store.load('/api/posts/1')
  expect(store.peek('/api/posts/1')).toMatchObject({ state: 'failed', status: 410 })
})
