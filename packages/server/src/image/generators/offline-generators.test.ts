import { createHash } from 'node:crypto'
import { generatorParamsSchemas, imageDescriptionSchema, type GeneratorParams } from '@troupe/contract/image'
import { Resvg } from '@resvg/resvg-js'
import { describe, expect, it } from 'vitest'
import { seeded } from '../../base/random.ts'
import type { Generated } from '../generated.ts'
import { FONT_FILES } from './font-files.ts'
import { OFFLINE_GENERATORS, type OfflineGenerator } from './offline-generators.ts'

const NAMES = Object.keys(OFFLINE_GENERATORS) as OfflineGenerator[]

function made<Name extends OfflineGenerator>(name: Name, params: GeneratorParams[Name], seed: string): Generated {
  return OFFLINE_GENERATORS[name](params, seeded(seed))
}

function hashOf({ picture, description }: Generated): string {
  return createHash('sha256').update('svg' in picture ? picture.svg : picture.data).update(JSON.stringify(description)).digest('hex')
}

/** Every value that a choice of the generator's params can take, and none at all. */
function choices(name: OfflineGenerator): GeneratorParams[OfflineGenerator][] {
  const shape = generatorParamsSchemas[name].shape as unknown as Record<string, { unwrap?: () => { options?: readonly string[] } }>
  return [{}, ...Object.entries(shape).flatMap(([key, schema]) => (schema.unwrap?.().options ?? []).map((value) => ({ [key]: value })))] as GeneratorParams[OfflineGenerator][]
}

describe.each(NAMES)('%s', (name) => {
  it('gives the same bytes for the same seed, and others for another', () => {
    const [first, again, other] = [made(name, { width: 320 }, 'a'), made(name, { width: 320 }, 'a'), made(name, { width: 320 }, 'b')].map(hashOf)
    expect(again).toBe(first)
    expect(other).not.toBe(first)
  })

  it('keeps to the size it is asked for, and to the shape where one side is given', () => {
    for (const asked of [{ width: 320, height: 200 }, { width: 64, height: 300 }, { width: 16, height: 16 }]) {
      const { picture } = made(name, asked, 'size')
      expect([picture.width, picture.height]).toEqual([asked.width, asked.height])
      if ('data' in picture) expect(picture.data).toHaveLength(asked.width * asked.height * 4)
      else expect(picture.svg).toMatch(new RegExp(`^<svg [^>]*width="${asked.width}" height="${asked.height}"`))
    }
    expect(made(name, { width: 400 }, 'size').picture.width).toBe(400)
  })

  it('describes each of its forms within the schema, in words of its own', () => {
    for (const params of choices(name)) {
      const { description, picture } = made(name, { ...params, width: 256, height: 256 }, 'forms')
      expect(imageDescriptionSchema.parse(description)).toEqual(description)
      expect(description.alt.length).toBeGreaterThan(40)
      expect(description.details.length).toBeGreaterThan(1)
      expect(description.colours.length).toBeGreaterThan(1)
      expect(`${description.alt} ${description.subject}`).not.toMatch(/undefined|NaN|\[object/)
      if ('svg' in picture) expect(picture.svg).not.toMatch(/undefined|NaN|Infinity|\[object/)
    }
  })

  it('survives any prompt', () => {
    for (const prompt of ['<script>alert("x")</script> & "quotes"', '🦊 狐狸 ABC', '', '99×99 ninety colours, 0 frames', 'A'.repeat(2000)]) {
      const { picture, description } = made(name, { prompt, width: 128, height: 128 }, 'any')
      expect(imageDescriptionSchema.safeParse(description).success).toBe(true)
      if ('svg' in picture) {
        expect(picture.svg).not.toContain('<script')
        expect(() => new Resvg(picture.svg, { font: { fontFiles: [...FONT_FILES], loadSystemFonts: false } }).render()).not.toThrow()
      }
    }
  })

  it('leaves no pixel see-through', () => {
    const { picture } = made(name, { width: 200, height: 160 }, 'solid')
    const data = 'svg' in picture ? new Resvg(picture.svg, { font: { fontFiles: [...FONT_FILES], loadSystemFonts: false } }).render().pixels : picture.data
    expect(data.findIndex((value, k) => k % 4 === 3 && value !== 255)).toBe(-1)
  })
})

it('has a face for every word that is set', () => {
  const faces = new Set(NAMES.flatMap((name) => choices(name).flatMap((params) => {
    const { picture } = made(name, { ...params, width: 128, height: 128 }, 'faces')
    return 'svg' in picture ? [...picture.svg.matchAll(/font-family="([^"]+)"/g)].map(([, face]) => face as string) : []
  })))
  expect([...faces].sort()).toEqual(['DM Serif Display', 'Figtree', 'Fredoka', 'Space Mono'])
  for (const face of faces) {
    const ink = (family: string) => new Resvg(`<svg xmlns="http://www.w3.org/2000/svg" width="400" height="80"><text x="4" y="60" font-size="56" font-family="${family}" font-weight="700">Quilt 38 €</text></svg>`, { font: { fontFiles: [...FONT_FILES], loadSystemFonts: false } }).render().pixels.reduce((sum, value, k) => sum + (k % 4 === 3 ? value : 0), 0)
    expect(ink(face), face).toBeGreaterThan(100_000)
  }
})
