/** How many messages wait for a yes and how many threads for a person: read anew when the server says that they changed. */
import type { Approval, Conversation, Page } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { approvalsPath, conversationsPath } from '../data/acting-addresses.ts'
import { answerOf } from '../data/api.ts'
import { useRefreshOnNews } from '../live/engagement-news.ts'

const OF_APPROVALS = ['approvals'] as const
const OF_THREADS = ['conversations'] as const
const WAITING = approvalsPath({ state: 'waiting' })
const ESCALATED = conversationsPath({ state: 'escalated' })

/** A page's worth is counted, and whether there are more: nobody needs to know whether it is 240 or 260. */
export interface WaitingCount { readonly count: number; readonly more: boolean }

export function useWaitingCounts(): { readonly approvals: WaitingCount; readonly threads: WaitingCount } {
  useRefreshOnNews(OF_APPROVALS, WAITING)
  useRefreshOnNews(OF_THREADS, ESCALATED)
  const approvals = useQuery(answerOf(WAITING)).data
  const threads = useQuery(answerOf(ESCALATED)).data
  return { approvals: countOf<Approval>(approvals), threads: countOf<Conversation>(threads) }
}

function countOf<Item>(page: Page<Item> | undefined): WaitingCount {
  return { count: page?.items.length ?? 0, more: page?.nextCursor != null }
}
