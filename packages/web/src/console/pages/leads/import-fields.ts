/** What a column of an imported file can be. */
export const LEAD_FIELDS = [
  { value: 'name', label: 'Name' },
  { value: 'firstName', label: 'First name' },
  { value: 'lastName', label: 'Last name' },
  { value: 'email', label: 'E-mail' },
  { value: 'phone', label: 'Phone' },
  { value: 'whatsapp', label: 'WhatsApp' },
  { value: 'timezone', label: 'Timezone' },
  { value: 'locale', label: 'Language' },
  { value: 'tags', label: 'Tags' },
  { value: 'externalId', label: 'Your own id' },
] as const

const CONSENTS = [
  { value: 'consent.email', label: 'Agreed to e-mail' },
  { value: 'consent.whatsapp', label: 'Agreed to WhatsApp' },
  { value: 'consent.sms', label: 'Agreed to SMS' },
  { value: 'consent.call', label: 'Agreed to calls' },
  { value: 'consent.in-app', label: 'Agreed to in-app messages' },
] as const

export const LEFT_OUT = ''

/** All there is to choose for a column; an attribute keeps the column's own name. */
export function fieldOptions(column: string): { value: string; label: string }[] {
  return [{ value: LEFT_OUT, label: 'Left out' }, ...LEAD_FIELDS, ...CONSENTS, { value: `attributes.${column}`, label: 'An attribute of that name' }]
}

/** Some column says that people agreed: how that is known has to be said once for the file. */
export function bringsConsent(fields: readonly (string | null)[]): boolean {
  return fields.some((field) => field?.startsWith('consent') === true)
}
