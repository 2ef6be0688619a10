import type { Consumer, PlannedAction } from '@troupe/contract'
import { channelWord } from '../../parts/engagement/marks.tsx'

/** Channels on which a person writes words. */
export const WRITTEN = ['email', 'whatsapp', 'sms', 'in-app'] as const
export type WrittenChannel = (typeof WRITTEN)[number]

/** Where a message would go; null where there is no address for it. */
export function wayTo({ email, phone, whatsapp }: Pick<Consumer, 'email' | 'phone' | 'whatsapp'>, channel: WrittenChannel): string | null {
  switch (channel) {
    case 'email': return email
    case 'whatsapp': return whatsapp ?? phone
    case 'sms': return phone
    case 'in-app': return 'the creator’s own app'
  }
}

/** What became of it at once. */
export function plannedWords({ state, reason, channel, sendAt }: Pick<PlannedAction, 'state' | 'reason' | 'channel' | 'sendAt'>): string {
  const why = reason === null ? '' : ` ${reason}`
  switch (state) {
    case 'suppressed': return `Not sent.${why}`
    case 'awaiting-approval': return `It waits for a yes.${why}`
    case 'executed': return `Sent by ${channelWord(channel)}.`
    default: return Date.parse(sendAt) > Date.now() + 60_000 ? `Planned for ${new Date(sendAt).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })}.` : 'On its way; the timeline tells what becomes of it.'
  }
}
