/**
 * Coral by reaction and diffusion in Young's form (1984): each cell is pushed on by what is near it and held back by what is a
 * little farther. A dozen rounds make the labyrinth that Gray and Scott's equations need thousands for. The edge is traced by
 * marching squares. Letters may lie under it; near a vowel nothing grows.
 */
import type { Random } from '../../../base/random.ts'
import { mix, type Hex } from '../colour.ts'
import { FACES } from '../font-files.ts'
import { short, text } from '../svg.ts'
import type { Size } from '../size.ts'
import type { ArtPalette } from './palette.ts'

/** Cells along the shorter side. */
const CELLS = 190
const ROUNDS = 14

export function coral(size: Size, { ground, inks }: ArtPalette, letters: boolean, random: Random): { readonly body: string; readonly vowels: number } {
  const step = Math.min(size.width, size.height) / CELLS
  const [columns, rows] = [Math.ceil(size.width / step) + 1, Math.ceil(size.height / step) + 1]
  const alphabet = 'BCDFGHJKLMNPQRSTVWXYZ'
  const across = letters ? 9 : 0
  const pitch = size.width / Math.max(1, across)
  const down = letters ? Math.floor(size.height / pitch) : 0
  const glyphs = Array.from({ length: across * down }, (_, i) => ({
    letter: random.chance(0.24) ? random.pick([...'AEIOU']) : random.pick([...alphabet]),
    x: (i % across + 0.5) * pitch, y: (Math.floor(i / across) + 0.5) * (size.height / down),
  }))
  const vowels = glyphs.filter(({ letter }) => 'AEIOU'.includes(letter))
  const bias = new Float32Array(columns * rows)
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      let near = Infinity
      for (const { x, y } of vowels) near = Math.min(near, Math.hypot(i * step - x, (j * step - y) * 0.9))
      const clear = pitch * 0.44
      bias[j * columns + i] = letters && near < clear ? -2.2 * (1 - near / clear) - 0.25 : random.between(-0.015, 0.015)
    }
  }
  let field = Float32Array.from({ length: columns * rows }, () => random.between(-1, 1))
  field = Float32Array.from(field, (value, k) => value + (bias[k] as number))
  for (let round = 0; round < ROUNDS; round++) {
    const near = blurred(blurred(field, columns, rows, 2), columns, rows, 1)
    const far = blurred(blurred(field, columns, rows, 5), columns, rows, 4)
    for (let k = 0; k < field.length; k++) field[k] = Math.max(-1, Math.min(1, ((near[k] as number) - (far[k] as number) * 0.94) * 7 + (bias[k] as number)))
  }
  const smooth = blurred(field, columns, rows, 1)
  const [ink, deep] = [inks[0] as Hex, mix(inks[1] ?? (inks[0] as Hex), ground, 0.45)]
  const under = glyphs.map(({ letter, x, y }) => text(x, y + pitch * 0.19, letter, { size: pitch * 0.54, colour: 'AEIOU'.includes(letter) ? ink : mix(ground, ink, 0.3), face: FACES.mono, weight: 700, anchor: 'middle' }))
  const shape = traced(smooth, columns, rows, step, 0.06)
  return { body: `${under.join('')}<path d="${shape}" fill="${deep}" transform="translate(${short(step * 0.9)} ${short(step * 1.1)})" opacity="0.55" fill-rule="evenodd"/><path d="${shape}" fill="${ink}" fill-rule="evenodd"/>`, vowels: vowels.length }
}

/** Mean over a square of `2 r + 1` cells, by running sums, edges repeated. */
function blurred(field: Float32Array, columns: number, rows: number, r: number): Float32Array<ArrayBuffer> {
  const once = new Float32Array(field.length)
  const twice = new Float32Array(field.length)
  const pass = (from: Float32Array, to: Float32Array, count: number, length: number, stride: number, lane: number) => {
    for (let n = 0; n < count; n++) {
      const start = n * lane
      let sum = 0
      for (let i = -r; i <= r; i++) sum += from[start + Math.max(0, Math.min(length - 1, i)) * stride] as number
      for (let i = 0; i < length; i++) {
        to[start + i * stride] = sum / (2 * r + 1)
        sum += (from[start + Math.min(length - 1, i + r + 1) * stride] as number) - (from[start + Math.max(0, i - r) * stride] as number)
      }
    }
  }
  pass(field, once, rows, columns, 1, columns)
  pass(once, twice, columns, rows, columns, 1)
  return twice
}

/** Cell by cell: the polygon of a square that lies above the level (marching squares, filled). */
function traced(field: Float32Array, columns: number, rows: number, step: number, level: number): string {
  const parts: string[] = []
  const value = (i: number, j: number) => (field[j * columns + i] as number) - level
  for (let j = 0; j < rows - 1; j++) {
    let run = -1
    for (let i = 0; i < columns - 1; i++) {
      const corners = [[i, j, value(i, j)], [i + 1, j, value(i + 1, j)], [i + 1, j + 1, value(i + 1, j + 1)], [i, j + 1, value(i, j + 1)]] as const
      const inside = corners.filter(([, , v]) => v > 0).length
      if (inside === 4) {
        if (run < 0) run = i
        continue
      }
      if (run >= 0) parts.push(box(run, i, j, step))
      run = -1
      if (inside === 0) continue
      const points: string[] = []
      for (let k = 0; k < 4; k++) {
        const [ax, ay, av] = corners[k] as readonly [number, number, number]
        const [bx, by, bv] = corners[(k + 1) % 4] as readonly [number, number, number]
        if (av > 0) points.push(`${short(ax * step)} ${short(ay * step)}`)
        if (av > 0 !== bv > 0) {
          const t = av / (av - bv)
          points.push(`${short((ax + (bx - ax) * t) * step)} ${short((ay + (by - ay) * t) * step)}`)
        }
      }
      parts.push(`M${points.join('L')}Z`)
    }
    if (run >= 0) parts.push(box(run, columns - 1, j, step))
  }
  return parts.join('')
}

const box = (from: number, to: number, j: number, step: number) => `M${short(from * step)} ${short(j * step)}H${short(to * step)}V${short((j + 1) * step)}H${short(from * step)}Z`
