/** Drawing over a picture: an SVG of its size, rasterised and laid on top. */
import { ofPixels, pixelsOf } from '../codec.ts'
import type { Pixels } from '../generated.ts'
import { rasterised } from '../rasterise.ts'

/** Nothing can be read on a strip of fewer pixels, and resvg ends the process over a layer that lies twice its height outside. */
const SIDE_LEAST = 8

export async function drawnOver(picture: Pixels, marks: string): Promise<Pixels> {
  const { width, height } = picture
  if (Math.min(width, height) < SIDE_LEAST) return picture
  const { data } = rasterised({ width, height, svg: svgOf(width, height, marks) })
  return pixelsOf(ofPixels(picture).composite([{ input: Buffer.from(data.buffer, data.byteOffset, data.byteLength), raw: { width, height, channels: 4 } }]))
}

export function svgOf(width: number, height: number, marks: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Figtree">${marks}</svg>`
}

/** Lines of text under each other; `y` is the first one's base line. */
export function textLines(lines: readonly string[], { x, y, sizePx, leading, anchor = 'start', attributes }: {
  readonly x: number; readonly y: number; readonly sizePx: number; readonly leading: number; readonly anchor?: 'start' | 'middle' | 'end'; readonly attributes: string
}): string {
  return lines.map((line, i) => `<text x="${round(x)}" y="${round(y + i * sizePx * leading)}" font-size="${round(sizePx)}" text-anchor="${anchor}" ${attributes}>${line}</text>`).join('')
}

/** Coordinates of drawings to a tenth of a pixel. */
export function round(value: number): string {
  return String(Math.round(value * 10) / 10)
}
