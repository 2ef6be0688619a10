/** What the queue is narrowed to, and which action lies open; it lives in the page's address. */
import { actionStateSchema, channelSchema, idSchema, type ActionState, type Channel } from '@troupe/contract'

export interface QueueFilters {
  state?: ActionState | undefined
  channel?: Channel | undefined
  creatorId?: string | undefined
  consumerId?: string | undefined
  agentId?: string | undefined
  /** Dead letters alone. */
  dead?: 'true' | undefined
  action?: string | undefined
}

export function queueFiltersOf(search: Record<string, unknown>): QueueFilters {
  const filters: QueueFilters = {}
  const state = actionStateSchema.safeParse(search['state'])
  if (state.success) filters.state = state.data
  const channel = channelSchema.safeParse(search['channel'])
  if (channel.success) filters.channel = channel.data
  for (const name of ['creatorId', 'consumerId', 'agentId', 'action'] as const) {
    const id = idSchema.safeParse(search[name])
    if (id.success) filters[name] = id.data
  }
  if (search['dead'] === 'true') filters.dead = 'true'
  return filters
}

export function isNarrowed({ action: _open, ...query }: QueueFilters): boolean {
  return Object.values(query).some((value) => value !== undefined)
}
