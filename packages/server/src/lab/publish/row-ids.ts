/**
 * Ids for the rows of a simulated world, which are numbers there: UUIDv7 of the simulated moment a row was made at, in the
 * order of the rows, so that whatever sorts by id sorts by time, as live. A row costs eight bytes, its id is made when it
 * is asked for. Two publications of the same run share no id: the chance in it is drawn for each.
 */
import { Growing } from '../../base/growing.ts'
import type { Id, Ids } from '../../base/ids.ts'

/** Twelve bits of sequence within a millisecond. */
const SEQUENCE = 4_096
/** Time and sequence fit a double exactly until September 2039; rows from then on follow each other from this moment. */
const LATEST_MS = 2 ** 41 - 2 ** 32

/** All of four digits: a number of 41 bits put into digits took a microsecond, and half a million ids are wanted. */
const DIGITS = Array.from({ length: 0x10000 }, (_, number) => number.toString(16).padStart(4, '0'))

export class RowIds {
  readonly #moments = new Growing(Float64Array)
  /** The id from its variant on, without the last eight digits. */
  readonly #chance: string
  readonly #mask: number

  constructor(ids: Ids) {
    this.#chance = ids.next().slice(19, 28)
    this.#mask = Number.parseInt(ids.next().slice(28), 16)
  }

  get count(): number {
    return this.#moments.length
  }

  /** The next row's; returns its number. Where more than 4,096 fall into a millisecond, or time steps back, the next one is borrowed. */
  add(atMs: number): number {
    const { length, data } = this.#moments
    const earliest = length === 0 ? 0 : (data[length - 1] as number) + 1
    return this.#moments.push(Math.max(earliest, Math.min(atMs, LATEST_MS) * SEQUENCE))
  }

  of(row: number): Id {
    const moment = this.#moments.data[row] as number
    const atMs = Math.floor(moment / SEQUENCE)
    const above = Math.floor(atMs / 0x10000)
    const tail = row ^ this.#mask
    return `${DIGITS[Math.floor(above / 0x10000)]}${DIGITS[above % 0x10000]}-${DIGITS[atMs % 0x10000]}-${DIGITS[0x7000 + (moment % SEQUENCE)]}-${this.#chance}${DIGITS[tail >>> 16]}${DIGITS[tail & 0xffff]}`
  }
}
