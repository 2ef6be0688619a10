/** Row numbers as ids outside the columns: `p17` a post, `c4` a comment, `m205` a member, `t9` a turn, `g3` a group. */
import type { Id } from '../../base/ids.ts'

export type RowKind = 'p' | 'c' | 'm' | 't' | 'g'

/** What the ids of turns begin with. */
export const TURN = 't' satisfies RowKind

const ZERO = 48
const NINE = 57

export function idOfPost(row: number): Id {
  return `p${row}`
}

export function idOfComment(row: number): Id {
  return `c${row}`
}

export function idOfMember(row: number): Id {
  return `m${row}`
}

export function idOfTurn(row: number): Id {
  return `${TURN}${row}`
}

export function idOfGroup(row: number): Id {
  return `g${row}`
}

/** What was read last: an act's target is asked for again and again on its way through the gate, the rules and the journal. */
let lastId: Id | null = null
let lastKind: RowKind = 'p'
let lastRow = -1

/** -1 for what is no such id. */
export function rowOf(kind: RowKind, id: Id | null): number {
  if (id === lastId && kind === lastKind) return lastRow
  lastId = id
  lastKind = kind
  return (lastRow = read(kind, id))
}

function read(kind: RowKind, id: Id | null): number {
  if (id === null || id.length < 2 || id.length > 10 || id.charCodeAt(0) !== kind.charCodeAt(0)) return -1
  let row = 0
  for (let i = 1; i < id.length; i++) {
    const digit = id.charCodeAt(i)
    if (digit < ZERO || digit > NINE) return -1
    row = row * 10 + digit - ZERO
  }
  return row
}
