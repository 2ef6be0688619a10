/** What is on the table, by name: each a few turned, cut or rounded bodies about one to two units high. */
import type { Random } from '../../../base/random.ts'
import { mix, lighter, type Hex } from '../colour.ts'
import { noise2d } from '../noise.ts'
import { disc, joined, outline, slab, type Flat } from '../flat-shape.ts'
import { glass, glazed, matte, metal, plastic, wax, wood, type Texture } from './material.ts'
import { block, placed, together, turned, type Solid } from './solid.ts'

export interface Look {
  readonly colour: Hex
  readonly random: Random
}
export interface Thing {
  readonly solid: Solid
  /** `a hand-thrown ceramic cup`. */
  readonly said: string
  /** Several of them, where that is not the same with an s. */
  readonly many?: string
  readonly details: readonly string[]
}

/** Half a body from foot to top, closed along the axis. */
const lathe = (...points: readonly (readonly [number, number])[]): Flat => outline([[0, (points[0] as readonly [number, number])[1]], ...points, [0, (points.at(-1) as readonly [number, number])[1]]], 1, false)

/** Softly bent between its points; straight ends are kept by doubling them. */
function bent(points: readonly (readonly [number, number])[], steps = 6): (readonly [number, number])[] {
  const result: [number, number][] = []
  for (let i = 0; i < points.length - 1; i++) {
    const [a, b, c, d] = [points[Math.max(0, i - 1)], points[i], points[i + 1], points[Math.min(points.length - 1, i + 2)]] as [readonly [number, number], readonly [number, number], readonly [number, number], readonly [number, number]]
    for (let s = 0; s < steps; s++) {
      const t = s / steps
      const at = (k: 0 | 1) => 0.5 * (2 * b[k] + (c[k] - a[k]) * t + (2 * a[k] - 5 * b[k] + 4 * c[k] - d[k]) * t * t + (3 * b[k] - a[k] - 3 * c[k] + d[k]) * t * t * t)
      result.push([at(0), at(1)])
    }
  }
  return [...result, points.at(-1) as readonly [number, number]]
}

/** Iron specks in a glaze and the faint rings of the thrower's fingers. */
function thrown(random: Random): Texture {
  const noise = noise2d(random.fork('glaze'))
  return (x, y, z, out) => {
    const around = Math.atan2(z, x) * 3.2
    const spot = noise(around * 9 + 40, y * 26 + 40)
    const cloud = 1 + 0.05 * noise(around * 1.3 + 20, y * 4 + 20) + 0.022 * Math.sin(y * 62 + 2 * noise(around, y * 3 + 9))
    const dark = spot > 0.62 ? 0.55 : spot > 0.5 ? 0.86 : 1
    for (let c = 0; c < 3; c++) out[c] = (out[c] as number) * cloud * dark
  }
}

function cup({ colour, random }: Look): Thing {
  const [wide, high, lean] = [random.between(0.5, 0.6), random.between(0.92, 1.1), random.between(0.06, 0.14)]
  const wall = bent([[wide - lean - 0.12, 0.075], [wide - lean, 0.16], [wide - 0.03, high * 0.5], [wide, high - 0.02]], 8)
  const inner = bent([[wide - 0.035, high], [wide - 0.075, high * 0.5], [wide - lean - 0.08, 0.22], [0.12, 0.14]], 8)
  const foot = wide - lean - 0.13
  const clay = mix('#a98563', colour, 0.15)
  const line = random.between(0.2, 0.3)
  const solid = turned(lathe([foot - 0.06, 0.05], [foot - 0.05, 0], [foot, 0], [foot, 0.06], ...wall, [wide - 0.018, high + 0.008], ...inner), { left: 0, right: wide + 0.02, bottom: 0, top: high + 0.02 },
    [glazed(colour, thrown(random)), matte(clay, thrown(random))], (x, y, z) => (y < line + 0.035 * Math.sin(Math.atan2(z, x) * 3 + 1) + 0.012 * Math.sin(Math.atan2(z, x) * 11) && Math.hypot(x, z) > wide - lean - 0.2 ? 1 : 0))
  return { solid, said: 'a hand-thrown ceramic cup', details: ['bare clay below the glaze line', 'iron specks in the glaze'] }
}

