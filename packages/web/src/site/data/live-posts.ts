/**
 * New posts as they are made. They wait here until somebody asks for them, because nothing may jump under a
 * reader. After each (re)connection the newest page is read once: it heals whatever the stream missed, and it
 * works for a page that a cache served. A server that has no place for another stream is asked again, less and less
 * often, and the newest page is read each time instead. The stream is closed while the tab is hidden, since browsers allow
 * only six connections to a host over HTTP/1.1.
 */
import type { Page, Post } from '@troupe/contract'
import { postsPath } from '../../api/feed.ts'
import type { LiveState } from '../../design/LiveMark.tsx'
import type { AnswerStore } from './answer-store.ts'
import { withoutWithdrawn, type Withdrawn } from './withdrawn.ts'

const RECENT = postsPath('recent')
/** So many may wait; beyond, the list starts afresh when they are asked for. */
const WAITING_MAX = 100
const REOPEN_FIRST_MS = 2_000
const REOPEN_LONGEST_MS = 30_000
const AGE_TICK_MS = 1_000

export interface LiveSnapshot {
  live: LiveState
  waiting: readonly Post[]
  /** False when posts between the waiting ones and the list are missing. */
  complete: boolean
}

/** The part of `EventSource` that is used. */
export interface PostStream {
  addEventListener(type: 'open' | 'error' | 'post' | 'withdrawn', listener: (event: { data?: unknown }) => void): void
  /** 2 when the browser has given up. */
  readonly readyState: number
  close(): void
}

export interface LiveParts {
  store: AnswerStore
  open: () => PostStream
  ask: () => Promise<Page<Post>>
  nowMs: () => number
}

export class LivePosts {
  readonly #parts: LiveParts
  readonly #listeners = new Set<() => void>()
  #snapshot: LiveSnapshot = { live: { state: 'connecting' }, waiting: [], complete: true }
  #stream: PostStream | null = null
  #lostAtMs: number | null = null
  #ageTimer: ReturnType<typeof setInterval> | undefined
  #reopenTimer: ReturnType<typeof setTimeout> | undefined
  #reopenMs = REOPEN_FIRST_MS

  constructor(parts: LiveParts) {
    this.#parts = parts
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly snapshot = (): LiveSnapshot => this.#snapshot

  start(): void {
    if (this.#stream !== null) return
    const stream = this.#parts.open()
    this.#stream = stream
    stream.addEventListener('open', () => {
      this.#reopenMs = REOPEN_FIRST_MS
      this.#lostAtMs = null
      clearInterval(this.#ageTimer)
      this.#become({ live: { state: 'live' } })
      void this.#catchUp()
    })
    stream.addEventListener('error', () => this.#lost(stream))
    stream.addEventListener('withdrawn', (event) => this.#withdraw(JSON.parse(String(event.data)) as Withdrawn))
    stream.addEventListener('post', (event) => this.#receive((JSON.parse(String(event.data)) as { posts: Post[] }).posts))
  }

  stop(): void {
    this.#stream?.close()
    this.#stream = null
    clearInterval(this.#ageTimer)
    clearTimeout(this.#reopenTimer)
  }

  /** It stands in the list already, put there by whoever wrote it. */
  shown(id: string): void {
    this.#become({ waiting: this.#snapshot.waiting.filter((post) => post.id !== id) })
  }

  /** Puts what waits at the top of the recent list. */
  async reveal(): Promise<void> {
    const { waiting, complete } = this.#snapshot
    const shown = this.#firstPage()
    if (complete && shown !== null) {
      const known = new Set(shown.items.map(({ id }) => id))
      const newestFirst = waiting.filter(({ id }) => !known.has(id)).toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
      this.#become({ waiting: [], complete: true })
      this.#parts.store.put(RECENT, { ...shown, items: [...newestFirst, ...shown.items] })
      return
    }
    const page = await this.#parts.ask()
    this.#become({ waiting: [], complete: true })
    this.#parts.store.restart(RECENT, page)
  }

  #receive(posts: readonly Post[]): void {
    const shown = this.#firstPage()
    // The list will have these when it is loaded.
    if (shown === null) return
    // Nobody is reading yet: nothing to keep still.
    if (shown.items.length === 0 && posts.length > 0) {
      void this.#restartFrom()
      return
    }
    const known = new Set([...shown.items, ...this.#snapshot.waiting].map((post) => post.id))
    const fresh = posts.filter((post) => !known.has(post.id))
    if (fresh.length === 0) return
    const newestShown = shown.items[0]?.createdAt ?? ''
    const all = [...fresh, ...this.#snapshot.waiting]
    this.#become({
      waiting: all.slice(0, WAITING_MAX),
      // A post from the past (the sample's first day being filled) belongs further down than the top.
      complete: this.#snapshot.complete && all.length <= WAITING_MAX && fresh.every((post) => post.createdAt >= newestShown),
    })
  }

  /** Taken down while somebody reads: the one case in which something moves under a reader. */
  #withdraw(gone: Withdrawn): void {
    this.#become({ waiting: withoutWithdrawn(this.#snapshot.waiting, gone) as Post[] })
    this.#parts.store.withdraw(gone)
  }

  /** Whether the newest posts are known now. */
  async #catchUp(): Promise<boolean> {
    // The page came without its list, because the API was not up: now something is.
    if (this.#parts.store.peek(RECENT).state === 'failed') this.#parts.store.retry(RECENT)
    const shown = this.#firstPage()
    if (shown === null) return false
    try {
      const page = await this.#parts.ask()
      const newestShown = shown.items[0]?.createdAt ?? ''
      const newer = page.items.filter((post) => post.createdAt > newestShown)
      this.#receive(newer)
      // A page of nothing but new ones doesn't reach down to the list.
      if (shown.items.length > 0 && newer.length === page.items.length && page.nextCursor !== null) this.#become({ complete: false })
      return true
    } catch {
      // The next connection tries again.
      return false
    }
  }

  async #restartFrom(): Promise<void> {
    try {
      this.#parts.store.restart(RECENT, await this.#parts.ask())
    } catch {
      // The list stays empty, as it was; the next post tries again.
    }
  }

  #firstPage(): Page<Post> | null {
    const answer = this.#parts.store.peek(RECENT)
    return answer.state === 'ready' ? answer.value : null
  }

  #lost(stream: PostStream): void {
    if (this.#stream !== stream) return
    const { nowMs } = this.#parts
    this.#lostAtMs ??= nowMs()
    const show = () => this.#become({ live: { state: 'reconnecting', ageMs: nowMs() - (this.#lostAtMs ?? nowMs()) } })
    show()
    clearInterval(this.#ageTimer)
    this.#ageTimer = setInterval(show, AGE_TICK_MS)
    if (stream.readyState !== 2) return
    // Refused (429, 503): the browser does not ask again by itself.
    stream.close()
    this.#stream = null
    void this.#readInstead()
    clearTimeout(this.#reopenTimer)
    this.#reopenTimer = setTimeout(() => this.start(), this.#reopenMs)
    this.#reopenMs = Math.min(this.#reopenMs * 2, REOPEN_LONGEST_MS)
  }

  async #readInstead(): Promise<void> {
    const askedAtMs = this.#parts.nowMs()
    if (!await this.#catchUp() || this.#lostAtMs === null) return
    this.#lostAtMs = Math.max(this.#lostAtMs, askedAtMs)
  }

  #become(change: Partial<LiveSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change }
    for (const listener of this.#listeners) listener()
  }
}
