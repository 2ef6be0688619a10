/** The ways to reach a person, and what signs in at the vendors that carry messages (SPEC E7, E13). */
import { z } from 'zod'
import { idSchema, instantSchema } from '../common.ts'

/** `console` is the inbox of this instance: what is sent there leaves no machine. */
export const channelSchema = z.enum(['console', 'email', 'whatsapp', 'sms', 'in-app', 'webhook', 'call', 'payment-link'])
export type Channel = z.infer<typeof channelSchema>

/** Channels that a person consents to, and is suppressed on. */
export const consentChannelSchema = z.enum(['email', 'whatsapp', 'sms', 'in-app', 'call'])
export type ConsentChannel = z.infer<typeof consentChannelSchema>

export const vendorSchema = z.enum(['console', 'smtp', 'ses', 'twilio', 'stripe', 'webhook'])
export type Vendor = z.infer<typeof vendorSchema>

/** What a vendor said of a message, in the order in which a message can only move forward (`failed` ends it unless it had arrived). */
export const deliverySchema = z.enum(['queued', 'sent', 'delivered', 'opened', 'clicked', 'replied', 'undelivered', 'bounced', 'complained'])
export type Delivery = z.infer<typeof deliverySchema>

const secret = z.string().trim().min(1).max(4000)
const baseUrl = z.url({ protocol: /^https?$/, error: 'the address begins with http:// or https://' }).optional().describe("another server than the vendor's own, for tests or a proxy")

/** As the vendors call their parts (`TWILIO_*`, `AWS_*`, `SES_SENDER_EMAIL`, `SMTP_URL`, `STRIPE_*` in the environment). */
export const credentialDraftSchema = z.discriminatedUnion('vendor', [
  z.strictObject({ vendor: z.literal('smtp'), url: secret.regex(/^smtps?:\/\//, 'begins with smtp:// or smtps://, for example smtps://user:password@mail.example:465'), sender: z.email('use an e-mail address') }),
  z.strictObject({ vendor: z.literal('ses'), region: z.string().trim().regex(/^[a-z0-9-]+$/, 'a region such as eu-central-1'), accessKeyId: secret, secretAccessKey: secret, sender: z.email('use an e-mail address'), configurationSet: z.string().trim().max(80).optional(), topicArn: z.string().trim().max(300).optional().describe('whose notifications are believed'), baseUrl }),
  z.strictObject({
    vendor: z.literal('twilio'), accountSid: z.string().trim().regex(/^AC[0-9a-fA-F]{32}$/, 'an account SID: AC and 32 hexadecimal digits'), authToken: secret,
    smsFrom: z.string().trim().max(40).optional().describe('a number in E.164, or a messaging service (MG…)'), whatsappFrom: z.string().trim().max(40).optional().describe('a number in E.164'), baseUrl,
    ownNumber: z.string().trim().max(40).optional().describe('a number that is your own: test messages go there and nowhere else'),
  }),
  z.strictObject({ vendor: z.literal('stripe'), secretKey: secret, webhookSecret: secret.optional(), baseUrl }),
  z.strictObject({ vendor: z.literal('webhook'), url: z.url({ protocol: /^https?$/ }), secret: secret.optional().describe('Standard Webhooks secret; made when left out, shown once') }),
])
export type CredentialDraft = z.infer<typeof credentialDraftSchema>

/** Whose: one creator's, or with it left out the whole workspace's. */
export const credentialScopeQuerySchema = z.strictObject({ creatorId: idSchema.optional() })
/** From then on the workspace uses what the environment offers; `DELETE /api/channels/credentials/{vendor}` ends it. */
export const useEnvironmentSchema = z.strictObject({ vendor: z.enum(['smtp', 'ses', 'twilio', 'stripe']) })

export const credentialSchema = z.object({
  vendor: vendorSchema,
  /** Of one creator; null for the whole workspace. */
  creatorId: idSchema.nullable(),
  /** What is no secret: sender, region, address. */
  shown: z.record(z.string(), z.string()),
  /** Last characters of the secret. */
  ending: z.string().nullable(),
  savedAt: instantSchema,
  /** The newest test send. */
  tested: z.object({ at: instantSchema, ok: z.boolean(), message: z.string() }).nullable(),
  /** Made here and shown once, for vendor `webhook`. */
  secret: z.string().optional(),
})
export type Credential = z.infer<typeof credentialSchema>

/** Which vendor carries which channel now; `console` where none is set up. */
export const channelStateSchema = z.object({
  channel: channelSchema,
  vendor: vendorSchema,
  /** Why it is so, or what is missing, in a sentence. */
  note: z.string(),
  /** Offered by the environment and not used until somebody says so. */
  offered: z.boolean(),
})
export const channelsSchema = z.object({ items: z.array(channelStateSchema), credentials: z.array(credentialSchema), environment: z.array(z.object({ vendor: vendorSchema, complete: z.boolean(), missing: z.array(z.string()) })) })
export type Channels = z.infer<typeof channelsSchema>

/** `to`: the e-mail address one signs in with, or the number that was saved as one's own; nowhere else is anything sent. */
export const testSendSchema = z.strictObject({ channel: channelSchema, to: z.string().trim().min(3).max(200) })
export const testSendResultSchema = z.object({ ok: z.boolean(), message: z.string(), vendorId: z.string().nullable(), ms: z.number() })