function jar({ colour, random }: Look): Thing {
  const [wide, high] = [random.between(0.4, 0.46), random.between(1.15, 1.35)]
  const body = turned(lathe([wide - 0.05, 0], [wide, 0.05], [wide, high - 0.22], ...bent([[wide, high - 0.2], [wide - 0.06, high - 0.1], [wide - 0.12, high - 0.05]], 6), [wide - 0.12, high], [0, high]), { left: 0, right: wide, bottom: 0, top: high }, [glass(colour)])
  const lid = turned(lathe([wide - 0.05, high - 0.02], [wide - 0.04, high], [wide - 0.04, high + 0.2], [wide - 0.07, high + 0.23], [0, high + 0.23]), { left: 0, right: wide, bottom: high - 0.02, top: high + 0.24 }, [plastic('#1d1b1a', ribs(34))])
  return { solid: together(body, lid), said: 'a pharmacy jar', details: ['black ribbed lids', 'thick glass at the shoulder'] }
}

const ribs = (count: number): Texture => (x, _, z, out) => {
  const rib = 0.82 + 0.3 * Math.cos(Math.atan2(z, x) * count)
  for (let c = 0; c < 3; c++) out[c] = (out[c] as number) * rib
}

function perfume({ colour }: Look): Thing {
  const body = block([0.5, 0.52, 0.24], 0, 0.055, [glass(colour)])
  const neck = turned(lathe([0.15, 1.02], [0.15, 1.16], [0, 1.16]), { left: 0, right: 0.16, bottom: 1.02, top: 1.17 }, [metal('#d8dbdd')])
  const stopper = placed(block([0.22, 0.17, 0.2], 0, 0.04, [glass(mix(colour, '#ffffff', 0.4))]), { y: 1.15 })
  return { solid: together(body, neck, stopper), said: 'a square perfume bottle', details: ['no label', 'a cube of glass for a stopper'] }
}

function bottle({ colour, random }: Look): Thing {
  const [wide, neck, high] = [random.between(0.34, 0.42), random.between(0.1, 0.13), random.between(1.7, 2)]
  const body = turned(lathe([wide - 0.04, 0], [wide, 0.05], [wide, high * 0.56], ...bent([[wide, high * 0.58], [wide * 0.82, high * 0.68], [neck, high * 0.8], [neck, high * 0.95]], 8), [neck + 0.025, high * 0.955], [neck + 0.025, high], [0, high]), { left: 0, right: wide, bottom: 0, top: high }, [glass(colour)])
  const cork = turned(lathe([neck - 0.02, high - 0.02], [neck - 0.01, high + 0.12], [0, high + 0.12]), { left: 0, right: neck + 0.03, bottom: high - 0.02, top: high + 0.13 }, [wood('#b88f63')])
  return { solid: together(body, cork), said: 'a long-necked bottle', details: ['a cork', 'the shoulder catching the light'] }
}

function vase({ colour, random }: Look): Thing {
  const belly = random.between(0.5, 0.62)
  const [neck, high] = [random.between(0.14, 0.2), random.between(1.3, 1.6)]
  const outer = bent([[belly * 0.55, 0.02], [belly * 0.86, 0.22], [belly, high * 0.36], [belly * 0.62, high * 0.66], [neck, high * 0.84], [neck + 0.09, high]], 8)
  const inner = bent([[neck + 0.055, high + 0.002], [neck - 0.035, high * 0.84], [0.08, high * 0.7]], 6)
  return { solid: turned(lathe([belly * 0.52, 0], ...outer, ...inner), { left: 0, right: belly + 0.02, bottom: 0, top: high + 0.02 }, [glazed(colour, thrown(random))]), said: 'a round-bellied vase', details: ['a narrow neck', 'iron specks in the glaze'] }
}

