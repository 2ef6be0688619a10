/** What a transform is: pixels to pixels, and what it changes about the words for them. */
import { ALT_LONGEST, type ImageDescription, type ImageTransform, type TransformParams } from '@troupe/contract/image'
import { ExpectedError } from '../../base/errors.ts'
import type { Pixels } from '../generated.ts'

/** All but `format`, which says how to save and changes no pixel. */
export type PixelTransform = Exclude<ImageTransform, 'format'>

export interface Transform<Op extends PixelTransform> {
  apply(picture: Pixels, params: TransformParams[Op]): Promise<Pixels>
  /** What is to be said of the picture now. */
  describe(before: ImageDescription, params: TransformParams[Op], after: Pixels): ImageDescription
}

/** The picture that came in is not one that this can be done to. */
export class UnfitPictureError extends ExpectedError {
  readonly kind = 'invalid'
  readonly code = 'unfit-picture'
}

const DETAILS_MOST = 12

/** With a sentence more, as far as there is room. */
export function alsoShowing(before: ImageDescription, sentence: string, details: readonly string[] = []): ImageDescription {
  const alt = `${before.alt.trimEnd()} ${sentence}`.trim()
  return {
    ...before,
    alt: alt.length > ALT_LONGEST ? `${alt.slice(0, ALT_LONGEST - 1).toWellFormed().trimEnd()}…` : alt,
    // What was added by hand is spoken of before what the generator thought of.
    details: [...details.map((detail) => detail.slice(0, 120)), ...before.details].slice(0, DETAILS_MOST),
  }
}
