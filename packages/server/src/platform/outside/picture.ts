/** An image that was made to be shown, as a file to send along. */
import type { Id } from '../../base/ids.ts'

export interface Picture {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Such as `image/png`. */
  readonly contentType: string
  /** What is to be seen, for those who don't. */
  readonly alt: string
  readonly width: number
  readonly height: number
  /** What made it (SPEC P2); null for a person's own. */
  readonly generator: string | null
}

/** An image of ours in at most so many bytes; null for one that is not there, or cannot be had so small. */
export type PictureOf = (imageId: Id, bytesMost: number, signal: AbortSignal) => Promise<Picture | null>
