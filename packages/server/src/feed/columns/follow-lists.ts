/** Whom each member follows, as lists: the table of pairs answers only for a pair. Kept from the first look that asks for it. */
import type { PairTable } from './pair-table.ts'
import { addRow, removeRow } from './sorted-rows.ts'

const NOBODY: readonly number[] = []

export class FollowLists {
  readonly #lists = new Map<number, number[]>()

  constructor(followed: PairTable) {
    for (const [follower, followee] of followed.entries()) this.#list(follower).push(followee)
    for (const list of this.#lists.values()) list.sort((a, b) => a - b)
  }

  /** In the order in which they joined. */
  of(member: number): readonly number[] {
    return this.#lists.get(member) ?? NOBODY
  }

  changed(follower: number, followee: number, on: boolean): void {
    if (on) addRow(this.#list(follower), followee)
    else removeRow(this.#list(follower), followee)
  }

  #list(member: number): number[] {
    let list = this.#lists.get(member)
    if (list === undefined) this.#lists.set(member, (list = []))
    return list
  }
}
