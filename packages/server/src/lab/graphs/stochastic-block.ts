/**
 * Communities by design (Holland, Laskey and Leinhardt, "Stochastic blockmodels: first steps", Social Networks 5, 1983):
 * members belong to blocks, and how likely one follows another depends on their two blocks alone. Two blocks that follow
 * their own ten times as often as the other are an echo chamber to begin a study with.
 */
import { InvalidError } from '../../base/errors.ts'
import type { Random } from '../../base/random.ts'
import { checkEdges, checkNodes, checkProbability, EdgeColumns, type EdgeList } from './edge-list.ts'
import { besides } from './erdos-renyi.ts'
import { forEachSuccess, roomFor } from './skipping.ts'

export const BLOCKS_MOST = 1000

export interface BlockGraph extends EdgeList {
  /** Block of each member. */
  readonly blocks: Uint16Array
}

/** `probabilities[a][b]`: how likely a member of block a follows one of block b. Members are numbered block by block. */
export function stochasticBlockGraph(sizes: readonly number[], probabilities: readonly (readonly number[])[], random: Random): BlockGraph {
  const nodes = sizes.reduce((sum, size) => sum + size, 0)
  check(sizes, probabilities, nodes)
  const starts: number[] = []
  const blocks = new Uint16Array(nodes)
  sizes.reduce((start, size, block) => {
    starts.push(start)
    blocks.fill(block, start, start + size)
    return start + size
  }, 0)

  const pairs = sizes.flatMap((size, a) => sizes.map((other, b) => {
    const columns = a === b ? size - 1 : other
    return { a, b, columns, places: size * Math.max(0, columns), probability: (probabilities[a] as readonly number[])[b] as number }
  }))
  checkEdges(pairs.reduce((sum, { places, probability }) => sum + places * probability, 0))
  const edges = new EdgeColumns(pairs.reduce((sum, { places, probability }) => sum + roomFor(places, probability), 0))
  for (const { a, b, columns, places, probability } of pairs) {
    const [startA, startB] = [starts[a] as number, starts[b] as number]
    forEachSuccess(places, probability, random, (place) => {
      const row = Math.floor(place / columns)
      const column = place - row * columns
      edges.push(startA + row, startB + (a === b ? besides(row, column) : column))
    })
  }
  return { ...edges.list(nodes), blocks }
}

function check(sizes: readonly number[], probabilities: readonly (readonly number[])[], nodes: number): void {
  if (sizes.length === 0 || sizes.length > BLOCKS_MOST || sizes.some((size) => !Number.isInteger(size) || size < 1)) {
    throw new InvalidError(`Give 1 to ${BLOCKS_MOST} blocks of at least one member each.`, [{ path: '/sizes', message: 'whole numbers from 1' }])
  }
  checkNodes(nodes)
  const square = probabilities.length === sizes.length && probabilities.every((row) => row.length === sizes.length)
  if (!square) throw new InvalidError(`Give ${sizes.length} rows of ${sizes.length} probabilities, one for each pair of blocks.`, [{ path: '/probabilities', message: 'one row a block' }])
  probabilities.forEach((row, a) => row.forEach((probability, b) => checkProbability(probability, `/probabilities/${a}/${b}`)))
}
