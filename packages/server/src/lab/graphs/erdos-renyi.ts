/**
 * Random directed graphs in which every follow is as likely as every other: Gilbert's G(n, p), where each is there with a
 * probability, and Erdős and Rényi's G(n, m), any set of m follows with equal chance. Both in time that grows with the
 * edges, not the pairs.
 */
import type { Random } from '../../base/random.ts'
import { checkCount, checkEdges, checkNodes, checkProbability, EDGES_MOST, EdgeColumns, type EdgeList } from './edge-list.ts'
import { EdgeSet } from './edge-set.ts'
import { forEachSuccess, roomFor } from './skipping.ts'

/** Each of the n(n-1) possible follows, independently. Sorted by who follows. */
export function gilbertGraph(nodes: number, probability: number, random: Random): EdgeList {
  checkNodes(nodes)
  checkProbability(probability, '/probability')
  const places = nodes * (nodes - 1)
  checkEdges(places * probability)
  const edges = new EdgeColumns(roomFor(places, probability))
  const others = nodes - 1
  forEachSuccess(places, probability, random, (place) => {
    const from = Math.floor(place / others)
    edges.push(from, besides(from, place - from * others))
  })
  return edges.list(nodes)
}

/** Exactly `edges` follows. */
export function erdosRenyiGraph(nodes: number, edges: number, random: Random): EdgeList {
  checkNodes(nodes)
  const places = nodes * (nodes - 1)
  checkCount(edges, 0, Math.min(places, EDGES_MOST), '/edges')
  // In a graph more than half full one draws the follows that are missing, so that a draw seldom hits one drawn before.
  if (edges <= places / 2) return drawn(nodes, edges, random).list(nodes)
  const missing = drawn(nodes, places - edges, random)
  const rest = new EdgeColumns(edges)
  for (let from = 0; from < nodes; from++) {
    for (let to = 0; to < nodes; to++) if (from !== to && !missing.has(from, to)) rest.push(from, to)
  }
  return rest.list(nodes)
}

function drawn(nodes: number, edges: number, random: Random): EdgeSet {
  const set = new EdgeSet(edges)
  while (set.size < edges) {
    const from = random.below(nodes)
    set.add(from, besides(from, random.below(nodes - 1)))
  }
  return set
}

/** The n-th of everybody but one. */
export function besides(one: number, nth: number): number {
  return nth < one ? nth : nth + 1
}
