/** What each chart says, in its title. */
import type { Attribution, Funnel } from '@troupe/contract'
import { counted, formatShare, formatWhole } from '../../../design/number-format.ts'
import type { Intents, MessagesByDay } from '../../data/acting-addresses.ts'
import { channelWord } from '../../parts/engagement/marks.tsx'
import { capital } from '../../parts/action-words.ts'

export function funnelAnswer({ steps, leads }: Funnel): string {
  const bought = steps.find(({ stage }) => stage === 'converted')?.reached ?? 0
  if (leads === 0) return 'No lead came in this time'
  if (bought === 0) return `None of ${counted(leads, 'lead has', 'leads has')} become a customer yet`
  return `${formatShare(bought / leads)} of ${counted(leads, 'lead', 'leads')} became customers`
}

export interface DayColumn { day: string; parts: readonly { channel: string; sent: number }[]; sent: number }

/** Every day from the first to the last, those without a message too. */
export function dayColumns(items: MessagesByDay['items']): DayColumn[] {
  const [first, last] = [items[0]?.day, items.at(-1)?.day]
  if (first === undefined || last === undefined) return []
  const byDay = Map.groupBy(items, ({ day }) => day)
  const columns: DayColumn[] = []
  for (let atMs = Date.parse(first); atMs <= Date.parse(last); atMs += 86_400_000) {
    const day = new Date(atMs).toISOString().slice(0, 10)
    const parts = byDay.get(day) ?? []
    columns.push({ day, parts, sent: parts.reduce((sum, { sent }) => sum + sent, 0) })
  }
  return columns
}

export function messagesAnswer(items: MessagesByDay['items']): string {
  const byChannel = new Map<string, number>()
  for (const { channel, sent } of items) byChannel.set(channel, (byChannel.get(channel) ?? 0) + sent)
  const total = [...byChannel.values()].reduce((sum, sent) => sum + sent, 0)
  const [most] = [...byChannel].sort(([, one], [, other]) => other - one)
  if (most === undefined || total === 0) return 'No message was sent in this time'
  const what = counted(total, 'message was sent', 'messages were sent')
  return byChannel.size === 1 ? `${what}, by ${channelWord(most[0])}` : `${what}, ${formatShare(most[1] / total)} of them by ${channelWord(most[0])}`
}

const INTENTS: Readonly<Record<string, string>> = { question: 'questions', objection: 'objections', price: 'about the price', booking: 'to book', complaint: 'complaints', thanks: 'thanks', 'not-interested': 'not interested', stop: 'to stop', other: 'something else' }

export function intentWord(intent: string): string {
  return capital(INTENTS[intent] ?? intent)
}

export function intentsAnswer(items: Intents['items']): string {
  const total = items.reduce((sum, { messages }) => sum + messages, 0)
  const [most] = items
  if (most === undefined || total === 0) return 'No lead wrote in this time'
  return `Of ${counted(total, 'message', 'messages')} from leads, ${formatShare(most.messages / total)} are ${INTENTS[most.intent] ?? most.intent}`
}

/** Parts of a conversion are told to a tenth. */
export function shareOfSales(conversions: number): string {
  return Number.isInteger(conversions) ? formatWhole(conversions) : conversions.toFixed(1)
}

export function attributionAnswer({ conversions, untouched, byAgent }: Pick<Attribution, 'conversions' | 'untouched' | 'byAgent'>): string {
  if (conversions === 0) return 'Nothing was paid in this time'
  const [most] = [...byAgent].sort((one, other) => other.conversions - one.conversions)
  if (most === undefined) return `${counted(conversions, 'payment', 'payments')}, none with a message before it`
  return `${counted(conversions - untouched, 'payment', 'payments')} of ${formatWhole(conversions)} came after a message; ${most.name} has the most, ${shareOfSales(most.conversions)}`
}
