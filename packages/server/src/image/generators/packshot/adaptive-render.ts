/**
 * Fills an image from rays, fewer where little happens: a coarse grid first, then finer wherever the corners of a cell differ in
 * what they hit or in brightness (adaptive subdivision, Whitted 1980). Edges are smoothed
 * afterwards, and textures laid on from the place each pixel hit, so that neither costs a ray.
 */
import { codeOf } from '../colour.ts'
import { speck } from '../noise.ts'
import type { Texture } from './material.ts'

/** The ground, on a ray that comes near no body. */
export const FAR = 0
/** The ground, on a ray that goes through the box of a body. */
export const NEARBY = 1
/** What a ray met: light in 0–2, the place in 3–5. Answers what it hit: `FAR`, `NEARBY`, from 2 on a material. */
export type Shade = (x: number, y: number, out: Float32Array) => number

/** Points of the plate between the first rays; a point is two pixels wide. */
const COARSE = 4
/** The same where a body might be slipped through. */
const FINE = 2
/** Share of their light by which two corners of a cell of 4 and 2 points may differ: across a wide cell one sees less. */
const ALIKE: Readonly<Record<number, number>> = { 4: 0.05, 2: 0.09 }
/** The same between neighbouring points, beyond which each pixel gets a ray; a softer step is drawn well enough between points. */
const STEEP = 0.32
/** Codes of grain to each side: it hides the steps of soft gradients. */
const GRAIN = 1.6
/** Steps of the table of codes, which reaches to `BRIGHTEST` times white. */
const TABLE = 4095
const BRIGHTEST = 1.5

const CODES = Float32Array.from({ length: TABLE + 1 }, (_, i) => codeOf(shoulder(i / TABLE * BRIGHTEST)))
const GRAINS = Float32Array.from({ length: 4096 }, (_, i) => (speck(i, 1, 7) + speck(i, 2, 8) - 1) * GRAIN + 0.5)

/** Highlights run out softly instead of being cut off. */
function shoulder(light: number): number {
  return light <= 0.82 ? light : 0.82 + 0.18 * (1 - Math.exp((0.82 - light) / 0.18))
}

function codeAt(light: number): number {
  const place = light * (TABLE / BRIGHTEST)
  return CODES[place > TABLE ? TABLE : place < 0 ? 0 : place | 0] as number
}

/** Grain at a pixel, about a half on average, so that cutting off rounds. */
function roughAt(x: number, y: number): number {
  return GRAINS[(Math.imul(x, 73) ^ Math.imul(y, 2657) ^ (Math.imul(x * y + 7, 40503) >>> 6)) & 4095] as number
}

function whole(code: number): number {
  return code < 0 ? 0 : code > 255 ? 255 : code
}

/** Not yet looked at. */
const UNKNOWN = 255
/** Numbers a point has: light and place. */
const WIDE = 6

/** Light and place at every second pixel of every second row, and what was met there. */
class Plate {
  readonly light: Float32Array
  readonly met: Uint8Array
  readonly columns: number
  readonly rows: number
  readonly #shade: Shade
  readonly #out = new Float32Array(WIDE)

  constructor(width: number, height: number, shade: Shade) {
    this.columns = (width >> 1) + 2
    this.rows = (height >> 1) + 2
    this.light = new Float32Array(this.columns * this.rows * WIDE)
    this.met = new Uint8Array(this.columns * this.rows).fill(UNKNOWN)
    this.#shade = shade
    for (let y = 0; y < this.rows - 1; y += COARSE) for (let x = 0; x < this.columns - 1; x += COARSE) this.#cell(x, y, COARSE)
  }

  #sample(x: number, y: number): number {
    const k = y * this.columns + x
    if (this.met[k] === UNKNOWN) {
      const out = this.#out
      this.met[k] = this.#shade(x * 2, y * 2, out)
      for (let n = 0, at = k * WIDE; n < WIDE; n++) this.light[at + n] = out[n] as number
    }
    return k
  }

  #differ(a: number, b: number, most: number): boolean {
    const first = this.met[a] as number
    const second = this.met[b] as number
    if (first !== second && first + second > NEARBY) return true
    for (let c = 0; c < 3; c++) {
      const p = this.light[a * WIDE + c] as number
      const q = this.light[b * WIDE + c] as number
      const d = p - q
      if ((d < 0 ? -d : d) > most * (0.12 + (p > q ? p : q))) return true
    }
    return false
  }

  /** The four points of a cell that is one point wide tell different things: something happens between them. */
  busy(k: number): boolean {
    const most = STEEP
    return this.#differ(k, k + 1, most) || this.#differ(k, k + this.columns, most) || this.#differ(k, k + this.columns + 1, most) || this.#differ(k + 1, k + this.columns, most)
  }

  #cell(x: number, y: number, size: number): void {
    const right = Math.min(this.columns - 1, x + size)
    const bottom = Math.min(this.rows - 1, y + size)
    const a = this.#sample(x, y)
    const b = this.#sample(right, y)
    const c = this.#sample(x, bottom)
    const d = this.#sample(right, bottom)
    if (size === 1) return
    const { met } = this
    const most = ALIKE[size] as number
    const near = size > FINE && (met[a] as number) + (met[b] as number) + (met[c] as number) + (met[d] as number) > FAR
    if (near || this.#differ(a, b, most) || this.#differ(a, c, most) || this.#differ(b, d, most) || this.#differ(c, d, most) || this.#differ(a, d, most)) {
      const half = size >> 1
      for (let j = y; j < bottom; j += half) for (let i = x; i < right; i += half) this.#cell(i, j, half)
      return
    }
    this.#fill(a, b, c, d, right - x, bottom - y)
  }

  /** Between four corners, bilinear. */
  #fill(a: number, b: number, c: number, d: number, wide: number, high: number): void {
    const { light, met, columns } = this
    const id = met[a] as number
    for (let j = 0; j <= high; j++) {
      const t = j / high
      for (let i = 0; i <= wide; i++) {
        const k = a + j * columns + i
        if (met[k] !== UNKNOWN) continue
        met[k] = id
        const s = i / wide
        for (let n = 0; n < WIDE; n++) {
          const top = (light[a * WIDE + n] as number) * (1 - s) + (light[b * WIDE + n] as number) * s
          light[k * WIDE + n] = top + ((light[c * WIDE + n] as number) * (1 - s) + (light[d * WIDE + n] as number) * s - top) * t
        }
      }
    }
  }
}

