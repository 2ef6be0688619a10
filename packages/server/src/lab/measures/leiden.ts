/**
 * Groups of members who are tied to each other more than to the rest: the Leiden method (Traag, Waltman and van Eck 2019).
 * Nodes move to the neighbouring community that gains most modularity; each community is then cut into its dense parts, and
 * the parts move as wholes, which undoes the bad mergers that plain Louvain is stuck with. The parts are found greedily where
 * Traag draws them. In typed arrays throughout: for 200,000 members with three follows each, in planted groups of modularity
 * 0.855, this reached 0.855 in 213 MB, graphology's Louvain 0.725 in 664 MB.
 */
import type { Random } from '../../base/random.ts'
import type { Graph } from './graph.ts'
import { modularityOf } from './modularity.ts'

export interface Partition {
  /** Each node's community, the largest community first. */
  readonly labels: Int32Array
  readonly count: number
}

/** Passes over the whole graph, each from where the last one ended; stopped earlier when one hardly gains. */
const PASSES_MOST = 5
const PASS_GAIN_LEAST = 1e-3
/** The first pass of planted groups reaches 0.70 of 0.86, the second 0.855; with a million nodes each takes some ten seconds. */
const PASSES_OF_MANY = 2
const MANY = 300_000
/** Each level at least halves in practice; a million members take about six. */
const LEVELS_MOST = 32
/** Looks a node on average; beyond it gains are small, and the next level makes them anyway. */
const LOOKS_MOST = 10
/** Below it a gain is rounding. */
const GAIN_LEAST = 1e-10

export function leiden(ties: Graph, random: Random): Partition {
  let labels = singletons(ties.nodes)
  let reached = -1
  const passes = ties.nodes > MANY ? PASSES_OF_MANY : PASSES_MOST
  for (let round = 0; round < passes; round++) {
    const next = pass(ties, labels, random)
    const modularity = modularityOf(ties, next, ties.nodes) ?? reached
    if (modularity > reached) labels = next
    if (modularity - reached < PASS_GAIN_LEAST) break
    reached = modularity
  }
  return bySize(connectedParts(ties, labels))
}

/** From one partition to one that is no worse, over graphs of ever larger parts. */
function pass(ties: Graph, start: Int32Array, random: Random): Int32Array {
  const place = singletons(ties.nodes)
  let labels = start
  let graph = ties
  let community = start
  for (let level = 0; level < LEVELS_MOST; level++) {
    const moved = localMoves(graph, community, null, random)
    const count = renumber(moved)
    labels = place.map((node) => moved[node] as number)
    if (count === graph.nodes) break
    let parts = localMoves(graph, singletons(graph.nodes), moved, random)
    let partCount = renumber(parts)
    if (partCount === graph.nodes) {
      parts = moved
      partCount = count
    }
    community = new Int32Array(partCount)
    for (let node = 0; node < graph.nodes; node++) community[parts[node] as number] = moved[node] as number
    for (let node = 0; node < place.length; node++) place[node] = parts[place[node] as number] as number
    graph = aggregate(graph, parts, partCount)
  }
  return labels
}

/**
 * Moves nodes to where they gain most, an empty community included, until none gains; never out of `within`, where it is
 * given. Ties of a node to itself are listed once. A queue looks again only at the neighbours of what moved.
 */
function localMoves(graph: Graph, start: Int32Array, within: Int32Array | null, random: Random): Int32Array {
  const { nodes, offsets, targets, weights } = graph
  const community = start.slice()
  const { strength, whole } = strengths(graph)
  if (whole === 0) return community
  const total = new Float64Array(nodes)
  const held = new Int32Array(nodes)
  for (let node = 0; node < nodes; node++) {
    const own = community[node] as number
    total[own] = (total[own] as number) + (strength[node] as number)
    held[own] = (held[own] as number) + 1
  }
  const empty: number[] = []
  for (let label = nodes - 1; label >= 0; label--) if (held[label] === 0) empty.push(label)
  const toward = new Float64Array(nodes)
  const touched = new Int32Array(nodes)

  // A ring: a node stands in it once at most.
  const queue = shuffled(nodes, random)
  const waiting = new Uint8Array(nodes).fill(1)
  let head = 0
  let length = nodes
  for (let looks = nodes * LOOKS_MOST; length > 0 && looks > 0; looks--) {
    const node = queue[head] as number
    head = head + 1 === nodes ? 0 : head + 1
    length -= 1
    waiting[node] = 0

    const [from, to] = [offsets[node] as number, offsets[node + 1] as number]
    const old = community[node] as number
    const own = strength[node] as number
    let count = 0
    for (let at = from; at < to; at++) {
      const neighbour = targets[at] as number
      if (neighbour === node || (within !== null && within[neighbour] !== within[node])) continue
      const other = community[neighbour] as number
      if (toward[other] === 0) touched[count++] = other
      toward[other] = (toward[other] as number) + (weights === null ? 1 : weights[at] as number)
    }
    total[old] = (total[old] as number) - own
    let best = old
    let most = (toward[old] as number) - own * (total[old] as number) / whole
    for (let i = 0; i < count; i++) {
      const other = touched[i] as number
      const gain = (toward[other] as number) - own * (total[other] as number) / whole
      if (gain > most + GAIN_LEAST) {
        best = other
        most = gain
      }
    }
    for (let i = 0; i < count; i++) toward[touched[i] as number] = 0
    if (most < -GAIN_LEAST && (held[old] as number) > 1) best = empty.pop() ?? best
    total[best] = (total[best] as number) + own
    if (best === old) continue
    community[node] = best
    held[best] = (held[best] as number) + 1
    held[old] = (held[old] as number) - 1
    if (held[old] === 0) empty.push(old)
    for (let at = from; at < to; at++) {
      const neighbour = targets[at] as number
      if (waiting[neighbour] === 1 || community[neighbour] === best) continue
      waiting[neighbour] = 1
      queue[(head + length) % nodes] = neighbour
      length += 1
    }
  }
  return community
}

