/**
 * `better-sqlite3` by way of `node:sqlite`: as much of it as @atproto/pds and Kysely's dialect call. The package itself
 * compiles or downloads its native part in an install script, which is not run here.
 */
import { DatabaseSync } from 'node:sqlite'

export default class Sqlite {
  #database

  constructor(location) {
    this.#database = new DatabaseSync(location)
  }

  pragma(text) {
    this.#database.exec(`PRAGMA ${text}`)
  }

  close() {
    this.#database.close()
  }

  prepare(sql) {
    const statement = this.#database.prepare(sql)
    return {
      reader: statement.columns().length > 0,
      all: (values) => statement.all(...bound(values)).map(row),
      * iterate(values) {
        for (const found of statement.iterate(...bound(values))) yield row(found)
      },
      run: (values) => {
        const { changes, lastInsertRowid } = statement.run(...bound(values))
        return { changes, lastInsertRowid: BigInt(lastInsertRowid) }
      },
    }
  }
}

export class SqliteError extends Error {}

function bound(values = []) {
  return values.map((value) => value === undefined ? null : typeof value === 'boolean' ? Number(value) : value)
}

/** Plain objects with buffers, where node:sqlite gives bare ones with byte arrays. */
function row(found) {
  return Object.fromEntries(Object.entries(found).map(([name, value]) => [name, value instanceof Uint8Array ? Buffer.from(value) : value]))
}
