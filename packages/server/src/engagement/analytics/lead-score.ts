/**
 * How likely a lead is to buy, 0 to 100, with every point accounted for. A sum of signals with caps, no model: whoever reads
 * the reasons can add them up. It knows what a context knows, and the intent of what the lead wrote last; nothing of who
 * the lead is, so that nobody scores low for a name or a country.
 */
import type { Consent, ConsentChannel, MessageIntent, Stage } from '@troupe/contract'

export interface ScoreFacts {
  readonly stage: Stage
  readonly firstSeenMs: number | null
  readonly lastSeenMs: number | null
  /** By event type, as in the context: machines' opens and clicks are not among them. */
  readonly counts: Readonly<Record<string, number>>
  readonly consents: Readonly<Partial<Record<ConsentChannel, Pick<Consent, 'status'>>>>
  /** Channels on which its address stands on the suppression list: whatever was agreed to, nothing goes there. */
  readonly suppressed?: readonly ConsentChannel[]
  /** Of the newest message from the lead whose intent could be told. */
  readonly lastIntent?: MessageIntent | null
}

export interface Score {
  readonly score: number
  /** Their points add up to the score before it is cut to 0–100. */
  readonly reasons: readonly { readonly points: number; readonly why: string }[]
  readonly personaClass: string
}

const DAY_MS = 86_400_000

const OF_STAGE: Readonly<Record<Stage, number>> = { new: 5, interested: 15, engaged: 30, converted: 35, churned: 0 }
/** The first that holds counts. */
const RECENCY: readonly { readonly days: number; readonly points: number; readonly why: string }[] = [
  { days: 1, points: 20, why: 'seen within the last day' },
  { days: 3, points: 15, why: 'seen within three days' },
  { days: 7, points: 10, why: 'seen within a week' },
  { days: 30, points: 3, why: 'seen within a month' },
  { days: 90, points: -5, why: 'not seen for a month' },
  { days: Infinity, points: -10, why: 'not seen for three months' },
]

interface Signal {
  readonly types: readonly string[]
  /** For each, up to `most`. */
  readonly points: number
  readonly most: number
  readonly one: string
  readonly many: string
}
const REPLIES = ['email_replied', 'whatsapp_received', 'sms_received', 'in_app_received']
const SENT = ['email_sent', 'whatsapp_sent', 'sms_sent', 'in_app_sent']
const SIGNALS: readonly Signal[] = [
  { types: ['page_view'], points: 2, most: 10, one: 'page viewed', many: 'pages viewed' },
  { types: ['service_click'], points: 7, most: 20, one: 'offer looked at', many: 'offers looked at' },
  { types: ['email_opened'], points: 1, most: 4, one: 'mail opened', many: 'mails opened' },
  { types: ['email_clicked'], points: 4, most: 10, one: 'link in a mail followed', many: 'links in mails followed' },
  { types: REPLIES, points: 10, most: 25, one: 'answer', many: 'answers' },
  { types: ['call_requested'], points: 12, most: 12, one: 'call asked for', many: 'calls asked for' },
  { types: ['booking_created'], points: 15, most: 20, one: 'booking', many: 'bookings' },
  { types: ['payment_success'], points: 10, most: 20, one: 'payment', many: 'payments' },
  { types: ['payment_failed'], points: 6, most: 6, one: 'payment tried that failed', many: 'payments tried that failed' },
  { types: ['booking_cancelled'], points: -8, most: -16, one: 'booking cancelled', many: 'bookings cancelled' },
  { types: ['payment_refunded'], points: -15, most: -30, one: 'payment refunded', many: 'payments refunded' },
  { types: ['email_bounced'], points: -10, most: -10, one: 'mail bounced', many: 'mails bounced' },
  { types: ['unsubscribed'], points: -40, most: -40, one: 'unsubscription', many: 'unsubscriptions' },
]
const OF_INTENT: Readonly<Partial<Record<MessageIntent, { readonly points: number; readonly why: string }>>> = {
  booking: { points: 12, why: 'wrote of booking last' },
  price: { points: 8, why: 'asked for the price last' },
  question: { points: 4, why: 'asked something last' },
  objection: { points: -4, why: 'raised an objection last' },
  complaint: { points: -10, why: 'complained last' },
  'not-interested': { points: -30, why: 'wrote of not being interested' },
  stop: { points: -40, why: 'asked for no more messages' },
}
/** So many unanswered messages say nothing yet. */
const UNANSWERED_FREE = 2
const UNANSWERED_MOST = 10
const OUT_OF_REACH_POINTS = -30

