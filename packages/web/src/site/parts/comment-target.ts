/** A link to one comment: pages are loaded until it is there, then it is scrolled to and marked. */
import type { Comment } from '@troupe/contract'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { Endless } from '../data/use-answer.ts'
import { commentAnchor } from '../route.ts'
import { useSite } from '../site-context.ts'

/** A comment deeper than this stays unfound; the reader can go on by hand. */
const PAGES_MAX = 20
const PREFIX = commentAnchor('')

export function useCommentTarget(list: Endless<Comment>): string | null {
  const { navigation } = useSite()
  // The server never hears of the hash, so the first render must not either.
  const hash = useSyncExternalStore(navigation.subscribe, () => navigation.place().url.split('#')[1] ?? '', () => '')
  const target = hash.startsWith(PREFIX) ? hash.slice(PREFIX.length) : null
  const pages = useRef(0)
  const reached = useRef<string | null>(null)
  const found = target !== null && list.items.some((comment) => comment.id === target)
  const { tail, loadMore } = list

  useEffect(() => {
    if (target === null || reached.current === target) return
    if (found) {
      reached.current = target
      const element = document.getElementById(commentAnchor(target))
      element?.scrollIntoView({ block: 'center', behavior: 'instant' })
      element?.focus({ preventScroll: true })
    } else if (tail.state === 'more' && pages.current < PAGES_MAX) {
      pages.current += 1
      loadMore()
    }
  }, [target, found, tail.state, loadMore])

  return target
}
