/**
 * Reads the end of the journal once for all who watch it here. An entry's number is drawn before its transaction commits, so
 * a higher one may be seen first; the missing ones are remembered as gaps and asked for again at each look, until they turn
 * up, or until every transaction that could still bring them has ended (it was rolled back then, or the number skipped).
 * So nothing is missed, however late it commits, and nothing is given twice.
 *
 * It looks when poked and once a second, and only while somebody watches.
 */
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import type { Log } from '../../base/log.ts'
import type { Database } from '../../store/database.ts'
import { ACTIVITY_COLUMNS, ACTIVITY_JOINS, type ActivityReader, type ActivityRow, type WorkspaceItem } from './activity-reader.ts'
import type { Position } from './position.ts'

export interface Tailed {
  readonly items: readonly WorkspaceItem[]
  /** How far one has come who has seen these and all before. */
  readonly position: Position
}

export type TailListener = (tailed: Tailed) => void

const LOOK_EVERY_MS = 1_000
const ROWS_A_LOOK = 1_000
/** How far below the newest entry to look for gaps when beginning: half a second of a very busy instance. */
const BEGIN_WINDOW = 20_000
/** A transaction draws its first number a moment before it has an id of its own. */
const GRACE_MS = 2_000
/** No writer of ours keeps a transaction open this long; and gaps must not be kept for ever. */
const GAP_LONGEST_MS = 120_000
const GAPS_MOST = 50_000
/** Whoever asked where the tail stands will watch within this time. */
const LINGER_MS = 60_000

interface Gap {
  readonly atMs: number
  /**
   * An id given out after the gap was seen: whoever drew the missing number has a lower one. A snapshot's xmax will not
   * do, it is one past the last transaction that has *ended*, and those under way may be beyond it. Null until asked for.
   */
  bound: bigint | null
}

interface Look extends ActivityRow {
  readonly oldest: string
}

export class JournalTail implements AsyncDisposable {
  readonly #db: Database
  readonly #reader: ActivityReader
  readonly #clock: Clock
  readonly #log: Log
  readonly #listeners = new Set<TailListener>()
  #frontier = 0
  #gaps = new Map<number, Gap>()
  #beginning: Promise<void> | null = null
  #looking: Promise<void> | null = null
  #again = false
  #timer: NodeJS.Timeout | null = null
  #lingerUntilMs = 0
  #stopped = false

  constructor(parts: { db: Database; reader: ActivityReader; clock: Clock; log: Log }) {
    this.#db = parts.db
    this.#reader = parts.reader
    this.#clock = parts.clock
    this.#log = parts.log
  }

  /** Where it stands. All that is committed by now is seen or named as a gap, within the window it begins with. */
  async position(): Promise<Position> {
    this.#lingerUntilMs = this.#clock.now() + LINGER_MS
    await this.#begin()
    return this.#position()
  }

  /** From where it stands now; what comes after goes to `listener`, in the order it was seen. */
  async watch(listener: TailListener): Promise<{ from: Position; end: () => void }> {
    this.#lingerUntilMs = this.#clock.now() + LINGER_MS
    await this.#begin()
    // Nothing is awaited between these two, so no look falls between.
    this.#listeners.add(listener)
    return { from: this.#position(), end: () => this.#listeners.delete(listener) }
  }

  /** There may be news. */
  poke(): void {
    if (this.#beginning === null || this.#stopped) return
    if (this.#looking !== null) this.#again = true
    else void this.#look()
  }

  /** Resolves when all that was committed before the call has been seen. */
  async caughtUp(): Promise<void> {
    await this.#begin()
    await this.#looking
    await this.#look()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    await this.#looking
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }

  #position(): Position {
    return { frontier: this.#frontier, gaps: [...this.#gaps.keys()] }
  }

  #begin(): Promise<void> {
    this.#beginning ??= this.#findEnd().catch((error: unknown) => {
      this.#beginning = null
      throw error
    })
    return this.#beginning
  }

