import { expect, test } from 'vitest'
import { ofPixels } from '../image/codec.ts'
import { labelledFile, provenanceOf } from '../image/provenance/label-file.ts'
import { seeded } from '../base/random.ts'
import type { ImageFile } from '../platform/outside/image-file.ts'
import { fitted } from './picture.ts'

const PROVENANCE = { sourceType: 'algorithmicMedia', automated: true, generator: 'sprite', persona: 'mona', operator: 'Northlight', placeholder: false, alt: 'Noise' } as const

function noise(side: number): { width: number; height: number; data: Uint8Array } {
  const random = seeded('noise')
  const data = new Uint8Array(side * side * 4)
  for (let i = 0; i < data.length; i++) data[i] = i % 4 === 3 ? 255 : random.below(256)
  return { width: side, height: side, data }
}

function file(bytes: Uint8Array): ImageFile {
  return { bytes: new Uint8Array(bytes), mediaType: 'image/png', alt: 'Noise', generator: 'sprite' }
}

test('an image that fits goes as it is', async () => {
  const small = file(await ofPixels(noise(32)).png().toBuffer())
  expect(await fitted(small)).toEqual({ bytes: small.bytes, mediaType: 'image/png', width: 32, height: 32 })
})

test('one that is too large is made smaller, and still says where it comes from', async () => {
  const large = file(await labelledFile(noise(700), { to: 'png', quality: 100 }, PROVENANCE))
  expect(large.bytes.byteLength).toBeGreaterThan(1_000_000)
  const picture = await fitted(large)
  if ('kind' in picture) throw new Error(picture.reason)
  expect(picture.bytes.byteLength).toBeLessThanOrEqual(1_000_000)
  expect(picture.mediaType).toBe('image/webp')
  expect(await provenanceOf(picture.bytes)).toMatchObject({ automated: true, generator: 'sprite', persona: 'mona', sourceType: 'algorithmicMedia' })
})

test('what is no image goes nowhere', async () => {
  expect(await fitted(file(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')))).toMatchObject({ kind: 'failed', reason: expect.stringContaining('cannot be read') as string })
})
