/**
 * Two words that a statement says of itself by beginning with them.
 *
 * `KEPT`: asked over and over with other values, so parsed once a connection, and planned anew only while PostgreSQL finds that worth
 * it. Its text must be one of few, since each stays in the memory of each connection. Those of an event's way are dozens of columns
 * wide: of an event stored and planned for in a transaction of its own, planning them was half of PostgreSQL's time (9.3 ms of the
 * processor, 4.8 kept; `docs/decisions/2026-11-22-statements-that-are-kept.md`).
 *
 * `AHEAD`: kept, and nobody waits for its answer, which says nothing: within a transaction the next statement is sent right behind it.
 * One that fails fails the next that is waited for, at last the commit. An event's transaction waits for four answers instead of
 * eleven (`docs/decisions/2026-11-22-lanes-by-lead.md`).
 */
import type { Duplex } from 'node:stream'
import { sql } from 'kysely'
import pg from 'pg'

const MARK = '/* kept */'
const AHEAD_MARK = '/* kept, ahead */'
/** Stands before all else: sql`${KEPT} SELECT …`. */
export const KEPT = sql.raw<unknown>(MARK)
/** Of a statement that changes something and returns nothing; outside of a transaction it is waited for like any other. */
export const AHEAD = sql.raw<unknown>(AHEAD_MARK)

/** What a mistake in a text could cost: the rest is asked as any other. */
const STATEMENTS_MOST = 200
const names = new Map<string, string>()

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= STATEMENTS_MOST) return known
  const name = `kept_${names.size}`
  names.set(text, name)
  return name
}

type Query = (config: unknown, values?: unknown, callback?: unknown) => Promise<unknown>
const NOTHING = { command: '', rowCount: null, rows: [], fields: [], oid: 0 }

/** The pool's connections. */
export class KeepingClient extends pg.Client {
  #inTransaction = false
  #held = 0
  /** Of the statements sent ahead of the next that is waited for, the first failure. */
  #failed: { readonly error: unknown } | null = null

  constructor(config?: pg.ClientConfig) {
    super({ ...config, pipeline: true })
  }

  // The driver's own type is of seven forms; all but the one that our queries have are handed on as they came.
  override query = ((config, values, callback) => {
    const ask = super.query.bind(this) as Query
    if (typeof config !== 'string' || callback !== undefined || typeof values === 'function') return ask(config, values, callback)
    const isAhead = config === 'begin' || (this.#inTransaction && config.startsWith(AHEAD_MARK))
    const name = (config.startsWith(AHEAD_MARK) || config.startsWith(MARK)) && Array.isArray(values) ? nameOf(config) : undefined
    if (isAhead) this.#hold()
    const answer = name === undefined ? ask(config, values) : ask({ name, text: config, values })
    if (!isAhead) this.#release()
    if (isAhead) {
      this.#inTransaction = true
      answer.catch((error: unknown) => (this.#failed ??= { error }))
      return Promise.resolve(NOTHING)
    }
    return this.#inTransaction ? this.#waitedFor(config, answer) : answer
  }) as Query as pg.Client['query']

  /** What is sent ahead leaves with what it was sent ahead of: handing each over by itself was an eighth of this process's time while events were planned for. */
  #hold(): void {
    this.#stream.cork()
    this.#held += 1
  }

  #release(): void {
    for (; this.#held > 0; this.#held--) this.#stream.uncork()
  }

  get #stream(): Duplex {
    return (this as unknown as { readonly connection: { readonly stream: Duplex } }).connection.stream
  }

  /** Answers come in the order of their questions: with this one, those sent ahead of it have theirs. */
  async #waitedFor(text: string, answer: Promise<unknown>): Promise<unknown> {
    const isEnd = text === 'commit' || text === 'rollback'
    try {
      const result = await answer
      // PostgreSQL calls the commit of a transaction that has failed a success, and undoes it.
      if (this.#failed !== null && text !== 'rollback') throw this.#failed.error
      return result
    } catch (error) {
      // Behind a failure, what PostgreSQL says is only that there was one.
      throw this.#failed?.error ?? error
    } finally {
      if (isEnd) {
        this.#inTransaction = false
        this.#failed = null
      }
    }
  }
}
