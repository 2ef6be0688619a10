/**
 * Colour without a subject: a mesh of soft patches, a horizon, a diagonal. Mixed in Oklab on a coarse grid, spread over the
 * pixels, and grained by more than a code each way, so that no band can be seen.
 */
import type { GeneratorParams } from '@troupe/contract/image'
import type { Random } from '../../base/random.ts'
import type { Generate } from '../generated.ts'
import { labOf, lighter, mix, rgbOfLab, type Hex } from './colour.ts'
import { noise2d, octaves, speck } from './noise.ts'
import { coloursIn, firstSaid } from './prompt-words.ts'
import { described, listed } from './said.ts'
import { sizeOf, type Size } from './size.ts'

type Params = GeneratorParams['gradient']
type Style = NonNullable<Params['style']>

/** Pixels between points whose colour is mixed. */
const CELL = 8
const GRAIN = 7
const SKIES: readonly (readonly Hex[])[] = [
  ['#2c2145', '#7a3f6d', '#e2725b', '#ffc48c'], ['#0f2a3f', '#2f7f86', '#a9d9c4', '#f6e7c1'], ['#4b3566', '#8c5a96', '#f08f7f', '#ffb98a'], ['#1b1f4a', '#4d4fa3', '#a58fd6', '#f6c9d6'], ['#f7ead2', '#f2b48a', '#d9667a', '#5b3b78'], ['#dff1ee', '#8fcfd8', '#5a7fc0', '#3b2f6d'],
]

/** A colour field in Oklab at a place of the unit square. */
type Field = (x: number, y: number) => readonly [number, number, number]

export const gradient: Generate<Params> = (params, random) => {
  const prompt = params.prompt ?? ''
  const style = params.style ?? firstSaid<Style>(prompt, [[/mesh|blob|aurora|lava/i, 'mesh'], [/horizon|dusk|dawn|sunset|sea/i, 'horizon'], [/diagonal|slant/i, 'diagonal']]) ?? random.pick(['mesh', 'horizon', 'diagonal'] as const)
  const named = coloursIn(prompt)
  const stops: readonly Hex[] = named.length > 1 ? named.map(({ colour }) => colour) : named.length === 1 ? [lighter((named[0] as { colour: Hex }).colour, -0.12), (named[0] as { colour: Hex }).colour, mix((named[0] as { colour: Hex }).colour, '#fff2dc', 0.6)] : random.pick(SKIES)
  const sharp = /sharp|hard edge|single (?:sharp )?diagonal/i.test(prompt)
  const size = sizeOf(params, { width: 1024, height: 1024 })
  const field = style === 'mesh' ? meshOf(stops, random.fork('mesh'), sharp) : style === 'horizon' ? horizonOf(stops, random.fork('horizon'), /too low|low horizon/i.test(prompt)) : diagonalOf(stops, random.fork('diagonal'), sharp || prompt === '')
  const words = named.length > 0 ? named.map(({ word }) => word) : []
  const from = words.length > 1 && style !== 'mesh' ? `from ${words[0]} to ${listed(words.slice(1))}` : words.length > 0 ? `of ${listed(words)}` : 'of soft colours'
  const shape = style === 'mesh' ? `A mesh gradient ${from}, patches melting into each other${sharp ? ', cut by one sharp diagonal' : ''}` : style === 'horizon' ? `A slow gradient ${from} with one soft horizon${/too low/i.test(prompt) ? ', a little too low' : ''}` : `A gradient ${from} that runs along a diagonal${sharp || prompt === '' ? ' with one clean edge' : ''}`
  return {
    picture: { ...size, data: spread(field, size, sharp || (style === 'diagonal' && prompt === '') ? edgeOf(field) : null) },
    description: described({ alt: `${shape}, under a fine grain.`, subject: `a ${style} gradient ${from}`, details: ['fine grain', ...(style === 'horizon' ? ['one soft horizon'] : []), ...(sharp ? ['one sharp diagonal'] : []), 'nothing but light'], colours: stops }),
  }
}


/** Patches at chosen places; each point takes most from the nearest (Shepard's inverse distance weights, 1968, on a bent plane). */
function meshOf(stops: readonly Hex[], random: Random, sharp: boolean): Field & { side?: (x: number, y: number) => number } {
  const bend = octaves(noise2d(random.fork('bend')), 2)
  const spots = Array.from({ length: Math.max(5, stops.length * 2) }, (_, i) => ({ x: (i * 0.618 + random.between(0, 0.3)) % 1.1 - 0.05, y: (i * 0.38 + random.between(0, 0.5)) % 1.1 - 0.05, lab: labOf(stops[i % stops.length] as Hex), pull: random.between(0.7, 1.3) }))
  const slope = random.pick([-1, 1]) * random.between(0.7, 1.2)
  const offset = random.between(0.38, 0.62)
  const side = (x: number, y: number) => y - offset - (x - 0.5) * slope
  const field = (x: number, y: number): readonly [number, number, number] => {
    const shift = sharp && side(x, y) > 0 ? 0.33 : 0
    const [u, v] = [x + bend(x * 2 + 20 + shift, y * 2 + 20) * 0.22 + shift, y + bend(x * 2 + 50, y * 2 + 50) * 0.22 - shift]
    let [l, a, b, whole] = [0, 0, 0, 0]
    for (const spot of spots) {
      const weight = spot.pull / ((u - spot.x) ** 2 + (v - spot.y) ** 2 + 0.012) ** 1.7
      l += spot.lab[0] * weight
      a += spot.lab[1] * weight
      b += spot.lab[2] * weight
      whole += weight
    }
    return [l / whole, a / whole, b / whole]
  }
  return Object.assign(field, sharp ? { side } : {})
}

