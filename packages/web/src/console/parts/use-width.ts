import { useCallback, useSyncExternalStore, type RefObject } from 'react'

/** The width of an element in pixels, as it changes: tables choose their columns by the room they have. */
export function useWidth(of: RefObject<HTMLElement | null>): number {
  const watch = useCallback((changed: () => void) => {
    if (of.current === null) return () => undefined
    const observer = new ResizeObserver(changed)
    observer.observe(of.current)
    return () => observer.disconnect()
  }, [of])
  return useSyncExternalStore(watch, () => of.current?.clientWidth ?? 0)
}
