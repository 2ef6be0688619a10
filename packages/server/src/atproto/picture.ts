/** Images on their way into posts: the bytes come from whoever keeps them, and become a blob of the agent's repository. */
import type { BlobRef } from '@atproto/api'
import { ExpectedError } from '../base/errors.ts'
import type { Id } from '../base/ids.ts'
import type { Picture, PictureOf } from '../platform/outside/picture.ts'
import { plainText } from '../platform/outside/plain-text.ts'
import { within, type Reply } from '../platform/outside/reply.ts'
import type { Failed, OutsideAccount } from '../platform/outside-platform.ts'
import type { Sessions } from './sessions.ts'

/** app.bsky.embed.images allows two million bytes, and allowed one until 2026: servers that were not updated since still refuse more. */
const BYTES_MOST = 1_000_000
const ALT_LONGEST = 2_000

export interface ImagesEmbed {
  readonly $type: 'app.bsky.embed.images'
  readonly images: readonly { readonly image: BlobRef; readonly alt: string; readonly aspectRatio: { readonly width: number; readonly height: number } }[]
}

/** Shows nothing to anybody: a blob that no record names is thrown away by the server. */
export async function uploaded(account: OutsideAccount, imageId: Id, pictureOf: PictureOf, sessions: Sessions, signal: AbortSignal): Promise<Reply<ImagesEmbed> | Failed> {
  const picture = await fetched(imageId, pictureOf, signal)
  if (picture === null || 'kind' in picture) return picture ?? { kind: 'failed', reason: 'Its image is gone, or too large for a post.' }
  const { bytes, contentType, alt, width, height } = picture
  const reply = await sessions.ask(account, signal, (client, options) => client.com.atproto.repo.uploadBlob(bytes, { ...options, encoding: contentType }))
  return within(reply, ({ blob }) => ({ $type: 'app.bsky.embed.images', images: [{ image: blob, alt: plainText(alt, ALT_LONGEST), aspectRatio: { width, height } }] }))
}

/** A disk or a store that does not give it is no reason to end a turn. */
async function fetched(imageId: Id, pictureOf: PictureOf, signal: AbortSignal): Promise<Picture | Failed | null> {
  try {
    return await pictureOf(imageId, BYTES_MOST, signal)
  } catch (error) {
    if (!(error instanceof ExpectedError) && !signal.aborted) throw error
    return { kind: 'failed', reason: error instanceof ExpectedError ? `Its image cannot be had: ${error.message}` : 'switched off' }
  }
}
