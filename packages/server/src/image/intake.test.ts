import { deflateSync, crc32 } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { seeded } from '../base/random.ts'
import { encoded, opened } from './codec.ts'
import { INTAKE_RULES, RefusedImageError, takenIn } from './intake.ts'
import { labelledFile, provenanceOf } from './provenance/label-file.ts'
import { noisy, pixelAt, plain } from './testing/pictures.ts'
import { uploadOf } from './upload.ts'

async function refusal(bytes: Uint8Array, change: Partial<typeof INTAKE_RULES> = {}): Promise<string> {
  try {
    await takenIn(bytes, { ...INTAKE_RULES, ...change })
  } catch (error) {
    if (error instanceof RefusedImageError) return error.code
    throw error
  }
  return 'taken'
}

/** A PNG that claims any size, its rows all the same. */
function pngOf(width: number, height: number, rows: Buffer): Buffer {
  const chunk = (name: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
    const ends = Buffer.alloc(8)
    ends.writeUInt32BE(data.length, 0)
    ends.writeUInt32BE(crc32(body), 4)
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 0, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))])
}

const jpeg = (): Promise<Buffer> => encoded(noisy(200, 100, seeded('j')), { to: 'jpeg', quality: 80 })

describe('what is taken', () => {
  it.each(['png', 'jpeg', 'webp', 'avif'] as const)('a %s', async (to) => {
    expect(await takenIn(await encoded(plain(40, 30, [200, 20, 20]), { to, quality: 90 }))).toMatchObject({ format: to, pixels: { width: 40, height: 30 }, carried: null })
  })

  it('a still GIF, to be kept as PNG', async () => {
    expect(await takenIn(await sharp({ create: { width: 20, height: 20, channels: 3, background: 'red' } }).gif().toBuffer())).toMatchObject({ format: 'png' })
  })

  it('grey, with a palette, with 16 bits, in CMYK', async () => {
    const red = sharp({ create: { width: 20, height: 20, channels: 3, background: '#ff0000' } })
    for (const file of [await red.clone().greyscale().png().toBuffer(), await red.clone().png({ palette: true }).toBuffer(), await red.clone().toColourspace('rgb16').png().toBuffer(), await red.clone().toColourspace('cmyk').jpeg().toBuffer()]) {
      expect((await takenIn(file)).pixels.data.byteLength).toBe(1600)
    }
  })

  it('a large one, shrunk', async () => {
    expect((await takenIn(await encoded(plain(3000, 1500, [1, 1, 1]), { to: 'jpeg', quality: 50 }))).pixels).toMatchObject({ width: 2048, height: 1024 })
  })

  it('a photograph sent as PNG, kept as WebP', async () => {
    const upload = await uploadOf(await encoded(noisy(1200, 1000, seeded('photo')), { to: 'png', quality: 1 }))
    expect(upload.format).toBe('webp')
    expect(upload.bytes.byteLength).toBeLessThan(3 * 1024 * 1024)
  })

  it('turned upright, and without what the camera wrote', async () => {
    const upper = plain(60, 40, [0, 0, 255])
    upper.data.set(plain(60, 20, [255, 0, 0]).data, 0)
    const file = await sharp(upper.data, { raw: { width: 60, height: 40, channels: 4 } }).removeAlpha()
      .withMetadata({ orientation: 6 }).withExifMerge({ IFD0: { Make: 'Camera', Artist: 'A name' }, IFD3: { GPSLatitude: '52/1 30/1 0/1' } }).jpeg({ quality: 95 }).toBuffer()
    expect(file.includes('A name')).toBe(true)
    const upload = await uploadOf(file)
    expect(upload).toMatchObject({ width: 40, height: 60, format: 'jpeg', provenance: null })
    const { pixels } = await takenIn(upload.bytes)
    // Turned by a quarter to the right, what was above is at the right.
    expect(pixelAt(pixels, 35, 30)[0]).toBeGreaterThan(200)
    expect(pixelAt(pixels, 5, 30)[2]).toBeGreaterThan(200)
    const { exif, icc, xmp, orientation } = await opened(upload.bytes, 1e6).metadata()
    expect({ exif, icc, xmp, orientation }).toEqual({})
    expect(Buffer.from(upload.bytes).includes('A name')).toBe(false)
  })

  it('a machine’s picture stays labelled, and the names in it are not believed', async () => {
    const file = await labelledFile(plain(40, 30, [1, 1, 1]), { to: 'webp', quality: 80 }, { sourceType: 'trainedAlgorithmicMedia', automated: true, generator: 'openai:gpt-image-2', persona: 'Mara', operator: 'Somebody', placeholder: false, alt: 'text for a reader' })
    const upload = await uploadOf(file)
    expect(upload.provenance).toEqual({ sourceType: 'trainedAlgorithmicMedia', automated: true, generator: 'openai:gpt-image-2', persona: null, operator: null, placeholder: false, alt: '' })
    expect(await provenanceOf(upload.bytes)).toEqual(upload.provenance)
  })
})

