/**
 * Amazon's notifications (SNS), believed by their signature alone. Where the certificate may come from is the point: the message names
 * its address, and whoever may name any address signs for anybody. So it is one of SNS's own hosts, over https, or none.
 */
import { createVerify, X509Certificate } from 'node:crypto'
import { z } from 'zod'

const text = z.string().max(300_000)
const messageSchema = z.object({
  Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']), MessageId: text, TopicArn: text, Message: text, Timestamp: text, SignatureVersion: z.enum(['1', '2']), Signature: text, SigningCertURL: text,
  Subject: text.nullish(), Token: text.optional(), SubscribeURL: text.optional(),
})
export type SnsMessage = z.infer<typeof messageSchema>

const CERTIFICATE = /^https:\/\/sns\.[a-z0-9-]{3,30}\.amazonaws\.com(?:\.cn)?\/SimpleNotificationService-[A-Za-z0-9]{1,64}\.pem$/
const SUBSCRIBE = /^https:\/\/sns\.[a-z0-9-]{3,30}\.amazonaws\.com(?:\.cn)?\/\?[\w=&%.:~+-]{1,2000}$/
const CERTIFICATE_BYTES_MOST = 64 * 1024
const CERTIFICATES_KEPT_MOST = 50
const TIME_MS = 10_000

const SIGNED = { Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'], other: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'] } as const

export function snsMessage(body: string): SnsMessage | null {
  try {
    return messageSchema.safeParse(JSON.parse(body)).data ?? null
  } catch {
    return null
  }
}

export class SnsVerifier {
  readonly #fetch: typeof fetch
  /** By address: they change once in years. */
  readonly #certificates = new Map<string, string>()

  constructor(parts: { readonly fetch: typeof fetch }) {
    this.#fetch = parts.fetch
  }

  /** False for whatever Amazon did not sign. */
  async isSigned(message: SnsMessage): Promise<boolean> {
    if (!CERTIFICATE.test(message.SigningCertURL)) return false
    try {
      const certificate = new X509Certificate(await this.#certificate(message.SigningCertURL))
      const verify = createVerify(message.SignatureVersion === '1' ? 'RSA-SHA1' : 'RSA-SHA256')
      for (const name of message.Type === 'Notification' ? SIGNED.Notification : SIGNED.other) if (message[name] !== undefined && message[name] !== null) verify.update(`${name}\n${message[name]}\n`)
      return verify.verify(certificate.publicKey, message.Signature, 'base64')
    } catch {
      return false
    }
  }

  /** Tells SNS that its notifications are wanted. False for an address that is not SNS's. */
  async confirm({ SubscribeURL: url = '' }: SnsMessage): Promise<boolean> {
    if (!SUBSCRIBE.test(url)) return false
    const go = this.#fetch
    const response = await go(url, { signal: AbortSignal.timeout(TIME_MS) })
    await response.body?.cancel()
    return response.ok
  }

  async #certificate(url: string): Promise<string> {
    const known = this.#certificates.get(url)
    if (known !== undefined) return known
    const go = this.#fetch
    const response = await go(url, { signal: AbortSignal.timeout(TIME_MS) })
    const bytes = Buffer.from(await response.arrayBuffer())
    if (!response.ok || bytes.byteLength > CERTIFICATE_BYTES_MOST) throw new TypeError('no certificate')
    if (this.#certificates.size >= CERTIFICATES_KEPT_MOST) this.#certificates.clear()
    this.#certificates.set(url, bytes.toString())
    return bytes.toString()
  }
}
