/**
 * The addresses that go out with messages: how to hear no more (RFC 8058), what tells of opening and clicks, where receipts come
 * in. Without a public address of https none of them works from outside: then mail goes to the console alone, and its link is a path.
 */
import { createHash } from 'node:crypto'
import { consentChannelSchema, type ConsentChannel } from '@troupe/contract'
import type { Id } from '../../base/ids.ts'
import type { OutboundMessage } from '../channel.ts'
import { addressesIn } from '../mail/addresses-in.ts'
import { addressMark, suppressionKey } from '../suppression/address-mark.ts'
import { linkKey, readToken, signToken } from './signed-token.ts'

export interface UnsubscribeLink {
  readonly workspaceId: Id
  readonly consumerId: Id
  readonly channel: ConsentChannel
}

export interface ReadUnsubscribe extends UnsubscribeLink {
  /** What was written to, as the suppression list knows it: it holds where the lead is no longer there, or has another address since. */
  readonly addressMark: Buffer
}

export interface ClickLink {
  readonly actionId: Id
  /** By which the address is found among those in the message's text: that is the only place where it may lead. */
  readonly urlMark: string
}

const CHANNELS: readonly ConsentChannel[] = consentChannelSchema.options
const ADDRESS_MARK_BYTES = 32
const URL_MARK_BYTES = 8
/** Of one message; the rest stay as they are. */
const LINKS_MOST = 100

export class PublicLinks {
  /** A link in a mail works for whoever gets it. */
  readonly unsubscribable: boolean
  readonly #key: Buffer
  readonly #suppressionKey: Buffer
  readonly #base: string

  constructor({ secretKey, publicUrl }: { readonly secretKey: Uint8Array; readonly publicUrl: string | null }) {
    this.#key = linkKey(secretKey)
    this.#suppressionKey = suppressionKey(secretKey)
    this.unsubscribable = publicUrl?.startsWith('https://') ?? false
    this.#base = this.unsubscribable ? publicUrl as string : ''
  }

  /** A path where there is no public address. `address`: whom it is sent to; left out in an app of the creator's own. */
  unsubscribeUrl({ workspaceId, consumerId, channel, address = consumerId }: UnsubscribeLink & { readonly address?: string | null }): string {
    const tail = Buffer.concat([Buffer.from([CHANNELS.indexOf(channel)]), addressMark(this.#suppressionKey, workspaceId, channel, address ?? consumerId)])
    return `${this.#base}/u/${signToken(this.#key, 'unsubscribe', [workspaceId, consumerId], tail)}`
  }

  readUnsubscribe(token: string): ReadUnsubscribe | null {
    const read = readToken(this.#key, 'unsubscribe', token, 2, 1 + ADDRESS_MARK_BYTES)
    const channel = read === null ? undefined : CHANNELS[read.tail[0] as number]
    return read === null || channel === undefined ? null : { workspaceId: read.ids[0] as Id, consumerId: read.ids[1] as Id, channel, addressMark: read.tail.subarray(1) }
  }

  /** Of a mail with this text; null where nobody outside could follow. Our own links are left alone: whoever leaves is not counted. */
  tracking(actionId: Id, text: string): OutboundMessage['tracking'] {
    if (!this.unsubscribable) return null
    const urls = [...new Set(addressesIn(text).map(({ url }) => url))].filter((url) => !url.startsWith(`${this.#base}/`)).slice(0, LINKS_MOST)
    return {
      openUrl: `${this.#base}/t/o/${signToken(this.#key, 'open', [actionId], Buffer.alloc(0))}`,
      clickUrls: Object.fromEntries(urls.map((url) => [url, `${this.#base}/t/c/${signToken(this.#key, 'click', [actionId], urlMark(url))}`])),
    }
  }

  readOpen(token: string): Id | null {
    return readToken(this.#key, 'open', token, 1, 0)?.ids[0] ?? null
  }

  readClick(token: string): ClickLink | null {
    const read = readToken(this.#key, 'click', token, 1, URL_MARK_BYTES)
    return read === null ? null : { actionId: read.ids[0] as Id, urlMark: read.tail.toString('hex') }
  }

  /** Where a vendor tells what became of a message; null where it could not. */
  receiptUrl(vendor: 'twilio' | 'ses' | 'stripe', workspaceId: Id): string | null {
    return this.unsubscribable ? `${this.#base}/api/receipts/${vendor}/${workspaceId}` : null
  }
}

/** Which of a text's addresses a click is for; null where the text has it no more. */
export function addressMarked(text: string, mark: string): string | null {
  return addressesIn(text).find(({ url }) => urlMark(url).toString('hex') === mark)?.url ?? null
}

function urlMark(url: string): Buffer {
  return createHash('sha256').update(url).digest().subarray(0, URL_MARK_BYTES)
}
