/** The pen: shapes in a flat colour; the ink round them comes from the group they stand in. */
import type { Random } from '../../base/random.ts'

export function path(d: string, fill: string): string {
  return `<path d="${d}" fill="${fill}"/>`
}

export function line(d: string, width = 2.6): string {
  return `<path d="${d}" fill="none" stroke-width="${width}"/>`
}

/** A cloud: bumps on an ellipse, none quite like the next. */
export function blob(cx: number, cy: number, rx: number, ry: number, bumps: number, fill: string, random: Random): string {
  const turn = random.next()
  const at = (i: number): string => {
    const angle = ((i + turn) / bumps) * 2 * Math.PI
    return `${short(cx + rx * Math.cos(angle))} ${short(cy + ry * Math.sin(angle))}`
  }
  let d = `M${at(0)}`
  for (let i = 1; i <= bumps; i++) d += `A${short(random.between(6, 8))} 7 0 0 1 ${at(i)}`
  return path(`${d}Z`, fill)
}

/** One digit after the point: 0.1 of 120 is below a pixel even at 400 px. */
export function short(value: number): number {
  return Math.round(value * 10) / 10
}
