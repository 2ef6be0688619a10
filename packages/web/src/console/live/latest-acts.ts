/**
 * The newest act and thought of each agent, as the stream brings them. A page of a thousand agents asks for each by its
 * id, and only those are drawn anew that did something.
 */
import type { ActivityItem } from '@troupe/contract'
import { useCallback, useSyncExternalStore } from 'react'
import { theStream } from './the-stream.ts'

export interface Latest {
  readonly act: ActivityItem | null
  /** What it said to itself as it came to rest. */
  readonly thought: { readonly at: string; readonly text: string; readonly turnId: string } | null
}

/** Agents of whom something is kept; who was silent longest is forgotten first. */
const KEPT_MOST = 5_000
const NOTHING: Latest = { act: null, thought: null }
/** As the journal words it. */
const RESTED = 'rested: '

export class LatestActs {
  readonly #latest = new Map<string, Latest>()
  readonly #watchers = new Map<string, Set<() => void>>()

  take(items: readonly ActivityItem[]): void {
    for (const item of items) {
      const next = newer(this.of(item.agent.id), item)
      if (next === null) continue
      this.#latest.delete(item.agent.id)
      this.#latest.set(item.agent.id, next)
      for (const watcher of this.#watchers.get(item.agent.id) ?? []) watcher()
    }
    for (const oldest of this.#latest.keys()) {
      if (this.#latest.size <= KEPT_MOST) break
      this.#latest.delete(oldest)
    }
  }

  of(agentId: string): Latest {
    return this.#latest.get(agentId) ?? NOTHING
  }

  watch(agentId: string, watcher: () => void): () => void {
    const own = this.#watchers.get(agentId) ?? new Set()
    this.#watchers.set(agentId, own.add(watcher))
    return () => {
      own.delete(watcher)
      if (own.size === 0) this.#watchers.delete(agentId)
    }
  }
}

/** Null when it says nothing new. */
function newer(known: Latest, item: ActivityItem): Latest | null {
  if (item.kind === 'acted') return known.act !== null && known.act.seq >= item.seq ? null : { ...known, act: item }
  if (item.kind !== 'turn-ended' || !item.text.startsWith(RESTED)) return null
  if (known.thought !== null && known.thought.at > item.at) return null
  return { ...known, thought: { at: item.at, text: item.text.slice(RESTED.length), turnId: item.turnId } }
}

const latestActs = new LatestActs()
theStream.listen({ items: (items) => latestActs.take(items), joined: () => undefined })

/** Newer of what the API said and what the stream brought since. */
export function useLastWords({ id, lastAct, lastThought }: { id: string; lastAct: ActivityItem | null; lastThought: Latest['thought'] }): Latest {
  const watch = useCallback((changed: () => void) => latestActs.watch(id, changed), [id])
  const heard = useSyncExternalStore(watch, () => latestActs.of(id))
  return {
    act: heard.act !== null && (lastAct === null || heard.act.seq > lastAct.seq) ? heard.act : lastAct,
    thought: heard.thought !== null && (lastThought === null || heard.thought.at > lastThought.at) ? heard.thought : lastThought,
  }
}
