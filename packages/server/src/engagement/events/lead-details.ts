/** What traits say of the person: the columns of a lead. What doesn't fit is left aside; the rest of the event is still good. */
import { timezoneSchema } from '@troupe/contract'

export interface LeadDetails {
  readonly name: string | null
  readonly timezone: string | null
  readonly locale: string | null
}

const NAME_CHARACTERS_MOST = 160
const LOCALE = /^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,2}$/

/** Null where they say nothing of it. */
export function detailsOf(traits: Readonly<Record<string, unknown>>): LeadDetails | null {
  const { timezone, locale } = traits
  const details = {
    name: nameOf(traits), timezone: timezoneSchema.safeParse(timezone).data ?? null, locale: isLocale(locale) ? locale.replace('_', '-') : null,
  }
  return details.name === null && details.timezone === null && details.locale === null ? null : details
}

export function isLocale(value: unknown): value is string {
  return typeof value === 'string' && LOCALE.test(value)
}

function nameOf({ name, firstName, lastName }: Readonly<Record<string, unknown>>): string | null {
  const whole = typeof name === 'string' ? name : [firstName, lastName].filter((part) => typeof part === 'string').join(' ')
  const plain = whole.replaceAll(/\s+/g, ' ').trim()
  return plain === '' ? null : plain.slice(0, NAME_CHARACTERS_MOST)
}
