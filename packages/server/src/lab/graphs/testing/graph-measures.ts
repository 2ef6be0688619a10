/** What tests ask of a graph: degrees, clustering, its form. Plain and slow. */
import type { EdgeList } from '../edge-list.ts'

export function degreesOf({ nodes, from, to }: EdgeList): { readonly out: Uint32Array; readonly in: Uint32Array } {
  const degrees = { out: new Uint32Array(nodes), in: new Uint32Array(nodes) }
  for (let edge = 0; edge < from.length; edge++) {
    degrees.out[from[edge] as number] = (degrees.out[from[edge] as number] as number) + 1
    degrees.in[to[edge] as number] = (degrees.in[to[edge] as number] as number) + 1
  }
  return degrees
}

/** Faults of form: loops, ends that are nobody, edges that come twice. */
export function faultsOf({ nodes, from, to }: EdgeList): string[] {
  const faults: string[] = []
  const seen = new Set<number>()
  for (let edge = 0; edge < from.length; edge++) {
    const [a, b] = [from[edge] as number, to[edge] as number]
    if (a === b) faults.push(`loop at ${a}`)
    if (a >= nodes || b >= nodes) faults.push(`${a} → ${b} leads out of the graph`)
    if (seen.has(a * nodes + b)) faults.push(`${a} → ${b} comes twice`)
    seen.add(a * nodes + b)
  }
  return faults
}

/** Mean share of pairs of a member's neighbours (either way) that know each other (Watts and Strogatz 1998). */
export function clusteringOf({ nodes, from, to }: EdgeList): number {
  const near = Array.from({ length: nodes }, () => new Set<number>())
  for (let edge = 0; edge < from.length; edge++) {
    near[from[edge] as number]?.add(to[edge] as number)
    near[to[edge] as number]?.add(from[edge] as number)
  }
  let sum = 0
  for (const neighbours of near) {
    const list = [...neighbours]
    if (list.length < 2) continue
    let links = 0
    for (const [place, one] of list.entries()) for (const other of list.slice(place + 1)) if (near[one]?.has(other)) links += 1
    sum += links / ((list.length * (list.length - 1)) / 2)
  }
  return sum / nodes
}

/** Mean steps from some members to all they reach, going with the follows. */
export function meanDistanceOf({ nodes, from, to }: EdgeList, starts: readonly number[]): number {
  const follows = Array.from({ length: nodes }, () => [] as number[])
  for (let edge = 0; edge < from.length; edge++) follows[from[edge] as number]?.push(to[edge] as number)
  let [sum, reached] = [0, 0]
  for (const start of starts) {
    const distance = new Int32Array(nodes).fill(-1)
    distance[start] = 0
    const queue = [start]
    for (let at = 0; at < queue.length; at++) {
      const member = queue[at] as number
      for (const next of follows[member] as number[]) {
        if (distance[next] !== -1) continue
        distance[next] = (distance[member] as number) + 1
        sum += distance[next] as number
        reached += 1
        queue.push(next)
      }
    }
  }
  return sum / reached
}

/** Exponent of a power law in the tail, by maximum likelihood (Clauset, Shalizi and Newman, SIAM Review 51, 2009, eq. 3.7). */
export function tailExponentOf(values: Uint32Array, least: number): number {
  let [count, logs] = [0, 0]
  for (const value of values) {
    if (value < least) continue
    count += 1
    logs += Math.log(value / (least - 0.5))
  }
  return 1 + count / logs
}

export function mean(values: Iterable<number>): number {
  let [count, sum] = [0, 0]
  for (const value of values) {
    count += 1
    sum += value
  }
  return sum / count
}
