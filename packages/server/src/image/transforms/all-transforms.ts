/** The transforms by name. */
import { annotate } from './annotate.ts'
import { caption } from './caption.ts'
import { crop } from './crop.ts'
import { deviceFrame } from './device-frame.ts'
import { palette } from './palette.ts'
import { resize } from './resize.ts'
import type { PixelTransform, Transform } from './transform.ts'
import { watermark } from './watermark.ts'

export const TRANSFORMS: { readonly [Op in PixelTransform]: Transform<Op> } = { resize, crop, caption, watermark, palette, annotate, 'device-frame': deviceFrame }
