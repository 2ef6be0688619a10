import { must } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'

/** No row has it; what names it is refused as missing. */
export const NO_ROW = -1

/** Which row stands for which id: ids outside, numbers within. */
export class Numbers {
  readonly #rows = new Map<Id, number>()
  readonly #ids: Id[] = []

  row(id: Id): number {
    return this.#rows.get(id) ?? NO_ROW
  }

  id(row: number): Id {
    return must(this.#ids[row], 'the id of a row')
  }

  add(id: Id): void {
    this.#rows.set(id, this.#ids.push(id) - 1)
  }
}
