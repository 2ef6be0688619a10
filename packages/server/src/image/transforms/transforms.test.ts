import { transformParamsSchemas, type ImageTransform, type TransformParams } from '@troupe/contract/image'
import { describe, expect, it, test } from 'vitest'
import { seeded } from '../../base/random.ts'
import type { Pixels } from '../generated.ts'
import { gridOf } from '../pixel-grid.ts'
import { DESCRIPTION, noisy, pixelArt, pixelAt, plain } from '../testing/pictures.ts'
import { TRANSFORMS } from './all-transforms.ts'
import { boxOf } from './crop.ts'
import { commonColours } from './tone.ts'
import type { PixelTransform, Transform } from './transform.ts'

function apply<Op extends PixelTransform>(op: Op, picture: Pixels, params: unknown): Promise<Pixels> {
  return (TRANSFORMS[op] as Transform<PixelTransform>).apply(picture, transformParamsSchemas[op as ImageTransform].parse(params) as never)
}

function coloursOf({ data }: Pixels): Set<string> {
  const found = new Set<string>()
  for (let at = 0; at < data.length; at += 4) found.add([data[at], data[at + 1], data[at + 2]].join())
  return found
}

/** Pixels that differ, in the box. */
function changed(a: Pixels, b: Pixels, within: { left?: number; top?: number; right?: number; bottom?: number } = {}): number {
  const { left = 0, top = 0, right = a.width, bottom = a.height } = within
  let count = 0
  for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) if (pixelAt(a, x, y).join() !== pixelAt(b, x, y).join()) count++
  return count
}

describe('resize', () => {
  it.each([
    [{ width: 100 }, 100, 50], [{ height: 100 }, 200, 100], [{ width: 100, height: 100 }, 100, 50],
    [{ width: 100, height: 100, fit: 'cover' }, 100, 100], [{ width: 100, height: 100, fit: 'contain' }, 100, 100],
  ])('%j', async (params, width, height) => {
    expect(await apply('resize', plain(400, 200, [9, 9, 9]), params)).toMatchObject({ width, height })
  })

  it('keeps pixel art crisp with nearest, up and down, and smooths it with Lanczos', async () => {
    const art = pixelArt(16, 8, seeded('art'))
    for (const width of [64, 256]) {
      const hard = await apply('resize', art, { width, kernel: 'nearest' })
      expect(coloursOf(hard)).toEqual(coloursOf(art))
      expect(gridOf(hard)).toBe(width / 16)
    }
    expect(coloursOf(await apply('resize', art, { width: 200 })).size).toBeGreaterThan(8)
  })

  it('fills what contain leaves with nothing', async () => {
    expect(pixelAt(await apply('resize', plain(40, 20, [1, 2, 3]), { width: 40, height: 40, fit: 'contain' }), 20, 1)[3]).toBe(0)
  })
})

describe('crop', () => {
  const picture = { width: 400, height: 200 }
  it.each([
    [{ ratio: '1:1' }, { left: 100, top: 0, width: 200, height: 200 }],
    [{ ratio: '4:5' }, { left: 120, top: 0, width: 160, height: 200 }],
    [{ ratio: '16:9' }, { left: 22, top: 0, width: 356, height: 200 }],
    [{ left: 300, top: 100, width: 500, height: 500 }, { left: 300, top: 100, width: 100, height: 100 }],
    [{ left: 200, ratio: '1:1' }, { left: 200, top: 0, width: 200, height: 200 }],
  ])('%j', (params, box) => {
    expect(boxOf(picture, params)).toEqual(box)
  })

  it('cuts that part', async () => {
    const art = pixelArt(4, 16, seeded('c'))
    const part = await apply('crop', art, { left: 16, top: 32, width: 16, height: 16 })
    expect([part.width, part.height, coloursOf(part).size]).toEqual([16, 16, 1])
    expect(pixelAt(part, 3, 3)).toEqual(pixelAt(art, 19, 35))
  })
})

describe('caption', () => {
  const picture = plain(300, 200, [120, 160, 200])

  it('stands below in a strip of its own, as tall as its lines', async () => {
    const [one, three] = await Promise.all(['Dusk', 'Dusk over the harbour, seen from the old lighthouse on the morning of the longest day of a very long year'].map((text) => apply('caption', picture, { text })))
    expect(one?.width).toBe(300)
    expect(one?.height).toBeGreaterThan(215)
    expect(three?.height).toBeGreaterThan((one?.height ?? 0) + 10)
    expect(changed(picture, one as Pixels)).toBe(0)
    expect(coloursOf(one as Pixels).size).toBeGreaterThan(10)
  })

  it.each([['top', { bottom: 20 }, { top: 120 }], ['bottom', { top: 180 }, { bottom: 80 }]] as const)('stands over the %s', async (at, there, elsewhere) => {
    const titled = await apply('caption', picture, { text: 'Dusk', at })
    expect([titled.width, titled.height]).toEqual([300, 200])
    expect(changed(picture, titled, there)).toBeGreaterThan(500)
    expect(changed(picture, titled, elsewhere)).toBe(0)
  })

  it('takes any text as text', async () => {
    const text = '<image href="/etc/passwd"/> & "quotes" ]]> <!DOCTYPE x> \u0000\u202e 漢字 🎈'
    expect((await apply('caption', picture, { text })).height).toBeGreaterThan(200)
    expect(TRANSFORMS.caption.describe(DESCRIPTION, { text: 'Dusk', at: 'below' }, picture)).toMatchObject({ alt: 'A red field. Caption: “Dusk”.', details: ['the caption “Dusk”', 'the red'] })
  })
})

