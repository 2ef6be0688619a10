/**
 * What refreshing put before members, kept within bounds: all of it, or of a long run every second refresh, every fourth, …
 * evenly from the first to the last, by their number alone, so that the same run gives the same sample.
 */
import { Growing } from '../../base/growing.ts'
import type { ShownColumns } from '../measures/world-record.ts'

/** Posts; at 21 bytes each some 80 MB. */
export const SHOWN_MOST = 4_000_000

export class ShownSample {
  readonly #most: number
  readonly #member = new Growing(Int32Array)
  readonly #post = new Growing(Int32Array)
  readonly #atMs = new Growing(Float64Array)
  readonly #why = new Growing(Uint8Array)
  readonly #refresh = new Growing(Uint32Array)
  readonly #reasons: string[] = []
  #stride = 1
  #refreshes = 0
  #of = 0

  constructor(most = SHOWN_MOST) {
    this.#most = most
  }

  refreshed(member: number, atMs: number, posts: readonly { readonly row: number; readonly why: string }[]): void {
    const refresh = this.#refreshes++
    this.#of += posts.length
    if (refresh % this.#stride !== 0) return
    for (const { row, why } of posts) {
      this.#member.push(member)
      this.#post.push(row)
      this.#atMs.push(atMs)
      this.#why.push(this.#reason(why))
      this.#refresh.push(refresh)
    }
    while (this.#member.length > this.#most) this.#thin()
  }

  columns(): ShownColumns {
    return {
      count: this.#member.length, of: this.#of, member: this.#member.view(), post: this.#post.view(), atMs: this.#atMs.view(), why: this.#why.view(), reasons: this.#reasons,
    }
  }

  #reason(why: string): number {
    const known = this.#reasons.indexOf(why)
    return known >= 0 ? known : this.#reasons.push(why) - 1
  }

  #thin(): void {
    this.#stride *= 2
    let kept = 0
    const columns = [this.#member, this.#post, this.#atMs, this.#why, this.#refresh]
    for (let row = 0; row < this.#member.length; row++) {
      if ((this.#refresh.data[row] as number) % this.#stride !== 0) continue
      for (const { data } of columns) data[kept] = data[row] as number
      kept += 1
    }
    for (const column of columns) column.length = kept
  }
}
