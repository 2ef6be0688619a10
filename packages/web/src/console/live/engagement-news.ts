/**
 * "These lists have changed": what a page that shows one does then, at most once a second, once at a time, and not while
 * nobody looks at the tab. A connection that stands again counts as news of everything, since what happened between was told to nobody.
 */
import type { EngagementTopic } from '@troupe/contract'
import { useEffect } from 'react'
import { refresh } from '../data/api.ts'
import { useLatest } from '../parts/use-latest.ts'
import { theStream } from './the-stream.ts'

const EVERY_MS = 1_000

/** `topics` must not change from drawing to drawing: a constant of the page. */
export function useEngagementNews(topics: readonly EngagementTopic[], act: () => unknown): void {
  const latest = useLatest(act)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    let actedAt = -Infinity
    let owed = false
    let busy = false
    let gone = false
    const now = async () => {
      timer = null
      if (document.hidden || busy) {
        owed = true
        return
      }
      actedAt = performance.now()
      busy = true
      try {
        // Answers slower than the news would else be broken off by the next, and never come.
        await latest.current()
      } finally {
        busy = false
        onSight()
      }
    }
    const soon = () => {
      timer ??= setTimeout(() => void now(), Math.max(0, actedAt + EVERY_MS - performance.now()))
    }
    const onSight = () => {
      if (document.hidden || busy || gone || !owed) return
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
      gone = true
      end()
      document.removeEventListener('visibilitychange', onSight)
      if (timer !== null) clearTimeout(timer)
    }
  }, [topics, latest])
}

/** Renews answers whose addresses begin so. For what may change in place; lists that one reads wait behind a pill. */
export function useRefreshOnNews(topics: readonly EngagementTopic[], ...beginnings: readonly string[]): void {
  useEngagementNews(topics, () => refresh(...beginnings))
}
