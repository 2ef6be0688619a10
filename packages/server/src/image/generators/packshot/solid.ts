/** Bodies as signed distances in space: y is up, the ground at 0. Each knows the box it lies in, outside of which nobody asks. */
import { fieldOf, type Extent, type Field, type Flat } from '../flat-shape.ts'
import type { Material } from './material.ts'

export interface Box {
  readonly low: readonly [number, number, number]
  readonly high: readonly [number, number, number]
}

export interface Solid {
  readonly distance: (x: number, y: number, z: number) => number
  readonly box: Box
  readonly materials: readonly Material[]
  /** Which of the materials is at a point of the surface. */
  readonly part: (x: number, y: number, z: number) => number
}

const ONE = () => 0

/** Turned on a lathe: `profile` over (radius, height). */
export function turned(profile: Flat, extent: Extent, materials: readonly Material[], part: Solid['part'] = ONE): Solid {
  const field = fieldOf(profile, { ...extent, left: 0 })
  const r = extent.right + 0.02
  return {
    distance: (x, y, z) => field.at(Math.sqrt(x * x + z * z), y),
    box: { low: [-r, extent.bottom - 0.02, -r], high: [r, extent.top + 0.02, r] },
    materials, part,
  }
}

/** The extent of what is really there, so that the box is no larger than the body. */
function tightened(field: Field): Field {
  const [step, reach] = [0.02, 0.02]
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity]
  for (let y = field.bottom; y <= field.top; y += step) {
    for (let x = field.left; x <= field.right; x += step) {
      if (field.at(x, y) > reach) continue
      left = Math.min(left, x)
      right = Math.max(right, x)
      bottom = Math.min(bottom, y)
      top = Math.max(top, y)
    }
  }
  return { at: field.at, left, right, bottom, top }
}

/** Cut from a sheet that stands upright, `half` thick to each side, its edges rounded by `round`. */
export function cut(extent: Field, half: number, round: number, materials: readonly Material[], part: Solid['part'] = ONE): Solid {
  const field = tightened(extent)
  return {
    distance: (x, y, z) => {
      const dx = field.at(x, y) + round
      const dz = Math.abs(z) - half + round
      if (dx <= 0 || dz <= 0) return (dx > dz ? dx : dz) - round
      return Math.sqrt(dx * dx + dz * dz) - round
    },
    box: { low: [field.left - 0.02, field.bottom - 0.02, -half - 0.02], high: [field.right + 0.02, field.top + 0.02, half + 0.02] },
    materials, part,
  }
}

/** A block with rounded edges, standing on `floor`. */
export function block(half: readonly [number, number, number], floor: number, round: number, materials: readonly Material[], part: Solid['part'] = ONE): Solid {
  const [hx, hy, hz] = half
  return {
    distance: (x, y, z) => {
      const dx = Math.abs(x) - hx + round
      const dy = Math.abs(y - floor - hy) - hy + round
      const dz = Math.abs(z) - hz + round
      const most = dx > dy ? (dx > dz ? dx : dz) : dy > dz ? dy : dz
      if (most <= 0) return most - round
      const ox = dx > 0 ? dx : 0
      const oy = dy > 0 ? dy : 0
      const oz = dz > 0 ? dz : 0
      return Math.sqrt(ox * ox + oy * oy + oz * oz) - round
    },
    box: { low: [-hx - 0.02, floor - 0.02, -hz - 0.02], high: [hx + 0.02, floor + 2 * hy + 0.02, hz + 0.02] },
    materials, part,
  }
}

/** Several bodies as one, each with its own materials. */
export function together(...solids: readonly Solid[]): Solid {
  const starts: number[] = []
  let parts = 0
  for (const solid of solids) {
    starts.push(parts)
    parts += solid.materials.length
  }
  const count = solids.length
  const distances = solids.map(({ distance }) => distance)
  const boxes = Float64Array.from(solids.flatMap(({ box }) => [...box.low, ...box.high]))
  const nearest = (x: number, y: number, z: number) => {
    let [best, least] = [0, Infinity]
    for (let i = 0; i < solids.length; i++) {
      const d = (solids[i] as Solid).distance(x, y, z)
      if (d < least) [best, least] = [i, d]
    }
    return best
  }
  const edge = (pick: 'low' | 'high', k: 0 | 1 | 2) => (pick === 'low' ? Math.min : Math.max)(...solids.map(({ box }) => box[pick][k]))
  return {
    distance: (x, y, z) => {
      let least = Infinity
      for (let i = 0; i < count; i++) {
        // A box that is farther than what was found holds nothing nearer.
        const k = i * 6
        const dx = Math.max((boxes[k] as number) - x, x - (boxes[k + 3] as number), 0)
        const dy = Math.max((boxes[k + 1] as number) - y, y - (boxes[k + 4] as number), 0)
        const dz = Math.max((boxes[k + 2] as number) - z, z - (boxes[k + 5] as number), 0)
        if (least < Infinity && (least <= 0 ? dx + dy + dz > 0 : dx * dx + dy * dy + dz * dz > least * least)) continue
        const d = (distances[i] as Solid['distance'])(x, y, z)
        if (d < least) least = d
      }
      return least
    },
    box: { low: [edge('low', 0), edge('low', 1), edge('low', 2)], high: [edge('high', 0), edge('high', 1), edge('high', 2)] },
    materials: solids.flatMap(({ materials }) => materials),
    part: (x, y, z) => {
      const i = nearest(x, y, z)
      return (starts[i] as number) + (solids[i] as Solid).part(x, y, z)
    },
  }
}

/** Turned by `angle` about the upright axis, scaled, and moved. */
export function placed(solid: Solid, { x: px = 0, y: py = 0, z: pz = 0, angle = 0, scale = 1 }: { readonly x?: number; readonly y?: number; readonly z?: number; readonly angle?: number; readonly scale?: number }): Solid {
  const [c, s] = [Math.cos(angle), Math.sin(angle)]
  const { low, high } = solid.box
  const corners = [low[0], high[0]].flatMap((x) => [low[2], high[2]].map((z) => [(x * c + z * s) * scale + px, (z * c - x * s) * scale + pz] as const))
  const [xs, zs] = [corners.map(([x]) => x), corners.map(([, z]) => z)]
  return {
    distance: (x, y, z) => {
      const qx = (x - px) / scale
      const qz = (z - pz) / scale
      return solid.distance(qx * c - qz * s, (y - py) / scale, qx * s + qz * c) * scale
    },
    box: { low: [Math.min(...xs), low[1] * scale + py, Math.min(...zs)], high: [Math.max(...xs), high[1] * scale + py, Math.max(...zs)] },
    materials: solid.materials,
    part: (x, y, z) => {
      const [qx, qz] = [(x - px) / scale, (z - pz) / scale]
      return solid.part(qx * c - qz * s, (y - py) / scale, qx * s + qz * c)
    },
  }
}