function horizonOf(stops: readonly Hex[], random: Random, low: boolean): Field {
  const labs = (stops.length > 1 ? stops : [...stops, ...stops]).map(labOf)
  const line = low ? random.between(0.66, 0.74) : random.between(0.46, 0.64)
  const glow = random.between(0.2, 0.8)
  const sway = noise2d(random)
  const at = (t: number): readonly [number, number, number] => {
    const place = Math.max(0, Math.min(1, t)) * (labs.length - 1)
    const i = Math.min(labs.length - 2, Math.floor(place))
    const [a, b, s] = [labs[i] as readonly [number, number, number], labs[i + 1] as readonly [number, number, number], place - i]
    return [a[0] + (b[0] - a[0]) * s, a[1] + (b[1] - a[1]) * s, a[2] + (b[2] - a[2]) * s]
  }
  return (x, y) => {
    const edge = line + sway(x * 1.4 + 9, 3) * 0.012
    const over = (y - edge) / 0.03
    const under = 1 / (1 + Math.exp(-over * 2.2))
    const sky = at(Math.max(0, y / edge) ** 1.6)
    const sea = at(0.82 - 0.82 * Math.min(1, Math.max(0, (y - edge) / (1 - edge))) ** 0.8)
    const light = Math.exp(-(((x - glow) / 0.42) ** 2) - (((y - edge) / 0.2) ** 2)) * 0.07
    return [sky[0] * (1 - under) + sea[0] * under + light, sky[1] * (1 - under) + sea[1] * under + light * 0.15, sky[2] * (1 - under) + sea[2] * under + light * 0.4]
  }
}

function diagonalOf(stops: readonly Hex[], random: Random, sharp: boolean): Field & { side?: (x: number, y: number) => number } {
  const labs = (stops.length > 1 ? stops : [...stops, ...stops]).map(labOf)
  const turn = random.pick([0.7, 0.9, 2.2, 2.4])
  const [cx, cy] = [Math.cos(turn), Math.sin(turn)]
  const cut = random.between(-0.12, 0.12)
  const wave = noise2d(random)
  const side = (x: number, y: number) => (x - 0.5) * cx + (y - 0.5) * cy - cut
  const field = (x: number, y: number): readonly [number, number, number] => {
    const along = side(x, y)
    const t = Math.max(0, Math.min(0.9999, (sharp ? (along > 0 ? 0.92 - along * 1.3 : along + 0.62) : along * 0.8 + 0.5) + wave(x * 1.3 + 30, y * 1.3 + 30) * 0.09)) * (labs.length - 1)
    const [a, b, s] = [labs[Math.floor(t)] as readonly [number, number, number], labs[Math.min(labs.length - 1, Math.floor(t) + 1)] as readonly [number, number, number], t % 1]
    return [a[0] + (b[0] - a[0]) * s, a[1] + (b[1] - a[1]) * s, a[2] + (b[2] - a[2]) * s]
  }
  return Object.assign(field, sharp ? { side } : {})
}

function edgeOf(field: Field & { side?: (x: number, y: number) => number }): ((x: number, y: number) => number) | null {
  return field.side ?? null
}

/** Mixed on the grid, bilinear between; where an edge runs, each pixel is mixed for itself. */
function spread(field: Field, { width, height }: Size, side: ((x: number, y: number) => number) | null): Uint8Array {
  const [columns, rows] = [Math.ceil(width / CELL) + 1, Math.ceil(height / CELL) + 1]
  const codes = new Float32Array(columns * rows * 3)
  for (let j = 0; j < rows; j++) for (let i = 0; i < columns; i++) codes.set(rgbOfLab(field(i * CELL / width, j * CELL / height)), (j * columns + i) * 3)
  const data = new Uint8Array(width * height * 4)
  const reach = CELL * 1.5 / Math.min(width, height)
  for (let y = 0; y < height; y++) {
    const j = Math.floor(y / CELL)
    const t = y / CELL - j
    for (let x = 0; x < width; x++) {
      const i = Math.floor(x / CELL)
      const s = x / CELL - i
      const k = (j * columns + i) * 3
      const rough = (speck(x, y, 11) + speck(x, y, 12) - 1) * GRAIN + 0.5
      const exact = side !== null && Math.abs(side(x / width, y / height)) < reach ? rgbOfLab(field(x / width, y / height)) : null
      for (let c = 0; c < 3; c++) {
        const top = (codes[k + c] as number) * (1 - s) + (codes[k + 3 + c] as number) * s
        const foot = (codes[k + columns * 3 + c] as number) * (1 - s) + (codes[k + columns * 3 + 3 + c] as number) * s
        const value = (exact === null ? top + (foot - top) * t : exact[c as 0 | 1 | 2]) + rough
        data[(y * width + x) * 4 + c] = value < 0 ? 0 : value > 255 ? 255 : value
      }
      data[(y * width + x) * 4 + 3] = 255
    }
  }
  return data
}
