/**
 * A list of activity that follows the stream: the first page and every gap come from the API, what is new from the
 * stream, and the buffer joins them. While held it keeps still without losing anything. It lives outside React, because
 * items arrive between two drawings and none may be lost to an older one.
 */
import type { ActivityItem, Page } from '@troupe/contract'
import type { ActivityQuery } from '../data/addresses.ts'
import { append, collect, EMPTY_BUFFER, newestSeq, release, restart, type ActivityBuffer } from './activity-buffer.ts'
import type { ActivityListener } from './activity-stream.ts'
import { catchUp } from './catch-up.ts'

export type First = { state: 'loading' } | { state: 'there' } | { state: 'failed'; cause: string }
export type Older = { state: 'idle'; cursor: string | null } | { state: 'loading' } | { state: 'failed'; cursor: string; cause: string }

export interface ListView {
  readonly first: First
  readonly buffer: ActivityBuffer
  readonly older: Older
}

export interface ListParts {
  readPage(cursor: string | null): Promise<Page<ActivityItem>>
  listen(listener: ActivityListener): () => void
  causeOf(error: unknown): string
}

export class ActivityList {
  readonly #query: ActivityQuery
  readonly #parts: ListParts
  readonly #watchers = new Set<() => void>()
  #view: ListView = { first: { state: 'loading' }, buffer: EMPTY_BUFFER, older: { state: 'idle', cursor: null } }
  #hold = false
  #joining: Promise<void> | null = null
  /** Up to this number there is no hole. It stands while there may be a gap, whatever the stream brings above it. */
  #solid = 0
  /** Times the connection was made since the last gap was closed. */
  #gaps = 0

  constructor(query: ActivityQuery, parts: ListParts) {
    this.#query = query
    this.#parts = parts
  }

  readonly view = (): ListView => this.#view

  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** Follows the stream until the given function is called; what was missed since the last time is fetched. */
  start(): () => void {
    const stop = this.#parts.listen({
      items: (items) => this.#heard(items.filter((item) => matches(item, this.#query))),
      joined: () => void this.join(),
    })
    void this.join()
    return stop
  }

  hold(hold: boolean): void {
    this.#hold = hold
    if (!hold) this.showWaiting()
  }

  showWaiting(): void {
    this.#show({ buffer: release(this.#view.buffer) })
  }

  /** Reads what is not here yet: the first page, or all since the last number without a hole below it. */
  join(): Promise<void> {
    this.#gaps += 1
    this.#joining ??= this.#closeGaps().finally(() => (this.#joining = null))
    return this.#joining
  }

  retry(): void {
    this.#show({ first: { state: 'loading' } })
    void this.join()
  }

  async loadOlder(): Promise<void> {
    const { older, buffer } = this.#view
    if (older.state === 'loading' || older.cursor === null || buffer.cut) return
    const { cursor } = older
    this.#show({ older: { state: 'loading' } })
    try {
      const page = await this.#parts.readPage(cursor)
      this.#show({ buffer: append(this.#view.buffer, page.items), older: { state: 'idle', cursor: page.nextCursor } })
    } catch (error) {
      this.#show({ older: { state: 'failed', cursor, cause: this.#parts.causeOf(error) } })
    }
  }

  async #closeGaps(): Promise<void> {
    while (this.#gaps > 0) {
      const known = this.#gaps
      try {
        await this.#readMissed()
      } catch (error) {
        // With a list on the page, the stream's own mark says that the connection is down; its return asks again.
        if (this.#view.first.state !== 'there') this.#show({ first: { state: 'failed', cause: this.#parts.causeOf(error) } })
        return
      }
      // A connection made meanwhile may have left a gap above what was just read.
      this.#gaps -= known
    }
    this.#solid = newestSeq(this.#view.buffer)
  }

  async #readMissed(): Promise<void> {
    if (this.#view.first.state !== 'there') {
      const page = await this.#parts.readPage(null)
      this.#solid = page.items[0]?.seq ?? 0
      this.#show({ first: { state: 'there' }, buffer: collect(this.#view.buffer, page.items, false), older: { state: 'idle', cursor: page.nextCursor } })
      return
    }
    const missed = await catchUp(this.#parts.readPage, this.#solid)
    this.#solid = missed.items[0]?.seq ?? this.#solid
    if (missed.joined) this.#take(missed.items)
    else this.#show({ buffer: restart(missed.items), older: { state: 'idle', cursor: missed.cursor } })
  }

  #heard(items: readonly ActivityItem[]): void {
    this.#take(items)
    if (this.#gaps === 0) this.#solid = newestSeq(this.#view.buffer)
  }

  #take(items: readonly ActivityItem[]): void {
    if (items.length > 0) this.#show({ buffer: collect(this.#view.buffer, items, this.#hold) })
  }

  #show(patch: Partial<ListView>): void {
    if (patch.buffer === this.#view.buffer && Object.keys(patch).length === 1) return
    this.#view = { ...this.#view, ...patch }
    for (const watcher of this.#watchers) watcher()
  }
}

export function matches(item: ActivityItem, { agentId, projectId, kind }: ActivityQuery): boolean {
  return (projectId === undefined || item.projectId === projectId) && (agentId === undefined || item.agent.id === agentId) && (kind === undefined || item.kind === kind)
}
