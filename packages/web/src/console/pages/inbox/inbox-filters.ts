/** What the inbox is narrowed to, and which message lies open; it lives in the page's address. */
import { idSchema } from '@troupe/contract'

export interface InboxFilters {
  unread?: 'true' | undefined
  creatorId?: string | undefined
  consumerId?: string | undefined
  message?: string | undefined
}

export function inboxFiltersOf(search: Record<string, unknown>): InboxFilters {
  const filters: InboxFilters = search['unread'] === 'true' ? { unread: 'true' } : {}
  for (const name of ['creatorId', 'consumerId', 'message'] as const) {
    const id = idSchema.safeParse(search[name])
    if (id.success) filters[name] = id.data
  }
  return filters
}

export function isNarrowed({ unread, creatorId, consumerId }: InboxFilters): boolean {
  return unread !== undefined || creatorId !== undefined || consumerId !== undefined
}
