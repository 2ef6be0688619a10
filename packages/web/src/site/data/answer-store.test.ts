import type { Page, Post } from '@troupe/contract'
import { describe, expect, it } from 'vitest'
import { ApiError } from '../../api/request.ts'
import { postsPath } from '../../api/feed.ts'
import { AnswerStore } from './answer-store.ts'

function storeOf(answers: (path: string) => Promise<unknown>) {
  const clock = { nowMs: 0 }
  const asked: string[] = []
  const store = new AnswerStore({ ask: (path) => (asked.push(path), answers(path)), nowMs: () => clock.nowMs })
  return { store, asked, clock }
}

describe('the answer store', () => {
  it('asks one address once at a time', async () => {
    const { store, asked } = storeOf(() => Promise.resolve('yes'))
    await Promise.all([store.load('/a'), store.load('/a')])
    expect(asked).toEqual(['/a'])
    expect(store.peek('/a')).toMatchObject({ state: 'ready', value: 'yes' })
  })

  it('keeps a fresh answer and renews an old one, showing it meanwhile and when renewing fails', async () => {
    let fails = false
    const { store, asked, clock } = storeOf(() => (fails ? Promise.reject(new ApiError(503, null)) : Promise.resolve('yes')))
    await store.freshen('/a')
    await store.freshen('/a')
    expect(asked).toHaveLength(1)
    clock.nowMs = 60_000
    fails = true
    const renewal = store.freshen('/a')
    expect(store.peek('/a').state).toBe('ready')
    await renewal
    expect(asked).toHaveLength(2)
    expect(store.peek('/a').state).toBe('ready')
  })

  it('keeps the status and cause of a failure', async () => {
    const { store } = storeOf(() => Promise.reject(new ApiError(404, { type: '/problems/post-missing', title: 'Missing', status: 404, detail: 'There is no such post.' })))
    await store.load('/a')
    expect(store.peek('/a')).toMatchObject({ state: 'failed', status: 404, cause: 'There is no such post.' })
  })

  it('lets a list\'s later pages go when the first is renewed', async () => {
    const page: Page<Post> = { items: [], nextCursor: 'c' }
    const { store, clock } = storeOf(() => Promise.resolve(page))
    const first = postsPath('popular')
    await store.load(first)
    store.extend(first, postsPath('popular', 'c'))
    expect(store.chain(first)).toHaveLength(2)
    clock.nowMs = 60_000
    await store.freshen(first)
    expect(store.chain(first)).toEqual([first])
  })

  it('is bounded', async () => {
    const { store } = storeOf(() => Promise.resolve('yes'))
    for (let index = 0; index < 500; index++) await store.load(`/${index}`)
    expect(store.has('/0')).toBe(false)
    expect(store.has('/499')).toBe(true)
  })
})
