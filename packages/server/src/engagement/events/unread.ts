/** What a payload says that the house would go by and can't read. The event is still good: it is noted, and the sender is told. Pure. */
import { timezoneSchema } from '@troupe/contract'
import { isSum } from '../context/amount.ts'
import { isLocale } from './lead-details.ts'

/** A field of the payload that was not gone by, and why. */
export interface LeftAside {
  readonly field: string
  readonly sentence: string
}

const SHOWN_CHARACTERS_MOST = 60
const NOTHING: readonly LeftAside[] = []

export function unreadOf(type: string, payload: Readonly<Record<string, unknown>>): readonly LeftAside[] {
  switch (type) {
    case 'payment_success':
    case 'payment_refunded':
      return isSum(payload['amountMinor']) ? NOTHING : [
        ...unread(payload, 'amountMinor', isSum, 'is no sum: give a whole number of the smallest unit, 4900 for 49.00'),
        ...unread(payload, 'amount', isSum, 'is no sum: give a number with a point, 49.5, and the currency beside it'),
      ]
    case 'booking_created':
      return unread(payload, 'startsAt', isTime, 'is no time: use one like 2027-05-14T15:00:00Z')
    case 'identify':
      return [
        ...unread(payload, 'timezone', (value) => timezoneSchema.safeParse(value).success, 'is no time zone: use a name like Europe/Berlin'),
        ...unread(payload, 'locale', isLocale, 'is no language tag: use one like en or pt-BR'),
      ]
    default: return NOTHING
  }
}

/** Clients write an empty text, or nothing, where there is none. */
function unread(payload: Readonly<Record<string, unknown>>, field: string, isReadable: (value: unknown) => boolean, sentence: string): readonly LeftAside[] {
  const value = payload[field]
  if (value === undefined || value === null || value === '' || isReadable(value)) return NOTHING
  return [{ field, sentence: `${shown(value)} ${sentence}` }]
}

export function shown(value: unknown): string {
  return `“${(typeof value === 'string' ? value : JSON.stringify(value)).slice(0, SHOWN_CHARACTERS_MOST)}”`
}

function isTime(value: unknown): boolean {
  return (typeof value === 'string' || typeof value === 'number') && !Number.isNaN(new Date(value).getTime())
}
