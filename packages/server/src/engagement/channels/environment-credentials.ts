/** What the environment offers of credentials, vendor by vendor, under the vendors' own names. Offered only: a workspace says whether it is used. */
import { credentialDraftSchema, type CredentialDraft } from '@troupe/contract'
import type { ChannelVariables } from '../../base/config.ts'

export type EnvironmentVendor = 'smtp' | 'ses' | 'twilio' | 'stripe'

export interface EnvironmentOffer {
  readonly vendor: EnvironmentVendor
  /** Null where something is missing or wrong. */
  readonly draft: CredentialDraft | null
  /** Names of variables; of one that is no use as it stands too. */
  readonly missing: readonly string[]
}

type Variable = keyof ChannelVariables

const NEEDED: Readonly<Record<EnvironmentVendor, readonly Variable[]>> = {
  smtp: ['SMTP_URL', 'SMTP_SENDER'],
  ses: ['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'SES_SENDER_EMAIL'],
  twilio: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'],
  stripe: ['STRIPE_SECRET_KEY'],
}
const ENVIRONMENT_VENDORS = Object.keys(NEEDED) as EnvironmentVendor[]

const FIELDS: Readonly<Record<string, Variable>> = {
  url: 'SMTP_URL', region: 'AWS_REGION', accessKeyId: 'AWS_ACCESS_KEY_ID', secretAccessKey: 'AWS_SECRET_ACCESS_KEY', accountSid: 'TWILIO_ACCOUNT_SID', authToken: 'TWILIO_AUTH_TOKEN', whatsappFrom: 'TWILIO_WHATSAPP_FROM',
  smsFrom: 'TWILIO_SMS_FROM', secretKey: 'STRIPE_SECRET_KEY', webhookSecret: 'STRIPE_WEBHOOK_SECRET',
}

/** One for each vendor of which anything is there. */
export function environmentOffers(given: ChannelVariables): EnvironmentOffer[] {
  return ENVIRONMENT_VENDORS.flatMap((vendor): EnvironmentOffer[] => {
    const missing = NEEDED[vendor].filter((name) => given[name] === undefined)
    if (missing.length === NEEDED[vendor].length) return []
    if (vendor === 'twilio' && given.TWILIO_SMS_FROM === undefined && given.TWILIO_WHATSAPP_FROM === undefined) missing.push('TWILIO_SMS_FROM', 'TWILIO_WHATSAPP_FROM')
    if (missing.length > 0) return [{ vendor, draft: null, missing }]
    const read = credentialDraftSchema.safeParse(withoutNothing(draftOf(vendor, given)))
    if (read.success) return [{ vendor, draft: read.data, missing: [] }]
    const faulty = read.error.issues.map(({ path: [field] }) => field === 'sender' ? vendor === 'ses' ? 'SES_SENDER_EMAIL' : 'SMTP_SENDER' : FIELDS[String(field)] ?? String(field))
    return [{ vendor, draft: null, missing: [...new Set(faulty)] }]
  })
}

function draftOf(vendor: EnvironmentVendor, given: ChannelVariables): Record<string, unknown> {
  switch (vendor) {
    case 'smtp': return { vendor, url: given.SMTP_URL, sender: given.SMTP_SENDER }
    case 'ses': return { vendor, region: given.AWS_REGION, accessKeyId: given.AWS_ACCESS_KEY_ID, secretAccessKey: given.AWS_SECRET_ACCESS_KEY, sender: given.SES_SENDER_EMAIL }
    case 'twilio': return { vendor, accountSid: given.TWILIO_ACCOUNT_SID, authToken: given.TWILIO_AUTH_TOKEN, smsFrom: given.TWILIO_SMS_FROM, whatsappFrom: given.TWILIO_WHATSAPP_FROM }
    case 'stripe': return { vendor, secretKey: given.STRIPE_SECRET_KEY, webhookSecret: given.STRIPE_WEBHOOK_SECRET }
  }
}

function withoutNothing(draft: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined))
}
