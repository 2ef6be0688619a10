/**
 * Images on their way into posts: they become blobs of the agent's repository. A file that is too large for one is written
 * anew, smaller, with the provenance that it carries (SPEC D2); one that nobody could open goes nowhere.
 */
import type { BlobRef } from '@atproto/api'
import type { Id } from '../base/ids.ts'
import { messageOf } from '../base/errors.ts'
import { opened, pixelsOf } from '../image/codec.ts'
import { labelledFile, provenanceOf } from '../image/provenance/label-file.ts'
import type { ImageFile, ImageFiles } from '../platform/outside/image-file.ts'
import { plainLine, plainText } from '../platform/outside/plain-text.ts'
import { within, type Reply } from '../platform/outside/reply.ts'
import type { Failed, OutsideAccount } from '../platform/outside-platform.ts'
import type { Sessions } from './sessions.ts'

/** app.bsky.embed.images allows two million bytes, and allowed one until 2026: servers that were not updated since still refuse more. */
const BYTES_MOST = 1_000_000
const ALT_LONGEST = 2_000
/** Of our own files. */
const PIXELS_MOST = 50_000_000
/** Tried one after the other, each with its longer side at most so many pixels. */
const SMALLER: readonly (readonly [side: number, quality: number])[] = [[2_048, 86], [1_600, 80], [1_280, 72], [1_024, 60]]

interface Picture extends Pick<ImageFile, 'bytes' | 'mediaType'> {
  readonly width: number
  readonly height: number
}

export interface ImagesEmbed {
  readonly $type: 'app.bsky.embed.images'
  readonly images: readonly { readonly image: BlobRef; readonly alt: string; readonly aspectRatio: { readonly width: number; readonly height: number } }[]
}

/** Shows nothing to anybody: a blob that no record names is thrown away by the server. */
export async function uploaded(account: OutsideAccount, imageId: Id, images: ImageFiles, sessions: Sessions, signal: AbortSignal): Promise<Reply<ImagesEmbed> | Failed> {
  const file = await images(imageId, signal)
  if (file === null) return { kind: 'failed', reason: 'Its image is not there any more.' }
  const picture = await fitted(file)
  if ('kind' in picture) return picture
  const { bytes, mediaType, width, height } = picture
  const reply = await sessions.ask(account, signal, (client, options) => client.com.atproto.repo.uploadBlob(bytes, { ...options, encoding: mediaType }))
  return within(reply, ({ blob }) => ({ $type: 'app.bsky.embed.images', images: [{ image: blob, alt: plainText(file.alt, ALT_LONGEST), aspectRatio: { width, height } }] }))
}

export async function fitted({ bytes, mediaType }: ImageFile): Promise<Picture | Failed> {
  try {
    const { width, height } = await opened(bytes, PIXELS_MOST).metadata()
    if (bytes.byteLength <= BYTES_MOST) return { bytes, mediaType, width, height }
    const provenance = await provenanceOf(bytes)
    for (const [side, quality] of SMALLER) {
      const pixels = await pixelsOf(opened(bytes, PIXELS_MOST).resize(side, side, { fit: 'inside', withoutEnlargement: true }))
      const smaller = new Uint8Array(await labelledFile(pixels, { to: 'webp', quality }, provenance))
      if (smaller.byteLength <= BYTES_MOST) return { bytes: smaller, mediaType: 'image/webp', width: pixels.width, height: pixels.height }
    }
    return { kind: 'failed', reason: 'Its image cannot be made small enough for a post.' }
  } catch (error) {
    return { kind: 'failed', reason: `Its image cannot be read: ${plainLine(messageOf(error))}` }
  }
}
