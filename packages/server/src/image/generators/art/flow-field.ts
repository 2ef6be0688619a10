/**
 * Thousands of hair-thin lines that follow a field of directions (curl of smooth noise, Bridson 2007, so that they neither bunch
 * nor end in sinks) and flow round circles they never enter. Ink is laid on in light, pixel by pixel.
 */
import type { Random } from '../../../base/random.ts'
import type { Pixels } from '../../generated.ts'
import { rgbOf } from '../colour.ts'
import { noise2d, octaves, speck } from '../noise.ts'
import type { Size } from '../size.ts'
import type { ArtPalette } from './palette.ts'

const LINES = 15_000
const LONGEST = 74
/** Cells of the sampled field: directions change slowly, so they are looked up. */
const CELL = 6

export interface Circle { readonly x: number; readonly y: number; readonly r: number }

export function flowField(size: Size, palette: ArtPalette, holes: number, random: Random): { readonly picture: Pixels; readonly lines: number } {
  const { width, height } = size
  const side = Math.min(width, height)
  const circles = holesOf(size, holes, random.fork('holes'))
  const field = fieldOf(size, circles, random.fork('field'))
  const columns = Math.ceil(width / CELL) + 2
  const ground = rgbOf(palette.ground)
  const plate = new Float32Array(width * height * 3)
  for (let k = 0; k < plate.length; k++) plate[k] = ground[k % 3] as number
  const inks = palette.inks.slice(0, 4).map(rgbOf)
  const tone = octaves(noise2d(random.fork('tone')), 2)
  const scale = side / 1024
  for (let n = 0; n < LINES; n++) {
    let [x, y] = [random.next() * width, random.next() * height]
    const here = tone(x / side * 2.2 + 30, y / side * 2.2 + 30) + random.between(-0.16, 0.16)
    const ink = inks[here > 0.16 && inks.length > 1 ? 1 : here < -0.3 && inks.length > 2 ? 2 : here > 0.34 && inks.length > 3 ? 3 : 0] as (typeof inks)[number]
    const steps = Math.round(LONGEST * scale * random.between(0.4, 1.25))
    const strength = random.between(0.16, 0.62)
    for (let s = 0; s < steps; s++) {
      const at = ((y / CELL) | 0) * columns + ((x / CELL) | 0)
      const dx = field[at * 2] as number
      const dy = field[at * 2 + 1] as number
      if (dx === 0 && dy === 0) break
      x += dx
      y += dy
      const px = x | 0
      const py = y | 0
      if (px < 0 || py < 0 || px >= width - 1 || py >= height - 1) break
      const fade = strength * Math.min(1, s / 8, (steps - s) / 14)
      const u = x - px
      const v = y - py
      dab(plate, (py * width + px) * 3, ink, fade * (1 - u) * (1 - v))
      dab(plate, (py * width + px + 1) * 3, ink, fade * u * (1 - v))
      dab(plate, ((py + 1) * width + px) * 3, ink, fade * (1 - u) * v)
      dab(plate, ((py + 1) * width + px + 1) * 3, ink, fade * u * v)
    }
  }
  return { picture: { ...size, data: onPaper(plate, size) }, lines: LINES }
}

function dab(plate: Float32Array, k: number, ink: readonly [number, number, number], share: number): void {
  plate[k] = (plate[k] as number) + (ink[0] - (plate[k] as number)) * share
  plate[k + 1] = (plate[k + 1] as number) + (ink[1] - (plate[k + 1] as number)) * share
  plate[k + 2] = (plate[k + 2] as number) + (ink[2] - (plate[k + 2] as number)) * share
}

/** Apart from each other and off the middle. */
function holesOf({ width, height }: Size, count: number, random: Random): readonly Circle[] {
  const side = Math.min(width, height)
  const circles: Circle[] = []
  for (let tries = 0; tries < 400 && circles.length < count; tries++) {
    const r = side * random.between(0.07, 0.15)
    const [x, y] = [random.between(r * 1.4, width - r * 1.4), random.between(r * 1.4, height - r * 1.4)]
    if (circles.every((other) => Math.hypot(other.x - x, other.y - y) > (other.r + r) * 1.35) && Math.hypot(x - width / 2, y - height / 2) > r * 1.1) circles.push({ x, y, r })
  }
  return circles
}

/** Unit directions, none inside a circle: near one they turn into its tangent. */
function fieldOf({ width, height }: Size, circles: readonly Circle[], random: Random): Float32Array {
  const [columns, rows] = [Math.ceil(width / CELL) + 2, Math.ceil(height / CELL) + 2]
  const field = new Float32Array(columns * rows * 2)
  const height2d = octaves(noise2d(random), 2)
  const side = Math.min(width, height)
  const drift = random.between(0, 2 * Math.PI)
  const zoom = random.between(1.5, 2.4) / side
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const [x, y] = [(i + 0.5) * CELL, (j + 0.5) * CELL]
      const e = 0.02
      const [u, v] = [x * zoom + 7, y * zoom + 7]
      let dx = (height2d(u, v + e) - height2d(u, v - e)) / e + Math.cos(drift) * 0.5
      let dy = -(height2d(u + e, v) - height2d(u - e, v)) / e + Math.sin(drift) * 0.5
      let open = true
      for (const circle of circles) {
        const [ox, oy] = [x - circle.x, y - circle.y]
        const far = Math.hypot(ox, oy)
        if (far < circle.r) open = false
        const pull = Math.exp(-Math.max(0, far - circle.r) / (circle.r * 0.55))
        const turn = dx * -oy + dy * ox >= 0 ? 1 : -1
        const l = Math.hypot(dx, dy) || 1
        dx = dx / l * (1 - pull) + -oy / far * turn * pull
        dy = dy / l * (1 - pull) + ox / far * turn * pull
      }
      const l = Math.hypot(dx, dy) || 1
      field[(j * columns + i) * 2] = open ? dx / l : 0
      field[(j * columns + i) * 2 + 1] = open ? dy / l : 0
    }
  }
  return field
}

/** Fibres and grain: a few codes up and down. */
export function onPaper(plate: Float32Array, { width, height }: Size): Uint8Array {
  const data = new Uint8Array(width * height * 4)
  const fibre = Float32Array.from({ length: 8192 }, (_, i) => (speck(i, 3, 5) - 0.5) * 5 + (speck(i, 4, 6) > 0.985 ? -7 : 0))
  for (let y = 0, k = 0; y < height; y++) {
    for (let x = 0; x < width; x++, k++) {
      const rough = ((fibre[(Math.imul(x, 1597) ^ Math.imul(y, 51749)) >>> 5 & 8191] as number) + (fibre[(Math.imul(x >> 1, 7919) ^ Math.imul(y >> 2, 104729)) >>> 4 & 8191] as number)) * 0.7 + 0.5
      for (let c = 0; c < 3; c++) {
        const value = (plate[k * 3 + c] as number) + rough
        data[k * 4 + c] = value < 0 ? 0 : value > 255 ? 255 : value
      }
      data[k * 4 + 3] = 255
    }
  }
  return data
}
