import type { Page, Post } from '@troupe/contract'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { postsPath } from '../../api/feed.ts'
import { sampleId, samplePost } from '../testing/sample-feed.ts'
import { AnswerStore } from './answer-store.ts'
import { LivePosts } from './live-posts.ts'

const at = (minute: number) => `2026-11-21T10:${String(minute).padStart(2, '0')}:00.000Z`
const postAt = (minute: number) => samplePost({ id: sampleId(1000 + minute), createdAt: at(minute) })

function liveOver(shown: Post[], newest: Page<Post>) {
  const listeners = new Map<string, (event: { data?: unknown }) => void>()
  const stream = { readyState: 1, close: () => {}, addEventListener: (type: string, listener: (event: { data?: unknown }) => void) => void listeners.set(type, listener) }
  const store = new AnswerStore({ ask: () => Promise.reject(new Error('not scripted')), nowMs: () => 0 })
  store.put(postsPath('recent'), { items: shown, nextCursor: 'more' })
  const clock = { nowMs: 0 }
  const opened = vi.fn<() => typeof stream>(() => stream)
  const live = new LivePosts({ store, open: opened, ask: () => Promise.resolve(newest), nowMs: () => clock.nowMs })
  const list = () => {
    const answer = store.peek(postsPath('recent'))
    return answer.state === 'ready' ? answer.value.items.map((post) => Number(post.createdAt.slice(14, 16))) : []
  }
  const send = (...posts: Post[]) => listeners.get('post')?.({ data: JSON.stringify({ posts }) })
  return { live, store, stream, opened, clock, list, send, fire: (type: string) => listeners.get(type)?.({}) }
}

afterEach(() => void vi.useRealTimers())

describe('live posts', () => {
  it('lets new posts wait, each once, and shows them when asked', async () => {
    const { live, list, send } = liveOver([postAt(5)], { items: [], nextCursor: null })
    live.start()
    send(postAt(6), postAt(5))
    send(postAt(7), postAt(6))
    expect(list()).toEqual([5])
    expect(live.snapshot().waiting).toHaveLength(2)
    await live.reveal()
    expect(list()).toEqual([7, 6, 5])
    expect(live.snapshot().waiting).toEqual([])
  })

  it('what its writer has put into the list meanwhile waits no more, and is not there twice', async () => {
    const { live, store, list, send } = liveOver([postAt(5)], { items: [], nextCursor: null })
    live.start()
    send(postAt(6), postAt(7))
    store.put(postsPath('recent'), { items: [postAt(7), postAt(5)], nextCursor: 'more' })
    await live.reveal()
    expect(list()).toEqual([6, 7, 5])
    send(postAt(8))
    live.shown(postAt(8).id)
    expect(live.snapshot().waiting).toEqual([])
  })

  it('reads what was missed when the connection opens', async () => {
    const { live, fire } = liveOver([postAt(5)], { items: [postAt(8), postAt(5), postAt(4)], nextCursor: 'more' })
    live.start()
    fire('open')
    await Promise.resolve()
    expect(live.snapshot()).toMatchObject({ live: { state: 'live' }, complete: true })
    expect(live.snapshot().waiting.map((post) => post.createdAt)).toEqual([at(8)])
  })

  it('starts the list afresh when more was missed than one page holds', async () => {
    const { live, fire, list } = liveOver([postAt(5)], { items: [postAt(9), postAt(8)], nextCursor: 'more' })
    live.start()
    fire('open')
    await Promise.resolve()
    expect(live.snapshot().complete).toBe(false)
    await live.reveal()
    expect(list()).toEqual([9, 8])
  })

  it('does not put a post of the past on top', async () => {
    const { live, send, list } = liveOver([postAt(5)], { items: [postAt(5), postAt(3)], nextCursor: null })
    live.start()
    send(postAt(3))
    await live.reveal()
    expect(list()).toEqual([5, 3])
  })

  it('says how old the data is while the connection is lost', () => {
    vi.useFakeTimers()
    const { live, fire, clock } = liveOver([postAt(5)], { items: [], nextCursor: null })
    live.start()
    fire('open')
    fire('error')
    clock.nowMs = 8_000
    vi.advanceTimersByTime(1_000)
    expect(live.snapshot().live).toEqual({ state: 'reconnecting', ageMs: 8_000 })
    fire('open')
    expect(live.snapshot().live).toEqual({ state: 'live' })
    live.stop()
  })

  it('refused a stream, reads the newest page instead and asks again, until there is a place', async () => {
    vi.useFakeTimers()
    const { live, fire, clock, stream, opened } = liveOver([postAt(5)], { items: [postAt(8), postAt(5)], nextCursor: 'more' })
    stream.readyState = 2
    live.start()
    clock.nowMs = 5_000
    fire('error')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(live.snapshot()).toMatchObject({ live: { state: 'reconnecting', ageMs: 0 }, complete: true })
    expect(live.snapshot().waiting.map((post) => post.createdAt)).toEqual([at(8)])
    // A second of the first wait is over already.
    for (const [before, waitMs] of [1_000, 4_000, 8_000, 16_000, 30_000, 30_000].entries()) {
      await vi.advanceTimersByTimeAsync(waitMs - 1)
      expect(opened).toHaveBeenCalledTimes(before + 1)
      await vi.advanceTimersByTimeAsync(1)
      expect(opened).toHaveBeenCalledTimes(before + 2)
      clock.nowMs += waitMs
      fire('error')
    }
    await vi.advanceTimersByTimeAsync(1_000)
    expect(live.snapshot().live).toEqual({ state: 'reconnecting', ageMs: 0 })
    stream.readyState = 1
    fire('open')
    expect(live.snapshot().live).toEqual({ state: 'live' })
    live.stop()
    await vi.advanceTimersByTimeAsync(120_000)
    expect(opened).toHaveBeenCalledTimes(7)
  })
})
