/**
 * A palette of so many colours and no more: the two colours that cost least to confuse become one until few enough are left
 * (agglomerative clustering with Ward's cost, 1963, in Oklab). What is used most keeps its place, so that a lone highlight
 * survives only if it is far from all others.
 */
import { labOf, type Hex } from '../colour.ts'
import type { PixelCanvas } from './pixel-canvas.ts'

/** Colours that no merging takes away, as long as there is room for them. */
export function limitColours(canvases: readonly PixelCanvas[], most: number, keep: readonly Hex[] = []): readonly Hex[] {
  const counts = new Map<Hex, number>()
  for (const canvas of canvases) for (const [colour, count] of canvas.colours()) counts.set(colour, (counts.get(colour) ?? 0) + count)
  const kept = new Set(keep.slice(0, most))
  const left = [...counts].map(([colour, count]) => ({ colour, count, lab: labOf(colour), into: colour }))
  const become = new Map<Hex, Hex>()
  const alive = [...left]
  while (alive.length > most) {
    let [best, first, second] = [Infinity, 0, 1]
    for (let i = 0; i < alive.length; i++) {
      for (let j = i + 1; j < alive.length; j++) {
        const [a, b] = [alive[i] as (typeof alive)[number], alive[j] as (typeof alive)[number]]
        if (kept.has(a.colour) && kept.has(b.colour) && alive.length > 2 && kept.size < most) continue
        const apart = (a.lab[0] - b.lab[0]) ** 2 + ((a.lab[1] - b.lab[1]) ** 2 + (a.lab[2] - b.lab[2]) ** 2) * 1.6
        const cost = apart * Math.sqrt(a.count * b.count / (a.count + b.count))
        if (cost < best) [best, first, second] = [cost, i, j]
      }
    }
    const [a, b] = [alive[first] as (typeof alive)[number], alive[second] as (typeof alive)[number]]
    const [stay, go] = kept.has(a.colour) || (!kept.has(b.colour) && a.count >= b.count) ? [a, b] : [b, a]
    become.set(go.colour, stay.colour)
    alive[alive.indexOf(stay)] = { ...stay, count: stay.count + go.count }
    alive.splice(alive.indexOf(go), 1)
  }
  const final = (colour: Hex): Hex => {
    let now = colour
    for (let next = become.get(now); next !== undefined; next = become.get(now)) now = next
    return now
  }
  for (const canvas of canvases) for (let i = 0; i < canvas.cells.length; i++) if (canvas.cells[i] !== null) canvas.cells[i] = final(canvas.cells[i] as Hex)
  return alive.sort((a, b) => b.count - a.count).map(({ colour }) => colour)
}
