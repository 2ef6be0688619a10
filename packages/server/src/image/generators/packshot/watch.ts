/**
 * A wristwatch seen from straight above: the case is turned, its bracelet a row of links, the dial a texture over a disc.
 * The brushed dial shines in two opposite wedges, as metal brushed outwards from the middle does.
 */
import type { Random } from '../../../base/random.ts'
import { lightOfHex, matte, metal, type Texture } from './material.ts'
import { outline } from '../flat-shape.ts'
import { block, placed, together, turned, type Solid } from './solid.ts'
import type { Hex } from '../colour.ts'

const DIAL = 0.52
/** Softness of printed edges: about a pixel of the image. */
const PRINT = 0.005

const cover = (distance: number) => Math.max(0, Math.min(1, 0.5 - distance / PRINT))

export function watch(random: Random, dialColour: Hex): Solid {
  const hour = random.pick([10.14, 1.86, 8.3]) / 12 * 2 * Math.PI
  const minute = random.pick([0.14, 0.17, 0.68]) * 2 * Math.PI
  const second = random.next() * 2 * Math.PI
  const strip = random.between(0.5, 0.9)
  const base = lightOfHex(dialColour)
  const brush = Float32Array.from({ length: 720 }, () => random.between(0.93, 1.07))
  /** Distance from a hand that points at `angle` (clockwise from the top; z goes down the image). */
  const hand = (x: number, z: number, angle: number, long: number, half: number, tail: number) => {
    const [sx, sz] = [Math.sin(angle), -Math.cos(angle)]
    const [alongIt, across] = [x * sx + z * sz, Math.abs(x * sz - z * sx)]
    const taper = half * (1 - 0.45 * Math.max(0, alongIt) / long)
    return Math.max(across - taper, alongIt - long, -tail - alongIt)
  }
  const dial: Texture = (x, _, z, out) => {
    const r = Math.hypot(x, z)
    const angle = Math.atan2(x, -z)
    const wedge = Math.abs(Math.cos(angle - strip)) ** 14
    const groove = brush[Math.floor((angle / (2 * Math.PI) + 0.5) * 720) % 720] as number
    const shine = (0.5 + 0.12 * Math.cos(2 * (angle - strip)) + 1.05 * wedge) * groove
    let [red, green, blue] = [base[0] * shine, base[1] * shine, base[2] * shine]
    const print = (share: number, light: number) => {
      red += (light - red) * share
      green += (light - green) * share
      blue += (light - blue) * share
    }
    const sector = (angle / (Math.PI / 6) + 12.5) % 1 - 0.5
    const off = Math.abs(sector * Math.PI / 6 * r)
    const minuteOff = Math.abs(((angle / (Math.PI / 30) + 60.5) % 1 - 0.5) * Math.PI / 30 * r)
    print(cover(Math.max(minuteOff - 0.003, Math.abs(r - 0.475) - 0.014)) * 0.8, 0.9)
    // Raised markers: a shade to one side, light to the other.
    print(cover(Math.max(off - 0.017, Math.abs(r - 0.4) - 0.058)) * 0.5, 0.03)
    print(cover(Math.max(off - 0.013, Math.abs(r - 0.4) - 0.054)), sector > 0 ? 0.95 : 0.75)
    for (const [shift, share, light] of [[0.014, 0.35, 0.0], [0, 1, 0.92]] as const) {
      const [hx, hz] = [x - shift, z - shift]
      print(cover(hand(hx, hz, hour, 0.26, 0.022, 0.05)) * share, light)
      print(cover(hand(hx, hz, minute, 0.43, 0.017, 0.06)) * share, light)
    }
    const thin = Math.max(cover(hand(x, z, second, 0.45, 0.0055, 0.12)), cover(r - 0.026))
    red += (0.75 - red) * thin
    green += (0.16 - green) * thin
    blue += (0.08 - blue) * thin
    out[0] = red
    out[1] = green
    out[2] = blue
  }
  const bezel: Texture = (x, _, z, out) => {
    const r = Math.hypot(x, z)
    const turnedBy = Math.atan2(x, -z) - strip
    const polished = 0.62 + 0.34 * Math.cos(2 * turnedBy) + 0.2 * Math.cos(6 * turnedBy + r * 4)
    for (let c = 0; c < 3; c++) out[c] = (out[c] as number) * polished
  }
  const links: Texture = (x, _, z, out) => {
    const row = ((Math.abs(z) - 0.55) / 0.145 % 1 + 1) % 1
    const gap = Math.min(row, 1 - row) * 0.145
    const column = Math.min(Math.abs(Math.abs(x) - 0.115), Math.abs(x) > 0.3 ? 1 : 1)
    const dark = Math.max(cover(gap - 0.007), cover(column - 0.006))
    const rounded = 0.55 + 0.75 * Math.sin(row * Math.PI) ** 0.7
    const middle = Math.abs(x) < 0.115 ? 1.12 : 0.86
    const grain = 0.96 + 0.08 * (Math.sin(x * 900) * 0.5 + 0.5)
    for (let c = 0; c < 3; c++) out[c] = (out[c] as number) * rounded * middle * grain * (1 - 0.75 * dark)
  }
  const profile = outline([[0, 0], [0.6, 0], [0.66, 0.05], [0.67, 0.13], [0.63, 0.19], [0.565, 0.215], [0.53, 0.19], [DIAL, 0.17], [0, 0.17]], 1, false)
  const head = turned(profile, { left: 0, right: 0.68, bottom: 0, top: 0.22 }, [metal('#dfe2e4', bezel), matte(dialColour, dial)], (x, _, z) => (x * x + z * z < DIAL * DIAL ? 1 : 0))
  const band = (side: 1 | -1) => placed(block([0.335, 0.06, 0.62], 0.01, 0.045, [metal('#d3d7da', links)]), { z: side * 1.12 })
  const crown = placed(block([0.07, 0.06, 0.075], 0.04, 0.025, [metal('#d9dcde')]), { x: 0.71 })
  const lugs = [-1, 1].flatMap((side) => [-1, 1].map((end) => placed(block([0.07, 0.055, 0.15], 0.03, 0.04, [metal('#d9dcde')]), { x: side * 0.33, z: end * 0.55, angle: -side * end * 0.25 })))
  // The links' texture counts from the middle, as the whole lies untransformed but for the ends.
  return together(head, band(1), band(-1), crown, ...lugs)
}
