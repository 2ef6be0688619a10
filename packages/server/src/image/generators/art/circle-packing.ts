/** Circles that grow until they touch: each new one is as large as the room left to it, the largest tried first. */
import type { Random } from '../../../base/random.ts'
import { mix, type Hex } from '../colour.ts'
import { circle, short } from '../svg.ts'
import type { Size } from '../size.ts'
import type { ArtPalette } from './palette.ts'

const MOST = 900
const TRIES = 9000

export function circlePacking({ width, height }: Size, { ground, inks }: ArtPalette, random: Random): { readonly body: string; readonly count: number } {
  const side = Math.min(width, height)
  const margin = side * 0.05
  const placed: { readonly x: number; readonly y: number; readonly r: number }[] = []
  for (let tries = 0; tries < TRIES && placed.length < MOST; tries++) {
    const cap = side * (tries < 40 ? 0.15 : tries < 400 ? 0.06 : 0.028)
    const [x, y] = [random.between(margin, width - margin), random.between(margin, height - margin)]
    let room = Math.min(cap, x - margin, width - margin - x, y - margin, height - margin - y)
    for (const other of placed) {
      room = Math.min(room, Math.hypot(other.x - x, other.y - y) - other.r - side * 0.003)
      if (room < side * 0.004) break
    }
    if (room >= side * 0.004) placed.push({ x, y, r: room })
  }
  const parts = placed.map(({ x, y, r }) => {
    const ink = inks[Math.min(inks.length - 1, Math.floor(random.next() ** 1.7 * inks.length))] as Hex
    const kind = random.next()
    if (r > side * 0.03 && kind < 0.3) return Array.from({ length: 5 }, (_, i) => circle(x, y, r * (1 - i * 0.19), i % 2 ? ground : mix(ink, inks[(i + 1) % inks.length] as Hex, i * 0.12))).join('')
    if (r > side * 0.02 && kind < 0.5) return `${circle(x, y, r, ink)}<path d="M${short(x - r)} ${short(y)}A${short(r)} ${short(r)} 0 0 1 ${short(x + r)} ${short(y)}Z" fill="${mix(ink, ground, 0.4)}" transform="rotate(${random.below(8) * 45} ${short(x)} ${short(y)})"/>`
    return kind > 0.86 ? circle(x, y, r * 0.9, 'none', `stroke="${ink}" stroke-width="${short(Math.max(1, r * 0.16))}"`) : circle(x, y, r, ink)
  })
  return { body: parts.join(''), count: placed.length }
}
