import type { ConsentChannel, ConsumerDraft } from '@troupe/contract'

export interface NewLeadValues {
  creatorId: string
  name: string
  email: string
  phone: string
  whatsapp: string
  timezone: string
  locale: string
  tags: string[]
  consents: ConsentChannel[]
  consentSource: string
}

export const NOBODY: NewLeadValues = { creatorId: '', name: '', email: '', phone: '', whatsapp: '', timezone: '', locale: '', tags: [], consents: [], consentSource: '' }

/** What is left empty is not known. */
export function draftOf(values: NewLeadValues): ConsumerDraft {
  const { creatorId, name, email, phone, whatsapp, timezone, locale, tags } = values
  return { creatorId, name: known(name), email: known(email), phone: known(phone), whatsapp: known(whatsapp), timezone: known(timezone), locale: known(locale), tags, consents: consentsOf(values) }
}

export function consentsOf({ consents, consentSource }: NewLeadValues): NonNullable<ConsumerDraft['consents']> {
  return consents.map((channel) => ({ channel, status: 'granted', source: consentSource }))
}

function known(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}
