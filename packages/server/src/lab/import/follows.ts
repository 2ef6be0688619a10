/**
 * Follows between members as the files give them. They come before everybody is known (a list names people of later rows,
 * edges stand in a file of their own), so they wait as numbers and are settled at the end. Circles are fine; who follows
 * themselves, follows twice or follows nobody known is reported by row and left out.
 */
import { InvalidError } from '../../base/errors.ts'
import { Growing } from '../../base/growing.ts'
import { EDGES_MOST, type EdgeList } from '../graphs/edge-list.ts'
import { EdgeSet } from '../graphs/edge-set.ts'
import type { Members } from './members.ts'
import type { Oddities } from './oddities.ts'

const UNKNOWN = 0xffffffff
/** Names in one file's edges; four for each person there may be. A `Map` of V8's holds four times as many. */
const NAMES_MOST = 4_000_000

/** Names as numbers, so that ten million edges hold each name once. */
class Names {
  readonly #numbers = new Map<string, number>()
  readonly list: string[] = []

  numberOf(name: string): number {
    const known = this.#numbers.get(name)
    if (known !== undefined) return known
    if (this.list.length === NAMES_MOST) throw new InvalidError(`The edges name more than ${NAMES_MOST} people.`, [], 'import-too-large')
    this.#numbers.set(name, this.list.length)
    return this.list.push(name) - 1
  }
}

/** Edges of one file that wait: who, whom, and in which row and line it says so. */
class Waiting {
  readonly from = new Growing(Uint32Array)
  readonly to = new Growing(Uint32Array)
  readonly row = new Growing(Uint32Array)
  readonly line = new Growing(Uint32Array)

  push(from: number, to: number, row: number, line: number | null): void {
    if (this.from.length === EDGES_MOST) throw new InvalidError(`The files hold more than ${EDGES_MOST} follows.`, [], 'import-too-large')
    this.from.push(from)
    this.to.push(to)
    this.row.push(row)
    this.line.push(line ?? 0)
  }
}

export class FileFollows {
  readonly file: string
  /** What the column of whom they follow is called, for messages. */
  column: string | undefined
  readonly names = new Names()
  /** Members by row of this file; `UNKNOWN` for rows left out. */
  readonly #memberOfRow = new Growing(Uint32Array)
  readonly #byRow = new Waiting()
  readonly #byName = new Waiting()
  readonly #named = new Waiting()

  constructor(file: string) {
    this.file = file
  }

  /** One call a row, in order; null where the row made nobody. */
  row(member: number | null): void {
    this.#memberOfRow.push(member ?? UNKNOWN)
  }

  /** A member follows the person of a row of the same file, counted from 0. */
  followsRow(member: number, followed: number, row: number, line: number | null): void {
    this.#byRow.push(member, Math.min(followed, UNKNOWN), row, line)
  }

  followsNamed(member: number, followed: string, row: number, line: number | null): void {
    this.#byName.push(member, this.names.numberOf(followed), row, line)
  }

  /** Both ends by name. */
  edge(from: string, to: string, row: number, line: number | null): void {
    this.#named.push(this.names.numberOf(from), this.names.numberOf(to), row, line)
  }

  settle(edges: EdgeSet, members: Members, oddities: Oddities): void {
    const found = this.names.list.map((name) => members.find(name))
    const called = (name: number): string => JSON.stringify(this.names.list[name]?.slice(0, 40))
    const rows = this.#memberOfRow

    const settleAll = (waiting: Waiting, fromOf: (from: number) => number | string, toOf: (to: number) => number | string): void => {
      for (let at = 0; at < waiting.row.length; at++) {
        const from = fromOf(waiting.from.data[at] as number)
        const to = toOf(waiting.to.data[at] as number)
        const fault = typeof from === 'string' ? from : typeof to === 'string' ? to
          : from === to ? 'follows itself' : edges.add(from, to) ? null : 'is there twice'
        if (fault === null) continue
        const line = waiting.line.data[at] as number
        const where = this.column === undefined ? {} : { column: this.column }
        oddities.add({ file: this.file, row: waiting.row.data[at] as number, line: line === 0 ? null : line, ...where, problem: fault, whatWasDone: 'follow left out' })
      }
    }
    const self = (member: number): number => member
    const byName = (name: number): number | string => {
      const member = found[name]
      if (typeof member === 'number') return member
      return member === 'several' ? `${called(name)} names several people` : `nobody is called ${called(name)}`
    }
    settleAll(this.#byRow, self, (row) => {
      if (row >= rows.length) return `there is no person ${row}: the file has ${rows.length}, counted from 0`
      const member = rows.data[row] as number
      return member === UNKNOWN ? `person ${row} was left out` : member
    })
    settleAll(this.#byName, self, byName)
    settleAll(this.#named, byName, byName)
  }
}

export class Follows {
  readonly files: FileFollows[] = []

  of(file: string): FileFollows {
    const follows = new FileFollows(file)
    this.files.push(follows)
    return follows
  }

  settle(members: Members, oddities: Oddities): EdgeList {
    const edges = new EdgeSet()
    for (const file of this.files) file.settle(edges, members, oddities)
    return edges.list(members.personas.length)
  }
}
