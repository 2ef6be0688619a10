/**
 * A list that stands still while somebody reads it: what they see is renewed in its place, new items wait behind a pill, and
 * later pages come on below. Nobody reads, and it is as it was fetched.
 */
import { useCallback, useMemo, useState } from 'react'

export interface StillList<Item> {
  readonly items: readonly Item[]
  /** How many are not shown yet. */
  readonly waiting: number
  show(): void
  /** These are done with: they leave at once, and do not come back with an answer from before. */
  drop(keys: readonly string[]): void
  onReading(reading: boolean): void
}

interface Held<Item> { readonly of: string; readonly items: readonly Item[] }
interface Dropped { readonly of: string; readonly keys: ReadonlySet<string> }

/** `of` names the list: its address. Another list begins anew. */
export function useStillList<Item>(all: readonly Item[], keyOf: (item: Item) => string, of: string): StillList<Item> {
  const [held, setHeld] = useState<Held<Item> | null>(null)
  const [reading, setReading] = useState(false)
  const [dropped, setDropped] = useState<Dropped | null>(null)
  const fetched = useMemo(() => (dropped?.of === of ? all.filter((item) => !dropped.keys.has(keyOf(item))) : all), [dropped, of, all, keyOf])
  // Nobody reads an empty list.
  const holds = held !== null && held.of === of && held.items.length > 0 && reading
  const { items, waiting } = useMemo(() => (holds ? stillItems(held.items, fetched, keyOf) : { items: fetched, waiting: 0 }), [holds, held, fetched, keyOf])
  return {
    items,
    waiting,
    show: () => setHeld({ of, items: fetched }),
    drop: (keys) => {
      setDropped((before) => ({ of, keys: new Set([...(before?.of === of ? before.keys : []), ...keys]) }))
      setHeld((before) => before && { ...before, items: before.items.filter((item) => !keys.includes(keyOf(item))) })
    },
    onReading: useCallback((next: boolean) => {
      setReading(next)
      if (next) setHeld((before) => (before !== null && before.of === of && reading ? before : { of, items: fetched }))
    }, [of, fetched, reading]),
  }
}

/** Those held, as they are now, and below them what was fetched since; all others wait. */
export function stillItems<Item>(held: readonly Item[], fetched: readonly Item[], keyOf: (item: Item) => string): { items: readonly Item[]; waiting: number } {
  const now = new Map(fetched.map((item) => [keyOf(item), item]))
  const known = new Set(held.map(keyOf))
  const lastKnown = fetched.findLastIndex((item) => known.has(keyOf(item)))
  const fresh = fetched.filter((item) => !known.has(keyOf(item)))
  // Nothing of what is held is there any more: no telling what is above and what below.
  const below = lastKnown < 0 ? [] : fetched.slice(lastKnown + 1)
  return { items: [...held.map((item) => now.get(keyOf(item)) ?? item), ...below], waiting: fresh.length - below.length }
}
