/** Nine tools of a kitchen as standing silhouettes, foot at 0, in steel and beech. */
import { lighter, type Hex } from '../colour.ts'
import { disc, fieldOf, joined, melted, outline, oval, ring, slab, stick, without, type Field, type Flat } from '../flat-shape.ts'
import { metal, wood, type Texture } from './material.ts'
import { cut, together, type Solid } from './solid.ts'

interface Silhouette {
  readonly name: string
  readonly head: Flat
  readonly handle: Flat
  /** The head is of wood too. */
  readonly wooden?: boolean
  readonly thick?: number
}

const beech: Texture = (x, y, z, out) => {
  const grain = 0.94 + 0.06 * Math.sin(x * 90 + Math.sin(y * 5 + z * 8) * 2.4) + 0.03 * Math.sin(x * 31 - y * 3)
  for (let c = 0; c < 3; c++) out[c] = (out[c] as number) * grain
}
const brushed: Texture = (x, y, _, out) => {
  const grain = 0.97 + 0.04 * Math.sin(x * 260) + 0.08 * Math.sin(y * 4 + x * 6)
  for (let c = 0; c < 3; c++) out[c] = (out[c] as number) * grain
}

const grip = (low: number, high: number, half = 0.075): Flat => melted(0.05, stick(0, low + half, 0, high - half, half * 0.8, half), disc(0, high - half, half))

const TOOLS: readonly Silhouette[] = [
  { name: 'wooden spoon', head: oval(0, 0.3, 0.2, 0.3), handle: stick(0, 0.5, 0, 1.75, 0.05, 0.065), wooden: true },
  { name: 'spatula', head: without(melted(0.06, slab(0, 0.36, 0.22, 0.36, 0.07), stick(0, 0.7, 0, 1.1, 0.03)), joined(slab(0, 0.36, 0.022, 0.2, 0.02), slab(-0.1, 0.36, 0.022, 0.2, 0.02), slab(0.1, 0.36, 0.022, 0.2, 0.02))), handle: grip(1.02, 1.78) },
  { name: 'whisk', head: joined(ring(oval(0, 0.46, 0.25, 0.46), 0.014), ring(oval(0, 0.46, 0.15, 0.455), 0.014), ring(oval(0, 0.46, 0.05, 0.45), 0.013), slab(0, 0.98, 0.055, 0.14, 0.03)), handle: grip(1.02, 1.78) },
  { name: 'ladle', head: melted(0.08, disc(0, 0.27, 0.26), stick(0, 0.5, 0, 1.2, 0.032)), handle: grip(1.12, 1.8) },
  { name: 'chef’s knife', head: outline([[-0.1, 1.02], [-0.12, 0.3], [-0.06, 0.02], [-0.02, 0], [0.1, 0.32], [0.145, 0.7], [0.14, 1.02]], 1), handle: grip(0.98, 1.72, 0.085) },
  { name: 'rolling pin', head: melted(0.03, slab(0, 0.9, 0.14, 0.58, 0.05), stick(0, 0.1, 0, 1.7, 0.055)), handle: joined(disc(0, 0.08, 0.075), disc(0, 1.72, 0.075)), wooden: true, thick: 0.13 },
  { name: 'peeler', head: joined(without(melted(0.05, slab(0, 0.42, 0.15, 0.38, 0.13), stick(0, 0.74, 0, 1.05, 0.035)), slab(0, 0.4, 0.1, 0.28, 0.09)), slab(0, 0.42, 0.045, 0.31, 0.03)), handle: grip(0.98, 1.74, 0.09) },
  { name: 'sieve', head: joined(ring(disc(0, 0.34, 0.32), 0.024), (x, y) => Math.max(Math.hypot(x, y - 0.34) - 0.33, Math.min(Math.abs((x * 13 + 40) % 1 - 0.5) - 0.16, Math.abs((y * 13 + 40) % 1 - 0.5) - 0.16) / 13), stick(0, 0.66, 0, 1.15, 0.026)), handle: grip(1.1, 1.78) },
  { name: 'fork', head: joined(melted(0.05, slab(0, 0.62, 0.16, 0.14, 0.1), stick(0, 0.7, 0, 1.3, 0.032)), ...[-0.125, -0.042, 0.042, 0.125].map((x) => stick(x, 0.03, x, 0.6, 0.02, 0.026))), handle: grip(1.16, 1.8) },
]

export const TOOL_NAMES = TOOLS.map(({ name }) => name)

const EXTENT = { left: -0.4, right: 0.4, bottom: -0.02, top: 1.84 }
/** Sampled once: their shapes do not change, only the wood. */
const sampled: { readonly head: Field; readonly handle: Field }[] = []

/** Each with its foot at 0, about 1.8 high. */
export function kitchenTool(index: number, beechColour: Hex): Solid {
  const which = index % TOOLS.length
  const { head, handle, wooden, thick = 0.04 } = TOOLS[which] as Silhouette
  const fields = sampled[which] ??= { head: fieldOf(head, EXTENT, 0.08, 100), handle: fieldOf(handle, EXTENT, 0.08, 100) }
  const timber = wood(beechColour, beech)
  return together(
    cut(fields.head, thick * (wooden ? 1.4 : 0.7), wooden ? 0.04 : 0.012, [wooden ? timber : metal('#cfd3d6', brushed)]),
    cut(fields.handle, wooden ? thick * 1.4 : 0.062, 0.045, [wooden ? wood(lighter(beechColour, -0.05), beech) : timber]),
  )
}
