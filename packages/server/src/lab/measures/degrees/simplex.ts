/** The least of a function of two numbers by Nelder and Mead's simplex (1965): no derivatives, deterministic. */
type Point = readonly [number, number]

const STEPS_MOST = 200
const CLOSE = 1e-9

export function leastOf(cost: (point: Point) => number, start: Point, reach: number): Point {
  let corners = [start, [start[0] + reach, start[1]] as const, [start[0], start[1] + reach] as const].map((point) => ({ point: point as Point, cost: cost(point) }))
  const at = (point: Point): { point: Point; cost: number } => ({ point, cost: cost(point) })
  for (let step = 0; step < STEPS_MOST; step++) {
    corners.sort((a, b) => a.cost - b.cost)
    const [best, middle, worst] = corners as [typeof corners[0], typeof corners[0], typeof corners[0]]
    if (Math.abs(worst.cost - best.cost) <= CLOSE * (Math.abs(best.cost) + CLOSE)) break
    const centre: Point = [(best.point[0] + middle.point[0]) / 2, (best.point[1] + middle.point[1]) / 2]
    const along = (by: number): Point => [centre[0] + by * (worst.point[0] - centre[0]), centre[1] + by * (worst.point[1] - centre[1])]
    const mirrored = at(along(-1))
    if (mirrored.cost < best.cost) {
      const further = at(along(-2))
      corners[2] = further.cost < mirrored.cost ? further : mirrored
      continue
    }
    if (mirrored.cost < middle.cost) {
      corners[2] = mirrored
      continue
    }
    const nearer = at(along(mirrored.cost < worst.cost ? -0.5 : 0.5))
    if (nearer.cost < Math.min(worst.cost, mirrored.cost)) {
      corners[2] = nearer
      continue
    }
    corners = corners.map(({ point }) => at([(point[0] + best.point[0]) / 2, (point[1] + best.point[1]) / 2]))
  }
  return corners.reduce((least, corner) => (corner.cost < least.cost ? corner : least)).point
}
