/** Whether the database can be worked with: it answers, and it is as new as this code. */
import { sql } from 'kysely'
import type { Database } from './database.ts'
import { migrations } from './migrations/index.ts'

/** `null`, or why not. Throws when the database cannot be reached. */
export async function databaseTrouble(db: Database): Promise<string | null> {
  const { rows: [known] } = await sql<{ present: boolean }>`SELECT to_regclass('kysely_migration') IS NOT NULL AS present`.execute(db)
  if (!known?.present) return 'has no tables yet'
  const { rows } = await sql<{ name: string }>`SELECT name FROM kysely_migration`.execute(db)
  const done = new Set(rows.map((row) => row.name))
  const missing = Object.keys(migrations).filter((name) => !done.has(name))
  return missing.length === 0 ? null : `waits for ${missing.length} ${missing.length === 1 ? 'migration' : 'migrations'}`
}
