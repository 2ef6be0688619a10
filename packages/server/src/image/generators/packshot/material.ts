/** What a surface is made of, as far as light is concerned. Colours are light, not codes. */
import { lightOf, rgbOf, type Hex } from '../colour.ts'

export type Light = readonly [number, number, number]

/** Changes the light that leaves a point, pixel by pixel: specks, weave, the figures of a dial. `out` holds red, green, blue. */
export type Texture = (x: number, y: number, z: number, out: Float32Array) => void

export interface Material {
  /** `glass` lets the ground through, `metal` has no colour but that of what it mirrors. */
  readonly kind: 'matte' | 'glazed' | 'glass' | 'metal'
  readonly colour: Light
  /** Of a mirror's strength straight on; it grows towards the edge (Schlick 1994). */
  readonly gloss: number
  /** How far light goes round the edge: wax and wool more than steel. */
  readonly soft: number
  readonly texture: Texture | null
}

export function lightOfHex(hex: Hex): Light {
  const [r, g, b] = rgbOf(hex)
  return [lightOf(r), lightOf(g), lightOf(b)]
}

const made = (kind: Material['kind'], gloss: number, soft: number) => (hex: Hex, texture: Texture | null = null): Material => ({ kind, colour: lightOfHex(hex), gloss, soft, texture })

export const matte = made('matte', 0.015, 0.12)
export const wool = made('matte', 0, 0.35)
export const wax = made('glazed', 0.03, 0.4)
export const glazed = made('glazed', 0.05, 0.08)
export const wood = made('matte', 0.03, 0.1)
export const glass = made('glass', 0.06, 0)
export const metal = made('metal', 0.75, 0)
export const plastic = made('glazed', 0.04, 0.05)
