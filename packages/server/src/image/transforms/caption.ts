/** A line or three of text: in a strip of its own below, or over the picture's upper or lower edge on a shade that it can be read on. */
import { blank, pixelsOf } from '../codec.ts'
import { linesOf, escaped } from '../text/lines.ts'
import { drawnOver, round, textLines } from './overlay.ts'
import { brightness, toneOf } from './tone.ts'
import { alsoShowing, type Transform } from './transform.ts'

/** Of the picture's shorter side. */
const SIZE_SHARE = 0.045
const SIZE_LEAST_PX = 11
const LEADING = 1.28
const LINES_MOST = 4

export const caption: Transform<'caption'> = {
  async apply(picture, { text, at }) {
    const { width, height } = picture
    const sizePx = Math.max(SIZE_LEAST_PX, Math.min(width, height) * SIZE_SHARE)
    const margin = sizePx * 1.1
    const lines = linesOf(text, { sizePx, weight: 600 }, Math.max(sizePx, width - 2 * margin), LINES_MOST).map(escaped)
    const strip = Math.round(lines.length * sizePx * LEADING + 1.3 * margin)
    if (at !== 'below') {
      const high = Math.min(height, strip * 1.7)
      const y = at === 'top' ? 0 : height - high
      const first = at === 'top' ? margin * 0.75 + sizePx : height - strip + margin * 0.75 + sizePx
      const shade = `<defs><linearGradient id="s" x1="0" x2="0" y1="${at === 'top' ? 1 : 0}" y2="${at === 'top' ? 0 : 1}"><stop offset="0" stop-color="#000" stop-opacity="0"/><stop offset="0.55" stop-color="#000" stop-opacity="0.6"/><stop offset="1" stop-color="#000" stop-opacity="0.78"/></linearGradient></defs>`
      return drawnOver(picture, `${shade}<rect y="${round(y)}" width="${width}" height="${round(high)}" fill="url(#s)"/>${textLines(lines, { x: margin, y: first, sizePx, leading: LEADING, attributes: 'font-weight="600" fill="#fff"' })}`)
    }
    const dark = brightness(toneOf(picture)) < 0.35
    const taller = await pixelsOf(blank(width, height + strip, dark ? '#17181c' : '#fbfaf7').composite([
      { input: Buffer.from(picture.data.buffer, picture.data.byteOffset, picture.data.byteLength), raw: { width, height, channels: 4 }, left: 0, top: 0 },
    ]))
    return drawnOver(taller, textLines(lines, { x: margin, y: height + margin * 0.65 + sizePx * 0.95, sizePx, leading: LEADING, attributes: `font-weight="600" fill="${dark ? '#f4f3f0' : '#1d1e22'}"` }))
  },
  describe: (before, { text }) => alsoShowing(before, `Caption: “${text}”.`, [`the caption “${text}”`]),
}
