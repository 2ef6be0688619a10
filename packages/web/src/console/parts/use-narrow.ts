import { useSyncExternalStore } from 'react'

const NARROW = '(max-width: 639px)'

/** A phone's width, where rows become cards. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(NARROW)
      media.addEventListener('change', changed)
      return () => media.removeEventListener('change', changed)
    },
    () => matchMedia(NARROW).matches,
  )
}
