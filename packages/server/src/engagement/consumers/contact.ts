/** What somebody says of a lead, checked: addresses in their one form. */
import { InvalidError } from '../../base/errors.ts'
import { storable } from '../../base/storable.ts'
import { neededEmail } from '../../messaging/addresses/email-address.ts'
import { neededPhone } from '../../messaging/addresses/phone-number.ts'
import type { ConsumerIdentitiesTable } from '../../store/lead-schema.ts'

/** Left out: nothing is said of it. Null: there is none. */
export interface ContactGiven {
  readonly externalId?: string | null | undefined
  readonly name?: string | null | undefined
  readonly email?: string | null | undefined
  readonly phone?: string | null | undefined
  readonly whatsapp?: string | null | undefined
  readonly timezone?: string | null | undefined
  readonly locale?: string | null | undefined
  readonly tags?: readonly string[] | undefined
}

export interface ContactColumns {
  external_id?: string | null
  name?: string | null
  email?: string | null
  phone?: string | null
  whatsapp?: string | null
  timezone?: string | null
  locale?: string | null
  tags?: string[]
}

export interface Identity {
  readonly kind: ConsumerIdentitiesTable['kind']
  readonly value: string
}

const LOCALE = /^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,2}$/

/** Throws `InvalidError` that names the field. */
export function contactColumns(given: ContactGiven): ContactColumns {
  const columns: ContactColumns = {}
  if (given.externalId !== undefined) columns.external_id = emptied(given.externalId, storable)
  if (given.name !== undefined) columns.name = emptied(given.name, storable)
  if (given.email !== undefined) columns.email = emptied(given.email, (email) => neededEmail(email, '/email'))
  if (given.phone !== undefined) columns.phone = emptied(given.phone, (phone) => neededPhone(phone, '/phone'))
  if (given.whatsapp !== undefined) columns.whatsapp = emptied(given.whatsapp, (number) => neededPhone(number, '/whatsapp'))
  if (given.timezone !== undefined) columns.timezone = given.timezone
  if (given.locale !== undefined) columns.locale = emptied(given.locale, neededLocale)
  if (given.tags !== undefined) columns.tags = [...new Set(given.tags.map(storable))]
  return columns
}

function emptied(value: string | null, read: (value: string) => string): string | null {
  return value === null || value.trim() === '' ? null : read(value.trim())
}

function neededLocale(given: string): string {
  if (!LOCALE.test(given)) throw new InvalidError(`“${given}” is no locale.`, [{ path: '/locale', message: 'a language such as de, or with its region: de-AT' }])
  return given.replaceAll('_', '-')
}

/** A lead of whom nothing is known could never be found again, told from another or written to. */
export function refuseNobody(columns: ContactColumns): void {
  if (identitiesIn(columns).length > 0 || columns.name != null) return
  throw new InvalidError('Nothing says who this lead is. Give at least a name, an e-mail address, a phone or WhatsApp number, or the id that your own system knows it by (externalId).', [{ path: '/name', message: 'give a name, an address or an externalId' }])
}

/** By which the lead is known. */
export function identitiesIn(columns: ContactColumns): Identity[] {
  const { external_id: external, email, phone, whatsapp } = columns
  return Object.entries({ external, email, phone, whatsapp }).flatMap(([kind, value]) => typeof value === 'string' ? [{ kind: kind as Identity['kind'], value }] : [])
}