test.each([['top-left', { right: 150, bottom: 60 }], ['bottom-right', { left: 150, top: 140 }]] as const)('a watermark stays in its corner (%s)', async (at, corner) => {
  const picture = plain(300, 200, [120, 160, 200])
  const marked = await apply('watermark', picture, { text: 'mara.studio', at })
  expect(changed(picture, marked, corner)).toBeGreaterThan(100)
  expect(changed(picture, marked)).toBe(changed(picture, marked, corner))
})

describe('palette', () => {
  const picture = noisy(120, 90, seeded('p'))

  it.each([[2, false], [8, false], [8, true], [32, true]])('has %i colours at most (dither: %s)', async (colours, dither) => {
    const few = await apply('palette', picture, { colours, dither })
    expect(coloursOf(few).size).toBeLessThanOrEqual(colours)
    expect(coloursOf(few).size).toBeGreaterThan(1)
  })

  it('takes the given ones and no other', async () => {
    const to = ['#0f380f', '#306230', '#8bac0f', '#9bbc0f']
    const few = await apply('palette', picture, { to, dither: true })
    expect([...coloursOf(few)].sort()).toEqual(['139,172,15', '15,56,15', '155,188,15', '48,98,48'])
    expect(new Set(TRANSFORMS.palette.describe(DESCRIPTION, { to, dither: true }, few).colours)).toEqual(new Set(to))
  })

  it('dithers a middle grey into black and white by halves, and leaves it alone otherwise', async () => {
    const grey = plain(64, 64, [128, 128, 128])
    const share = async (dither: boolean): Promise<number> => {
      const { data } = await apply('palette', grey, { to: ['#000000', '#ffffff'], dither })
      return data.filter((value, i) => i % 4 === 0 && value === 255).length / 4096
    }
    expect(await share(true)).toBeCloseTo(0.5, 1)
    expect([0, 1]).toContain(await share(false))
  })

  it('keeps what is transparent', async () => {
    expect(pixelAt(await apply('palette', plain(20, 20, [9, 9, 9, 0]), { to: ['#000000', '#ffffff'] }), 3, 3)[3]).toBe(0)
  })
})

describe('annotate', () => {
  it('draws labels, lines and points, and says them', async () => {
    const picture = plain(400, 300, [240, 240, 240])
    const notes = [{ x: 0.3, y: 0.5, text: 'left thing' }, { x: 0.6, y: 0.5, text: 'right thing' }]
    const labelled = await apply('annotate', picture, { notes })
    expect(changed(picture, labelled, { left: 115, right: 125, top: 145, bottom: 155 })).toBeGreaterThan(10)
    expect(changed(picture, labelled, { right: 110 })).toBeGreaterThan(200)
    expect(changed(picture, labelled, { left: 290 })).toBeGreaterThan(200)
    expect(TRANSFORMS.annotate.describe(DESCRIPTION, { notes }, labelled).details).toEqual(['left thing', 'right thing', 'the red'])
  })

  it('takes twelve long ones at one point of a small picture', async () => {
    const notes = Array.from({ length: 12 }, (_, i) => ({ x: 1, y: 0, text: `a label that says rather much, number ${i}` }))
    expect(await apply('annotate', plain(64, 64, [0, 0, 0]), { notes })).toMatchObject({ width: 64, height: 64 })
  })
})

describe('device-frame', () => {
  it.each(['phone', 'tablet', 'browser'] as const)('puts a %s round the picture and keeps the picture', async (device) => {
    const framed = await apply('device-frame', plain(200, 400, [200, 30, 30]), { device, background: '#00ff00' })
    expect(framed.width).toBeGreaterThan(200)
    expect(framed.height).toBeGreaterThan(400)
    expect(pixelAt(framed, framed.width >> 1, framed.height >> 1)).toEqual([200, 30, 30, 255])
    expect(pixelAt(framed, 1, 1)).toEqual([0, 255, 0, 255])
  })

  it('never makes a picture larger than one may be', async () => {
    const framed = await apply('device-frame', plain(2048, 1024, [1, 1, 1]), {})
    expect(Math.max(framed.width, framed.height)).toBeLessThanOrEqual(2048)
  })
})

test('each operation takes the smallest and the flattest picture', async () => {
  const params: { readonly [Op in PixelTransform]: Partial<TransformParams[Op]> } = {
    resize: { width: 16 }, crop: { ratio: '1:1' }, caption: { text: 'a' }, watermark: { text: 'a' }, palette: { colours: 2 }, annotate: { notes: [{ x: 0, y: 0, text: 'a' }] }, 'device-frame': {},
  }
  for (const [op, given] of Object.entries(params)) for (const [width, height] of [[1, 1], [2048, 1], [16, 16]] as const) {
    const result = await apply(op as PixelTransform, plain(width, height, [7, 7, 7, 200]), given)
    expect(result.data.byteLength, `${op} of ${width} × ${height}`).toBe(result.width * result.height * 4)
  }
})

test('the common colours are those there is most of', () => {
  const picture = plain(100, 100, [250, 10, 10])
  picture.data.set(plain(100, 30, [10, 10, 250]).data, 0)
  expect(commonColours(picture)).toEqual(['#fa0a0a', '#0a0afa'])
})
