/** A page of things in the order of their ids, newest first (ids sort by time). */
import type { Id } from '../base/ids.ts'

export interface IdPageQuery {
  readonly limit: number
  /** Things older than this one; null starts at the newest. */
  readonly beforeId: Id | null
}

export interface IdPage<Item extends { id: Id }> {
  readonly items: Item[]
  readonly more: boolean
}
