import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { ACTIONS, actionsPath } from '../../data/engagement-addresses.ts'
import { conversationEarlierPath, conversationPath, CONVERSATIONS } from '../../data/acting-addresses.ts'
import { answerOf, causeOf, read } from '../../data/api.ts'
import { queryClient } from '../../data/query-client.ts'
import { useRefreshOnNews } from '../../live/engagement-news.ts'
import { mergeThread, prependEarlier, threadLines } from './thread-lines.ts'

const NEWS = ['conversations', 'actions', 'approvals'] as const

/** One thread, renewed at news; earlier messages that were fetched stay. */
export function useThread(id: string) {
  const options = answerOf(conversationPath(id))
  const thread = useQuery({
    ...options,
    queryFn: async ({ signal }) => mergeThread(queryClient.getQueryData(options.queryKey), await read(conversationPath(id), signal)),
  })
  const consumerId = thread.data?.consumerId
  // Of the thread's lead; those that belong elsewhere are left out below.
  const actions = useQuery({ ...answerOf(actionsPath({ consumerId })), enabled: consumerId !== undefined }).data?.items
  useRefreshOnNews(NEWS, CONVERSATIONS, ACTIONS)
  const [fetching, setFetching] = useState(false)
  async function earlier(): Promise<void> {
    const oldest = thread.data?.messages[0]
    if (oldest === undefined || fetching) return
    setFetching(true)
    try {
      const before = await read(conversationEarlierPath(id, oldest.id))
      queryClient.setQueryData(options.queryKey, (known) => known && prependEarlier(known, before))
    } catch (error) {
      toast.error(`Earlier messages could not be loaded. ${causeOf(error)}`)
    } finally {
      setFetching(false)
    }
  }
  return {
    thread,
    lines: thread.data === undefined ? [] : threadLines(thread.data.messages, actions?.filter(({ conversationId }) => conversationId === id) ?? []),
    earlier: () => void earlier(),
    fetching,
  }
}
