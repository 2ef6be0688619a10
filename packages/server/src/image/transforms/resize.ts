/** Another size. `nearest` keeps the hard edges of pixel art; everything else is smoothed by Lanczos. */
import { ofPixels, pixelsOf } from '../codec.ts'
import { must } from '../../base/errors.ts'
import type { Transform } from './transform.ts'

export const resize: Transform<'resize'> = {
  async apply(picture, { width, height, fit, kernel }) {
    const one = width === undefined || height === undefined
    const scale = one ? must(width === undefined ? height : width, 'a width or a height') / (width === undefined ? picture.height : picture.width) : 1
    const [wide, high] = one ? [picture.width * scale, picture.height * scale] : [width, height]
    return pixelsOf(ofPixels(picture).resize(Math.max(1, Math.round(wide)), Math.max(1, Math.round(high)), {
      // One side given, the other follows, and nothing has to be cut or filled.
      fit: one ? 'fill' : fit, kernel, background: { r: 0, g: 0, b: 0, alpha: 0 },
    }))
  },
  describe: (before) => before,
}
