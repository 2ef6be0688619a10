/**
 * A list that changes under one's eyes without jumping: while nobody reads it is renewed at news, and while somebody does it
 * only says that there is something new.
 */
import type { EngagementTopic } from '@troupe/contract'
import { useCallback, useState } from 'react'
import { refresh } from '../../data/api.ts'
import { queryClient } from '../../data/query-client.ts'
import { useEngagementNews } from '../../live/engagement-news.ts'

export interface QuietRenewal { waiting: boolean; renew(): void; onReading(reading: boolean): void }

export function useQuietRenewal(address: string, topics: readonly EngagementTopic[]): QuietRenewal {
  const [reading, setReading] = useState(false)
  const [waiting, setWaiting] = useState(false)
  const renew = useCallback(() => {
    setWaiting(false)
    // From the first page on: to renew a hundred pages that were scrolled through would ask a hundred times.
    queryClient.setQueryData<{ pages: unknown[]; pageParams: unknown[] }>([address, 'pages'], (before) => before && { pages: before.pages.slice(0, 1), pageParams: before.pageParams.slice(0, 1) })
    return refresh(address)
  }, [address])
  useEngagementNews(topics, () => {
    if (!reading) return renew()
    setWaiting(true)
    return undefined
  })
  return { waiting: waiting && reading, renew, onReading: setReading }
}
