/** Numbers beside the places of the sidebar. What waits for somebody stands out; a mere total does not. */
import { useQuery } from '@tanstack/react-query'
import { MODERATION } from '../data/addresses.ts'
import { answerOf } from '../data/api.ts'
import { agentsIn, useStatus, useWholeWorkspace } from '../data/queries.ts'
import type { NavigationPlace } from './navigation.ts'
import { useWaitingCounts } from './waiting-counts.ts'

const REPORTS_EVERY_MS = 5_000

export interface PlaceCount {
  count: number
  /** What they are, where somebody is to do something about them; null for a mere total. */
  waiting: string | null
  /** There are more than were counted. */
  more?: boolean
}

export function usePlaceCounts(): Partial<Record<NavigationPlace['to'], PlaceCount>> {
  const enabled = useWholeWorkspace()
  const { data: status } = useStatus()
  const { data: moderation } = useQuery({ ...answerOf(MODERATION, { everyMs: REPORTS_EVERY_MS }), enabled })
  const reported = moderation?.open ?? 0
  const { approvals, threads } = useWaitingCounts()
  return {
    ...(status === undefined ? {} : { '/agents': { count: agentsIn(status.agents), waiting: null } }),
    ...(approvals.count === 0 ? {} : { '/approvals': { ...approvals, waiting: approvals.count === 1 ? 'message waits for a yes' : 'messages wait for a yes' } }),
    ...(threads.count === 0 ? {} : { '/conversations': { ...threads, waiting: threads.count === 1 ? 'conversation waits for a person' : 'conversations wait for a person' } }),
    ...(reported === 0 ? {} : { '/moderation': { count: reported, waiting: 'open reports' } }),
  }
}
