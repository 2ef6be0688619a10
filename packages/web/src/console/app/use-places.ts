import { useMemo } from 'react'
import { useMe } from '../data/queries.ts'
import { groupsFor, type NavigationGroup, type NavigationPlace } from './navigation.ts'

/** Where whoever is signed in may go. */
export function useGroups(): readonly NavigationGroup[] {
  const me = useMe()
  return useMemo(() => me === undefined ? [] : groupsFor(me), [me])
}

export function usePlaces(): readonly NavigationPlace[] {
  const groups = useGroups()
  return useMemo(() => groups.flatMap(({ places }) => places), [groups])
}