describe('what is refused', () => {
  it('more bytes than allowed, before they are looked at', async () => {
    expect(await refusal(Buffer.alloc(1001), { bytesMost: 1000 })).toBe('image-too-large')
  })

  it('a decompression bomb, by what it says and by what it holds', async () => {
    const honest = pngOf(60_000, 60_000, Buffer.alloc(60_001 * 20))
    expect(honest.byteLength).toBeLessThan(20_000)
    expect(await refusal(honest)).toBe('image-too-large')
    expect(await refusal(pngOf(30_000, 4, Buffer.alloc(30_001 * 4)), { pixelsMost: 100_000 })).toBe('image-too-large')
    // Says it were small, and unpacks to 50 MB: what lies behind the last row is never unpacked.
    expect(await refusal(pngOf(32, 32, Buffer.alloc(50_000_000)))).toMatch(/taken|image-unreadable/)
  })

  it('what is no picture, whatever its first bytes say', async () => {
    for (const bytes of ['', 'x', '<html><body>no</body></html>', '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="20" height="20"/></svg>', '<?xml version="1.0"?><svg/>', '%PDF-1.7', 'BM', 'push graphic-context\nviewbox 0 0 640 480']) {
      expect(await refusal(Buffer.from(bytes)), bytes).toBe('image-format')
    }
    expect(await refusal(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('<script>alert(1)</script>'.repeat(20))]))).toBe('image-unreadable')
    expect(await refusal(Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')]))).toBe('image-unreadable')
  })

  it('half a file, of each kind', async () => {
    for (const to of ['png', 'jpeg', 'webp', 'avif'] as const) {
      const whole = await encoded(noisy(200, 200, seeded(to)), { to, quality: 80 })
      expect(await refusal(whole.subarray(0, whole.length >> 1)), to).toBe('image-unreadable')
    }
  })

  it('what moves', async () => {
    const frames = sharp(Buffer.concat([plain(20, 20, [1, 1, 1]).data, plain(20, 20, [200, 1, 1]).data]), { raw: { width: 20, height: 40, channels: 4, pageHeight: 20 } })
    expect(await refusal(await frames.clone().gif().toBuffer())).toBe('image-animated')
    expect(await refusal(await frames.clone().webp().toBuffer())).toBe('image-animated')
  })

  it('a speck', async () => {
    expect(await refusal(await encoded(plain(15, 400, [1, 1, 1]), { to: 'png', quality: 1 }))).toBe('image-too-small')
  })

  it('says so in words, with the numbers', async () => {
    await expect(takenIn(Buffer.alloc(3_000_000), { ...INTAKE_RULES, bytesMost: 1_048_576 })).rejects.toThrow('The image has 2.9 MB; at most 1.0 MB are taken.')
    await expect(takenIn((await jpeg()).subarray(0, 900))).rejects.toThrow('damaged or cut off')
  })
})

it('a thousand mutilated files end in a picture or a refusal', async () => {
  const random = seeded('mutilated')
  const files = await Promise.all((['png', 'jpeg', 'webp', 'avif'] as const).map((to) => encoded(noisy(24, 24, random), { to, quality: 60 })))
  const codes = new Set<string>()
  for (let i = 0; i < 1_000; i++) {
    const bytes = Buffer.from(random.pick(files))
    for (let hit = 0; hit <= random.below(6); hit++) bytes[random.below(bytes.length)] = random.below(256)
    codes.add(await refusal(random.chance(0.2) ? bytes.subarray(0, random.below(bytes.length)) : bytes))
  }
  expect([...codes].filter((code) => !['taken', 'image-unreadable', 'image-format', 'image-too-large', 'image-too-small', 'image-animated'].includes(code))).toEqual([])
  expect(codes.size).toBeGreaterThan(2)
})
