/**
 * Smooth noise: gradient noise on a lattice (Ken Perlin 1985, with the fade curve of 2002), and sums of its octaves.
 * With a `period` it repeats after so many cells, which tiles need.
 */
import type { Random } from '../../base/random.ts'

/** About −1 to 1. */
export type Noise = (x: number, y: number) => number

export function noise2d(random: Random, period = 256): Noise {
  const order = new Uint16Array(512)
  const shuffled = random.shuffle(Array.from({ length: 256 }, (_, i) => i))
  for (let i = 0; i < 512; i++) order[i] = shuffled[i & 255] as number
  const dx = Float32Array.from({ length: 256 }, (_, i) => Math.cos(i / 256 * 2 * Math.PI) * Math.SQRT2)
  const dy = Float32Array.from({ length: 256 }, (_, i) => Math.sin(i / 256 * 2 * Math.PI) * Math.SQRT2)
  // A period of a power of two wraps by its bits, which is ten times as quick.
  const mask = (period & (period - 1)) === 0 ? period - 1 : 0
  const wrap = (n: number) => (mask > 0 ? n & mask : ((n % period) + period) % period) & 255
  return (x, y) => {
    const fx = Math.floor(x)
    const fy = Math.floor(y)
    const u = x - fx
    const v = y - fy
    const y0 = wrap(fy)
    const y1 = wrap(fy + 1)
    const left = order[wrap(fx)] as number
    const right = order[wrap(fx + 1)] as number
    const a = order[left + y0] as number
    const b = order[right + y0] as number
    const c = order[left + y1] as number
    const d = order[right + y1] as number
    const fu = u * u * u * (u * (u * 6 - 15) + 10)
    const fv = v * v * v * (v * (v * 6 - 15) + 10)
    const na = (dx[a] as number) * u + (dy[a] as number) * v
    const nb = (dx[b] as number) * (u - 1) + (dy[b] as number) * v
    const nc = (dx[c] as number) * u + (dy[c] as number) * (v - 1)
    const nd = (dx[d] as number) * (u - 1) + (dy[d] as number) * (v - 1)
    const top = na + (nb - na) * fu
    return top + (nc + (nd - nc) * fu - top) * fv
  }
}

/** Octaves, each half as strong and twice as fine (fractional Brownian motion). */
export function octaves(noise: Noise, count: number): Noise {
  return (x, y) => {
    let [sum, strength, scale] = [0, 0.5, 1]
    for (let i = 0; i < count; i++) {
      sum += strength * noise(x * scale + i * 17.3, y * scale + i * 9.1)
      strength /= 2
      scale *= 2
    }
    return sum
  }
}

/** A cheap hash of a pixel's place, 0 to 1: grain, and the dither that keeps gradients from banding. */
export function speck(x: number, y: number, salt: number): number {
  let h = Math.imul(x, 374761393) + Math.imul(y, 668265263) + Math.imul(salt, 1274126177) | 0
  h = Math.imul(h ^ (h >>> 13), 1274126177)
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296
}
