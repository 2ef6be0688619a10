/** One tile: a square of colours that a function of its pixels paints. Coordinates run from 0 to the tile's side. */
import type { Hex } from '../colour.ts'
import { noise2d, speck, type Noise } from '../noise.ts'
import { seeded } from '../../../base/random.ts'
import { PixelCanvas, type Ramp } from '../sprite/pixel-canvas.ts'

export interface TilePaint {
  readonly side: number
  /** Repeats after one tile, so that a tile's left meets its own right. */
  readonly noise: Noise
  readonly ramps: Ramps
}

export interface Ramps {
  readonly ground: Ramp
  readonly second: Ramp
  readonly water: Ramp
  readonly stone: Ramp
  readonly wood: Ramp
  readonly leaf: Ramp
  readonly accents: readonly Hex[]
  readonly ink: Hex
  readonly glow: Hex
}

/** Which of the four sides meet water: bits north 1, east 2, south 4, west 8. */
export type Sides = number

/** The lattice repeats after this many cells a tile. */
const CELLS = 4

export function paintOf(side: number, seed: string, ramps: Ramps): TilePaint {
  const noise = noise2d(seeded(seed), CELLS)
  return { side, noise: (x, y) => noise(x / side * CELLS, y / side * CELLS), ramps }
}

export const tile = ({ side }: TilePaint, colourAt: (x: number, y: number) => Hex | null): PixelCanvas => {
  const canvas = new PixelCanvas(side, side)
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) canvas.set(x, y, colourAt(x, y))
  return canvas
}

/** Over another, where it is see-through. */
export const over = (below: PixelCanvas, ...layers: readonly PixelCanvas[]): PixelCanvas => {
  const canvas = new PixelCanvas(below.width, below.height)
  canvas.draw(below, 0, 0)
  for (const layer of layers) canvas.draw(layer, 0, 0)
  return canvas
}

/** Ground with few marks: mostly its middle tone, tufts and specks where the noise is high. */
export function plain(paint: TilePaint, ramp: Ramp, marks: 'tufts' | 'specks' | 'none', variant = 0): PixelCanvas {
  const { side } = paint
  const canvas = tile(paint, () => ramp[1] as Hex)
  if (marks === 'none') return canvas
  for (let i = 0; i < (marks === 'tufts' ? 5 : 6); i++) {
    const [x, y] = [1 + Math.floor(speck(i, variant, 3) * (side - 4)), 1 + Math.floor(speck(i, variant, 5) * (side - 4))]
    if (speck(i, variant, 9) < 0.35) continue
    if (marks === 'tufts') {
      canvas.set(x, y + 1, ramp[0] as Hex)
      canvas.set(x + 1, y, ramp[2] as Hex)
      canvas.set(x + 2, y + 1, ramp[0] as Hex)
      canvas.set(x + 1, y + 1, ramp[1] as Hex)
    } else {
      canvas.set(x, y, ramp[0] as Hex)
      canvas.set(x + 1, y, ramp[2] as Hex)
    }
  }
  return canvas
}

/** Water with short waves that move by a quarter tile with each `beat` of four, and loop. */
export function water({ side, ramps: { water: ramp } }: TilePaint, beat = 0): PixelCanvas {
  const canvas = new PixelCanvas(side, side)
  canvas.flat(() => -1, ramp[1] as Hex)
  const shift = Math.round(beat * side / 4)
  for (const [x, y, long, tone] of [[0.1, 0.2, 0.3, 2], [0.62, 0.42, 0.24, 2], [0.2, 0.66, 0.22, 0], [0.7, 0.86, 0.3, 2], [0.45, 0.06, 0.2, 0]] as const) {
    const [from, row, pixels] = [Math.round(x * side), Math.floor(y * side), Math.max(2, Math.round(long * side))]
    for (let i = 0; i < pixels; i++) canvas.set((from + i + shift) % side, row, ramp[tone] as Hex)
    if (tone === 2 && pixels > 3) canvas.set((from + shift + side - 1) % side, (row + 1) % side, ramp[2] as Hex)
  }
  return canvas
}

/**
 * Land that meets water on the sides of `sides`: a wavy bank whose wave begins and ends at the same depth, so that two such
 * tiles side by side join; a lit edge, a dark lip below it, foam in the water. `corners`: diagonal neighbours that are water
 * where both sides are land (north-east 1, south-east 2, south-west 4, north-west 8).
 */
export function bank(paint: TilePaint, land: PixelCanvas, sides: Sides, corners = 0): PixelCanvas {
  const { side, ramps } = paint
  const sea = water(paint)
  const depth = side / 5
  const wave = (t: number) => Math.sin(t / side * 2 * Math.PI) * 0.8 + Math.sin(t / side * 6 * Math.PI) * 0.45
  const inland = (px: number, py: number) => {
    let d = 99
    if (sides & 1) d = Math.min(d, py - depth - wave(px))
    if (sides & 2) d = Math.min(d, side - px - depth - wave(py))
    if (sides & 4) d = Math.min(d, side - py - depth - wave(px))
    if (sides & 8) d = Math.min(d, px - depth - wave(py))
    const corner = (cx: number, cy: number) => Math.hypot(px - cx, py - cy) - depth
    if (corners & 1) d = Math.min(d, corner(side, 0))
    if (corners & 2) d = Math.min(d, corner(side, side))
    if (corners & 4) d = Math.min(d, corner(0, side))
    if (corners & 8) d = Math.min(d, corner(0, 0))
    // Where two banks meet the corner is rounded off.
    const round = (cx: number, cy: number) => { if (Math.abs(px - cx) < depth * 2.2 && Math.abs(py - cy) < depth * 2.2) d = Math.min(d, depth * 2.2 - Math.hypot(px - cx - Math.sign(side / 2 - cx) * depth * 2.4, py - cy - Math.sign(side / 2 - cy) * depth * 2.4) + depth * 0.2) }
    if ((sides & 9) === 9) round(0, 0)
    if ((sides & 3) === 3) round(side, 0)
    if ((sides & 6) === 6) round(side, side)
    if ((sides & 12) === 12) round(0, side)
    return d
  }
  return tile(paint, (x, y) => {
    const d = inland(x + 0.5, y + 0.5)
    if (d >= 1.2) return land.at(x, y)
    if (d >= 0) return ramps.ground[2] as Hex
    // The bank is seen from the south: its lip shows below the land.
    if (inland(x + 0.5, y - 0.5) >= 0 || inland(x + 0.5, y - 1.5) >= 0) return ramps.stone[0] as Hex
    if (d > -1.6) return ramps.water[2] as Hex
    return sea.at(x, y)
  })
}
