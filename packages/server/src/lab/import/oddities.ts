/**
 * What was odd in the files and what became of it, by row. A file of the wrong shape has as many oddities as rows; the first
 * thousand are kept, the rest only counted.
 */
export interface Oddity {
  readonly file: string
  /** From 1, counting what the file lists (personas, edges); 0 for the file as a whole or its header. */
  readonly row: number
  /** Line in the file, from 1; null where lines say nothing. */
  readonly line: number | null
  /** The field, as the file names it. */
  readonly column?: string
  readonly problem: string
  readonly whatWasDone: string
}

export const ODDITIES_KEPT = 1000

export class Oddities {
  readonly kept: Oddity[] = []
  total = 0

  add(oddity: Oddity): void {
    this.total += 1
    if (this.kept.length < ODDITIES_KEPT) this.kept.push(oddity)
  }
}

/** Where one row is, and somewhere to say what is odd about it. */
export class RowNotes {
  readonly #oddities: Oddities
  readonly file: string
  readonly row: number
  readonly line: number | null

  constructor(oddities: Oddities, file: string, row: number, line: number | null) {
    this.#oddities = oddities
    this.file = file
    this.row = row
    this.line = line
  }

  odd(problem: string, whatWasDone: string, column?: string): void {
    const { file, row, line } = this
    this.#oddities.add({ file, row, line, ...(column === undefined ? {} : { column }), problem, whatWasDone })
  }
}
