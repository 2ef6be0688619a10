/** A name in a corner, light with a dark edge, so that it is seen on whatever it lies. */
import { escaped, oneLine } from '../text/lines.ts'
import { drawnOver, round, textLines } from './overlay.ts'
import { alsoShowing, type Transform } from './transform.ts'

const SIZE_SHARE = 0.04
const SIZE_LEAST_PX = 10

export const watermark: Transform<'watermark'> = {
  async apply(picture, { text, at, opacity }) {
    const { width, height } = picture
    const sizePx = Math.max(SIZE_LEAST_PX, Math.min(width, height) * SIZE_SHARE)
    const margin = sizePx * 0.9
    const line = escaped(oneLine(text, { sizePx, weight: 600 }, Math.max(sizePx, width - 2 * margin)))
    const place = {
      x: at.endsWith('left') ? margin : width - margin,
      y: at.startsWith('top') ? margin + sizePx * 0.75 : height - margin,
      anchor: at.endsWith('left') ? 'start' : 'end', sizePx, leading: 1,
    } as const
    const edge = textLines([line], { ...place, attributes: `font-weight="600" fill="none" stroke="#000" stroke-opacity="0.55" stroke-width="${round(sizePx * 0.12)}" stroke-linejoin="round"` })
    return drawnOver(picture, `<g opacity="${opacity}">${edge}${textLines([line], { ...place, attributes: 'font-weight="600" fill="#fff"' })}</g>`)
  },
  describe: (before, { text, at }) => alsoShowing(before, `Marked “${text}” at the ${at.replace('-', ' ')}.`),
}
