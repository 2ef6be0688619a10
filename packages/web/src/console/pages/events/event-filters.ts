/** What the monitor of events is narrowed to, and which one lies open; both live in the page's address. */
import { eventSourceSchema, idSchema, type EventSource } from '@troupe/contract'

export interface EventFilters {
  creatorId?: string | undefined
  consumerId?: string | undefined
  type?: string | undefined
  source?: EventSource | undefined
  /** The one that lies open. */
  event?: string | undefined
}

export function eventFiltersOf(search: Record<string, unknown>): EventFilters {
  const creator = idSchema.safeParse(search.creatorId)
  const consumer = idSchema.safeParse(search.consumerId)
  const source = eventSourceSchema.safeParse(search.source)
  const event = idSchema.safeParse(search.event)
  return {
    ...(creator.success ? { creatorId: creator.data } : {}),
    ...(consumer.success ? { consumerId: consumer.data } : {}),
    ...(typeof search.type === 'string' && search.type !== '' ? { type: search.type.slice(0, 80) } : {}),
    ...(source.success ? { source: source.data } : {}),
    ...(event.success ? { event: event.data } : {}),
  }
}

export function isNarrowed({ creatorId, consumerId, type, source }: EventFilters): boolean {
  return [creatorId, consumerId, type, source].some((value) => value !== undefined)
}
