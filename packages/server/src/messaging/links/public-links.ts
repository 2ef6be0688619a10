/**
 * The addresses that go out with messages: how to hear no more (RFC 8058), what tells of opening and clicks, where receipts come
 * in. Without a public address of https none of them works from outside: then mail goes to the console alone, and its link is a path.
 */
import { consentChannelSchema, type ConsentChannel } from '@troupe/contract'
import type { Id } from '../../base/ids.ts'
import type { OutboundMessage } from '../channel.ts'
import { addressesIn } from '../mail/addresses-in.ts'
import { linkKey, readToken, signToken } from './signed-token.ts'

export interface UnsubscribeLink {
  readonly workspaceId: Id
  readonly consumerId: Id
  readonly channel: ConsentChannel
}

export interface ClickLink {
  readonly actionId: Id
  /** Of the address among those in the message's text. */
  readonly index: number
}

const CHANNELS: readonly ConsentChannel[] = consentChannelSchema.options
/** One byte holds its number. */
const LINKS_MOST = 255

export class PublicLinks {
  /** A link in a mail works for whoever gets it. */
  readonly unsubscribable: boolean
  readonly #key: Buffer
  readonly #base: string

  constructor({ secretKey, publicUrl }: { readonly secretKey: Uint8Array; readonly publicUrl: string | null }) {
    this.#key = linkKey(secretKey)
    this.unsubscribable = publicUrl?.startsWith('https://') ?? false
    this.#base = this.unsubscribable ? publicUrl as string : ''
  }

  /** A path where there is no public address. */
  unsubscribeUrl({ workspaceId, consumerId, channel }: UnsubscribeLink): string {
    return `${this.#base}/u/${signToken(this.#key, 'unsubscribe', [workspaceId, consumerId], CHANNELS.indexOf(channel))}`
  }

  readUnsubscribe(token: string): UnsubscribeLink | null {
    const read = readToken(this.#key, 'unsubscribe', token, 2)
    const channel = read === null ? undefined : CHANNELS[read.number]
    return read === null || channel === undefined ? null : { workspaceId: read.ids[0] as Id, consumerId: read.ids[1] as Id, channel }
  }

  /** Of a mail with this text; null where nobody outside could follow. Our own links are left alone: whoever leaves is not counted. */
  tracking(actionId: Id, text: string): OutboundMessage['tracking'] {
    if (!this.unsubscribable) return null
    const found = addressesIn(text).map(({ url }, index) => ({ url, index })).filter(({ url, index }) => index <= LINKS_MOST && !url.startsWith(`${this.#base}/`))
    return {
      openUrl: `${this.#base}/t/o/${signToken(this.#key, 'open', [actionId], 0)}`,
      clickUrls: Object.fromEntries(found.map(({ url, index }) => [url, `${this.#base}/t/c/${signToken(this.#key, 'click', [actionId], index)}`])),
    }
  }

  readOpen(token: string): Id | null {
    return readToken(this.#key, 'open', token, 1)?.ids[0] ?? null
  }

  readClick(token: string): ClickLink | null {
    const read = readToken(this.#key, 'click', token, 1)
    return read === null ? null : { actionId: read.ids[0] as Id, index: read.number }
  }

  /** Where a vendor tells what became of a message; null where it could not. */
  receiptUrl(vendor: 'twilio' | 'ses' | 'stripe', workspaceId: Id): string | null {
    return this.unsubscribable ? `${this.#base}/api/receipts/${vendor}/${workspaceId}` : null
  }
}
