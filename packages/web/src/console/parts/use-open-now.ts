import { useRouter } from '@tanstack/react-router'
import { useCallback } from 'react'

/**
 * Asks what lies open on a page: null when nothing does, or another page is there. It goes by the address as it is this
 * moment, ahead of what is drawn, so that an answer that comes late moves nobody who has gone on meanwhile.
 */
export function useOpenNow(page: `/${string}`, parameter: string): () => string | null {
  const { history, basepath } = useRouter()
  return useCallback(() => {
    const { pathname, search } = history.location
    return pathname === `${basepath}${page}` ? new URLSearchParams(search).get(parameter) : null
  }, [history, basepath, page, parameter])
}
