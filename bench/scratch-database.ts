/** A managed PostgreSQL of one's own in a temporary folder, as safe as a live one: fsync on, commits on disk. */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLog } from '../packages/server/src/base/log.ts'
import { migrateToLatest } from '../packages/server/src/store/migrate.ts'
import { startManagedPostgres } from '../packages/server/src/store/postgres/managed-postgres.ts'

export interface ScratchDatabase extends AsyncDisposable {
  readonly url: string
  readonly pid: number
}

/** A folder that the database's user may pass through, also where we are root and it is not. */
export async function scratchFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `troupe-${name}-`))
  await chmod(folder, 0o711)
  return folder
}

export async function scratchDatabase(name: string): Promise<ScratchDatabase> {
  const folder = await scratchFolder(name)
  const postgres = await startManagedPostgres({ dataDir: join(folder, 'data'), log: silentLog })
  await migrateToLatest(postgres.url)
  return {
    url: postgres.url,
    pid: postgres.pid,
    [Symbol.asyncDispose]: async () => {
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
