/** An image that was made to be shown, as a file to send along. */
import type { Id } from '../../base/ids.ts'

export interface ImageFile {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Such as `image/png`. */
  readonly mediaType: string
  /** What is to be seen, for those who don't. */
  readonly alt: string
  /** What made it (SPEC P2); null for a person's own. */
  readonly generator: string | null
}

/** Null where there is none by that id any more. */
export type ImageFiles = (imageId: Id, signal: AbortSignal) => Promise<ImageFile | null>
