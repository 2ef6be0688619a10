/** Art pixels as whole blocks of image pixels, centred; what is left over at the sides takes the ground's colour. */
import type { Pixels } from '../../generated.ts'
import { rgbOf, type Hex } from '../colour.ts'
import type { Size } from '../size.ts'
import type { PixelCanvas } from './pixel-canvas.ts'

export function blownUp(canvas: PixelCanvas, size: Size, ground: Hex): Pixels {
  const scale = Math.max(1, Math.floor(Math.min(size.width / canvas.width, size.height / canvas.height)))
  const left = Math.floor((size.width - canvas.width * scale) / 2)
  const top = Math.floor((size.height - canvas.height * scale) / 2)
  const data = new Uint8Array(size.width * size.height * 4)
  const words = new Uint32Array(data.buffer)
  const word = (colour: Hex) => {
    const [r, g, b] = rgbOf(colour)
    return new Uint32Array(Uint8Array.of(r, g, b, 255).buffer)[0] as number
  }
  const known = new Map<Hex, number>()
  const wordOf = (colour: Hex) => {
    const found = known.get(colour) ?? word(colour)
    known.set(colour, found)
    return found
  }
  words.fill(wordOf(ground))
  for (let y = 0; y < canvas.height; y++) {
    for (let x = 0; x < canvas.width; x++) {
      const colour = canvas.at(x, y)
      if (colour === null) continue
      const filled = wordOf(colour)
      for (let j = 0; j < scale; j++) {
        const row = top + y * scale + j
        if (row < 0 || row >= size.height) continue
        const from = row * size.width
        words.fill(filled, from + Math.max(0, left + x * scale), from + Math.max(0, Math.min(size.width, left + (x + 1) * scale)))
      }
    }
  }
  return { ...size, data }
}