  async #findEnd(): Promise<void> {
    const rows = await this.#db.selectFrom('journal').select('seq').where('seq', '>', 0).orderBy('seq', 'desc').limit(BEGIN_WINDOW).execute()
    const seen = new Set(rows.map((row) => row.seq))
    const newest = rows[0]?.seq ?? 0
    this.#frontier = newest
    this.#gaps.clear()
    for (let seq = Math.max(1, newest - BEGIN_WINDOW + 1); seq < newest; seq++) if (!seen.has(seq)) this.#addGap(seq)
    this.#lookLater()
  }

  #addGap(seq: number): void {
    if (this.#gaps.size >= GAPS_MOST) this.#gaps.delete(this.#gaps.keys().next().value as number)
    this.#gaps.set(seq, { atMs: this.#clock.now(), bound: null })
  }

  async #boundGaps(): Promise<void> {
    const unbounded = [...this.#gaps.values()].filter((gap) => gap.bound === null)
    if (unbounded.length === 0) return
    const { rows: [row] } = await sql<{ id: string }>`SELECT pg_current_xact_id()::text AS id`.execute(this.#db)
    if (row !== undefined) for (const gap of unbounded) gap.bound = BigInt(row.id)
  }

  #lookLater(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    if (this.#stopped) return
    this.#timer = setTimeout(() => this.#idle() ? this.#end() : this.poke(), LOOK_EVERY_MS)
    this.#timer.unref()
  }

  #idle(): boolean {
    return this.#listeners.size === 0 && this.#clock.now() >= this.#lingerUntilMs
  }

  /** Whoever watches next begins at the end as it is then. */
  #end(): void {
    this.#beginning = null
    this.#gaps.clear()
  }

  #look(): Promise<void> {
    this.#looking ??= this.#lookUntilQuiet().catch((error: unknown) => {
      this.#log.warn({ err: error }, 'the end of the journal could not be read; it is tried again')
    }).finally(() => {
      this.#looking = null
      this.#lookLater()
    })
    return this.#looking
  }

  async #lookUntilQuiet(): Promise<void> {
    do {
      this.#again = false
      if (await this.#lookOnce() === ROWS_A_LOOK) this.#again = true
    } while (this.#again && !this.#stopped)
  }

  async #lookOnce(): Promise<number> {
    const gaps = [...this.#gaps.keys()]
    // One statement, one snapshot: a number that it does not show while all who could have drawn it have ended will never show.
    const { rows: looked } = await sql<Look | (Omit<Look, 'seq'> & { seq: null })>`SELECT s.oldest, found.* FROM (
        SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS oldest) s
      LEFT JOIN (
        SELECT * FROM ((SELECT ${ACTIVITY_COLUMNS} FROM journal j ${ACTIVITY_JOINS} WHERE j.seq > ${this.#frontier} ORDER BY j.seq LIMIT ${ROWS_A_LOOK})
        UNION ALL SELECT ${ACTIVITY_COLUMNS} FROM journal j ${ACTIVITY_JOINS} WHERE j.seq = ANY(${gaps}::bigint[])) both_parts) found ON true
      ORDER BY found.seq`.execute(this.#db)
    const rows = looked.filter((row): row is Look => row.seq !== null)
    const oldest = BigInt(looked[0]?.oldest ?? 0)
    const items = await this.#reader.items(rows)
    this.#advance(rows, oldest)
    if (items.length > 0) {
      const tailed = { items, position: this.#position() }
      for (const listener of this.#listeners) listener(tailed)
    }
    await this.#boundGaps()
    return rows.filter((row) => !gaps.includes(row.seq)).length
  }

  #advance(rows: readonly Look[], oldest: bigint): void {
    const seen = new Set(rows.map((row) => row.seq))
    const nowMs = this.#clock.now()
    for (const [seq, gap] of this.#gaps) {
      const ended = gap.bound !== null && oldest >= gap.bound && nowMs - gap.atMs >= GRACE_MS
      if (seen.has(seq) || ended || nowMs - gap.atMs >= GAP_LONGEST_MS) this.#gaps.delete(seq)
    }
    const newest = rows.at(-1)?.seq ?? this.#frontier
    for (let seq = this.#frontier + 1; seq < newest; seq++) if (!seen.has(seq)) this.#addGap(seq)
    this.#frontier = Math.max(this.#frontier, newest)
  }
}
