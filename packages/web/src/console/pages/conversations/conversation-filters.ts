/** What the conversations are narrowed to, and which thread lies open; it lives in the page's address. */
import { conversationStateSchema, idSchema, type ConversationState } from '@troupe/contract'

export interface ConversationFilters {
  state?: ConversationState | undefined
  creatorId?: string | undefined
  query?: string | undefined
  thread?: string | undefined
}

const QUERY_LONGEST = 80

export function conversationFiltersOf(search: Record<string, unknown>): ConversationFilters {
  const state = conversationStateSchema.safeParse(search['state'])
  const creatorId = idSchema.safeParse(search['creatorId'])
  const thread = idSchema.safeParse(search['thread'])
  const query = search['query']
  return {
    ...(state.success ? { state: state.data } : {}),
    ...(creatorId.success ? { creatorId: creatorId.data } : {}),
    ...(typeof query === 'string' && query.trim() !== '' ? { query: query.slice(0, QUERY_LONGEST) } : {}),
    ...(thread.success ? { thread: thread.data } : {}),
  }
}

export function isNarrowed({ state, creatorId, query }: ConversationFilters): boolean {
  return state !== undefined || creatorId !== undefined || query !== undefined
}
