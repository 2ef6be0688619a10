/**
 * How much more ties stay inside groups than they would if everybody kept their number of ties but chose at random
 * (Newman 2006): 0 is chance, above about 0.3 is usually called structure; the most is below 1, the least -1/2.
 */
import type { Graph } from './graph.ts'

/** Null where there are no ties. Every label lies from 0 below `groups`; a negative one leaves its node and its ties out. */
export function modularityOf(graph: Graph, labels: Int32Array, groups: number): number | null {
  const inside = new Float64Array(groups)
  const touching = new Float64Array(groups)
  let whole = 0
  for (let node = 0; node < graph.nodes; node++) {
    const own = labels[node] as number
    if (own < 0) continue
    for (let at = graph.offsets[node] as number; at < (graph.offsets[node + 1] as number); at++) {
      const other = labels[graph.targets[at] as number] as number
      if (other < 0) continue
      const weight = graph.weights === null ? 1 : graph.weights[at] as number
      whole += weight
      touching[own] = (touching[own] as number) + weight
      if (other === own) inside[own] = (inside[own] as number) + weight
    }
  }
  if (whole === 0) return null
  let modularity = 0
  for (let group = 0; group < groups; group++) modularity += (inside[group] as number) / whole - ((touching[group] as number) / whole) ** 2
  return modularity
}
