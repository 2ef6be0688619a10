/**
 * Light on a stage, one ray at a time. Bodies are met by sphere tracing (Hart 1996) inside their boxes; shadows soften with
 * distance (Quilez, "soft shadows in raymarched SDFs"); mirrors strengthen to the edge by Schlick's formula. Glass isn't refracted:
 * it is darkened by its tint and drawn by its edges, front and back, as a photographer lights it.
 */
import { crossing, through } from './crossing.ts'
import type { Material } from './material.ts'
import type { Solid } from './solid.ts'
import { cross, unit, type Panel, type Stage, type Vector } from './stage.ts'

interface AimedPanel extends Panel {
  readonly right: Vector
  readonly up: Vector
}

const STEPS_MOST = 44
const NEAR_ENOUGH = 0.0025
const SHADOW_STEPS = 14
/** Room round a body in which its shadow's edge and contact are felt. */
const PENUMBRA = 0.5

/** Keeps the scratch of one ray at a time, so that a million rays make no garbage. */
export class StageLight {
  readonly #stage: Stage
  readonly #solids: readonly Solid[]
  readonly #panels: readonly AimedPanel[]
  readonly #scratch = new Float32Array(6)
  /** The body last met, where, and its normal there. */
  #hit = -1
  #x = 0
  #y = 0
  #z = 0
  #nx = 0
  #ny = 0
  #nz = 0
  #env = 0
  /** The ray went through the box of a body. */
  closeBy = false

