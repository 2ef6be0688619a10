/** What filters of triggers look at. Made only where an agent has a filter. */
import type { FILTER_FIELDS } from '@troupe/contract'
import type { Heard } from '../events/lead-event.ts'
import type { FilterFacts } from './trigger-filter.ts'

const HOUR_MS = 3_600_000

/** What a filter may name is there, and nothing besides. */
type Looked = { readonly [Root in keyof typeof FILTER_FIELDS]: Readonly<Record<(typeof FILTER_FIELDS)[Root][number], unknown>> }

export function filterFacts({ event, lead, before, context }: Heard): FilterFacts {
  const nth = context.counts[event.type] ?? 0
  return {
    event: {
      type: event.type, source: event.source, at: iso(event.atMs), payload: event.payload, counted: event.counted, nth, isFirst: nth === 1,
      hoursAway: before.lastSeenMs === null ? null : (event.atMs - before.lastSeenMs) / HOUR_MS,
    },
    context: {
      stage: context.stage, stageBefore: before.stage, stageSince: iso(context.stageSinceMs), firstSeenAt: iso(context.firstSeenMs), lastSeenAt: iso(context.lastSeenMs), events: context.events,
      counts: context.counts, lastAt: Object.fromEntries(Object.entries(context.lastAtMs).map(([type, atMs]) => [type, iso(atMs)])), revenueMinor: context.revenueMinor, attributes: context.attributes,
    },
    consumer: {
      id: lead.id, creatorId: lead.creatorId, externalId: lead.externalId, name: lead.name, email: lead.email, phone: lead.phone, whatsapp: lead.whatsapp, timezone: lead.timezone, locale: lead.locale, tags: lead.tags,
      consents: Object.fromEntries(Object.entries(lead.consents).map(([channel, consent]) => [channel, consent?.status])),
    },
  } satisfies Looked
}

function iso(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs).toISOString()
}
