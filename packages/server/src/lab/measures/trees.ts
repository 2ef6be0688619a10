/**
 * The shape of many trees at once, given each node's parent: linear in the nodes, without recursion. Structural virality is
 * the mean distance between two nodes of a tree (Goel, Anderson, Hofman and Watts 2016): just under 2 for a broadcast, of the
 * order of the depth for a chain.
 */
import { NOBODY } from './world-record.ts'

export interface Trees {
  /** Nodes in order of age that have no parent but have children, and the shape of the tree below each; same order throughout. */
  readonly roots: Int32Array
  /** Nodes, the root included. */
  readonly sizes: Int32Array
  /** Ties from the root to the furthest node. */
  readonly depths: Int32Array
  /** Most nodes at one distance from the root. */
  readonly breadths: Int32Array
  readonly viralities: Float64Array
  /** Nodes whose parent is not an older node, taken as roots. */
  readonly dangling: number
}

export function treesOf(parents: Int32Array): Trees {
  const nodes = parents.length
  const root = new Int32Array(nodes)
  const depth = new Int32Array(nodes)
  const below = new Int32Array(nodes).fill(1)
  let dangling = 0
  const parentOf = (node: number): number => {
    const parent = parents[node] as number
    return parent >= 0 && parent < node ? parent : NOBODY
  }
  for (let node = 0; node < nodes; node++) {
    const parent = parentOf(node)
    if (parent === NOBODY) {
      if (parents[node] !== NOBODY) dangling += 1
      root[node] = node
    } else {
      root[node] = root[parent] as number
      depth[node] = (depth[parent] as number) + 1
    }
  }
  for (let node = nodes - 1; node >= 0; node--) {
    const parent = parentOf(node)
    if (parent !== NOBODY) below[parent] = (below[parent] as number) + (below[node] as number)
  }

  const roots = Int32Array.from(everyRoot(root, below))
  const place = new Int32Array(nodes).fill(-1)
  for (let i = 0; i < roots.length; i++) place[roots[i] as number] = i
  const depths = new Int32Array(roots.length)
  const viralities = new Float64Array(roots.length)
  const levels: number[] = []
  for (let node = 0; node < nodes; node++) {
    const tree = place[root[node] as number] as number
    if (tree === -1) continue
    depths[tree] = Math.max(depths[tree] as number, depth[node] as number)
    levels.push(tree * nodes + (depth[node] as number))
    if (depth[node] === 0) continue
    // A tie parts the tree in two; it lies on the way between every pair across it.
    const size = below[roots[tree] as number] as number
    viralities[tree] = (viralities[tree] as number) + (below[node] as number) * (size - (below[node] as number))
  }
  const sizes = roots.map((node) => below[node] as number)
  for (let i = 0; i < roots.length; i++) {
    const size = sizes[i] as number
    viralities[i] = 2 * (viralities[i] as number) / (size * (size - 1))
  }
  return { roots, sizes, depths, breadths: widest(levels, nodes, roots.length), viralities, dangling }
}

function* everyRoot(root: Int32Array, below: Int32Array): Generator<number> {
  for (let node = 0; node < root.length; node++) if (root[node] === node && (below[node] as number) > 1) yield node
}

/** Each entry is a tree and a depth in one number; equal ones are nodes side by side. */
function widest(levels: readonly number[], nodes: number, trees: number): Int32Array {
  const sorted = Float64Array.from(levels).sort()
  const breadths = new Int32Array(trees)
  for (let from = 0; from < sorted.length;) {
    let to = from + 1
    while (to < sorted.length && sorted[to] === sorted[from]) to += 1
    const tree = Math.floor((sorted[from] as number) / nodes)
    breadths[tree] = Math.max(breadths[tree] as number, to - from)
    from = to
  }
  return breadths
}
