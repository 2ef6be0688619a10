/**
 * Growth with preferential attachment (Barabási and Albert, "Emergence of scaling in random networks", Science 286, 1999):
 * members join one after the other, and each follows some who are there, more likely those with many links. Followers then
 * are spread by a power law with exponent 3. Drawing an end of a uniformly drawn earlier edge is drawing by degree
 * (Batagelj and Brandes 2005), so the edges themselves are the urn and nothing else is kept.
 */
import type { Random } from '../../base/random.ts'
import { checkCount, checkEdges, checkNodes, type EdgeList } from './edge-list.ts'

/**
 * Each newcomer follows `follows` different members. The first `follows + 1` follow all who came before them, so that the
 * urn has something in it; in all follows·(follows+1)/2 + (nodes-follows-1)·follows edges.
 */
export function barabasiAlbertGraph(nodes: number, follows: number, random: Random): EdgeList {
  checkNodes(nodes)
  checkCount(follows, 1, Math.max(1, nodes - 1), '/follows')
  const founders = Math.min(nodes, follows + 1)
  const total = (founders * (founders - 1)) / 2 + (nodes - founders) * follows
  checkEdges(total)
  const from = new Uint32Array(total)
  const to = new Uint32Array(total)
  let edges = 0
  for (let founder = 1; founder < founders; founder++) {
    for (let earlier = 0; earlier < founder; earlier++) {
      from[edges] = founder
      to[edges++] = earlier
    }
  }
  /** Who drew whom last; a newcomer's own mark tells whom it follows already. */
  const drawnBy = new Uint32Array(nodes)
  for (let newcomer = founders; newcomer < nodes; newcomer++) {
    const ends = edges * 2
    for (let left = follows; left > 0;) {
      const end = random.below(ends)
      const member = ((end & 1) === 0 ? from[end >>> 1] : to[end >>> 1]) as number
      if (drawnBy[member] === newcomer) continue
      drawnBy[member] = newcomer
      from[edges] = newcomer
      to[edges++] = member
      left -= 1
    }
  }
  return { nodes, from, to }
}
