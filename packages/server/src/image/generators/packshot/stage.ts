/** A table in a studio: bodies, a seamless ground, lights of some size, and the eye that looks at it. */
import type { Light, Texture } from './material.ts'
import type { Solid } from './solid.ts'

export type Vector = readonly [number, number, number]

/** A lit rectangle far away, seen in what is glossy. */
export interface Panel {
  readonly towards: Vector
  /** Half sides, as tangents of the angle they are seen under. */
  readonly wide: number
  readonly high: number
  readonly power: number
}

export interface Stage {
  readonly solids: readonly Solid[]
  readonly eye: Vector
  readonly target: Vector
  /** Degrees from top to bottom. */
  readonly angle: number
  /** The ground where it is near, and where it sweeps up. */
  readonly ground: { readonly near: Light; readonly far: Light; readonly mirror: number; readonly texture: Texture | null }
  readonly key: { readonly towards: Vector; readonly power: number; /** 0.05 hard, 0.4 a large softbox near by. */ readonly size: number; readonly colour: Light }
  readonly fill: { readonly towards: Vector; readonly power: number }
  readonly ambient: number
  readonly panels: readonly Panel[]
  /** How much a glass edge shines (bright on dark) or darkens (dark on bright, negative). */
  readonly rim: number
}

export const unit = ([x, y, z]: Vector): Vector => {
  const l = Math.hypot(x, y, z) || 1
  return [x / l, y / l, z / l]
}
export const cross = (a: Vector, b: Vector): Vector => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