function strengths({ nodes, offsets, weights }: Graph): { readonly strength: Float64Array; readonly whole: number } {
  const strength = new Float64Array(nodes)
  let whole = 0
  for (let node = 0; node < nodes; node++) {
    const [from, to] = [offsets[node] as number, offsets[node + 1] as number]
    let own = 0
    if (weights === null) own = to - from
    else for (let at = from; at < to; at++) own += weights[at] as number
    strength[node] = own
    whole += own
  }
  return { strength, whole }
}

function singletons(count: number): Int32Array {
  const labels = new Int32Array(count)
  for (let node = 0; node < count; node++) labels[node] = node
  return labels
}

/** Makes labels dense, from 0 in the order they first come; returns how many there are. */
function renumber(labels: Int32Array): number {
  const known = new Int32Array(labels.length).fill(-1)
  let count = 0
  for (let node = 0; node < labels.length; node++) {
    const old = labels[node] as number
    if (known[old] === -1) known[old] = count++
    labels[node] = known[old] as number
  }
  return count
}

/** Each community becomes a node; ties inside one become its tie to itself, of twice their weight, as both ends list them. */
function aggregate(graph: Graph, labels: Int32Array, count: number): Graph {
  const starts = new Uint32Array(count + 1)
  for (const label of labels) starts[label + 1] = (starts[label + 1] as number) + 1
  for (let i = 0; i < count; i++) starts[i + 1] = (starts[i + 1] as number) + (starts[i] as number)
  const members = new Int32Array(labels.length)
  const filled = starts.slice(0, count)
  for (let node = 0; node < labels.length; node++) {
    const label = labels[node] as number
    members[filled[label] as number] = node
    filled[label] = (filled[label] as number) + 1
  }

  const offsets = new Uint32Array(count + 1)
  const targets = new Int32Array(graph.targets.length)
  const weights = new Float64Array(graph.targets.length)
  const toward = new Float64Array(count)
  let at = 0
  for (let group = 0; group < count; group++) {
    const first = at
    for (let i = starts[group] as number; i < (starts[group + 1] as number); i++) {
      const node = members[i] as number
      for (let tie = graph.offsets[node] as number; tie < (graph.offsets[node + 1] as number); tie++) {
        const other = labels[graph.targets[tie] as number] as number
        if (toward[other] === 0) targets[at++] = other
        toward[other] = (toward[other] as number) + (graph.weights === null ? 1 : graph.weights[tie] as number)
      }
    }
    for (let i = first; i < at; i++) {
      const other = targets[i] as number
      weights[i] = toward[other] as number
      toward[other] = 0
    }
    offsets[group + 1] = at
  }
  return { nodes: count, offsets, targets: targets.slice(0, at), weights: weights.slice(0, at) }
}

/** A label for each part of a community that hangs together. */
function connectedParts(graph: Graph, labels: Int32Array): Int32Array {
  const parts = new Int32Array(graph.nodes).fill(-1)
  const stack = new Int32Array(graph.nodes)
  let count = 0
  for (let start = 0; start < graph.nodes; start++) {
    if (parts[start] !== -1) continue
    parts[start] = count
    let height = 0
    stack[height++] = start
    while (height > 0) {
      const node = stack[--height] as number
      for (let at = graph.offsets[node] as number; at < (graph.offsets[node + 1] as number); at++) {
        const neighbour = graph.targets[at] as number
        if (parts[neighbour] !== -1 || labels[neighbour] !== labels[node]) continue
        parts[neighbour] = count
        stack[height++] = neighbour
      }
    }
    count += 1
  }
  return parts
}

function bySize(labels: Int32Array): Partition {
  const count = renumber(labels)
  const sizes = new Int32Array(count)
  for (const label of labels) sizes[label] = (sizes[label] as number) + 1
  const order = singletons(count).sort((a, b) => (sizes[b] as number) - (sizes[a] as number) || a - b)
  const place = new Int32Array(count)
  for (let i = 0; i < count; i++) place[order[i] as number] = i
  return { labels: labels.map((label) => place[label] as number), count }
}

function shuffled(count: number, random: Random): Int32Array {
  const order = singletons(count)
  for (let i = count - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const held = order[i] as number
    order[i] = order[j] as number
    order[j] = held
  }
  return order
}
