/** What stands on tiles. Drawn in sixteenths of a side. */
import type { Hex } from '../colour.ts'
import { disc, joined, oval, slab, stick, type Flat } from '../flat-shape.ts'
import { PixelCanvas, rampOf, type Ramp } from '../sprite/pixel-canvas.ts'
import { plain, tile, type TilePaint } from './tile.ts'

type Piece = (paint: TilePaint, variant?: number) => PixelCanvas

function pen({ side }: TilePaint): { readonly canvas: PixelCanvas; fill: (shape: Flat, ramp: Ramp, bulge?: number) => void; flat: (shape: Flat, colour: Hex) => void; dot: (x: number, y: number, colour: Hex) => void } {
  const canvas = new PixelCanvas(side, side)
  const s = side / 16
  const scaled = (shape: Flat): Flat => (x, y) => shape(x / s, y / s) * s
  return {
    canvas,
    fill: (shape, ramp, bulge = 2) => canvas.paint(scaled(shape), ramp, bulge * s),
    flat: (shape, colour) => canvas.flat(scaled(shape), colour),
    dot: (x, y, colour) => canvas.flat(scaled(slab(x + 0.5, y + 0.5, 0.5, 0.5)), colour),
  }
}

/** Blocks in courses, offset by half from row to row; moss by the noise. */
export const wall: Piece = (paint, variant = 0) => {
  const { side, ramps: { stone, leaf }, noise } = paint
  const course = side / 4
  return tile(paint, (x, y) => {
    const row = Math.floor(y / course)
    const along = (x + (row % 2) * side / 4) % (side / 2)
    const [fx, fy] = [along, y - row * course]
    if (noise(x + variant * 5, y) > 0.34 && variant > 0) return fy < 1 ? leaf[2] as Hex : leaf[1] as Hex
    return fy < 1 || fx < 1 ? stone[0] as Hex : fy < 2 || fx < 2 ? stone[2] as Hex : stone[1] as Hex
  })
}

/** Four flags with worn joints. */
export const floor: Piece = (paint, variant = 0) => {
  const { side, ramps: { ground }, noise } = paint
  const half = side / 2
  return tile(paint, (x, y) => {
    const [fx, fy] = [x % half, y % half]
    if (fx < 1 || fy < 1) return ground[0] as Hex
    if (variant > 0 && Math.abs(noise(x + variant * 3, y)) < 0.05) return ground[0] as Hex
    return fx < 2 && fy < half - 1 ? ground[2] as Hex : ground[1] as Hex
  })
}

/** Books of many spines on two boards. */
export const shelf: Piece = (paint, variant = 0) => {
  const { side, ramps: { wood, accents, ink } } = paint
  const s = side / 16
  return tile(paint, (x, y) => {
    const [u, v] = [x / s, y / s]
    if (v < 1) return wood[2] as Hex
    if (v < 2 || (v >= 8 && v < 9)) return wood[1] as Hex
    if (v >= 15 || (v >= 9 && v < 9.9)) return wood[0] as Hex
    if (u < 1 || u >= 15) return u < 1 ? wood[2] as Hex : wood[0] as Hex
    const row = v < 8 ? 0 : 1
    const book = Math.floor((u + row) / 2)
    const kind = (book * 7 + row * 5 + variant * 3) % (accents.length + 1)
    const short = (book * 3 + row + variant) % 4 === 0 ? 2 : (book + row) % 3 === 0 ? 1 : 0
    const top = (row === 0 ? 2 : 10) + short
    if (kind === accents.length || v < top) return ink
    const within = (u + row) % 2
    if (Math.floor(v) === top + 2) return wood[2] as Hex
    return within < 1 ? accents[kind] as Hex : rampOf(accents[kind] as Hex, ink, 2)[0] as Hex
  })
}

export const book: Piece = (paint, variant = 0) => {
  const { canvas, fill, flat } = pen(paint)
  const { accents, water } = paint.ramps
  const cover = rampOf(accents[variant % accents.length] as Hex)
  flat(oval(8, 11.4, 6.4, 1.7), water[0] as Hex)
  fill(joined(stick(3, 8.4, 8, 10, 1.7), stick(13, 8.4, 8, 10, 1.7)), cover, 1.4)
  fill(joined(stick(3.4, 7.4, 7.6, 8.8, 1.4), stick(12.6, 7.4, 8.4, 8.8, 1.4)), ['#c9b48a', '#f2e6c8', '#fff8e4'], 1.6)
  flat(slab(8, 9, 0.5, 1.6), cover[0] as Hex)
  return canvas
}

