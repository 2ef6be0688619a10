/** Brings a database to the newest schema. Safe to run from many processes: Kysely takes an advisory lock. */
import { Migrator } from 'kysely/migration'
import { connect } from './database.ts'
import { migrations } from './migrations/index.ts'

export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

/** The names of the migrations that were applied now. */
export async function migrateToLatest(url: string): Promise<readonly string[]> {
  await using connection = connect(url, { connections: 1 })
  const migrator = new Migrator({ db: connection.db, provider: { getMigrations: async () => ({ ...migrations }) } })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error !== undefined) {
    const failed = results.find((result) => result.status === 'Error')
    throw new MigrationError(`migration ${failed?.migrationName ?? 'of the schema'} failed: ${String(error)}`, { cause: error })
  }
  return results.filter((result) => result.status === 'Success').map((result) => result.migrationName)
}
