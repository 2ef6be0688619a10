/** What each column is taken for: by its name, or as somebody says. */
import { consentChannelSchema } from '@troupe/contract'
import { InvalidError } from '../../../base/errors.ts'

export const CONTACT_FIELDS = ['externalId', 'name', 'firstName', 'lastName', 'email', 'phone', 'whatsapp', 'timezone', 'locale', 'tags'] as const

/** By names as people write them, without blanks and signs. */
const GUESSES: Readonly<Record<string, string>> = {
  externalid: 'externalId', id: 'externalId', userid: 'externalId', customerid: 'externalId', contactid: 'externalId', leadid: 'externalId',
  name: 'name', fullname: 'name', contact: 'name', contactname: 'name', displayname: 'name', firstname: 'firstName', givenname: 'firstName', vorname: 'firstName', lastname: 'lastName', surname: 'lastName', familyname: 'lastName', nachname: 'lastName',
  email: 'email', emailaddress: 'email', mail: 'email', phone: 'phone', phonenumber: 'phone', mobile: 'phone', mobilephone: 'phone', telephone: 'phone', tel: 'phone', telefon: 'phone', whatsapp: 'whatsapp', whatsappnumber: 'whatsapp',
  timezone: 'timezone', zone: 'timezone', locale: 'locale', language: 'locale', sprache: 'locale', tags: 'tags', labels: 'tags',
  consentemail: 'consent.email', emailconsent: 'consent.email', newsletter: 'consent.email', optin: 'consent.email', consentwhatsapp: 'consent.whatsapp', whatsappconsent: 'consent.whatsapp', consentsms: 'consent.sms', smsconsent: 'consent.sms', consentcall: 'consent.call',
}

/** Null: left out. */
export function columnFields(columns: readonly string[], mapping: Readonly<Record<string, string>>): (string | null)[] {
  for (const [column, field] of Object.entries(mapping)) {
    if (!columns.includes(column)) throw new InvalidError(`The file has no column "${column}".`, [{ path: `/mapping/${column}`, message: `one of ${columns.join(', ').slice(0, 300)}` }])
    if (field !== '' && !isField(field)) throw new InvalidError(`"${field}" is nothing that a column can be.`, [{ path: `/mapping/${column}`, message: `${CONTACT_FIELDS.join(', ')}, consent.email (or another channel), attributes.<name>, or empty to leave it out` }])
  }
  const taken = new Set<string>()
  return columns.map((column) => {
    const said = Object.hasOwn(mapping, column) ? mapping[column] ?? '' : null
    const field = said ?? GUESSES[column.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')] ?? ''
    if (field === '' || (said === null && (taken.has(field) || Object.values(mapping).includes(field)))) return null
    if (taken.has(field)) throw new InvalidError(`Two columns are taken for ${field}.`, [{ path: `/mapping/${column}`, message: 'leave one of them out' }])
    taken.add(field)
    return field
  })
}

function isField(field: string): boolean {
  if ((CONTACT_FIELDS as readonly string[]).includes(field)) return true
  if (field.startsWith('consent.')) return consentChannelSchema.safeParse(field.slice('consent.'.length)).success
  return field.startsWith('attributes.') && field.length > 'attributes.'.length && field.length <= 'attributes.'.length + 80
}
