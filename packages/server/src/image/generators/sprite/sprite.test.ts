import { describe, expect, it } from 'vitest'
import { seeded } from '../../../base/random.ts'
import type { Pixels } from '../../generated.ts'
import { tileset } from '../tileset/tileset.ts'
import { sprite, SUBJECTS } from './sprite.ts'

function coloursOf({ data }: Pixels): Set<number> {
  return new Set(new Uint32Array(data.buffer, data.byteOffset, data.length / 4))
}

describe('a palette', () => {
  it.each([2, 5, 8, 12])('of %i colours is never passed, ground and swatches counted', (colours) => {
    for (const { said } of SUBJECTS.filter((_, i) => (i + colours) % 2 === 0)) {
      const { picture, description } = sprite({ subject: said, colours }, seeded(said))
      expect(coloursOf(picture as Pixels).size).toBeLessThanOrEqual(colours)
      expect(description.colours.length).toBeLessThanOrEqual(colours)
    }
    for (const biome of ['library', 'farm']) expect(coloursOf(tileset({ biome, colours, columns: 8, rows: 6 }, seeded(biome)).picture as Pixels).size).toBeLessThanOrEqual(colours)
  })

  it('is read from the prompt', () => {
    expect(coloursOf(sprite({ prompt: 'a mushroom knight, eight colours' }, seeded('a')).picture as Pixels).size).toBe(8)
  })
})

it('is blown up in whole blocks, without smoothing', () => {
  const { data, width } = sprite({ subject: 'ghost', pixels: 32 }, seeded('b')).picture as Pixels
  const words = new Uint32Array(data.buffer, data.byteOffset, data.length / 4)
  // 32 pixels stand on 48: blocks of 21, centred on 1024.
  const [block, left] = [21, 8]
  for (let y = left; y < 1008; y += block) for (let x = left; x < 1008; x += block) expect(words[(y + 7) * width + x + 13]).toBe(words[y * width + x])
})

it('moves from frame to frame', () => {
  const { data, width, height } = sprite({ subject: 'fox', frames: 4 }, seeded('c')).picture as Pixels
  const words = new Uint32Array(data.buffer, data.byteOffset, data.length / 4)
  const quarter = (column: number, row: number) => Array.from({ length: 200 }, (_, i) => words[(Math.floor(height * 0.35) + row * Math.floor(height * 0.44)) * width + Math.floor(width * 0.06) + column * Math.floor(width / 2) + i * 2]).join()
  expect(quarter(0, 0)).not.toBe(quarter(1, 0))
})
