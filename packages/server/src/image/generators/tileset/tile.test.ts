import { describe, expect, it } from 'vitest'
import { BIOMES, rampsOf } from './biomes.ts'
import { floor, soil, wall } from './pieces.ts'
import { bank, paintOf, plain, water } from './tile.ts'
import type { PixelCanvas } from '../sprite/pixel-canvas.ts'

const paint = paintOf(16, 'test', rampsOf(BIOMES[0] as (typeof BIOMES)[number], 'day'))
const land = plain(paint, paint.ramps.ground, 'none')
const column = (canvas: PixelCanvas, x: number) => Array.from({ length: 16 }, (_, y) => canvas.at(x, y))
const row = (canvas: PixelCanvas, y: number) => Array.from({ length: 16 }, (_, x) => canvas.at(x, y))
/** Pixels that differ between two neighbouring edges. */
const apart = (first: readonly unknown[], second: readonly unknown[]) => first.filter((colour, i) => colour !== second[i]).length

describe('tiles side by side', () => {
  it.each([['north', 1], ['south', 4]] as const)('a bank to the %s goes on into itself to the right', (_, sides) => {
    const tile = bank(paint, land, sides)
    // The shore's height may step by a pixel, its four bands with it; open land and water are the same on both sides.
    expect(apart(column(tile, 15), column(tile, 0))).toBeLessThanOrEqual(5)
  })

  it.each([['east', 2], ['west', 8]] as const)('a bank to the %s goes on into itself below', (_, sides) => {
    const tile = bank(paint, land, sides)
    expect(apart(row(tile, 15), row(tile, 0))).toBeLessThanOrEqual(5)
  })

  it('an inner corner meets the straight banks beside it', () => {
    // North-east diagonal is water: to the right lies a tile whose north is water, above one whose east is.
    const inner = bank(paint, land, 0, 1)
    expect(apart(column(inner, 15), column(bank(paint, land, 1), 0))).toBeLessThanOrEqual(5)
    expect(apart(row(inner, 0), row(bank(paint, land, 2), 15))).toBeLessThanOrEqual(5)
  })

  it('land shows on a side without water', () => {
    for (const sides of [1, 4, 8]) expect(column(bank(paint, land, sides), 15).filter((colour) => colour === paint.ramps.ground[1]).length).toBeGreaterThan(8)
  })

  it('masonry and flags repeat twice in a tile, so that a wall of tiles is one wall', () => {
    for (const piece of [wall, floor]) {
      const tile = piece(paint)
      for (let y = 0; y < 16; y++) for (let x = 0; x < 16; x++) expect(tile.at(x, y)).toBe(tile.at((x + 8) % 16, y))
    }
    for (let y = 0; y < 16; y++) expect(soil(paint).at(0, y)).not.toBeNull()
  })

  it('waves that run off the right come in at the left', () => {
    const beats = [0, 1, 2, 3].map((beat) => water(paint, beat))
    const shifted = (canvas: PixelCanvas, by: number, y: number) => Array.from({ length: 16 }, (_, x) => canvas.at((x + by) % 16, y))
    for (let beat = 1; beat < 4; beat++) for (let y = 0; y < 16; y++) expect(shifted(beats[beat] as PixelCanvas, beat * 4, y)).toEqual(row(beats[0] as PixelCanvas, y))
  })
})
