/**
 * Segment's wire (https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/), so that its client libraries
 * work as they are: their calls as our events. What they call by their own names (`Order Completed`) is ours by what it means. Pure.
 */
import { KNOWN_EVENT_TYPES } from '@troupe/contract'
import { z } from 'zod'
import type { IncomingEvent, Refusal } from './incoming-event.ts'
import { momentOf } from './moment-of.ts'
import { typeName } from './type-name.ts'

const text = z.union([z.string(), z.number()]).transform(String).pipe(z.string().trim().min(1).max(200)).nullish().catch(null)
const record = z.record(z.string(), z.unknown()).nullish().catch(null)
const time = z.union([z.string(), z.number()]).nullish().catch(null)

/** Lenient where a call is still good without it; clients of many years send many shapes. */
export const segmentCallSchema = z.looseObject({
  type: z.string().max(20).optional(), userId: text, anonymousId: text, previousId: text, groupId: text, messageId: text, event: z.string().trim().max(200).nullish().catch(null), name: z.string().max(500).nullish().catch(null),
  category: z.string().max(500).nullish().catch(null), properties: record, traits: record, context: record, timestamp: time, originalTimestamp: time, sentAt: time,
})
export type SegmentCall = z.output<typeof segmentCallSchema>

export const SEGMENT_CALLS = ['identify', 'track', 'page', 'screen', 'alias', 'group'] as const
export type SegmentCallType = (typeof SEGMENT_CALLS)[number]

const KNOWN = new Set<string>(KNOWN_EVENT_TYPES)
/** Of Segment's own list of events (https://segment.com/docs/connections/spec/ecommerce/v2/), what we have a word for. */
const MEANT: Readonly<Record<string, string>> = {
  order_completed: 'payment_success', payment_succeeded: 'payment_success', order_refunded: 'payment_refunded', order_failed: 'payment_failed', product_clicked: 'service_click', product_viewed: 'service_click', page_viewed: 'page_view',
  email_link_clicked: 'email_clicked', email_delivered: 'email_delivered', email_opened: 'email_opened', email_bounced: 'email_bounced', unsubscribed: 'unsubscribed', subscription_canceled: 'subscription_cancelled', booking_confirmed: 'booking_created',
  booking_canceled: 'booking_cancelled',
}

/** `nowMs`: when it arrived. `sentAt` is the whole batch's, where the call has none. */
export function segmentEvent(type: string | undefined, call: SegmentCall, nowMs: number, sentAt: SegmentCall['sentAt']): IncomingEvent | Refusal {
  const known = SEGMENT_CALLS.find((one) => one === type)
  if (known === undefined) return { kind: 'invalid', path: '/type', message: `is no call of this wire; one of ${SEGMENT_CALLS.join(', ')}` }
  const given = contentOf(known, call)
  if ('message' in given) return given
  const whom = { externalId: call.userId ?? undefined, anonymousId: (known === 'alias' ? call.previousId : call.anonymousId) ?? undefined, ...known === 'alias' ? { previousId: call.previousId ?? undefined } : {} }
  if (whom.externalId === undefined && whom.anonymousId === undefined) return { kind: 'invalid', path: '/userId', message: 'say whom it is about: userId or anonymousId' }
  return { ...whom, ...given, source: 'api', atMs: timeOf(call, nowMs, sentAt), messageId: call.messageId ?? undefined }
}

function contentOf(known: SegmentCallType, call: SegmentCall): Pick<IncomingEvent, 'type' | 'payload'> | Refusal {
  const { properties, traits, context, name, category } = call
  switch (known) {
    case 'identify':
      return { type: 'identify', payload: traitsOf(traits ?? {}, context ?? {}) }
    case 'track': {
      if (call.event == null || call.event === '') return { kind: 'invalid', path: '/event', message: 'say what happened: the name of the event' }
      const type = typeOf(call.event)
      if (type === '') return { kind: 'invalid', path: '/event', message: 'begins with a letter or a digit' }
      return { type, payload: type.startsWith('payment_') ? moneyOf(properties ?? {}, context) : withContext(properties ?? {}, context) }
    }
    case 'page':
    case 'screen':
      return { type: 'page_view', payload: withContext({ ...pageOf(context), ...name == null ? {} : { name }, ...category == null ? {} : { category }, ...properties }, context) }
    case 'alias':
      if (call.userId == null || call.previousId == null) return { kind: 'invalid', path: '/previousId', message: 'say who was whom: previousId and userId' }
      return { type: 'alias', payload: { previousId: call.previousId } }
    case 'group':
      return { type: 'group', payload: { groupId: call.groupId ?? null, ...traits } }
  }
}

/** `Order Completed`, `orderCompleted` and `order_completed` are the same; a name that is nobody's stays as it is. */
function typeOf(event: string): string {
  const slug = event.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase().replaceAll(/[^a-z\d]+/g, '_')
  if (KNOWN.has(slug)) return slug
  return MEANT[slug] ?? typeName(event)
}

function traitsOf(traits: Readonly<Record<string, unknown>>, context: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { ...typeof context['timezone'] === 'string' ? { timezone: context['timezone'] } : {}, ...typeof context['locale'] === 'string' ? { locale: context['locale'] } : {}, ...traits }
}

/** Segment's `revenue` or `total`, in the currency's own unit. */
function moneyOf(properties: Readonly<Record<string, unknown>>, context: SegmentCall['context']): Record<string, unknown> {
  const amount = properties['amount'] ?? properties['revenue'] ?? properties['total'] ?? properties['value']
  return withContext(amount === undefined ? properties : { ...properties, amount }, context)
}

function pageOf(context: SegmentCall['context']): Record<string, unknown> {
  const page = context?.['page']
  return typeof page === 'object' && page !== null ? page as Record<string, unknown> : {}
}

/** Where it came from; of the rest of a context nobody here makes use. */
function withContext(payload: Readonly<Record<string, unknown>>, context: SegmentCall['context']): Record<string, unknown> {
  const { campaign, userAgent } = context ?? {}
  return { ...payload, ...campaign == null ? {} : { campaign }, ...userAgent == null ? {} : { userAgent } }
}

/** The sender's clock against ours, by the moment it says it sent. */
function timeOf({ timestamp, originalTimestamp, sentAt: own }: SegmentCall, nowMs: number, sentAt: SegmentCall['sentAt']): number {
  const atMs = msOf(originalTimestamp ?? timestamp)
  const sentMs = msOf(own ?? sentAt)
  if (atMs === null) return nowMs
  return sentMs === null ? atMs : nowMs - Math.max(0, sentMs - atMs)
}

function msOf(value: SegmentCall['timestamp']): number | null {
  const ms = momentOf(value)
  return Number.isFinite(ms) && ms >= 0 ? ms : null
}
