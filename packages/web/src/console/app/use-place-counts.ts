/** Numbers beside the places of the sidebar. What waits for somebody stands out; a mere total does not. */
import { useQuery } from '@tanstack/react-query'
import { MODERATION } from '../data/addresses.ts'
import { answerOf } from '../data/api.ts'
import { agentsIn, useStatus, useWholeWorkspace } from '../data/queries.ts'
import type { NavigationPlace } from './navigation.ts'

const REPORTS_EVERY_MS = 5_000

export interface PlaceCount {
  count: number
  /** What they are, where somebody is to do something about them; null for a mere total. */
  waiting: string | null
}

export function usePlaceCounts(): Partial<Record<NavigationPlace['to'], PlaceCount>> {
  const enabled = useWholeWorkspace()
  const { data: status } = useStatus()
  const { data: moderation } = useQuery({ ...answerOf(MODERATION, { everyMs: REPORTS_EVERY_MS }), enabled })
  const reported = moderation?.open ?? 0
  return {
    ...(status === undefined ? {} : { '/agents': { count: agentsIn(status.agents), waiting: null } }),
    ...(reported === 0 ? {} : { '/moderation': { count: reported, waiting: 'open reports' } }),
  }
}
