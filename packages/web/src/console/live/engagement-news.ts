/**
 * "These lists have changed": what a page that shows one does then, at most once a second, and not while nobody looks at the
 * tab. A connection that stands again counts as news of everything, since what happened between was told to nobody.
 */
import type { EngagementTopic } from '@troupe/contract'
import { useEffect } from 'react'
import { refresh } from '../data/api.ts'
import { useLatest } from '../parts/use-latest.ts'
import { theStream } from './the-stream.ts'

const EVERY_MS = 1_000

/** `topics` must not change from drawing to drawing: a constant of the page. */
export function useEngagementNews(topics: readonly EngagementTopic[], act: () => void): void {
  const latest = useLatest(act)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    let actedAt = -Infinity
    let owed = false
    const now = () => {
      timer = null
      if (document.hidden) {
        owed = true
        return
      }
      actedAt = performance.now()
      latest.current()
    }
    const soon = () => {
      timer ??= setTimeout(now, Math.max(0, actedAt + EVERY_MS - performance.now()))
    }
    const onSight = () => {
      if (document.hidden || !owed) return
      owed = false
      soon()
    }
    document.addEventListener('visibilitychange', onSight)
    const end = theStream.listen({
      items: () => undefined,
      joined: soon,
      engagement: (changed) => changed.some((topic) => topics.includes(topic)) && soon(),
    })
    return () => {
      end()
      document.removeEventListener('visibilitychange', onSight)
      if (timer !== null) clearTimeout(timer)
    }
  }, [topics, latest])
}

/** Renews answers whose addresses begin so. For what may change in place; lists that one reads wait behind a pill. */
export function useRefreshOnNews(topics: readonly EngagementTopic[], ...beginnings: readonly string[]): void {
  useEngagementNews(topics, () => void refresh(...beginnings))
}
