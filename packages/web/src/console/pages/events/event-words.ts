/** Events in plain words, and the shape that stands beside them. */
import type { EventSource } from '@troupe/contract'
import { Ban, Bot, CalendarCheck, CalendarX, CircleDollarSign, CircleX, Eye, Hand, KeyRound, Mail, MailOpen, MailX, MessageCircle, MousePointerClick, Phone, Server, ShieldCheck, Sparkles, TrendingUp, UserRound, Webhook, type LucideIcon } from 'lucide-react'
import { formatMinor } from '../../../design/number-format.ts'

const ICONS: Readonly<Record<string, LucideIcon>> = {
  page_view: Eye, service_click: MousePointerClick, identify: UserRound, email_sent: Mail, email_delivered: Mail, email_opened: MailOpen, email_clicked: MousePointerClick, email_replied: MessageCircle, email_bounced: MailX,
  whatsapp_sent: MessageCircle, whatsapp_received: MessageCircle, sms_sent: MessageCircle, sms_received: MessageCircle, in_app_received: MessageCircle, in_app_sent: MessageCircle, webhook_sent: Webhook, payment_link_sent: CircleDollarSign, call_requested: Phone, booking_created: CalendarCheck, booking_cancelled: CalendarX,
  payment_success: CircleDollarSign, payment_failed: CircleX, payment_refunded: CircleDollarSign, consent_granted: ShieldCheck, consent_withdrawn: Ban, unsubscribed: Ban, stage_changed: TrendingUp, lead_escalated: Hand,
}

export function eventIcon(type: string): LucideIcon {
  return ICONS[type] ?? Sparkles
}

/** `email_opened` → "email opened"; names of one's own stay as they are. */
export function eventWords(type: string): string {
  return /^[a-z0-9]+(_[a-z0-9]+)+$/.test(type) ? type.replaceAll('_', ' ') : type
}

export const SOURCE_LOOKS: Readonly<Record<EventSource, { Icon: LucideIcon; word: string; hint: string }>> = {
  api: { Icon: KeyRound, word: 'API', hint: 'sent with an API key or a write key' },
  webhook: { Icon: Webhook, word: 'webhook', hint: 'sent by another service, signed' },
  agent: { Icon: Bot, word: 'agent', hint: 'done by an agent here' },
  system: { Icon: Server, word: 'system', hint: 'noted by this instance itself' },
}

const SAID_LONGEST = 140

/** What is worth seeing of a payload in one line: its plain values, the telling ones first. Ids are for the panel. */
export function payloadLine(payload: Readonly<Record<string, unknown>> | null): string {
  if (payload === null) return ''
  const { rest, first } = told(payload)
  const entries = Object.entries(rest).filter(([name, value]) => ['string', 'number', 'boolean'].includes(typeof value) && (!name.endsWith('Id') || TELLING.includes(name)))
  const telling = entries.toSorted(([one], [other]) => rank(one) - rank(other))
  const text = [...first, ...telling.map(([name, value]) => TELLING.includes(name) ? String(value) : `${name}: ${String(value)}`)].join(' · ')
  return text.length > SAID_LONGEST ? `${text.slice(0, SAID_LONGEST)}…` : text
}

/** Values that say more together than one by one: an amount in its currency, from where to where. */
function told({ from, to, by, amountMinor, currency, ...rest }: Readonly<Record<string, unknown>>): { first: string[]; rest: Readonly<Record<string, unknown>> } {
  const isMove = typeof from === 'string' && typeof to === 'string'
  const isAmount = typeof amountMinor === 'number' && typeof currency === 'string' && /^[A-Z]{3}$/.test(currency)
  return {
    first: [...isMove ? [`${from} → ${to}${by === undefined || by === 'rules' ? '' : ` by ${String(by)}`}`] : [], ...isAmount ? [formatMinor(amountMinor, currency)] : []],
    rest: { ...rest, ...isMove ? {} : { from, to, by }, ...isAmount ? {} : { amountMinor, currency } },
  }
}

const TELLING: readonly string[] = ['text', 'subject', 'path', 'url', 'title', 'service', 'serviceId', 'product', 'productId', 'reason', 'stage', 'channel', 'vendor', 'source', 'intent']

function rank(name: string): number {
  const place = TELLING.indexOf(name)
  return place === -1 ? TELLING.length : place
}
