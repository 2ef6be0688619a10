/**
 * E-mail over SMTP. A server keeps no listing, so that a mail whose answer was lost stays unknown; its Message-ID is made of the
 * ledger's id, by which a person can look for it in the server's log. What failed before the mail itself was on its way (DATA)
 * certainly didn't go out.
 */
import type { Channel, NotSent, OutboundMessage, ReconcileOutcome, SendOutcome } from '../../channel.ts'
import type { LookUp } from '../../../base/look-up.ts'
import { messageOf } from '../../../base/errors.ts'
import { mailBody, oneLine } from '../../mail/mail-body.ts'
import { mailHeaders, mailRefusal } from '../../mail/mail-headers.ts'
import { outcomeOfThrown, short } from '../http-outcome.ts'
import { callSignal, type VendorParts } from '../vendor-parts.ts'
import { smtpAddress, smtpHost } from './smtp-address.ts'

export interface SmtpOptions {
  /** smtp:// or smtps://, with user and password. */
  readonly url: string
  readonly sender: string
}

export interface SmtpParts extends VendorParts {
  readonly lookUp: LookUp
  /** Whether this workspace has been granted it; read at every mail. */
  readonly privateNetwork: () => boolean
}

const CONNECT_TIME_MS = 10_000
/** Enhanced status codes (RFC 3463) of addresses that don't exist. */
const NO_SUCH_ADDRESS = /\b5\.1\.(?:1|2|3|6|10)\b/

export class SmtpChannel implements Channel {
  readonly channel = 'email'
  readonly vendor = 'smtp'
  readonly #options: SmtpOptions
  readonly #parts: SmtpParts

  constructor(options: SmtpOptions, parts: SmtpParts) {
    this.#options = options
    this.#parts = parts
  }

  async send(message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome> {
    const refusal = mailRefusal(message)
    if (refusal !== null) return refusal
    const way = { underWay: false }
    try {
      const transport = await this.#transport(way)
      const { sender } = this.#options
      const { text, html } = mailBody(message)
      const sent = await transport.sendMail({
        from: { name: oneLine(message.senderName), address: sender }, to: { name: oneLine(message.recipientName ?? ''), address: message.to as string }, ...(message.replyTo === null ? {} : { replyTo: message.replyTo }),
        subject: oneLine(message.subject ?? ''), text, html, headers: mailHeaders(message), messageId: `<${message.ledgerId}@${sender.split('@')[1] ?? 'localhost'}>`, signal: callSignal(this.#parts, signal),
      })
      return { kind: 'sent', vendorId: sent.messageId }
    } catch (error) {
      return refused(error, way.underWay)
    }
  }

  async reconcile(): Promise<ReconcileOutcome> {
    return { kind: 'cannot-tell', reason: 'SMTP servers keep no listing: look for the Message-ID in the server\'s log.' }
  }

  async #transport(way: { underWay: boolean }) {
    const { lookUp, privateNetwork, timeMs } = this.#parts
    const { name, port, secure, user, password } = smtpAddress(this.#options.url)
    const inside = privateNetwork()
    const host = await smtpHost(name, inside, lookUp)
    const { createTransport } = await import('nodemailer')
    const silent = (): void => {}
    return createTransport({
      host, port, secure, connectionTimeout: timeMs ?? CONNECT_TIME_MS, greetingTimeout: timeMs ?? CONNECT_TIME_MS, disableFileAccess: true, disableUrlAccess: true,
      tls: { servername: name }, ...(user === null ? {} : { auth: { user, pass: password }, requireTLS: !inside && !secure }),
      transactionLog: true,
      logger: {
        level: silent, trace: silent, info: silent, warn: silent, error: silent, fatal: silent,
        debug: (entry: { tnx?: string }, line: unknown) => {
          if (entry.tnx === 'client' && typeof line === 'string' && /^DATA\b/i.test(line)) way.underWay = true
        },
      },
    })
  }
}

function refused(error: unknown, underWay: boolean): NotSent {
  const { responseCode, response } = error as { responseCode?: number; response?: string }
  if (typeof responseCode === 'number' && typeof response === 'string') {
    const reason = short(`The mail server answered: ${response}`)
    if (responseCode === 535 || responseCode === 530 || responseCode === 534) return { kind: 'failed', permanent: false, reason: short(`${reason} Check the credentials in Settings.`) }
    return { kind: 'failed', permanent: responseCode >= 500, reason, ...(NO_SUCH_ADDRESS.test(response) ? { suppress: 'bounce' as const } : {}) }
  }
  if (underWay) return { kind: 'unknown', reason: short(`The connection to the mail server ended before it said whether it took the mail: ${messageOf(error)}`) }
  const outcome = outcomeOfThrown('The mail server', error)
  return outcome.kind === 'unknown' ? { kind: 'failed', permanent: false, reason: short(`The mail server did not get as far as the mail: ${messageOf(error)}`) } : outcome
}
