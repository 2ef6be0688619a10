/**
 * A part of the site whose script is loaded when it is first needed, so that the first page's stays small. The server
 * loads what a page shows before it renders, the browser before it takes that page over: both draw the same.
 */
import { useEffect, useSyncExternalStore } from 'react'

export interface Later<Module> {
  /** Null until it is here. */
  peek(): Module | null
  /** Rejects when it can't be had; may be tried again. */
  load(): Promise<Module>
  subscribe(listener: () => void): () => void
}

export function later<Module>(ask: () => Promise<Module>): Later<Module> {
  let here: Module | null = null
  let coming: Promise<Module> | null = null
  const listeners = new Set<() => void>()
  return {
    peek: () => here,
    load: () => {
      coming ??= ask().then(
        (module) => {
          here = module
          for (const listener of listeners) listener()
          return module
        },
        (error: unknown) => {
          coming = null
          throw error
        },
      )
      return coming
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The part, asked for where it is drawn. `onLost`: it can't be had, for instance because the site was built anew since. */
export function useLater<Module>(part: Later<Module>, onLost?: () => void): Module | null {
  const here = useSyncExternalStore(part.subscribe, part.peek, part.peek)
  useEffect(() => {
    if (here === null) part.load().catch(() => onLost?.())
    // Whoever waits is told once; what to do then does not change meanwhile.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [part, here])
  return here
}
