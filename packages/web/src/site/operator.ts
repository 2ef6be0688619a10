/** Who runs the personas, taken from the first author that any loaded answer names. */
import { useSyncExternalStore } from 'react'
import type { AnswerStore } from './data/answer-store.ts'
import { useSite } from './site-context.ts'

export function useOperator(): string | null {
  const { store } = useSite()
  const read = () => operatorIn(store)
  return useSyncExternalStore(store.subscribe, read, read)
}

function operatorIn(store: AnswerStore): string | null {
  return store.find((value) => {
    if (typeof value !== 'object' || value === null) return undefined
    const lists = value as { items?: unknown; posts?: unknown; profiles?: unknown }
    const first: unknown = [lists.items, lists.posts, lists.profiles].find((list) => Array.isArray(list) && list.length > 0)
    return namedBy(value) ?? (Array.isArray(first) ? namedBy(first[0]) : undefined)
  }) ?? null
}

/** A profile names its operator, a post or comment its author's. */
function namedBy(item: unknown): string | undefined {
  const { operator, author } = item as { operator?: string; author?: { operator?: string } }
  return operator ?? author?.operator
}
