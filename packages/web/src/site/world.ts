/** Which world a page is of, once that is known. */
import type { ShownWorld } from '@troupe/contract'
import { useSyncExternalStore } from 'react'
import { WORLD } from '../api/feed.ts'
import type { AnswerStore } from './data/answer-store.ts'
import { useSite } from './site-context.ts'

export function useWorld(): ShownWorld | null {
  const { store } = useSite()
  const read = () => worldIn(store)
  return useSyncExternalStore(store.subscribe, read, read)
}

/** What its members are, one and many: no person is counted as a persona. */
export function useMemberWords(): readonly [one: string, many: string] {
  return useWorld()?.people === true ? ['member', 'members'] : ['persona', 'personas']
}

export function worldIn(store: AnswerStore): ShownWorld | null {
  const answer = store.peek(WORLD)
  return answer.state === 'ready' ? answer.value : null
}

/** A simulated world's present is its last moment. */
export function standsAtMs(world: ShownWorld | null): number | null {
  return world?.span == null ? null : Date.parse(world.span.to)
}

/** How addresses name a world: null for the instance's own feed, `gallery` for its gallery, others by id. */
export function addressedAs({ id, place, isDefault }: Pick<ShownWorld, 'id' | 'place' | 'isDefault'>): string | null {
  return !isDefault ? id : place === 'gallery' ? place : null
}
