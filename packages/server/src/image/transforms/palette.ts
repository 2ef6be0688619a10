/**
 * Few colours: those that fit the picture best, or those that are given. Ordered dither, by
 * the 8 × 8 matrix of Bayer (1973), gives the even grain of old consoles; without it every pixel takes the nearest colour.
 */
import { opened, ofPixels, pixelsOf } from '../codec.ts'
import type { Pixels } from '../generated.ts'
import { colourOf, commonColours, mixed, type Colour } from './tone.ts'
import type { Transform } from './transform.ts'

/** Colours where neither a number nor a list is given; reading a workflow asks for one. */
const COLOURS = 16
/** A quarter of a million pixels tell the colours of a million, in a quarter of the time. */
const LOOKED_AT_SIDE = 448
/** Bits a channel of the table of nearest colours: finer ones are four to sixteen times the work and no eye tells them apart. */
const BITS = 6

export const palette: Transform<'palette'> = {
  async apply(picture, { colours, to, dither }) {
    return mapped(picture, to === undefined ? await bestColours(picture, colours ?? COLOURS) : to.map(colourOf), dither)
  },
  describe: (before, _, after) => ({ ...before, colours: commonColours(after, 8) }),
}

/**
 * libimagequant chooses 128 or 256, or all there are; of these, pairs are joined until few enough are left, always the pair whose
 * joining changes the picture least (Ward 1963). Asked for eight, libvips would give sixteen: it counts in bits.
 */
async function bestColours(picture: Pixels, most: number): Promise<Colour[]> {
  const less = ofPixels(picture).resize(LOOKED_AT_SIDE, LOOKED_AT_SIDE, { fit: 'inside', kernel: 'nearest', withoutEnlargement: true })
  const quantised = await less.removeAlpha().png({ palette: true, colours: most > 64 ? 256 : 128, dither: 0, effort: 4 }).toBuffer()
  const { data } = await pixelsOf(opened(quantised, picture.width * picture.height))
  const counts = new Map<number, number>()
  for (let at = 0; at < data.length; at += 4) {
    const key = ((data[at] as number) << 16) | ((data[at + 1] as number) << 8) | (data[at + 2] as number)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return joined([...counts].map(([value, count]) => ({ colour: [value >> 16, (value >> 8) & 255, value & 255], count })), most)
}

interface Cluster {
  readonly colour: Colour
  readonly count: number
}

function joined(clusters: Cluster[], most: number): Colour[] {
  while (clusters.length > most) {
    let [first, second, least] = [0, 1, Infinity]
    for (let i = 0; i < clusters.length; i++) {
      const a = clusters[i] as Cluster
      for (let j = i + 1; j < clusters.length; j++) {
        const b = clusters[j] as Cluster
        const cost = (a.count * b.count * distance(a.colour, b.colour)) / (a.count + b.count)
        if (cost < least) [first, second, least] = [i, j, cost]
      }
    }
    const [a, b] = [clusters[first] as Cluster, clusters[second] as Cluster]
    clusters[first] = { colour: mixed(a.colour, b.colour, b.count / (a.count + b.count)), count: a.count + b.count }
    clusters.splice(second, 1)
  }
  return clusters.map(({ colour: [red, green, blue] }) => [Math.round(red), Math.round(green), Math.round(blue)])
}

/** 0 to 63, each once. */
const BAYER = Uint8Array.from({ length: 64 }, (_, i) => {
  const [x, y] = [i % 8, Math.floor(i / 8)]
  let value = 0
  for (let bit = 0; bit < 3; bit++) value |= ((((x ^ y) >> bit) & 1) << (5 - 2 * bit)) | (((y >> bit) & 1) << (4 - 2 * bit))
  return value
})

function mapped({ width, height, data }: Pixels, colours: readonly Colour[], dither: boolean): Pixels {
  const nearest = nearestTable(colours)
  const strength = dither ? spread(colours) : 0
  const result = new Uint8Array(data.length)
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      const shift = strength * (((BAYER[(y & 7) * 8 + (x & 7)] as number) + 0.5) / 64 - 0.5)
      const [red, green, blue] = colours[nearest((data[at] as number) + shift, (data[at + 1] as number) + shift, (data[at + 2] as number) + shift)] as Colour
      result[at] = red
      result[at + 1] = green
      result[at + 2] = blue
      result[at + 3] = data[at + 3] as number
    }
  }
  return { width, height, data: result }
}

/** How far apart neighbouring colours are: a dither weaker than that changes nothing, one much stronger is noise. */
function spread(colours: readonly Colour[]): number {
  const gaps = colours.map((colour, i) => Math.sqrt(Math.min(...colours.filter((_, j) => j !== i).map((other) => distance(colour, other)))))
  return Math.min(128, gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length)
}

/** Green counts most to an eye, blue least. */
function distance(a: Colour, b: Colour): number {
  return (3 * (a[0] - b[0]) ** 2 + 6 * (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2) / 10
}

function nearestTable(colours: readonly Colour[]): (red: number, green: number, blue: number) => number {
  const table = new Int16Array(1 << (3 * BITS)).fill(-1)
  const bin = (value: number): number => Math.min(255, Math.max(0, value)) >> (8 - BITS)
  const middle = (index: number): number => (index + 0.5) * (1 << (8 - BITS)) - 0.5
  return (red, green, blue) => {
    const [r, g, b] = [bin(red), bin(green), bin(blue)]
    const key = (r << (2 * BITS)) | (g << BITS) | b
    let best = table[key] as number
    if (best === -1) {
      const colour: Colour = [middle(r), middle(g), middle(b)]
      best = 0
      for (let i = 1; i < colours.length; i++) if (distance(colour, colours[i] as Colour) < distance(colour, colours[best] as Colour)) best = i
      table[key] = best
    }
    return best
  }
}
