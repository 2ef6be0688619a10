/**
 * Signed distances in the plane: how far a point is from the edge of a shape, negative inside. Formulas for the simple ones are
 * those of Inigo Quilez's collection (2D distance functions). A shape of many edges is sampled once into a table, which then
 * answers in a few nanoseconds whatever it was made of.
 */
export type Flat = (x: number, y: number) => number

export interface Extent {
  readonly left: number
  readonly right: number
  readonly bottom: number
  readonly top: number
}

export interface Field extends Extent {
  readonly at: Flat
}

/** Cells along the longer side. */
const FINENESS = 100

/** `margin` is added round the extent, so that a shadow's edge can be felt before the shape is met. */
export function fieldOf(shape: Flat, extent: Extent, margin = 0.12, fineness = FINENESS): Field {
  const left = extent.left - margin
  const bottom = extent.bottom - margin
  const [wide, high] = [extent.right + margin - left, extent.top + margin - bottom]
  const step = Math.max(wide, high) / fineness
  const columns = Math.ceil(wide / step) + 1
  const rows = Math.ceil(high / step) + 1
  const table = new Float32Array(columns * rows)
  for (let j = 0; j < rows; j++) for (let i = 0; i < columns; i++) table[j * columns + i] = shape(left + i * step, bottom + j * step)
  const [lastColumn, lastRow] = [columns - 1.001, rows - 1.001]
  const at: Flat = (x, y) => {
    const wantU = (x - left) / step
    const wantV = (y - bottom) / step
    const u = wantU < 0 ? 0 : wantU > lastColumn ? lastColumn : wantU
    const v = wantV < 0 ? 0 : wantV > lastRow ? lastRow : wantV
    const i = u | 0
    const j = v | 0
    const k = j * columns + i
    const s = u - i
    const a = table[k] as number
    const b = table[k + columns] as number
    const low = a + ((table[k + 1] as number) - a) * s
    const d = low + (b + ((table[k + columns + 1] as number) - b) * s - low) * (v - j)
    // Beyond the table, as far again as the table is away.
    return u === wantU && v === wantV ? d : d + Math.sqrt((wantU - u) * (wantU - u) + (wantV - v) * (wantV - v)) * step
  }
  return { at, left: extent.left, right: extent.right, bottom: extent.bottom, top: extent.top }
}

export const disc = (cx: number, cy: number, r: number): Flat => (x, y) => Math.sqrt((x - cx) ** 2 + (y - cy) ** 2) - r

export const oval = (cx: number, cy: number, rx: number, ry: number): Flat => (x, y) => {
  const [px, py] = [(x - cx) / rx, (y - cy) / ry]
  const k = Math.sqrt((px) ** 2 + (py) ** 2)
  return k < 1e-6 ? -Math.min(rx, ry) : k * (k - 1) / Math.sqrt((px / rx) ** 2 + (py / ry) ** 2)
}

/** Half sides and the radius of the corners, which stay inside them. */
export const slab = (cx: number, cy: number, halfWide: number, halfHigh: number, round = 0): Flat => (x, y) => {
  const dx = Math.abs(x - cx) - halfWide + round
  const dy = Math.abs(y - cy) - halfHigh + round
  return Math.sqrt((Math.max(dx, 0)) ** 2 + (Math.max(dy, 0)) ** 2) + Math.min(Math.max(dx, dy), 0) - round
}

/** A line with round ends, thinner or thicker at its second. */
export const stick = (ax: number, ay: number, bx: number, by: number, ra: number, rb = ra): Flat => (x, y) => {
  const [dx, dy] = [bx - ax, by - ay]
  const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)))
  return Math.sqrt((x - ax - dx * t) ** 2 + (y - ay - dy * t) ** 2) - ra - (rb - ra) * t
}

export const ring = (shape: Flat, thick: number): Flat => (x, y) => Math.abs(shape(x, y)) - thick

export const joined = (...shapes: readonly Flat[]): Flat => (x, y) => {
  let least = Infinity
  for (const shape of shapes) least = Math.min(least, shape(x, y))
  return least
}

/** Joined with a fillet of about `k` (polynomial smooth minimum). */
export const melted = (k: number, ...shapes: readonly Flat[]): Flat => (x, y) => {
  let result = (shapes[0] as Flat)(x, y)
  for (let i = 1; i < shapes.length; i++) {
    const other = (shapes[i] as Flat)(x, y)
    const h = Math.max(k - Math.abs(result - other), 0) / k
    result = Math.min(result, other) - h * h * k / 4
  }
  return result
}

export const without = (shape: Flat, hole: Flat): Flat => (x, y) => Math.max(shape(x, y), -hole(x, y))

/** Inside a closed line of corners, smoothed by Catmull and Rom's spline (1974) where `smooth` is over 1 steps a corner. */
export function outline(corners: readonly (readonly [number, number])[], smooth = 1, closed = true): Flat {
  const points: [number, number][] = []
  const count = corners.length
  const corner = (i: number) => corners[closed ? (i + count) % count : Math.max(0, Math.min(count - 1, i))] as readonly [number, number]
  for (let i = 0; i < (closed ? count : count - 1); i++) {
    const [a, b, c, d] = [corner(i - 1), corner(i), corner(i + 1), corner(i + 2)]
    for (let s = 0; s < smooth; s++) {
      const t = s / smooth
      const spline = (k: 0 | 1) => 0.5 * (2 * b[k] + (c[k] - a[k]) * t + (2 * a[k] - 5 * b[k] + 4 * c[k] - d[k]) * t * t + (3 * b[k] - a[k] - 3 * c[k] + d[k]) * t * t * t)
      points.push(smooth === 1 ? [b[0], b[1]] : [spline(0), spline(1)])
    }
  }
  if (!closed) points.push([...corner(count - 1)])
  const xs = Float64Array.from(points, ([x]) => x)
  const ys = Float64Array.from(points, ([, y]) => y)
  return (x, y) => {
    let [least, sign] = [Infinity, 1]
    for (let i = 0, j = xs.length - 1; i < xs.length; j = i++) {
      const [ax, ay, bx, by] = [xs[i] as number, ys[i] as number, xs[j] as number, ys[j] as number]
      const [ex, ey, wx, wy] = [bx - ax, by - ay, x - ax, y - ay]
      // The last edge of an open line closes it along the axis of a turned body, where there is no surface.
      if (closed || i > 0) {
        const t = Math.max(0, Math.min(1, (wx * ex + wy * ey) / (ex * ex + ey * ey || 1)))
        least = Math.min(least, (wx - ex * t) ** 2 + (wy - ey * t) ** 2)
      }
      const [above, below, left] = [y >= ay, y < by, ex * wy > ey * wx]
      if ((above && below && left) || (!above && !below && !left)) sign = -sign
    }
    return sign * Math.sqrt(least)
  }
}
