/** The connection to PostgreSQL: one pool a process, Kysely over it. */
import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { KeepingClient } from './kept-statements.ts'
import type { Tables } from './schema.ts'

export type Database = Kysely<Tables>
export type Within = Transaction<Tables>

/** int8 comes as text by default; our counts, money in micros and epoch milliseconds all fit a double exactly. */
const INT8_OID = 20
pg.types.setTypeParser(INT8_OID, Number)

/** One pool serves pages and the worker; PostgreSQL needs about 2 MB a connection, and two cores gain nothing from more. */
const POOL_CONNECTIONS = 12

export interface Connection extends AsyncDisposable {
  readonly db: Database
  readonly pool: pg.Pool
  readonly url: string
}

export function connect(url: string, options: { connections?: number; onError?: (error: Error) => void } = {}): Connection {
  const pool = new pg.Pool({ connectionString: url, max: options.connections ?? POOL_CONNECTIONS, application_name: 'troupe', Client: KeepingClient })
  let closing = false
  // A server that goes away breaks idle connections; the pool replaces them, and the next query says what is wrong. While
  // we close, a managed server may stop before the last good-bye has reached it, which is nobody's trouble.
  pool.on('error', (error) => {
    if (!closing) options.onError?.(error)
  })
  // The pool listens while a connection is idle. One that breaks in the middle of a transaction says so to whoever waits for its
  // next answer; its event, heard by nobody, would end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  const close = (): Promise<void> => {
    closing = true
    return db.destroy()
  }
  return { db, pool, url, [Symbol.asyncDispose]: close }
}