export function adaptiveRender(width: number, height: number, shade: Shade, textures: readonly (Texture | null)[]): Uint8Array {
  const plate = new Plate(width, height, shade)
  const { columns, light, met } = plate
  const data = new Uint8Array(width * height * 4)
  const edges: number[] = []
  const out = new Float32Array(WIDE)
  const write = (x: number, y: number, id: number) => {
    textures[id]?.(out[3] as number, out[4] as number, out[5] as number, out)
    const rough = roughAt(x, y)
    const at = (y * width + x) * 4
    for (let c = 0; c < 3; c++) data[at + c] = whole(codeAt(out[c] as number) + rough)
    data[at + 3] = 255
  }
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      const k = (y >> 1) * columns + (x >> 1)
      const busy = plate.busy(k)
      const id = met[k] as number
      const right = k + 1
      const below = k + columns
      if (!busy && (textures[id] === null || textures[id] === undefined) && x + 1 < width && y + 1 < height) {
        // Most of most pictures: the bare ground, three numbers a pixel.
        const at = (y * width + x) * 4
        const row = width * 4
        const first = roughAt(x, y)
        const second = roughAt(x + 1, y + 1)
        for (let c = 0; c < 3; c++) {
          const a = light[k * WIDE + c] as number
          const b = light[right * WIDE + c] as number
          const d = light[below * WIDE + c] as number
          data[at + c] = whole(codeAt(a) + first)
          data[at + 4 + c] = whole(codeAt((a + b) * 0.5) + second)
          data[at + row + c] = whole(codeAt((a + d) * 0.5) + first * -0.8 + 0.9)
          data[at + row + 4 + c] = whole(codeAt((a + b + d + (light[(below + 1) * WIDE + c] as number)) * 0.25) + second * -0.8 + 0.9)
        }
        data[at + 3] = data[at + 7] = data[at + row + 3] = data[at + row + 7] = 255
        continue
      }
      for (let part = 0; part < 4; part++) {
        const dx = part & 1
        const dy = part >> 1
        if (x + dx >= width || y + dy >= height) continue
        if (busy) edges.push((y + dy) * width + x + dx)
        if (busy && part > 0) {
          write(x + dx, y + dy, shade(x + dx, y + dy, out))
          continue
        }
        const a = k * WIDE
        const b = (k + dx) * WIDE
        const c = (k + dy * columns) * WIDE
        const d = (k + dy * columns + dx) * WIDE
        for (let n = 0; n < WIDE; n++) out[n] = ((light[a + n] as number) + (light[b + n] as number) + (light[c + n] as number) + (light[d + n] as number)) * 0.25
        write(x + dx, y + dy, id)
      }
    }
  }
  smooth(data, edges, width, height)
  return data
}

/** Pixels at an edge take most of theirs from the eight round them, which is what an edge between pixels looks like. */
function smooth(data: Uint8Array, edges: readonly number[], width: number, height: number): void {
  const smoothed = new Uint8Array(edges.length * 3)
  const row = width * 4
  edges.forEach((k, i) => {
    const inside = k % width > 0 && k % width < width - 1 && k >= width && k < width * (height - 1)
    for (let c = 0; c < 3; c++) {
      const at = k * 4 + c
      const own = data[at] as number
      if (!inside) {
        smoothed[i * 3 + c] = own
        continue
      }
      const straight = (data[at - 4] as number) + (data[at + 4] as number) + (data[at - row] as number) + (data[at + row] as number)
      const askew = (data[at - row - 4] as number) + (data[at - row + 4] as number) + (data[at + row - 4] as number) + (data[at + row + 4] as number)
      smoothed[i * 3 + c] = own * 0.36 + straight * 0.11 + askew * 0.05 + 0.5
    }
  })
  edges.forEach((k, i) => { for (let c = 0; c < 3; c++) data[k * 4 + c] = smoothed[i * 3 + c] as number })
}
