/**
 * Small worlds (Watts and Strogatz, "Collective dynamics of 'small-world' networks", Nature 393, 1998), directed: members
 * stand in a ring, each follows its nearest, and each follow is sent to somebody at random with a probability. At 0 the
 * ring's clustering is 3(k-2)/4(k-1); a few per cent leave it nearly so and make everybody near to everybody.
 */
import { InvalidError } from '../../base/errors.ts'
import type { Random } from '../../base/random.ts'
import { checkCount, checkEdges, checkNodes, checkProbability, type EdgeList } from './edge-list.ts'
import { besides } from './erdos-renyi.ts'

/** `neighbours` is even: half on either side. Every member follows exactly so many; edges are sorted by who follows. */
export function wattsStrogatzGraph(nodes: number, neighbours: number, rewired: number, random: Random): EdgeList {
  checkNodes(nodes)
  checkCount(neighbours, 0, nodes - 1, '/neighbours')
  if (neighbours % 2 === 1) throw new InvalidError('neighbours must be even: half on either side.', [{ path: '/neighbours', message: 'use an even number' }])
  checkProbability(rewired, '/rewired')
  checkEdges(nodes * neighbours)
  const from = new Uint32Array(nodes * neighbours)
  const to = new Uint32Array(nodes * neighbours)
  const half = neighbours / 2
  /** Member plus one who follows or followed it last, while its edges are drawn. */
  const followedBy = new Uint32Array(nodes)
  for (let member = 0; member < nodes; member++) {
    const first = member * neighbours
    for (let step = 0; step < neighbours; step++) {
      const distance = step < half ? step - half : step - half + 1
      const near = (member + distance + nodes) % nodes
      from[first + step] = member
      to[first + step] = near
      followedBy[near] = member + 1
    }
    // With everybody followed there is nobody to send a follow to.
    if (neighbours === nodes - 1) continue
    for (let edge = first; edge < first + neighbours; edge++) {
      if (!random.chance(rewired)) continue
      let target = besides(member, random.below(nodes - 1))
      while (followedBy[target] === member + 1) target = besides(member, random.below(nodes - 1))
      followedBy[to[edge] as number] = 0
      followedBy[target] = member + 1
      to[edge] = target
    }
  }
  return { nodes, from, to }
}
