/** A wool blanket, folded: layers that turn over at the front edge, woven in a small check, a fringe at one side. */
import type { Random } from '../../../base/random.ts'
import { noise2d } from '../noise.ts'
import { wool, type Texture } from './material.ts'
import type { Solid } from './solid.ts'
import { lighter, type Hex } from '../colour.ts'

const LAYERS = 4
const LAYER = 0.15
/** Edges are nearly as round as a layer is thick. */
const ROUND = 0.068

export function blanket(random: Random, colour: Hex): Solid {
  const noise = noise2d(random.fork('wool'))
  const stripe = random.between(0.3, 0.5)
  const weave: Texture = (x, y, z, out) => {
    const knit = 1 + 0.07 * Math.sin((x + z) * 130) * Math.sin((x - z + y) * 130) + 0.1 * noise(x * 34 + 60, (z + y * 2) * 34 + 60)
    const band = Math.abs(Math.abs(x) - stripe) < 0.05 || Math.abs(Math.abs(x) - stripe - 0.11) < 0.016 ? 0.62 : 1
    const fuzz = 1 + 0.06 * noise(x * 7 + 30, z * 7 + 30)
    for (let c = 0; c < 3; c++) out[c] = (out[c] as number) * knit * band * fuzz
  }
  const slopes = Float64Array.from({ length: LAYERS }, () => random.between(-0.018, 0.018))
  const sags = Float64Array.from({ length: LAYERS }, () => random.between(-0.05, 0.015))
  const layer = (index: number, x: number, y: number, z: number) => {
    const sag = (slopes[index] as number) * x + (sags[index] as number) * (x * x - 0.3) + 0.03 * (z * z - 0.15)
    const dx = Math.abs(x) - 0.8 + index * 0.012
    const dy = Math.abs(y - 0.02 - (index + 0.5) * LAYER - sag) - LAYER / 2 + ROUND
    const dz = Math.abs(z) - 0.53 + (index % 2) * 0.02
    const most = dx > dy ? (dx > dz ? dx : dz) : dy > dz ? dy : dz
    if (most <= 0) return most - ROUND
    const ox = dx > 0 ? dx : 0
    const oy = dy > 0 ? dy : 0
    const oz = dz > 0 ? dz : 0
    return Math.sqrt(ox * ox + oy * oy + oz * oz) - ROUND
  }
  const nearest = (y: number) => Math.max(0, Math.min(LAYERS - 1, Math.floor(y / LAYER)))
  return {
    distance: (x, y, z) => {
      const i = nearest(y)
      let d = layer(i, x, y, z)
      if (i > 0) d = Math.min(d, layer(i - 1, x, y, z))
      if (i < LAYERS - 1) d = Math.min(d, layer(i + 1, x, y, z))
      return d * 0.95
    },
    box: { low: [-0.9, -0.02, -0.63], high: [0.9, LAYERS * LAYER + 0.08, 0.63] },
    materials: [wool(colour, weave), wool(lighter(colour, -0.018), weave)],
    part: (_, y) => nearest(y - 0.02) % 2,
  }
}
