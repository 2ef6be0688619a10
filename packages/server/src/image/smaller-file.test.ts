import { expect, test } from 'vitest'
import { seeded } from '../base/random.ts'
import { ofPixels } from './codec.ts'
import { labelledFile, provenanceOf } from './provenance/label-file.ts'
import { smallerFile } from './smaller-file.ts'

const PROVENANCE = { sourceType: 'algorithmicMedia', automated: true, generator: 'sprite', persona: 'mona', operator: 'Northlight', placeholder: false, alt: 'Noise' } as const
const MOST = 1_000_000

function noise(side: number): { width: number; height: number; data: Uint8Array } {
  const random = seeded('noise')
  const data = new Uint8Array(side * side * 4)
  for (let i = 0; i < data.length; i++) data[i] = i % 4 === 3 ? 255 : random.below(256)
  return { width: side, height: side, data }
}

test('a file that fits stays as it is', async () => {
  const small = new Uint8Array(await ofPixels(noise(32)).png().toBuffer())
  expect(await smallerFile(small, 'image/png', MOST)).toEqual({ bytes: small, contentType: 'image/png', width: 32, height: 32 })
})

test('one that is too large is made smaller, and still says where it comes from', async () => {
  const large = new Uint8Array(await labelledFile(noise(700), { to: 'png', quality: 100 }, PROVENANCE))
  expect(large.byteLength).toBeGreaterThan(MOST)
  const picture = await smallerFile(large, 'image/png', MOST)
  expect(picture).toMatchObject({ contentType: 'image/webp', width: 700, height: 700 })
  expect(picture?.bytes.byteLength).toBeLessThanOrEqual(MOST)
  expect(await provenanceOf(picture?.bytes ?? new Uint8Array())).toMatchObject({ automated: true, generator: 'sprite', persona: 'mona', sourceType: 'algorithmicMedia' })
  expect(await smallerFile(large, 'image/png', 1_000)).toBeNull()
})

test('what is no picture is none', async () => {
  await expect(smallerFile(new Uint8Array(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')), 'image/png', MOST)).rejects.toThrow()
})
