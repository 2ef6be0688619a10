/** What became of each field of a file: shown to whoever imports, so that nothing is lost or bent without a word. */
import { fieldOf, PLACES } from './profile-fields.ts'

export interface FieldMapping {
  readonly file: string
  /** As the file names it. */
  readonly from: string
  /** Null where the field is not used. */
  readonly to: string | null
  readonly note: string
}

/** More columns than this are no columns but data in the place of names. */
const COLUMNS_MOST = 200

export class Mappings {
  readonly list: FieldMapping[] = []
  readonly #seen = new Set<string>()

  add(file: string, from: string, to: string | null, note: string): void {
    const key = `${file}\n${from}`
    if (this.#seen.has(key) || this.#seen.size >= COLUMNS_MOST) return
    this.#seen.add(key)
    this.list.push({ file, from, to, note })
  }

  /** A column of profiles, by its name. */
  column(file: string, column: string): void {
    // Asked for each cell of a million rows.
    if (this.#seen.has(`${file}\n${column}`)) return
    const field = fieldOf(column)
    if (field === null) this.add(file, column, null, 'not used')
    else this.add(file, column, PLACES[field].to, PLACES[field].note)
  }
}
