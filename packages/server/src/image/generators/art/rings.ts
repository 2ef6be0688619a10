/** The cut of a tree that never grew: rings of noise, each year its season's colours, one year missing. */
import type { Random } from '../../../base/random.ts'
import { along, mix, lighter, type Hex } from '../colour.ts'
import { noise2d } from '../noise.ts'
import { short } from '../svg.ts'
import type { Size } from '../size.ts'
import type { ArtPalette } from './palette.ts'

const POINTS = 140
const SEASONS: readonly (readonly Hex[])[] = [['#8fb56a', '#c9d98a', '#e9e2a8'], ['#e2b23f', '#d98a3f', '#f0d28a'], ['#b8502f', '#8a3a2c', '#d9854a'], ['#5f7f9a', '#a9bfcc', '#39506b']]

export function rings({ width, height }: Size, { ground, inks }: ArtPalette, oneMissing: boolean, seasonal: boolean, random: Random): string {
  const noise = noise2d(random)
  const count = 44 + random.below(14)
  const most = Math.min(width, height) * 0.455
  const [cx, cy] = [width / 2, height / 2]
  const missing = oneMissing ? Math.floor(count * random.between(0.35, 0.6)) : -1
  const [driftX, driftY] = [random.between(-0.09, 0.09), random.between(-0.09, 0.09)]
  let share = 0
  const widths = Array.from({ length: count }, () => random.between(0.5, 1.6))
  const total = widths.reduce((sum, one) => sum + one, 0)
  const loops: string[] = []
  for (let i = 0; i < count; i++) {
    const r = most * (1 - share / total)
    share += widths[i] as number
    const age = r / most
    const points = Array.from({ length: POINTS }, (_, k) => {
      const turn = k / POINTS * 2 * Math.PI
      const [ux, uy] = [Math.cos(turn), Math.sin(turn)]
      const rough = 1 + 0.16 * age * noise(ux * 1.1 + 20, uy * 1.1 + 20) + 0.035 * noise(ux * 3.2 + 60, uy * 3.2 + age * 5 + 60) + 0.012 * noise(ux * 9 + 99, uy * 9 + age * 16)
      return [cx + driftX * most * (1 - age) + ux * r * rough, cy + driftY * most * (1 - age) + uy * r * rough] as const
    })
    const season = SEASONS[(count - i) % 4] as readonly Hex[]
    const ink = i === missing ? ground : seasonal ? mix(along(season, random.next()), ground, random.between(0, 0.16)) : mix(inks[(count - i) % inks.length] as Hex, ground, random.between(0, 0.3))
    const d = `M${points.map(([x, y]) => `${short(x)} ${short(y)}`).join('L')}Z`
    loops.push(`<path d="${d}" fill="${ink}"${i === missing ? '' : ` stroke="${lighter(ink, -0.1)}" stroke-width="${short(random.between(0.5, 1.8))}"`}/>`)
  }
  return loops.join('')
}
