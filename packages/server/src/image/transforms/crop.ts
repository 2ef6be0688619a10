/** A part of the picture: a box, the largest part of a ratio round the middle, or such a part of the box. What lies outside the picture is not there. */
import { ofPixels, pixelsOf } from '../codec.ts'
import type { Pixels } from '../generated.ts'
import { UnfitPictureError, type Transform } from './transform.ts'

export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export const crop: Transform<'crop'> = {
  async apply(picture, params) {
    const box = boxOf(picture, params)
    return pixelsOf(ofPixels(picture).extract(box))
  },
  describe: (before) => before,
}

export function boxOf(picture: Pick<Pixels, 'width' | 'height'>, { ratio, left = 0, top = 0, width, height }: Parameters<typeof crop.apply>[1]): Box {
  if (left >= picture.width || top >= picture.height) {
    throw new UnfitPictureError(`The part to cut out begins at ${left}, ${top}, and the picture is ${picture.width} × ${picture.height}.`)
  }
  const whole: Box = { left, top, width: Math.min(width ?? Infinity, picture.width - left), height: Math.min(height ?? Infinity, picture.height - top) }
  if (ratio === undefined) return whole
  const [across = 1, down = 1] = ratio.split(':').map(Number)
  const wide = Math.max(1, Math.min(whole.width, Math.round((whole.height * across) / down)))
  const high = Math.max(1, Math.min(whole.height, Math.round((whole.width * down) / across)))
  return { left: left + Math.floor((whole.width - wide) / 2), top: top + Math.floor((whole.height - high) / 2), width: wide, height: high }
}
