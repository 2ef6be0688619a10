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

/** Pixels between the first rays. */
const COARSE = 8
/** The same where a body might be slipped through. */
const FINE = 4
/** Share of their light by which two corners of a cell of 8, 4 and 2 pixels may differ: across a wide cell one sees less. */
const ALIKE: Readonly<Record<number, number>> = { 8: 0.05, 4: 0.08, 2: 0.17 }
/** Of two neighbouring pixels, beyond which an edge is smoothed. */
const EDGE = 0.14
/** Codes of grain to each side: it hides the steps of soft gradients. */
const GRAIN = 1.6
/** Light of `white` in the table of codes. */
const TABLE = 4095

const CODES = Float32Array.from({ length: TABLE + 1 }, (_, i) => codeOf(shoulder(i / TABLE * 1.5)))

/** Highlights run out softly instead of being cut off. */
function shoulder(light: number): number {
  return light <= 0.82 ? light : 0.82 + 0.18 * (1 - Math.exp((0.82 - light) / 0.18))
}

/** Light and place of every pixel, and what it met. */
class Plate {
  readonly light: Float32Array
  readonly met: Uint8Array
  readonly width: number
  readonly height: number
  readonly #shade: Shade
  readonly #out = new Float32Array(6)
  /** By what was met: whether its place matters, as there is a texture. */
  readonly #textured: readonly boolean[]

  constructor(width: number, height: number, shade: Shade, textured: readonly boolean[]) {
    this.width = width
    this.height = height
    this.light = new Float32Array(width * height * 6)
    this.met = new Uint8Array(width * height).fill(UNKNOWN)
    this.#shade = shade
    this.#textured = textured
  }

  #sample(x: number, y: number): number {
    const k = y * this.width + x
    if (this.met[k] === UNKNOWN) {
      const out = this.#out
      this.met[k] = this.#shade(x, y, out)
      for (let n = 0, at = k * 6; n < 6; n++) this.light[at + n] = out[n] as number
    }
    return k
  }

  differ(a: number, b: number, most: number): boolean {
    const first = this.met[a] as number
    const second = this.met[b] as number
    if (first !== second && first + second > NEARBY) return true
    for (let c = 0; c < 3; c++) {
      const p = this.light[a * 6 + c] as number
      const q = this.light[b * 6 + c] as number
      const d = p - q
      if ((d < 0 ? -d : d) > most * (0.12 + (p > q ? p : q))) return true
    }
    return false
  }

  cell(x: number, y: number, size: number): void {
    const right = Math.min(this.width - 1, x + size)
    const bottom = Math.min(this.height - 1, y + size)
    const a = this.#sample(x, y)
    const b = this.#sample(right, y)
    const c = this.#sample(x, bottom)
    const d = this.#sample(right, bottom)
    if (size === 1) return
    const { met } = this
    const most = ALIKE[size] as number
    const near = size > FINE && (met[a] as number) + (met[b] as number) + (met[c] as number) + (met[d] as number) > FAR
    if (near || this.differ(a, b, most) || this.differ(a, c, most) || this.differ(b, d, most) || this.differ(c, d, most) || this.differ(a, d, most)) {
      const half = size >> 1
      for (let j = y; j < bottom; j += half) for (let i = x; i < right; i += half) this.cell(i, j, half)
      return
    }
    this.#fill(a, b, c, d, right - x, bottom - y)
  }

  /** Between four corners, bilinear. */
  #fill(a: number, b: number, c: number, d: number, wide: number, high: number): void {
    const { light, met, width } = this
    const id = met[a] as number
    const channels = this.#textured[id] === true ? 6 : 3
    for (let j = 0; j <= high; j++) {
      const t = high === 0 ? 0 : j / high
      const row = a + j * width
      for (let i = 0; i <= wide; i++) if (met[row + i] === UNKNOWN) met[row + i] = id
      for (let n = 0; n < channels; n++) {
        const from = light[a * 6 + n] as number
        const start = from + ((light[c * 6 + n] as number) - from) * t
        const to = light[b * 6 + n] as number
        const step = wide === 0 ? 0 : (to + ((light[d * 6 + n] as number) - to) * t - start) / wide
        for (let i = 0, k = row * 6 + n; i <= wide; i++, k += 6) if (met[row + i] === id) light[k] = start + step * i
      }
    }
  }
}

/** Not yet looked at. */
const UNKNOWN = 255

export function adaptiveRender(width: number, height: number, shade: Shade, textures: readonly (Texture | null)[]): Uint8Array {
  const plate = new Plate(width, height, shade, textures.map((texture) => texture !== null))
  for (let y = 0; y < height; y += COARSE) for (let x = 0; x < width; x += COARSE) plate.cell(x, y, COARSE)
  lay(plate, textures)
  return developed(plate)
}

/** Textures, in place. */
function lay({ light, met }: Plate, textures: readonly (Texture | null)[]): void {
  const out = new Float32Array(6)
  for (let k = 0; k < met.length; k++) {
    const texture = textures[met[k] as number]
    if (texture === null || texture === undefined) continue
    const at = k * 6
    out[0] = light[at] as number
    out[1] = light[at + 1] as number
    out[2] = light[at + 2] as number
    texture(light[at + 3] as number, light[at + 4] as number, light[at + 5] as number, out)
    light[at] = out[0]
    light[at + 1] = out[1]
    light[at + 2] = out[2]
  }
}

/** Codes from light. Pixels at an edge take half of theirs from the eight round them, which is what an edge between pixels looks like. */
function developed(plate: Plate): Uint8Array {
  const { light, met, width, height } = plate
  const data = new Uint8Array(width * height * 4)
  const grain = Float32Array.from({ length: 4096 }, (_, i) => (speck(i, 1, 7) + speck(i, 2, 8) - 1) * GRAIN + 0.5)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const k = y * width + x
      const inside = x > 0 && y > 0 && x < width - 1 && y < height - 1
      const edge = inside && (met[k] !== FAR || met[k + 1] !== FAR) && (plate.differ(k, k + 1, EDGE) || plate.differ(k, k + width, EDGE) || plate.differ(k, k - 1, EDGE) || plate.differ(k, k - width, EDGE))
      const rough = grain[(Math.imul(x, 73) ^ Math.imul(y, 2657) ^ Math.imul(x * y + 7, 40503) >>> 6) & 4095] as number
      for (let c = 0; c < 3; c++) {
        const at = k * 6 + c
        let code = codeAt(light[at] as number)
        if (edge) {
          const row = width * 6
          const straight = codeAt(light[at - 6] as number) + codeAt(light[at + 6] as number) + codeAt(light[at - row] as number) + codeAt(light[at + row] as number)
          const askew = codeAt(light[at - row - 6] as number) + codeAt(light[at - row + 6] as number) + codeAt(light[at + row - 6] as number) + codeAt(light[at + row + 6] as number)
          code = code * 0.36 + straight * 0.11 + askew * 0.05
        }
        const whole = code + rough
        data[k * 4 + c] = whole < 0 ? 0 : whole > 255 ? 255 : whole
      }
      data[k * 4 + 3] = 255
    }
  }
  return data
}

function codeAt(light: number): number {
  const place = light * (TABLE / 1.5)
  return CODES[place > TABLE ? TABLE : place < 0 ? 0 : place | 0] as number
}