  constructor(stage: Stage) {
    this.#stage = stage
    this.#solids = stage.solids
    this.#panels = stage.panels.map((panel) => {
      const towards = unit(panel.towards)
      const side = unit(cross(towards, Math.abs(towards[1]) > 0.95 ? [0, 0, 1] : [0, 1, 0]))
      return { ...panel, towards, right: side, up: cross(side, towards) }
    })
  }

  /** The index of the first body on the ray, −1 for none; its place and normal are kept. */
  meet(ox: number, oy: number, oz: number, dx: number, dy: number, dz: number): number {
    let nearest = Infinity
    let hit = -1
    this.closeBy = false
    for (let i = 0; i < this.#solids.length; i++) {
      const solid = this.#solids[i] as Solid
      const enter = through(solid.box, 0, ox, oy, oz, dx, dy, dz)
      if (enter < 0) continue
      this.closeBy = true
      if (enter > nearest) continue
      let t = enter
      const { leave } = crossing
      for (let step = 0; step < STEPS_MOST && t < leave && t < nearest; step++) {
        const d = solid.distance(ox + dx * t, oy + dy * t, oz + dz * t)
        if (d < NEAR_ENOUGH) {
          nearest = t
          hit = i
          break
        }
        t += d * 0.94
      }
    }
    this.#hit = hit
    if (hit >= 0) {
      this.#x = ox + dx * nearest
      this.#y = oy + dy * nearest
      this.#z = oz + dz * nearest
      this.#normal(this.#solids[hit] as Solid)
    }
    return hit
  }

  /** By four distances at the corners of a tetrahedron. */
  #normal(solid: Solid): void {
    const e = 0.012
    const [x, y, z] = [this.#x, this.#y, this.#z]
    const a = solid.distance(x + e, y - e, z - e)
    const b = solid.distance(x - e, y - e, z + e)
    const c = solid.distance(x - e, y + e, z - e)
    const d = solid.distance(x + e, y + e, z + e)
    const [nx, ny, nz] = [a - b - c + d, c - a - b + d, b - a - c + d]
    const l = Math.sqrt(nx * nx + ny * ny + nz * nz) || 1
    this.#nx = nx / l
    this.#ny = ny / l
    this.#nz = nz / l
  }

  /** 1 in full light, 0 in full shadow. */
  #shadow(x: number, y: number, z: number): number {
    const { towards: [lx, ly, lz], size } = this.#stage.key
    let open = 1
    for (let i = 0; i < this.#solids.length && open > 0.01; i++) {
      const solid = this.#solids[i] as Solid
      const enter = through(solid.box, PENUMBRA, x, y, z, lx, ly, lz)
      if (enter < 0) continue
      let t = Math.max(0.02, enter)
      const { leave } = crossing
      for (let step = 0; step < SHADOW_STEPS && t < leave; step++) {
        const d = solid.distance(x + lx * t, y + ly * t, z + lz * t)
        open = Math.min(open, 0.5 + d / (t * size * 2))
        if (open < 0.01) return 0
        t += d < 0.045 ? 0.045 : d > 0.5 ? 0.5 : d
      }
    }
    const o = Math.max(0, Math.min(1, open))
    return o * o * (3 - 2 * o)
  }

  /** How open the ground is to the sky at a point: near 0 under a foot. */
  #contact(x: number, z: number): number {
    let open = 1
    for (let i = 0; i < this.#solids.length; i++) {
      const solid = this.#solids[i] as Solid
      const { low, high } = solid.box
      if (x < low[0] - PENUMBRA || x > high[0] + PENUMBRA || z < low[2] - PENUMBRA || z > high[2] + PENUMBRA) continue
      open *= 1 - 0.62 * Math.exp(-Math.max(0, solid.distance(x, 0.012, z)) * 9)
    }
    return open
  }

  /** What a mirror sees in a direction: the panels, the sweep, the ground. Brightness only. */
  #seen(dx: number, dy: number, dz: number): number {
    const { ground, ambient } = this.#stage
    const [base, far] = [ground.near[1], ground.far[1]]
    let light = (dy < 0 ? base : far * 0.5 + (0.3 + far * 0.35) * ambient * Math.max(0, dy)) * 0.72
    for (let i = 0; i < this.#panels.length; i++) {
      const { towards, right, up, wide, high, power } = this.#panels[i] as AimedPanel
      const ahead = dx * towards[0] + dy * towards[1] + dz * towards[2]
      if (ahead <= 0.05) continue
      const u = Math.abs(dx * right[0] + dy * right[1] + dz * right[2]) / ahead
      const v = Math.abs(dx * up[0] + dy * up[1] + dz * up[2]) / ahead
      light += power * within(u, wide) * within(v, high)
    }
    return light
  }

  ground(dx: number, dy: number, dz: number, fall: number, out: Float32Array): void {
    const { eye } = this.#stage
    this.#groundFrom(eye[0], eye[1], eye[2], dx, dy, dz, fall, out)
    const { mirror } = this.#stage.ground
    if (mirror <= 0 || dy >= -0.001) return
    const t = -eye[1] / dy
    const [x, z] = [eye[0] + dx * t, eye[2] + dz * t]
    // What stands on the ground, upside down in it; weaker the farther from the foot, as on acrylic or a waxed sweep.
    if (this.meet(x, 0.001, z, dx, -dy, dz) < 0) return
    const share = Math.min(0.9, mirror + (1 - mirror) * (1 + dy) ** 5 * 0.35) * Math.exp(-this.#y * (mirror > 0.3 ? 0.7 : 3.2))
    const [r, g, b, px, pz] = [out[0] as number, out[1] as number, out[2] as number, out[3] as number, out[5] as number]
    this.body(dx, -dy, dz, fall, this.#scratch)
    out[0] = r + ((this.#scratch[0] as number) - r) * share
    out[1] = g + ((this.#scratch[1] as number) - g) * share
    out[2] = b + ((this.#scratch[2] as number) - b) * share
    out[3] = px
    out[4] = 0
    out[5] = pz
  }

  #groundFrom(ox: number, oy: number, oz: number, dx: number, dy: number, dz: number, fall: number, out: Float32Array): void {
    const { ground, key, target } = this.#stage
    const sweep = Math.max(0, Math.min(1, fall * 1.25))
    const s = sweep * sweep * (3 - 2 * sweep)
    // Beyond every pool of light; the same for what sweeps up behind, or a line would show where the ground ends.
    let shade = 0.9
    out[3] = out[5] = 1e3
    out[4] = 0
    if (dy < -0.001) {
      const t = -oy / dy
      const [x, z] = [ox + dx * t, oz + dz * t]
      const away = (x - target[0]) ** 2 + (z - target[2]) ** 2
      const lightThere = away < 90 ? (0.34 + 0.66 * this.#shadow(x, 0.004, z)) * this.#contact(x, z) : 1
      out[3] = x
      out[5] = z
      // The pool of light lies towards the lamp.
      shade = lightThere * (0.9 + 0.16 * Math.exp(-((x - key.towards[0]) ** 2 + (z - key.towards[2]) ** 2) / 5))
    }
    // Shadows are cooler than the light that made them.
    const cool = (1 - shade) * 0.1
    out[0] = (ground.far[0] + (ground.near[0] - ground.far[0]) * s) * shade * (1 - cool * 0.5)
    out[1] = (ground.far[1] + (ground.near[1] - ground.far[1]) * s) * shade
    out[2] = (ground.far[2] + (ground.near[2] - ground.far[2]) * s) * shade * (1 + cool)
  }

  /** Light from the body last met towards the ray that met it; answers its part. */
  body(dx: number, dy: number, dz: number, fall: number, out: Float32Array): number {
    const { key, fill, ambient, rim } = this.#stage
    const solid = this.#solids[this.#hit] as Solid
    const [x, y, z, nx, ny, nz] = [this.#x, this.#y, this.#z, this.#nx, this.#ny, this.#nz]
    const part = solid.part(x, y, z)
    const { kind, colour, gloss, soft } = solid.materials[part] as Material
    const facing = Math.max(0, -(dx * nx + dy * ny + dz * nz))
    const away = 1 - facing
    const fresnel = gloss + (1 - gloss) * away ** 5
    const twice = 2 * (dx * nx + dy * ny + dz * nz)
    this.#env = this.#seen(dx - twice * nx, dy - twice * ny, dz - twice * nz)
    const open = kind === 'glass' ? 1 : Math.max(0.25, Math.min(1, 0.35 + 0.65 * solid.distance(x + nx * 0.14, y + ny * 0.14, z + nz * 0.14) / 0.14)) * (0.62 + 0.38 * Math.min(1, y / 0.3))
    if (kind === 'glass') {
      const back = this.#backEdge(solid, dx, dy, dz)
      this.#groundFrom(x, Math.max(0.01, y), z, dx, dy, dz, fall, out)
      const thick = 0.55 + 0.75 * away + 0.35 * back
      for (let c = 0; c < 3; c++) {
        const tint = colour[c as 0 | 1 | 2]
        const edge = rim * (away ** 2.2 + back ** 3 * 0.45)
        out[c] = rim > 0
          ? (out[c] as number) * tint * 0.6 + edge * (0.45 + 0.55 * tint) + this.#env * fresnel * 1.2 + tint * 0.06 * (1 + 0.7 * ny - 0.5 * Math.min(1, Math.abs(y - 0.5)))
          : Math.max(0, (out[c] as number) * tint ** thick * (1 + edge * 0.55)) + tint ** (thick * 1.4) * 0.12 * key.power + this.#env * fresnel * 0.9
      }
    } else if (kind === 'metal') {
      const bright = (0.12 + this.#env * 0.95) * (0.45 + 0.55 * open)
      for (let c = 0; c < 3; c++) out[c] = bright * (colour[c as 0 | 1 | 2] + (1 - colour[c as 0 | 1 | 2]) * away ** 5)
    } else {
      const [lx, ly, lz] = key.towards
      const cosine = nx * lx + ny * ly + nz * lz
      const reach = Math.max(0, (cosine + soft) / (1 + soft))
      const direct = reach <= 0 ? 0 : reach * (soft * 0.5 + (1 - soft * 0.5) * this.#shadow(x + nx * 0.03, y + ny * 0.03, z + nz * 0.03)) * key.power
      const filled = Math.max(0, 0.3 + 0.7 * (nx * fill.towards[0] + ny * fill.towards[1] + nz * fill.towards[2])) * fill.power
      const sky = ambient * (0.55 + 0.45 * ny)
      for (let c = 0; c < 3; c++) {
        const diffuse = (direct * key.colour[c as 0 | 1 | 2] + (filled + sky) * open) * colour[c as 0 | 1 | 2]
        out[c] = diffuse + (kind === 'glazed' ? this.#env * fresnel * 1.1 : this.#env * fresnel * 0.25) * (0.3 + 0.7 * open)
      }
    }
    out[3] = x
    out[4] = y
    out[5] = z
    return part
  }

  /** How steep the far wall is where the ray leaves the body: 1 at its edges. */
  #backEdge(solid: Solid, dx: number, dy: number, dz: number): number {
    const [x, y, z, nx, ny, nz] = [this.#x, this.#y, this.#z, this.#nx, this.#ny, this.#nz]
    let t = 0.03
    for (let step = 0; step < 14 && t < 4; step++) {
      const d = -solid.distance(x + dx * t, y + dy * t, z + dz * t)
      if (d < 0.003) break
      t += d
    }
    this.#x = x + dx * t
    this.#y = y + dy * t
    this.#z = z + dz * t
    this.#normal(solid)
    const steep = 1 - Math.min(1, Math.abs(dx * this.#nx + dy * this.#ny + dz * this.#nz))
    this.#x = x
    this.#y = y
    this.#z = z
    this.#nx = nx
    this.#ny = ny
    this.#nz = nz
    return steep
  }
}

function within(value: number, half: number): number {
  const t = Math.max(0, Math.min(1, (half - value) / (half * 0.35) + 0.5))
  return t * t * (3 - 2 * t)
}