function bowl({ colour, random }: Look): Thing {
  const [wide, high] = [random.between(0.78, 0.9), random.between(0.42, 0.52)]
  const outer = bent([[0.3, 0.08], [wide * 0.72, 0.16], [wide * 0.95, high * 0.7], [wide, high]], 8)
  const inner = bent([[wide - 0.04, high + 0.004], [wide * 0.88, high * 0.7], [wide * 0.6, 0.2], [0.1, 0.13]], 8)
  return { solid: turned(lathe([0.26, 0], [0.31, 0], [0.3, 0.08], ...outer, ...inner), { left: 0, right: wide + 0.02, bottom: 0, top: high + 0.02 }, [glazed(colour, thrown(random))]), said: 'a wide stoneware bowl', details: ['a small turned foot', 'a thin rim'] }
}

function candle({ colour, random }: Look): Thing {
  const high = random.between(0.8, 1)
  const body = turned(lathe([0.4, 0], [0.43, 0.04], [0.43, high], [0.4, high + 0.02], [0.37, high - 0.03], [0, high - 0.06]), { left: 0, right: 0.44, bottom: 0, top: high + 0.03 }, [wax(colour)])
  const wick = turned(lathe([0.018, high - 0.1], [0.016, high + 0.1], [0, high + 0.11]), { left: 0, right: 0.05, bottom: high - 0.1, top: high + 0.12 }, [matte('#2c2723')])
  return { solid: together(body, wick), said: 'a wax candle', details: ['an unlit wick', 'a softly sunken top'] }
}

function soap({ colour, random }: Look): Thing {
  const noise = noise2d(random.fork('veins'))
  const veins: Texture = (x, y, z, out) => {
    const vein = 1 - 0.1 * Math.exp(-Math.abs(noise(x * 2.2 + y + 30, z * 2.2 + y * 2 + 30)) * 22)
    for (let c = 0; c < 3; c++) out[c] = (out[c] as number) * vein
  }
  const bar = (tint: Hex) => block([0.62, 0.17, 0.4], 0, 0.07, [wax(tint, veins)])
  return { solid: together(bar(colour), placed(bar(lighter(colour, 0.08, 0.7)), { y: 0.34, angle: 0.35, scale: 0.96 })), said: 'two bars of soap', many: 'pairs of soap bars', details: ['one bar laid across the other', 'marbled veins'] }
}

function parcel({ colour }: Look): Thing {
  const lid: Texture = (x, y, _, out) => {
    const seam = Math.abs(y - 0.62) < 0.008 ? 0.72 : 1
    const band = Math.abs(x) < 0.1 ? 0.8 : 1
    for (let c = 0; c < 3; c++) out[c] = (out[c] as number) * seam * band
  }
  return { solid: block([0.62, 0.42, 0.5], 0, 0.025, [matte(colour, lid)]), said: 'a gift box', details: ['a band round the middle', 'the seam of the lid'] }
}

function sphereLamp({ colour }: Look): Thing {
  const globe = turned(disc(0, 0.78, 0.52), { left: 0, right: 0.53, bottom: 0.25, top: 1.31 }, [wax('#fff4df')])
  const foot = turned(joined(slab(0, 0.05, 0.3, 0.05, 0.02), slab(0, 0.18, 0.07, 0.14)), { left: 0, right: 0.32, bottom: 0, top: 0.34 }, [metal(lighter(colour, 0.1))])
  return { solid: together(globe, foot), said: 'a small globe lamp', details: ['a metal foot', 'milk-white glass'] }
}

/** First words that a prompt may use, then what is made. */
export const THINGS: readonly (readonly [RegExp, (look: Look) => Thing, Hex])[] = [
  [/perfume|scent|fragrance/i, perfume, '#b9d8bc'],
  [/\bjars?\b|pharmacy|apothecary/i, jar, '#b5650f'],
  [/\bcups?\b|\bmugs?\b|tumbler|beaker/i, cup, '#d9d2c3'],
  [/\bvases?\b|\burns?\b/i, vase, '#7f97a0'],
  [/\bbowls?\b|\bdish\b|\bplate\b/i, bowl, '#c9b79b'],
  [/candles?\b/i, candle, '#efe3cf'],
  [/\bsoaps?\b/i, soap, '#cfd9c2'],
  [/\bboxe?s?\b|parcel|gift/i, parcel, '#c78f5a'],
  [/\blamps?\b/i, sphereLamp, '#b8893b'],
  [/bottle|\boil\b|wine|flask/i, bottle, '#3f6b45'],
]
