/**
 * What the API has answered, by address: filled on the server for the first page, handed over as JSON, and
 * grown in the browser. Lists are chains of pages under the address of their first. 68 KB of React leave no
 * room under the 100 KB limit for TanStack Router and Query (36 KB together, measured), and this is the part of
 * them that the site needs: one request an address at a time, old values shown while new ones come, a bound.
 */
import type { Page } from '@troupe/contract'
import { ApiError } from '../../api/request.ts'
import { changedIn } from './changed-in.ts'
import type { ApiPath } from '../../api/path.ts'
import { isWithdrawn, withoutWithdrawn, type Withdrawn } from './withdrawn.ts'

export type Answer<Value> =
  | { state: 'loading' }
  | { state: 'ready'; value: Value; atMs: number }
  | { state: 'failed'; status: number; cause: string; atMs: number }

export type StoreSnapshot = Record<string, Answer<unknown>>

export const LOADING: Answer<never> = { state: 'loading' }

/** More than anybody opens in a sitting; the oldest go first. */
const ANSWERS_MAX = 400
/** An answer older than this is asked for again when its page is visited. */
const FRESH_MS = 20_000

export interface StoreParts {
  ask: (path: string) => Promise<unknown>
  nowMs: () => number
  snapshot?: StoreSnapshot
}

export class AnswerStore {
  readonly #ask: StoreParts['ask']
  readonly #nowMs: StoreParts['nowMs']
  readonly #answers: Map<string, Answer<unknown>>
  readonly #running = new Map<string, Promise<void>>()
  readonly #chains = new Map<string, readonly string[]>()
  readonly #listeners = new Set<() => void>()
  #version = 0

  constructor({ ask, nowMs, snapshot = {} }: StoreParts) {
    this.#ask = ask
    this.#nowMs = nowMs
    this.#answers = new Map(Object.entries(snapshot))
  }

  peek<Value>(path: ApiPath<Value>): Answer<Value> {
    return (this.#answers.get(path) as Answer<Value> | undefined) ?? LOADING
  }

  has(path: string): boolean {
    return this.#answers.has(path)
  }

  /** Asks, whatever is there. A ready value stays in sight until the new one has come, and when that fails. */
  load(path: string): Promise<void> {
    const running = this.#running.get(path)
    if (running !== undefined) return running
    const job = this.#ask(path)
      .then(
        (value) => this.put(path, value),
        (error: unknown) => {
          // What was taken down while somebody read it does not stay in sight.
          if (this.#answers.get(path)?.state !== 'ready' || isGone(error)) this.#keep(path, failureOf(error, this.#nowMs()))
        },
      )
      .finally(() => this.#running.delete(path))
    this.#running.set(path, job)
    return job
  }

  /** Asks when there is no fresh answer. Of a list, the pages after the first are let go: their cursors grow old. */
  freshen(path: string): Promise<void> {
    const answer = this.#answers.get(path)
    if (answer?.state === 'ready' && this.#nowMs() - answer.atMs < FRESH_MS) return Promise.resolve()
    if (this.#chains.delete(path)) this.#changed()
    return this.load(path)
  }

  /** Asks again after a failure, showing that it does. */
  retry(path: string): void {
    this.#keep(path, LOADING)
    void this.load(path)
  }

  put<Value>(path: ApiPath<Value>, value: Value): void {
    this.#keep(path, { state: 'ready', value, atMs: this.#nowMs() })
  }

  /** Addresses of a list's pages that are loaded or being loaded, the first included. */
  chain(first: string): readonly string[] {
    return this.#chains.get(first) ?? [first]
  }

  extend<Item>(first: string, next: ApiPath<Page<Item>>): void {
    const chain = this.chain(first)
    if (chain.includes(next)) return
    this.#chains.set(first, [...chain, next])
    this.#changed()
    if (this.peek(next).state !== 'ready') void this.load(next)
  }

  /** Back to a list's first page, with these items. */
  restart<Item>(first: ApiPath<Page<Item>>, page: Page<Item>): void {
    this.#chains.delete(first)
    this.put(first, page)
  }

  /** Takes it out of what is kept, and asks again for what was about it alone. */
  withdraw(gone: Withdrawn): void {
    for (const [path, answer] of this.#answers) {
      if (answer.state !== 'ready') continue
      if (isWithdrawn(answer.value, gone)) void this.load(path)
      else {
        const value = withoutWithdrawn(answer.value, gone)
        if (value !== answer.value) this.#answers.set(path, { ...answer, value })
      }
    }
    this.#changed()
  }

  /** The first of all kept values that `pick` accepts. */
  find<Found>(pick: (value: unknown) => Found | undefined): Found | undefined {
    for (const answer of this.#answers.values()) {
      const found = answer.state === 'ready' ? pick(answer.value) : undefined
      if (found !== undefined) return found
    }
    return undefined
  }

  /** Changes what is kept of one post, comment or profile, wherever it stands; null takes it out of lists. */
  change<Item extends { id: string }>(id: string, change: (item: Item) => Item | null): void {
    let changed = false
    for (const [path, answer] of this.#answers) {
      if (answer.state !== 'ready') continue
      const value = changedIn(answer.value, id, change as (item: { id: string }) => { id: string } | null)
      if (value === answer.value) continue
      this.#answers.set(path, { ...answer, value })
      changed = true
    }
    if (changed) this.#changed()
  }

  /** Everything is asked for again when its page is next visited. */
  age(): void {
    for (const [path, answer] of this.#answers) if (answer.state === 'ready') this.#answers.set(path, { ...answer, atMs: 0 })
  }

  snapshot(): StoreSnapshot {
    return Object.fromEntries(this.#answers)
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly version = (): number => this.#version

  #keep(path: string, answer: Answer<unknown>): void {
    this.#answers.delete(path)
    this.#answers.set(path, answer)
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= ANSWERS_MAX) break
      this.#answers.delete(oldest)
      this.#chains.delete(oldest)
    }
    this.#changed()
  }

  #changed(): void {
    this.#version += 1
    for (const listener of this.#listeners) listener()
  }
}

function isGone(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 404 || error.status === 410)
}

function failureOf(error: unknown, atMs: number): Answer<never> {
  const status = error instanceof ApiError ? error.status : 0
  const cause = error instanceof Error ? error.message : 'Something went wrong.'
  return { state: 'failed', status, cause, atMs }
}
