/** Tilings: Truchet's quarter circles (as Smith drew them, 1987) in ribbons, and Penrose's rhombs by deflation of Robinson's triangles. */
import type { Random } from '../../../base/random.ts'
import { mix, type Hex } from '../colour.ts'
import { circle, short } from '../svg.ts'
import type { Size } from '../size.ts'
import type { ArtPalette } from './palette.ts'

export function truchet({ width, height }: Size, { ground, inks }: ArtPalette, random: Random): string {
  const cell = Math.min(width, height) / random.pick([6, 8, 10])
  const ribbons = [[0.56, inks[0]], [0.36, inks[1] ?? inks[0]], [0.16, ground]] as readonly (readonly [number, Hex])[]
  const parts: string[] = []
  for (let y = 0; y < height; y += cell) {
    for (let x = 0; x < width; x += cell) {
      const kind = random.next()
      const at = (dx: number, dy: number) => `${short(x + dx * cell)} ${short(y + dy * cell)}`
      const r = short(cell / 2)
      const arcs = kind < 0.42 ? [`M${at(0.5, 0)}A${r} ${r} 0 0 1 ${at(0, 0.5)}`, `M${at(0.5, 1)}A${r} ${r} 0 0 1 ${at(1, 0.5)}`] : kind < 0.84 ? [`M${at(0.5, 0)}A${r} ${r} 0 0 0 ${at(1, 0.5)}`, `M${at(0.5, 1)}A${r} ${r} 0 0 0 ${at(0, 0.5)}`] : [`M${at(0, 0.5)}H${short(x + cell)}`, `M${at(0.5, 0)}V${short(y + cell)}`]
      // One band over the other where they cross.
      for (const arc of arcs) for (const [share, ink] of ribbons) parts.push(`<path d="${arc}" fill="none" stroke="${ink}" stroke-width="${short(cell * share)}"/>`)
    }
  }
  for (let i = 0; i < 5; i++) parts.push(circle((random.below(Math.ceil(width / cell)) + 0) * cell, (random.below(Math.ceil(height / cell))) * cell, cell * 0.17, inks[2] ?? (inks[0] as Hex)))
  return parts.join('')
}

type Point = readonly [number, number]
interface Triangle { readonly thin: boolean; readonly a: Point; readonly b: Point; readonly c: Point }

const GOLDEN = (1 + Math.sqrt(5)) / 2

export function penrose({ width, height }: Size, { ground, inks }: ArtPalette, random: Random): string {
  const reach = Math.hypot(width, height) * 0.62
  const [cx, cy] = [width * random.between(0.3, 0.7), height * random.between(0.3, 0.7)]
  let triangles: Triangle[] = Array.from({ length: 10 }, (_, i) => {
    const at = (k: number): Point => [cx + reach * 1.4 * Math.cos((2 * k - 1) * Math.PI / 10), cy + reach * 1.4 * Math.sin((2 * k - 1) * Math.PI / 10)]
    const [b, c] = i % 2 ? [at(i + 1), at(i)] : [at(i), at(i + 1)]
    return { thin: true, a: [cx, cy], b, c }
  })
  const between = (p: Point, q: Point, share: number): Point => [p[0] + (q[0] - p[0]) * share, p[1] + (q[1] - p[1]) * share]
  for (let round = 0; round < 6; round++) {
    triangles = triangles.flatMap(({ thin, a, b, c }): Triangle[] => {
      if (thin) {
        const p = between(a, b, 1 / GOLDEN)
        return [{ thin: true, a: c, b: p, c: b }, { thin: false, a: p, b: c, c: a }]
      }
      const [q, r] = [between(b, a, 1 / GOLDEN), between(b, c, 1 / GOLDEN)]
      return [{ thin: false, a: r, b: c, c: a }, { thin: false, a: q, b: r, c: b }, { thin: true, a: r, b: q, c: a }]
    }).filter(({ a, b, c }) => Math.max(a[0], b[0], c[0]) > -40 && Math.min(a[0], b[0], c[0]) < width + 40 && Math.max(a[1], b[1], c[1]) > -40 && Math.min(a[1], b[1], c[1]) < height + 40)
  }
  const [thick, slim, accent] = [inks[0] as Hex, inks[1] ?? (inks[0] as Hex), inks[2] ?? ground]
  const parts = triangles.map(({ thin, a, b, c }) => {
    const far = Math.hypot((a[0] + b[0]) / 2 - cx, (a[1] + b[1]) / 2 - cy) / reach
    const ink = thin ? mix(slim, accent, Math.min(1, far * 1.3)) : mix(thick, ground, Math.min(0.8, far * 0.9))
    return `<path d="M${short(b[0])} ${short(b[1])}L${short(a[0])} ${short(a[1])}L${short(c[0])} ${short(c[1])}" fill="${ink}" stroke="${ground}" stroke-width="1.6" stroke-linejoin="round"/>`
  })
  return parts.join('')
}
