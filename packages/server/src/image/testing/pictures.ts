/** Pictures and generators for tests of this room: small, quick, and each with one thing that can be told again. */
import type { ImageDescription } from '@troupe/contract/image'
import type { Random } from '../../base/random.ts'
import type { Generated, Pixels } from '../generated.ts'
import type { Generators } from '../workflow/run-workflow.ts'

export const DESCRIPTION: ImageDescription = { alt: 'A red field.', subject: 'a field', details: ['the red'], colours: ['#ff0000'] }

export function plain(width: number, height: number, [red, green, blue, alpha = 255]: readonly number[]): Pixels {
  const data = new Uint8Array(width * height * 4)
  for (let at = 0; at < data.length; at += 4) data.set([red as number, green as number, blue as number, alpha], at)
  return { width, height, data }
}

/** Every pixel of chance: nothing is harder on an encoder. */
export function noisy(width: number, height: number, random: Random): Pixels {
  const data = new Uint8Array(width * height * 4)
  for (let at = 0; at < data.length; at++) data[at] = at % 4 === 3 ? 255 : random.below(256)
  return { width, height, data }
}

/** Squares of `grid` pixels in four colours, none like its neighbours by rule. */
export function pixelArt(cells: number, grid: number, random: Random): Pixels {
  const colours = [[20, 20, 40], [240, 200, 90], [90, 180, 120], [200, 60, 80]] as const
  const side = cells * grid
  const picture = plain(side, side, [0, 0, 0])
  for (let cell = 0; cell < cells * cells; cell++) {
    const colour = random.pick(colours)
    const [left, top] = [(cell % cells) * grid, Math.floor(cell / cells) * grid]
    for (let i = 0; i < grid * grid; i++) picture.data.set(colour, ((top + Math.floor(i / grid)) * side + left + (i % grid)) * 4)
  }
  return picture
}

export function pixelAt({ width, data }: Pixels, x: number, y: number): number[] {
  return [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)]
}

export function generated(picture: Generated['picture']): Generated {
  return { picture, description: DESCRIPTION }
}

/** `gradient` is plain, `sprite` is pixel art, `card` a drawing, `chart` breaks. */
export const TEST_GENERATORS: Generators = {
  gradient: ({ width = 64, height = 48 }, random) => generated(plain(width, height, [random.below(256), 0, 0])),
  sprite: ({ pixels = 8 }, random) => generated(pixelArt(pixels, 16, random)),
  card: ({ width = 200, height = 100, text = 'hello' }) => generated({ width, height, svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#123456"/><text x="10" y="50" fill="#fff" font-size="30">${text}</text></svg>` }),
  chart: () => { throw new Error('the ruler broke') },
}
