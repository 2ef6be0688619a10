import { describe, expect, it } from 'vitest'
import { seeded } from '../base/random.ts'
import { encoded, opened, pixelsOf } from './codec.ts'
import type { Pixels } from './generated.ts'
import { gridOf } from './pixel-grid.ts'
import { placeholderOf } from './placeholder.ts'
import { provenanceOf } from './provenance/label-file.ts'
import type { Provenance } from './provenance/provenance.ts'
import { noisy, pixelArt, plain } from './testing/pictures.ts'
import { GRID_BYTES_MOST, variantsOf, type Variants } from './variants.ts'

const MADE: Provenance = { sourceType: 'algorithmicMedia', automated: true, generator: 'sprite', persona: 'Mara', operator: null, placeholder: false, alt: 'x'.repeat(500) }

async function variants(picture: Pixels): Promise<Variants> {
  return variantsOf(await encoded(picture, { to: 'png', quality: 100 }), MADE, new AbortController().signal)
}

describe('variants for a grid', () => {
  it.each([
    ['flat', plain(1024, 1280, [200, 80, 40])], ['noise', noisy(1024, 1280, seeded('n'))], ['pixel art', pixelArt(64, 16, seeded('a'))],
    ['noise, wide', noisy(2048, 300, seeded('w'))], ['noise, tall', noisy(640, 2048, seeded('t'))],
  ])('are under 60 KB each and labelled: %s', async (_, picture) => {
    const { smaller, colour, width, height } = await variants(picture)
    expect([width, height]).toEqual([picture.width, picture.height])
    expect(colour).toMatch(/^#[0-9a-f]{6}$/)
    expect(smaller.length).toBeGreaterThanOrEqual(2)
    for (const variant of smaller) {
      expect(variant.bytes.byteLength, `${variant.format} ${variant.width}`).toBeLessThanOrEqual(GRID_BYTES_MOST)
      expect(await opened(variant.bytes, 1e8).metadata()).toMatchObject({ width: variant.width, height: variant.height })
      expect(Math.abs(variant.width / variant.height / (picture.width / picture.height) - 1)).toBeLessThan(0.02)
      expect(await provenanceOf(variant.bytes)).toEqual(MADE)
    }
  })

  it('come in both widths and formats, narrowest first', async () => {
    const { smaller } = await variants(await pixelsOf(opened(await encoded(noisy(40, 40, seeded('s')), { to: 'png', quality: 1 }), 1e6).resize(1000)))
    expect(smaller.map(({ width, format }) => `${width} ${format}`)).toEqual(['320 avif', '320 webp', '640 avif', '640 webp'])
  })

  it('of a picture narrower than the grid are its own size, once', async () => {
    expect(new Set((await variants(plain(200, 100, [1, 2, 3]))).smaller.map(({ width }) => width))).toEqual(new Set([200]))
    expect(new Set((await variants(noisy(500, 100, seeded('q')))).smaller.map(({ width }) => width))).toEqual(new Set([320, 500]))
  })

  it('of pixel art keep its edges and its colours, without loss', async () => {
    const art = pixelArt(48, 21, seeded('e'))
    for (const variant of (await variants(art)).smaller) {
      const small = await pixelsOf(opened(variant.bytes, 1e7))
      expect([variant.format, small.width % 48, gridOf(small)]).toEqual(['webp', 0, small.width / 48])
    }
  })

  it('has one for a page of its own, where that is lighter than the file', async () => {
    const large = await variants(await pixelsOf(opened(await encoded(noisy(40, 40, seeded('s')), { to: 'png', quality: 1 }), 1e6).resize(1800)))
    expect(large.page).toMatchObject({ width: 1280, height: 1280, format: 'webp' })
    expect(await provenanceOf(large.page?.bytes as Uint8Array)).toEqual(MADE)
    const light = await encoded(noisy(300, 300, seeded('l')), { to: 'webp', quality: 10 })
    expect((await variantsOf(light, MADE, new AbortController().signal)).page).toBeNull()
  })

  it('stop when given up', async () => {
    await expect(variantsOf(await encoded(plain(900, 900, [1, 1, 1]), { to: 'png', quality: 1 }), null, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough')
  })
})

it('the grid of pixel art is found, and of anything else is one', () => {
  expect(gridOf(pixelArt(10, 7, seeded('g')))).toBe(7)
  expect(gridOf(noisy(64, 64, seeded('h')))).toBe(1)
})

describe('a placeholder', () => {
  const options = { why: 'The image model did not answer.', of: 'a lighthouse in fog', width: 800, height: 1000, credit: { persona: 'Mara', operator: null }, destination: 'posts' }

  it('is a picture with words in it, and says in its file that it stands in', async () => {
    const image = await placeholderOf(options)
    expect(image).toMatchObject({ width: 800, height: 1000, format: 'png', destination: 'posts', provenance: { generator: 'placeholder', placeholder: true, automated: true } })
    expect(image.description.alt).toBe('A placeholder: this image could not be made. The image model did not answer.')
    expect(await provenanceOf(image.bytes)).toEqual(image.provenance)
    const bare = await placeholderOf({ ...options, why: '', of: null })
    expect(Buffer.compare(Buffer.from(bare.bytes), Buffer.from(image.bytes))).not.toBe(0)
  })

  it.each([[16, 16], [2048, 160], [160, 2048]])('takes %i × %i and any reason', async (width, height) => {
    expect((await placeholderOf({ ...options, width, height, why: `${'very long '.repeat(100)}<&>\u0000` })).width).toBeGreaterThanOrEqual(160)
  })
})
