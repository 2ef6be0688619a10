/** Where the instance was last served, for commands that run beside it: its port may have been taken, or given by a variable they have not. */
import type { Database } from '../store/database.ts'

const SETTING = 'address'

export async function keepAddress(db: Database, address: string): Promise<void> {
  const value = JSON.stringify({ address })
  await db.insertInto('settings').values({ name: SETTING, value }).onConflict((clash) => clash.column('name').doUpdateSet({ value })).execute()
}

/** Null where none was served from this database yet. */
export async function keptAddress(db: Database): Promise<string | null> {
  const row = await db.selectFrom('settings').select('value').where('name', '=', SETTING).executeTakeFirst()
  return row === undefined ? null : (row.value as { address: string }).address
}
