/**
 * Who follows whom as neighbour lists in two arrays (compressed sparse rows): the neighbours of `i` are
 * `targets[offsets[i]]` up to `targets[offsets[i + 1]]`. Twelve bytes a follow, where a graph of objects takes hundreds.
 */
import { assert } from '../../base/errors.ts'
import type { FollowColumns } from './world-record.ts'

export interface Graph {
  readonly nodes: number
  readonly offsets: Uint32Array
  readonly targets: Int32Array
  /** Weight of each entry of `targets`; null where each is 1. */
  readonly weights: Float64Array | null
}

export interface Degrees {
  readonly followers: Int32Array
  readonly following: Int32Array
}

export function degreesOf(members: number, follows: FollowColumns): Degrees {
  const followers = new Int32Array(members)
  const following = new Int32Array(members)
  for (let i = 0; i < follows.count; i++) {
    const [from, to] = [follows.from[i] as number, follows.to[i] as number]
    assert(from >= 0 && from < members && to >= 0 && to < members, `follow ${i} joins members that are there`)
    ;(following[from] as number) += 1
    ;(followers[to] as number) += 1
  }
  return { followers, following }
}

/**
 * Each follow as a tie that both sides have; two who follow each other have two. A tie to oneself is left out.
 * Direction is given up on purpose: modularity and Leiden are defined for undirected ties.
 */
export function tiesOf(members: number, follows: FollowColumns): Graph {
  const { followers, following } = degreesOf(members, follows)
  const offsets = new Uint32Array(members + 1)
  for (let i = 0; i < members; i++) offsets[i + 1] = (offsets[i] as number) + (followers[i] as number) + (following[i] as number)
  const targets = new Int32Array(offsets[members] as number)
  const filled = offsets.slice(0, members)
  let loops = 0
  for (let i = 0; i < follows.count; i++) {
    const [from, to] = [follows.from[i] as number, follows.to[i] as number]
    if (from === to) {
      loops += 1
      continue
    }
    targets[filled[from] as number] = to
    targets[filled[to] as number] = from
    filled[from] = (filled[from] as number) + 1
    filled[to] = (filled[to] as number) + 1
  }
  return loops === 0 ? { nodes: members, offsets, targets, weights: null } : packed(members, offsets, filled, targets)
}

/** Closes the gaps that ties to oneself left behind. */
function packed(nodes: number, offsets: Uint32Array, filled: Uint32Array, targets: Int32Array): Graph {
  const closed = new Uint32Array(nodes + 1)
  let at = 0
  for (let i = 0; i < nodes; i++) {
    targets.copyWithin(at, offsets[i] as number, filled[i] as number)
    at += (filled[i] as number) - (offsets[i] as number)
    closed[i + 1] = at
  }
  return { nodes, offsets: closed, targets: targets.slice(0, at), weights: null }
}
