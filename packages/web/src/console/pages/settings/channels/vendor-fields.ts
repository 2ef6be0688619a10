/** What each vendor asks for, in the order of a form; named as the API has it. */
import type { CredentialDraft, Vendor } from '@troupe/contract'

export type SetUpVendor = CredentialDraft['vendor']

export interface VendorField {
  name: string
  label: string
  hint?: string
  placeholder?: string
  /** Write-only. */
  secret?: true
  optional?: true
}

export interface VendorForm { label: string; about: string; fields: readonly VendorField[] }

const BASE_URL: VendorField = { name: 'baseUrl', label: 'Another server', hint: 'Instead of the vendor’s own, for tests or a proxy.', placeholder: 'https://', optional: true }

export const VENDOR_FORMS: Readonly<Record<SetUpVendor, VendorForm>> = {
  smtp: {
    label: 'SMTP', about: 'Carries e-mail, by any mail server you have an account at.',
    fields: [
      { name: 'url', label: 'Address with user and password', placeholder: 'smtps://user:password@mail.example:465', secret: true },
      { name: 'sender', label: 'Sender', placeholder: 'hello@shop.example' },
    ],
  },
  ses: {
    label: 'Amazon SES', about: 'Carries e-mail, and reports what arrived, bounced and was complained of.',
    fields: [
      { name: 'region', label: 'Region', placeholder: 'eu-central-1' },
      { name: 'accessKeyId', label: 'Access key ID' },
      { name: 'secretAccessKey', label: 'Secret access key', secret: true },
      { name: 'sender', label: 'Sender', hint: 'An address or domain that SES has verified.', placeholder: 'hello@shop.example' },
      { name: 'configurationSet', label: 'Configuration set', optional: true },
      { name: 'topicArn', label: 'Topic of its notifications', hint: 'The ARN of the SNS topic whose reports are believed.', optional: true },
      BASE_URL,
    ],
  },
  twilio: {
    label: 'Twilio', about: 'Carries WhatsApp and SMS, in both directions.',
    fields: [
      { name: 'accountSid', label: 'Account SID', placeholder: 'AC…' },
      { name: 'authToken', label: 'Auth token', secret: true },
      { name: 'smsFrom', label: 'SMS from', hint: 'A number such as +49 30 1234567, or a messaging service (MG…).', optional: true },
      { name: 'whatsappFrom', label: 'WhatsApp from', hint: 'A number that WhatsApp knows as yours.', optional: true },
      { name: 'ownNumber', label: 'Your own number', hint: 'Test messages go there and nowhere else.', optional: true },
      BASE_URL,
    ],
  },
  stripe: {
    label: 'Stripe', about: 'Makes payment links, and tells when one was paid.',
    fields: [
      { name: 'secretKey', label: 'Secret key', placeholder: 'sk_…', secret: true },
      { name: 'webhookSecret', label: 'Signing secret of its webhook', placeholder: 'whsec_…', hint: 'Without it nobody can tell that something was paid.', secret: true, optional: true },
      BASE_URL,
    ],
  },
  webhook: {
    label: 'Webhook', about: 'Hands messages to a program of your own, signed by Standard Webhooks.',
    fields: [
      { name: 'url', label: 'Address', placeholder: 'https://shop.example/messages' },
      { name: 'secret', label: 'Signing secret', hint: 'Left empty, one is made and shown once.', secret: true, optional: true },
    ],
  },
}

export const SET_UP_VENDORS = Object.keys(VENDOR_FORMS) as SetUpVendor[]

export function vendorLabel(vendor: Vendor): string {
  return vendor === 'console' ? 'the console' : VENDOR_FORMS[vendor].label
}

/** As the API takes it: what may be left out and is empty is. */
export function credentialOf(vendor: SetUpVendor, values: Readonly<Record<string, string>>): unknown {
  const given = VENDOR_FORMS[vendor].fields.flatMap(({ name, optional }) => {
    const value = values[name]?.trim() ?? ''
    return value === '' && optional === true ? [] : [[name, value] as const]
  })
  return { vendor, ...Object.fromEntries(given) }
}

/** What of it is kept from before and was never secret. */
export function valuesOf(vendor: SetUpVendor, shown: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(VENDOR_FORMS[vendor].fields.map(({ name, secret }) => [name, secret ? '' : shown[name] ?? '']))
}

/** Where the vendor is told to report to, by the paths that check its signatures. */
export const REPORTS: Readonly<Partial<Record<SetUpVendor, string>>> = { twilio: '/api/receipts/twilio/', ses: '/api/receipts/ses/', stripe: '/api/receipts/stripe/' }