export const stairs = (up: boolean): Piece => (paint) => {
  const { side, ramps: { stone, ink } } = paint
  const step = side / 4
  return tile(paint, (x, y) => {
    const k = Math.floor(y / step)
    if (x < 1 || x >= side - 1) return stone[0] as Hex
    const edge = y - k * step
    const rising = up ? 3 - k : k
    if (edge < 1) return up ? stone[2] as Hex : rising > 2 ? stone[0] as Hex : stone[1] as Hex
    if (!up && rising === 3) return ink
    return up ? (edge >= step - 1 ? stone[0] as Hex : stone[1] as Hex) : rising === 0 ? stone[1] as Hex : rising === 1 ? stone[0] as Hex : edge < 2 ? stone[0] as Hex : ink
  })
}

export const column: Piece = (paint) => {
  const { canvas, fill, flat } = pen(paint)
  const { stone, ink, leaf } = paint.ramps
  flat(oval(8, 14, 6, 1.6), ink)
  fill(slab(8, 7.6, 4, 6.4, 0.4), stone, 3.4)
  fill(joined(slab(8, 1.8, 5.6, 1.6, 0.4), slab(8, 13.2, 5.6, 1.5, 0.4)), stone, 1.4)
  fill(joined(stick(4.6, 13, 5, 9, 0.7), disc(5.4, 8.4, 1)), leaf, 1)
  return canvas
}

export const lamp: Piece = (paint) => {
  const { canvas, fill, flat, dot } = pen(paint)
  const { wood, glow, ink } = paint.ramps
  fill(slab(8, 10, 0.8, 5), wood, 1)
  flat(slab(8, 4, 3, 3, 1), ink)
  flat(slab(8, 4, 2, 2.2, 0.6), glow)
  dot(7, 3, '#fffbe0')
  return canvas
}

/** `stage` 0 to 2. */
export const crop = (kind: number, stage: number): Piece => (paint) => {
  const { canvas, fill, flat, dot } = pen(paint)
  const { leaf, accents } = paint.ramps
  const fruit = rampOf(accents[kind % accents.length] as Hex)
  for (const [cx, cy] of [[4, 6], [12, 6], [4, 14], [12, 14]] as const) {
    if (stage === 0) {
      fill(joined(oval(cx - 1, cy - 1, 1.2, 0.8), oval(cx + 1, cy - 1, 1.2, 0.8)), leaf, 1)
    } else if (kind % 4 === 0) {
      fill(joined(stick(cx, cy, cx, cy - 4, 0.5), oval(cx - 1.6, cy - 2, 1.7, 0.8), oval(cx + 1.6, cy - 3, 1.7, 0.8)), leaf, 1)
      if (stage === 2) fill(oval(cx, cy - 4.4, 1.1, 1.9), fruit, 1.2)
    } else if (kind % 4 === 1) {
      fill(disc(cx, cy - 1.6, stage === 2 ? 2.9 : 2.1), leaf, 2)
      if (stage === 2) for (const [dx, dy] of [[-1, -2], [1.2, -1.4], [0, 0]] as const) dot(Math.round(cx + dx - 0.5), Math.round(cy + dy - 0.5), fruit[1] as Hex)
    } else if (kind % 4 === 2) {
      fill(joined(stick(cx - 1.4, cy - 4, cx, cy - 1, 0.5), stick(cx + 1.4, cy - 4.4, cx, cy - 1, 0.5), stick(cx, cy - 5, cx, cy - 1, 0.5)), leaf, 1)
      if (stage === 2) fill(oval(cx, cy, 1.7, 1.3), fruit, 1.3)
    } else {
      fill(joined(oval(cx, cy, 3, 1.3), stick(cx - 1, cy, cx - 2, cy - 2.4, 0.6)), leaf, 1)
      if (stage === 2) fill(disc(cx + 0.6, cy - 1, 2.2), fruit, 2)
    }
    if (stage === 2 && kind % 4 === 0) flat(slab(cx, cy + 0.6, 0.5, 0.6), leaf[0] as Hex)
  }
  return canvas
}

export const soil: Piece = (paint) => {
  const { side, ramps: { second } } = paint
  return tile(paint, (x, y) => {
    const f = y % (side / 2) / (side / 16)
    return f < 1 ? second[2] as Hex : f >= 6 ? second[0] as Hex : (x * 7 + y * 3) % 11 === 0 ? second[0] as Hex : second[1] as Hex
  })
}

export const fence: Piece = (paint) => {
  const { canvas, fill } = pen(paint)
  const { wood } = paint.ramps
  fill(joined(slab(8, 6.6, 9, 1), slab(8, 11, 9, 1)), wood, 1)
  fill(joined(slab(3, 8.6, 1.3, 5.4, 0.6), slab(13, 8.6, 1.3, 5.4, 0.6)), wood, 1.3)
  return canvas
}

