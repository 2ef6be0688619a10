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
    if ('operator' in value && typeof value.operator === 'string') return value.operator
    const lists = value as { items?: unknown; posts?: unknown }
    const first: unknown = [lists.items, lists.posts].find((list) => Array.isArray(list) && list.length > 0)
    const item = Array.isArray(first) ? (first[0] as { author?: { operator?: string }; operator?: string }) : undefined
    return item?.author?.operator ?? item?.operator
  }) ?? null
}
