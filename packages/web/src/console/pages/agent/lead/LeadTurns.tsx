/** An agent of leads' turns, each with whom it wrote to and how that begins: by its sort and its event one is like another. */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { answerOf } from '../../../data/api.ts'
import { ACTIONS, actionsPath } from '../../../data/engagement-addresses.ts'
import { useRefreshOnNews } from '../../../live/engagement-news.ts'
import { nameOr } from '../../../parts/engagement/lead-name.ts'
import { firstWords } from '../../../parts/engagement/LeadWords.tsx'
import { TurnList } from '../TurnList.tsx'

const NEWS = ['actions'] as const

export function LeadTurns({ agentId, nothing }: { agentId: string; nothing: string }) {
  // The newest: turns from before these say what sort of thing was done.
  const actions = useQuery(answerOf(actionsPath({ agentId }))).data?.items
  useRefreshOnNews(NEWS, ACTIONS)
  const said = useMemo(() => {
    const words = new Map<string, string>()
    // Newest first, so that what a turn planned first stands last, and stays.
    for (const { turnId, consumerId, consumerName, content } of actions ?? []) if (turnId !== null) words.set(turnId, `${nameOr(consumerName, consumerId)}: ${firstWords(content)}`)
    return words
  }, [actions])
  return <TurnList agentId={agentId} nothing={nothing} saidOf={(turnId) => said.get(turnId)} />
}
