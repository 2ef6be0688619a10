/**
 * A small grid of colours that shapes are painted on pixel by pixel: no half-covered pixels, a few tones each, light from one
 * side. Tones come from how a shape would bulge: its distance to the edge stands for height, as in Johnston's Lumo (2002).
 */
import { lighter, mix, type Hex } from '../colour.ts'
import type { Flat } from '../flat-shape.ts'

/** Dark to light. */
export type Ramp = readonly Hex[]

/** Where light comes from, x to the right, y down, z towards the eye. */
export interface PixelLight {
  readonly x: number
  readonly y: number
  readonly z: number
}

export const FROM_LEFT: PixelLight = { x: -0.55, y: -0.65, z: 0.52 }

/** Shadows lean to `shade`, lights to warm white. */
export function rampOf(base: Hex, shade: Hex = '#2a2350', tones = 3): Ramp {
  const dark = mix(lighter(base, -0.15), shade, 0.32)
  const bright = mix(lighter(base, 0.1), '#fff3d6', 0.28)
  return tones === 2 ? [dark, base] : tones === 3 ? [dark, base, bright] : [mix(lighter(base, -0.24), shade, 0.5), dark, base, bright]
}

export class PixelCanvas {
  readonly width: number
  readonly height: number
  /** null is see-through. */
  readonly cells: (Hex | null)[]
  readonly light: PixelLight

  constructor(width: number, height: number, light: PixelLight = FROM_LEFT) {
    this.width = width
    this.height = height
    this.light = light
    this.cells = Array.from({ length: width * height }, () => null)
  }

  at(x: number, y: number): Hex | null {
    return x < 0 || y < 0 || x >= this.width || y >= this.height ? null : this.cells[y * this.width + x] as Hex | null
  }

  set(x: number, y: number, colour: Hex | null): void {
    const [i, j] = [Math.round(x), Math.round(y)]
    if (i >= 0 && j >= 0 && i < this.width && j < this.height) this.cells[j * this.width + i] = colour
  }

  /** One colour, no shading. */
  flat(shape: Flat, colour: Hex | null): void {
    for (let y = 0; y < this.height; y++) for (let x = 0; x < this.width; x++) if (shape(x + 0.5, y + 0.5) < 0) this.set(x, y, colour)
  }

  /** Shaded as if it bulged by `bulge` pixels; over what is there, its edge away from the light is drawn in its darkest tone. */
  paint(shape: Flat, ramp: Ramp, bulge = 4, edged = true): void {
    const { light } = this
    const before = edged ? [...this.cells] : this.cells
    for (let y = 0; y < this.height; y++) {
      for (let x = 0; x < this.width; x++) {
        const [px, py] = [x + 0.5, y + 0.5]
        const d = shape(px, py)
        if (d >= 0) continue
        const gx = (shape(px + 0.5, py) - shape(px - 0.5, py))
        const gy = (shape(px, py + 0.5) - shape(px, py - 0.5))
        const slope = 1 - Math.min(1, -d / bulge)
        const l = Math.hypot(gx, gy) || 1
        const lean = slope * 0.94
        const tone = (gx * light.x + gy * light.y) / l * lean + Math.sqrt(1 - lean * lean) * light.z
        const step = Math.max(0, Math.min(ramp.length - 1, Math.floor((tone + 0.32) / 1.2 * ramp.length)))
        const rim = edged && d > -1 && before[y * this.width + x] !== null && gx * light.x + gy * light.y < 0
        this.set(x, y, ramp[rim ? 0 : step] as Hex)
      }
    }
  }

  /** Round what is filled: a line of one pixel, `lit` only where it faces the light. */
  outline(colour: Hex, where: 'all' | 'lit' | 'shade' = 'all'): void {
    const before = [...this.cells]
    const filled = (x: number, y: number) => x >= 0 && y >= 0 && x < this.width && y < this.height && before[y * this.width + x] !== null
    for (let y = 0; y < this.height; y++) {
      for (let x = 0; x < this.width; x++) {
        if (filled(x, y)) continue
        const towards = (filled(x + 1, y) ? 1 : 0) * -this.light.x + (filled(x - 1, y) ? 1 : 0) * this.light.x + (filled(x, y + 1) ? 1 : 0) * -this.light.y + (filled(x, y - 1) ? 1 : 0) * this.light.y
        const touches = filled(x + 1, y) || filled(x - 1, y) || filled(x, y + 1) || filled(x, y - 1)
        if (touches && (where === 'all' || (where === 'lit' ? towards > 0 : towards <= 0))) this.set(x, y, colour)
      }
    }
  }

  /** Laid over this one with its top left at a place. */
  draw(other: PixelCanvas, left: number, top: number): void {
    for (let y = 0; y < other.height; y++) {
      for (let x = 0; x < other.width; x++) {
        const colour = other.at(x, y)
        if (colour !== null) this.set(left + x, top + y, colour)
      }
    }
  }

  colours(): Map<Hex, number> {
    const counts = new Map<Hex, number>()
    for (const cell of this.cells) if (cell !== null) counts.set(cell, (counts.get(cell) ?? 0) + 1)
    return counts
  }
}
