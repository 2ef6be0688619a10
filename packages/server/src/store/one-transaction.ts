/**
 * A database of which everything that is done comes true at once, or not at all: one connection in one transaction, in which what
 * others begin and commit are savepoints. Services that know nothing of it work on it as on any other; nobody else sees what they
 * did before `commit`, and without one there was nothing. Not for what takes long: rows it has changed are held until it ends.
 */
import { CompiledQuery, Kysely, PostgresDialect, PostgresDriver, sql, type DatabaseConnection, type Driver, type PostgresDialectConfig, type PostgresPool, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
// Also for what it does to numbers.
import './database.ts'
import type { Database } from './database.ts'
import type { Tables } from './schema.ts'

export interface OneTransaction extends AsyncDisposable {
  readonly db: Database
  /** Nothing is done on it afterwards. */
  commit(): Promise<void>
}

export async function oneTransaction(url: string): Promise<OneTransaction> {
  const client = new pg.Client({ connectionString: url, application_name: 'troupe' })
  // A connection that breaks says so to whoever waits for its next answer.
  client.on('error', () => {})
  await client.connect()
  const db = new Kysely<Tables>({ dialect: new SavepointDialect({ pool: shared(client), onCreateConnection: (connection) => run(connection, 'begin') }) })
  return {
    db,
    commit: async () => {
      await sql`commit`.execute(db)
    },
    [Symbol.asyncDispose]: async () => {
      await db.destroy()
      await client.end()
    },
  }
}

/** The one connection for everybody at once, a question after the other: who asks in the middle of somebody's transaction sees what is done in it. */
function shared(client: pg.Client): PostgresPool {
  let last: Promise<unknown> = Promise.resolve()
  const query = (...asked: unknown[]): Promise<unknown> => {
    const answer = last.then(() => (client.query as (...given: unknown[]) => Promise<unknown>).apply(client, asked))
    last = answer.catch(() => {})
    return answer
  }
  const one = { query, release: () => {} } as unknown as PostgresPoolClient
  return { options: {}, connect: async () => one, end: async () => {} } as unknown as PostgresPool
}

class SavepointDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig

  constructor(config: PostgresDialectConfig) {
    super(config)
    this.#config = config
  }

  override createDriver(): Driver {
    return new SavepointDriver(this.#config)
  }
}

/** Transactions come one after the other, so that each ends its own savepoint. One begun within another would wait for ever. */
class SavepointDriver extends PostgresDriver {
  #last: Promise<void> = Promise.resolve()
  #end: () => void = () => {}

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const before = this.#last
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#last = promise
    await before
    this.#end = resolve
    await run(connection, 'savepoint step')
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await run(connection, 'release savepoint step').finally(this.#end)
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await run(connection, 'rollback to savepoint step').finally(this.#end)
  }
}

async function run(connection: DatabaseConnection, text: string): Promise<void> {
  await connection.executeQuery(CompiledQuery.raw(text))
}