export function scoreLead(facts: ScoreFacts, nowMs: number): Score {
  const count = (types: readonly string[]): number => types.reduce((sum, type) => sum + (facts.counts[type] ?? 0), 0)
  const reasons: { points: number; why: string }[] = []
  const add = (points: number, why: string): void => {
    if (points !== 0) reasons.push({ points, why })
  }
  add(OF_STAGE[facts.stage], `stage: ${facts.stage}`)
  if (facts.lastSeenMs !== null) {
    const days = Math.max(0, nowMs - facts.lastSeenMs) / DAY_MS
    const recency = RECENCY.find((step) => days <= step.days)
    if (recency) add(recency.points, recency.why)
    if (facts.firstSeenMs !== null && facts.lastSeenMs - facts.firstSeenMs >= DAY_MS && count(['page_view']) >= 2) add(5, 'came back on another day')
  }
  for (const { types, points, most, one, many } of SIGNALS) {
    const times = count(types)
    if (times > 0) add(points > 0 ? Math.min(most, points * times) : Math.max(most, points * times), `${times} ${times === 1 ? one : many}`)
  }
  const unanswered = count([...REPLIES, 'email_clicked']) === 0 ? count(SENT) - UNANSWERED_FREE : 0
  if (unanswered > 0) add(-Math.min(UNANSWERED_MOST, unanswered * 2), `${count(SENT)} messages, and no answer`)
  const withdrawn: string[] = Object.entries(facts.consents).filter(([, consent]) => consent.status === 'withdrawn').map(([channel]) => channel)
  if (withdrawn.length > 0) add(Math.max(-30, -15 * withdrawn.length), `consent withdrawn: ${withdrawn.join(', ')}`)
  const suppressed = (facts.suppressed ?? []).filter((channel) => !withdrawn.includes(channel))
  if (suppressed.length > 0) add(Math.max(-30, -15 * suppressed.length), `on the suppression list: ${suppressed.join(', ')}`)
  if (isOutOfReach(facts)) add(OUT_OF_REACH_POINTS, 'no channel is left on which it may be written to')
  const intent = facts.lastIntent ? OF_INTENT[facts.lastIntent] : undefined
  if (intent) add(intent.points, intent.why)
  const sum = reasons.reduce((all, { points }) => all + points, 0)
  const score = Math.min(100, Math.max(0, Math.round(sum)))
  return { score, reasons, personaClass: classOf(facts, { score, replies: count(REPLIES), count }, nowMs) }
}

/** It agreed to something, and all of that is on the suppression list. Of whom nobody has asked yet, nothing is said. */
function isOutOfReach({ consents, suppressed = [] }: ScoreFacts): boolean {
  return suppressed.length > 0 && !Object.entries(consents).some(([channel, consent]) => consent.status === 'granted' && !suppressed.includes(channel as ConsentChannel))
}

function classOf(facts: ScoreFacts, { score, replies, count }: { score: number; replies: number; count: (types: readonly string[]) => number }, nowMs: number): string {
  const { stage, lastSeenMs, lastIntent, counts } = facts
  const views = counts['page_view'] ?? 0
  const clicks = counts['service_click'] ?? 0
  const payments = counts['payment_success'] ?? 0
  if (count(['unsubscribed']) > 0 || lastIntent === 'stop' || lastIntent === 'not-interested') return 'opted out'
  if (isOutOfReach(facts)) return 'out of reach'
  if (payments > 1) return 'returning customer'
  if (payments === 1 || stage === 'converted') return 'customer'
  if (stage === 'churned' || (lastSeenMs !== null && nowMs - lastSeenMs > 30 * DAY_MS)) return 'gone quiet'
  if (count(['payment_failed', 'booking_created']) > 0 || score >= 70) return 'about to decide'
  if (replies > 0) return 'in conversation'
  if (clicks >= 2) return 'comparing offers'
  if (clicks === 0 && views >= 4) return 'browsing'
  return stage === 'new' ? 'newcomer' : 'looking around'
}
