/** Plants that grow by rewriting (Lindenmayer 1968; the bracketed grammars of Prusinkiewicz and Lindenmayer 1990), read by a turtle. */
import type { Random } from '../../../base/random.ts'
import { mix, type Hex } from '../colour.ts'
import { circle, short } from '../svg.ts'
import type { Size } from '../size.ts'
import type { ArtPalette } from './palette.ts'

const GRAMMARS = [
  { axiom: 'X', rules: { X: 'F-[[X]+X]+F[+FX]-X', F: 'FF' }, rounds: 5, degrees: 22.5 },
  { axiom: 'X', rules: { X: 'F[+X][-X]FX', F: 'FF' }, rounds: 6, degrees: 24 },
  { axiom: 'X', rules: { X: 'F[+X]F[-X]+X', F: 'FF' }, rounds: 6, degrees: 20 },
] as const
/** Letters; a grammar stops growing before it passes this. */
const LONGEST = 24_000

export function plants({ width, height }: Size, { ground, inks }: ArtPalette, random: Random): string {
  const parts: string[] = []
  const count = 3 + random.below(3)
  const soil = height * 0.9
  parts.push(circle(width * random.between(0.3, 0.7), height * random.between(0.28, 0.4), width * random.between(0.13, 0.2), mix(inks[1] ?? (inks[0] as Hex), ground, 0.15)))
  for (let i = 0; i < count; i++) {
    const near = i / (count - 1)
    const ink = mix(ground, inks[0] as Hex, 0.35 + 0.65 * near)
    parts.push(plant(width * ((i * 0.618 + random.between(0, 0.15)) % 0.86 + 0.07), soil, height * random.between(0.42, 0.74) * (0.75 + 0.25 * near), ink, inks[2] ?? (inks[1] as Hex), random.fork(`plant-${i}`)))
  }
  parts.push(`<path d="M0 ${short(soil - 6)}Q${short(width * 0.3)} ${short(soil - 26)} ${short(width * 0.55)} ${short(soil - 4)}T${width} ${short(soil - 14)}V${height}H0Z" fill="${mix(inks[0] as Hex, ground, 0.06)}"/>`)
  return parts.join('')
}

function plant(x: number, y: number, tall: number, ink: Hex, blossom: Hex, random: Random): string {
  const { axiom, rules, rounds, degrees } = random.pick(GRAMMARS)
  let word: string = axiom
  for (let round = 0; round < rounds && word.length < LONGEST / 2.6; round++) word = word.replace(/[XF]/g, (letter) => rules[letter as 'X' | 'F'])
  const tips: [number, number][] = []
  const byDepth = new Map<number, string[]>()
  let at = { x: 0, y: 0, angle: -Math.PI / 2 + random.between(-0.1, 0.1), depth: 0 }
  const stack: (typeof at)[] = []
  let [left, right, top] = [0, 0, 0]
  const turn = degrees * Math.PI / 180
  for (let i = 0; i < word.length; i++) {
    const letter = word[i]
    if (letter === 'F') {
      const next = { ...at, x: at.x + Math.cos(at.angle), y: at.y + Math.sin(at.angle) }
      const lines = byDepth.get(at.depth) ?? []
      lines.push(`${at.x.toFixed(2)} ${at.y.toFixed(2)} ${next.x.toFixed(2)} ${next.y.toFixed(2)}`)
      byDepth.set(at.depth, lines)
      at = next
      left = Math.min(left, at.x)
      right = Math.max(right, at.x)
      top = Math.min(top, at.y)
    } else if (letter === '+') at = { ...at, angle: at.angle + turn * random.between(0.75, 1.25) }
    else if (letter === '-') at = { ...at, angle: at.angle - turn * random.between(0.75, 1.25) }
    else if (letter === '[') {
      stack.push(at)
      at = { ...at, depth: at.depth + 1 }
    } else if (letter === ']') {
      if (tips.length < 400 && random.chance(0.3)) tips.push([at.x, at.y])
      at = stack.pop() ?? at
    }
  }
  const scale = tall / Math.max(1, -top)
  const place = (pair: string) => {
    const [ax, ay, bx, by] = pair.split(' ').map(Number) as [number, number, number, number]
    return `M${short(x + ax * scale)} ${short(y + ay * scale)}L${short(x + bx * scale)} ${short(y + by * scale)}`
  }
  const lines = [...byDepth].map(([depth, pairs]) => `<path d="${pairs.map(place).join('')}" fill="none" stroke="${ink}" stroke-width="${short(Math.max(0.7, 6 * 0.62 ** depth))}" stroke-linecap="round"/>`)
  const buds = tips.map(([tx, ty]) => circle(x + tx * scale, y + ty * scale, random.between(1.4, 3.6), blossom, 'opacity="0.85"'))
  return lines.join('') + buds.join('')
}