export const well: Piece = (paint) => {
  const { canvas, fill, flat } = pen(paint)
  const { stone, wood, water, accents, ink } = paint.ramps
  fill(slab(8, 11.6, 5.6, 3.4, 1.6), stone, 2.4)
  flat(oval(8, 9.4, 4.2, 1.5), ink)
  flat(oval(8, 9.8, 3, 0.8), water[1] as Hex)
  fill(joined(slab(3.4, 7, 0.7, 4), slab(12.6, 7, 0.7, 4)), wood, 1)
  fill((x, y) => Math.max(Math.abs(x - 8) * 0.55 + 0.4 - y, y - 4.8, Math.abs(x - 8) - 7), rampOf(accents[0] as Hex), 2)
  return canvas
}

export const bush: Piece = (paint, variant = 0) => {
  const { canvas, fill, flat, dot } = pen(paint)
  const { leaf, ground, accents } = paint.ramps
  flat(oval(8, 13.6, 6.2, 1.6), ground[0] as Hex)
  fill(joined(disc(5.4, 9.4, 3.9), disc(10.6, 9.4, 3.9), disc(8, 6.6, 3.9)), leaf, 3.4)
  if (variant > 0) for (const [x, y] of [[5, 8], [9, 5], [11, 10], [7, 11]] as const) dot(x, y, accents[variant % accents.length] as Hex)
  return canvas
}

export const rock: Piece = (paint) => {
  const { canvas, fill, flat } = pen(paint)
  const { stone, ground } = paint.ramps
  flat(oval(8, 12.8, 6, 1.6), ground[0] as Hex)
  fill(joined(oval(6.6, 9.4, 4.4, 3.8), oval(10.6, 10.6, 3.2, 2.6)), stone, 3)
  return canvas
}

export const flowers: Piece = (paint, variant = 0) => {
  const canvas = plain(paint, paint.ramps.ground, 'tufts', variant + 4)
  const s = paint.side / 16
  for (const [x, y, i] of [[4, 4, 0], [11, 6, 1], [6, 11, 2], [12, 12, 0]] as const) {
    const colour = paint.ramps.accents[(i + variant) % paint.ramps.accents.length] as Hex
    for (const [dx, dy] of [[0, -1], [1, 0], [0, 1], [-1, 0]] as const) canvas.set((x + dx) * s, (y + dy) * s, colour)
    canvas.set(x * s, y * s, paint.ramps.glow)
  }
  return canvas
}

/** A house of three by three tiles, cut afterwards; one window is lit. */
export function house(paint: TilePaint): PixelCanvas {
  const { side, ramps: { wood, stone, accents, glow, ink } } = paint
  const canvas = new PixelCanvas(side * 3, side * 3)
  const s = side / 16
  const scaled = (shape: Flat): Flat => (x, y) => shape(x / s, y / s) * s
  const roof = rampOf(accents[0] as Hex)
  canvas.paint(scaled(slab(24, 34, 20, 12)), wood, 3 * s)
  for (let y = 24; y < 46; y += 4) canvas.flat(scaled(slab(24, y, 19.6, 0.5)), wood[0] as Hex)
  canvas.paint(scaled(slab(24, 45, 20, 2)), stone, 1.5 * s)
  canvas.paint(scaled((x, y) => Math.max(Math.abs(x - 24) * 0.32 + 3 - y, y - 25, Math.abs(x - 24) - 23 + (25 - y) * 0.12)), roof, 3 * s)
  for (let y = 9; y < 25; y += 4) canvas.flat(scaled((x, v) => Math.max(Math.abs(v - y) - 0.5, Math.abs(x - 24) - 22 + (25 - y) * 0.5)), roof[0] as Hex)
  canvas.paint(scaled(slab(36, 7, 2.6, 5)), stone, 2 * s)
  canvas.flat(scaled(slab(24, 39, 3.6, 7, 1)), ink)
  canvas.paint(scaled(slab(24, 39.4, 2.7, 6.4, 0.6)), wood, 2 * s)
  for (const [x, lit] of [[12.4, true], [35.6, false]] as const) {
    canvas.flat(scaled(slab(x, 35, 4, 4)), ink)
    canvas.flat(scaled(slab(x, 35, 3, 3)), lit ? glow : '#3b4a72')
    canvas.flat(scaled(joined(slab(x, 35, 0.5, 3), slab(x, 35, 3, 0.5))), ink)
  }
  canvas.outline(ink)
  return canvas
}
