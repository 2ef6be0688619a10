/** What a line of a timeline says. Pure. */
import type { TimelineItem } from '@troupe/contract'
import { shownMoney } from '../../base/currency.ts'
import type { Id } from '../../base/ids.ts'
import { amountMinorOf } from '../context/amount.ts'

export interface TimelineRow {
  readonly key: string
  readonly kind: TimelineItem['kind']
  readonly at: number
  /** An event's type, an action's kind, a policy's name, who wrote, what consent became. */
  readonly word: string
  readonly state: string | null
  readonly reason: string | null
  readonly payload: Readonly<Record<string, unknown>> | null
  readonly text: string | null
  readonly channel: string | null
  readonly direction: 'in' | 'out' | null
  readonly event_id: Id | null
  readonly action_id: Id | null
  readonly message_id: Id | null
  readonly turn_id: Id | null
  readonly agent_id: Id | null
}

const CHANNELS: Readonly<Record<string, string>> = { email: 'e-mail', whatsapp: 'WhatsApp', sms: 'SMS', 'in-app': 'the app', console: 'the console', call: 'phone', 'payment-link': 'payment link', webhook: 'webhook' }
/** How a message came or went. */
const BY: Readonly<Record<string, string>> = { 'in-app': 'in the app', console: 'in the console' }
const DETAIL_CHARACTERS_MOST = 300
/** The first of them that a payload has says most about it. */
const TELLING = ['text', 'title', 'name', 'service', 'product', 'serviceId', 'productId', 'url', 'path', 'reason', 'plan'] as const

export function titleOf({ kind, word, channel, direction, payload, state }: TimelineRow): string {
  const on = channel === null ? '' : ` ${BY[channel] ?? `by ${CHANNELS[channel] ?? channel}`}`
  switch (kind) {
    case 'event': return sentence(word)
    case 'stage': return `Stage: ${typeof payload?.['to'] === 'string' ? payload['to'] : 'changed'}`
    case 'message': return direction === 'in' ? `${word} wrote${on}` : `${word} sent a message${on}`
    case 'action': return `${sentence(word)}: ${(state ?? 'planned').replaceAll('-', ' ')}`
    case 'verdict': return `Gate: ${word.replaceAll('-', ' ')}`
    case 'consent': return `Consent ${word === 'granted' ? 'given' : word}${channel === null ? '' : ` for ${CHANNELS[channel] ?? channel}`}`
  }
}

export function detailOfEvent({ payload, reason, kind, word }: TimelineRow): string | null {
  if (reason !== null) return `Not counted: ${reason}`
  if (payload === null) return null
  if (kind === 'stage') return typeof payload['from'] === 'string' ? `from ${payload['from']}${payload['by'] === 'rules' || typeof payload['by'] !== 'string' ? '' : `, by ${payload['by']}`}` : null
  if (word.startsWith('payment_')) {
    const minor = amountMinorOf(payload)
    if (minor > 0) return shownMoney(minor, payload['currency'])
  }
  const aside = payload['leftAside']
  if (typeof aside === 'object' && aside !== null) return Object.entries(aside).map(([field, why]) => `${field} was left aside: ${String(why)}`).join('; ').slice(0, DETAIL_CHARACTERS_MOST)
  const found = TELLING.map((name) => payload[name]).find((value) => typeof value === 'string' && value !== '')
  const startsMs = word.startsWith('booking_') && typeof payload['startsAt'] === 'string' ? Date.parse(payload['startsAt']) : Number.NaN
  const when = Number.isNaN(startsMs) ? [] : [`${new Date(startsMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`]
  const told = [...typeof found === 'string' ? [found] : [], ...when].join(', ')
  return told === '' ? null : told.slice(0, DETAIL_CHARACTERS_MOST)
}

function sentence(word: string): string {
  const words = word.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
