/** Images on their way into posts: the bytes come from whoever keeps them, and become a blob of the agent's repository. */
import type { BlobRef } from '@atproto/api'
import type { Id } from '../base/ids.ts'
import { plainText } from '../platform/outside/plain-text.ts'
import { within, type Reply } from '../platform/outside/reply.ts'
import type { Failed, OutsideAccount } from '../platform/outside-platform.ts'
import type { Sessions } from './sessions.ts'

/** app.bsky.embed.images allows two million bytes, and allowed one until 2026: servers that were not updated since still refuse more. */
export const PICTURE_BYTES_MOST = 1_000_000
const ALT_LONGEST = 2_000

export interface Picture {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** `image/jpeg` and the like. */
  readonly contentType: string
  /** For those who cannot see it. */
  readonly alt: string
  readonly width: number
  readonly height: number
}

/** An image of ours in at most so many bytes; null for one that is not there, or cannot be had so small. */
export type PictureOf = (imageId: Id, bytesMost: number, signal: AbortSignal) => Promise<Picture | null>

export interface ImagesEmbed {
  readonly $type: 'app.bsky.embed.images'
  readonly images: readonly { readonly image: BlobRef; readonly alt: string; readonly aspectRatio: { readonly width: number; readonly height: number } }[]
}

/** Shows nothing to anybody: a blob that no record names is thrown away by the server. */
export async function uploaded(account: OutsideAccount, imageId: Id, pictureOf: PictureOf, sessions: Sessions, signal: AbortSignal): Promise<Reply<ImagesEmbed> | Failed> {
  const picture = await pictureOf(imageId, PICTURE_BYTES_MOST, signal)
  if (picture === null || picture.bytes.byteLength > PICTURE_BYTES_MOST) return { kind: 'failed', reason: 'Its image is not there, or is too large for a post.' }
  const { bytes, contentType, alt, width, height } = picture
  const reply = await sessions.ask(account, signal, (client, options) => client.com.atproto.repo.uploadBlob(bytes, { ...options, encoding: contentType }))
  return within(reply, ({ blob }) => ({ $type: 'app.bsky.embed.images', images: [{ image: blob, alt: plainText(alt, ALT_LONGEST), aspectRatio: { width, height } }] }))
}
