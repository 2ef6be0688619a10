/**
 * E-mail through Amazon SES v2. Its client tries again by itself, which would send a mail twice: here it tries once. SES can't be
 * asked for a mail without the id that was lost; but its notifications bear our mark, and settle what is unknown when they come.
 */
import type { SESv2Client } from '@aws-sdk/client-sesv2'
import { messageOf } from '../../../base/errors.ts'
import type { Channel, NotSent, OutboundMessage, ReconcileOutcome, SendOutcome } from '../../channel.ts'
import { mailBody, oneLine } from '../../mail/mail-body.ts'
import { mailHeaders, mailRefusal } from '../../mail/mail-headers.ts'
import { outcomeOfStatus, outcomeOfThrown, short } from '../http-outcome.ts'
import { callSignal, type VendorParts } from '../vendor-parts.ts'
import { SES_LEDGER_TAG } from './ses-ledger-tag.ts'
import { sesWire } from './ses-wire.ts'

export interface SesOptions {
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sender: string
  readonly configurationSet: string | null
  readonly baseUrl: string | null
}

/** Of the account, not of the mail: it may go when that is mended. */
const ACCOUNT_TROUBLE = /^(?:AccountSuspended|SendingPaused|MailFromDomainNotVerified|LimitExceeded|InvalidClientTokenId|SignatureDoesNotMatch|UnrecognizedClient)/

export class SesChannel implements Channel {
  readonly channel = 'email'
  readonly vendor = 'ses'
  readonly #options: SesOptions
  readonly #parts: VendorParts
  #client: Promise<SESv2Client> | null = null

  constructor(options: SesOptions, parts: VendorParts) {
    this.#options = options
    this.#parts = parts
  }

  async send(message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome> {
    const refusal = mailRefusal(message)
    if (refusal !== null) return refusal
    try {
      const { SendEmailCommand } = await import('@aws-sdk/client-sesv2')
      const client = await (this.#client ??= this.#opened())
      const { text, html } = mailBody(message)
      const { sender, configurationSet } = this.#options
      const { MessageId: vendorId } = await client.send(new SendEmailCommand({
        FromEmailAddress: named(message.senderName, sender), Destination: { ToAddresses: [message.to as string] }, ...(message.replyTo === null ? {} : { ReplyToAddresses: [message.replyTo] }),
        Content: {
          Simple: {
            Subject: { Data: oneLine(message.subject ?? ''), Charset: 'UTF-8' }, Body: { Text: { Data: text, Charset: 'UTF-8' }, Html: { Data: html, Charset: 'UTF-8' } },
            Headers: Object.entries(mailHeaders(message)).map(([Name, Value]) => ({ Name, Value })),
          },
        },
        EmailTags: [{ Name: SES_LEDGER_TAG, Value: message.ledgerId }], ...(configurationSet === null ? {} : { ConfigurationSetName: configurationSet }),
      }), { abortSignal: callSignal(this.#parts, signal) })
      return typeof vendorId === 'string' && vendorId !== '' ? { kind: 'sent', vendorId } : { kind: 'unknown', reason: 'SES answered with something that names no mail.' }
    } catch (error) {
      return refused(error, this.#parts.clock.now())
    }
  }

  async reconcile(): Promise<ReconcileOutcome> {
    return { kind: 'cannot-tell', reason: 'SES can be asked for a mail by the id alone that was lost. Its notifications settle this, where they are set up.' }
  }

  async #opened(): Promise<SESv2Client> {
    const { SESv2Client: Client } = await import('@aws-sdk/client-sesv2')
    const { region, accessKeyId, secretAccessKey, baseUrl } = this.#options
    return new Client({ region, credentials: { accessKeyId, secretAccessKey }, maxAttempts: 1, requestHandler: sesWire(this.#parts.fetch), ...(baseUrl === null ? {} : { endpoint: baseUrl }) })
  }
}

function refused(error: unknown, nowMs: number): NotSent {
  const { $metadata, name, $response } = error as { $metadata?: { httpStatusCode?: number }; name?: string; $response?: { headers?: Record<string, string> } }
  const status = $metadata?.httpStatusCode
  if (status === undefined || (status >= 200 && status < 300)) return status === undefined ? outcomeOfThrown('SES', error) : { kind: 'unknown', reason: 'SES answered with something that cannot be read.' }
  const reason = short(`${name ?? 'refused'}: ${messageOf(error)}`)
  if (status < 500 && status !== 429 && ACCOUNT_TROUBLE.test(name ?? '')) return { kind: 'failed', permanent: false, reason: `SES answered ${status}: ${reason}` }
  return outcomeOfStatus('SES', { status, reason, retryAfter: $response?.headers?.['retry-after'] }, nowMs)
}

/** An encoded word has 75 characters at most. */
const ENCODED_NAME_BYTES_MOST = 45

function named(name: string, address: string): string {
  const plain = oneLine(name).replace(/["\\]/g, '')
  if (/^[ -~]*$/.test(plain)) return `"${plain}" <${address}>`
  // Outside ASCII a name is written as an encoded word (RFC 2047); SES takes the header as it is.
  let fitting = ''
  for (const character of plain) {
    if (Buffer.byteLength(fitting + character) > ENCODED_NAME_BYTES_MOST) break
    fitting += character
  }
  return `=?UTF-8?B?${Buffer.from(fitting).toString('base64')}?= <${address}>`
}
