/**
 * Statements that are asked over and over with other values: parsed once a connection, and planned anew only while PostgreSQL finds
 * that worth it. A statement says so itself by beginning with `KEPT`; its text must then be one of few, since each stays in the
 * memory of each connection. Those of an event's way are dozens of columns wide: of an event stored and planned for in a transaction of
 * its own, planning them was half of PostgreSQL's time (9.3 ms of the processor, 4.8 kept; `docs/decisions`).
 */
import { sql } from 'kysely'
import pg from 'pg'

const MARK = '/* kept */'
/** Stands before all else: sql`${KEPT} SELECT …`. */
export const KEPT = sql.raw<unknown>(MARK)

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

type Query = (config: unknown, values?: unknown, callback?: unknown) => unknown

/** The pool's connections. */
export class KeepingClient extends pg.Client {
  // The driver's own type is of seven forms; all but one are handed on as they came.
  override query = ((config, values, callback) => {
    const ask = super.query.bind(this) as Query
    const name = typeof config === 'string' && config.startsWith(MARK) && Array.isArray(values) ? nameOf(config) : undefined
    return name === undefined ? ask(config, values, callback) : ask({ name, text: config, values }, callback)
  }) as Query as pg.Client['query']
}
