/** A picture's file in at most so many bytes, for places that take no larger ones: written anew where need be, with the provenance that it carries (SPEC D2). */
import { opened, pixelsOf } from './codec.ts'
import { labelledFile, provenanceOf } from './provenance/label-file.ts'

/** Of our own files. */
const PIXELS_MOST = 50_000_000
/** Tried one after the other: the longer side at most so many pixels. */
const SMALLER: readonly (readonly [side: number, quality: number])[] = [[2_048, 86], [1_600, 80], [1_280, 72], [1_024, 60]]

export interface PictureFile {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly contentType: string
  readonly width: number
  readonly height: number
}

/** Null where it cannot be had so small. Throws what libvips says for what is no picture. */
export async function smallerFile(bytes: Uint8Array<ArrayBuffer>, contentType: string, bytesMost: number): Promise<PictureFile | null> {
  const { width, height } = await opened(bytes, PIXELS_MOST).metadata()
  if (bytes.byteLength <= bytesMost) return { bytes, contentType, width, height }
  const provenance = await provenanceOf(bytes)
  for (const [side, quality] of SMALLER) {
    const pixels = await pixelsOf(opened(bytes, PIXELS_MOST).resize(side, side, { fit: 'inside', withoutEnlargement: true }))
    const smaller = new Uint8Array(await labelledFile(pixels, { to: 'webp', quality }, provenance))
    if (smaller.byteLength <= bytesMost) return { bytes: smaller, contentType: 'image/webp', width: pixels.width, height: pixels.height }
  }
  return null
}
