/**
 * Who follows whom, as two columns: edge i goes from member `from[i]` to member `to[i]`, both counted from 0. Ten million
 * follows are 80 MB this way and an object each in none of them. No edge comes twice and none leads back to itself.
 */
import { InvalidError } from '../../base/errors.ts'
import { Growing } from '../../base/growing.ts'

export interface EdgeList {
  readonly nodes: number
  readonly from: Uint32Array
  readonly to: Uint32Array
}

/** Ten times the population the lab is built for. */
export const NODES_MOST = 10_000_000
/** 1.6 GB of columns; what asks for more has mistyped a probability. */
export const EDGES_MOST = 200_000_000

/** One pair at a time, for those who read a few; the columns are the fast way. */
export function* pairsOf({ from, to }: EdgeList): Generator<[from: number, to: number]> {
  for (let edge = 0; edge < from.length; edge++) yield [from[edge] as number, to[edge] as number]
}

/** Edges while they are made. */
export class EdgeColumns {
  readonly from: Growing<Uint32Array>
  readonly to: Growing<Uint32Array>

  constructor(room = 1024) {
    this.from = new Growing(Uint32Array, room)
    this.to = new Growing(Uint32Array, room)
  }

  get length(): number {
    return this.from.length
  }

  push(from: number, to: number): void {
    this.from.push(from)
    this.to.push(to)
  }

  list(nodes: number): EdgeList {
    return { nodes, from: this.from.view(), to: this.to.view() }
  }
}

export function checkNodes(nodes: number): void {
  if (Number.isInteger(nodes) && nodes >= 1 && nodes <= NODES_MOST) return
  throw new InvalidError(`A graph has 1 to ${NODES_MOST} members, not ${nodes}.`, [{ path: '/nodes', message: `use 1 to ${NODES_MOST}` }])
}

/** `expected` may be a mean: a random number of edges strays from it by far less than the bound is generous. */
export function checkEdges(expected: number): void {
  if (expected <= EDGES_MOST) return
  throw new InvalidError(`This would make about ${Math.round(expected)} follows; ${EDGES_MOST} are allowed.`, [{ path: '/edges', message: `at most ${EDGES_MOST}` }])
}

export function checkProbability(value: number, path: string): void {
  if (value >= 0 && value <= 1) return
  throw new InvalidError(`${path.slice(1)} must lie between 0 and 1, not be ${value}.`, [{ path, message: 'use 0 to 1' }])
}

export function checkCount(value: number, least: number, most: number, path: string): void {
  if (Number.isInteger(value) && value >= least && value <= most) return
  throw new InvalidError(`${path.slice(1)} must be a whole number from ${least} to ${most}, not ${value}.`, [{ path, message: `use ${least} to ${most}` }])
}
