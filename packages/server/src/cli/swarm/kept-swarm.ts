/**
 * What an instance remembers of a swarm: its project, by what it was asked for. Who was asked by a site to wait is on record with
 * the agent's account there, so a pause between two runs does not end it.
 */
import type { Id } from '../../base/ids.ts'
import { ConflictError } from '../../base/errors.ts'
import type { Connection, Database } from '../../store/database.ts'

export interface SwarmName {
  readonly workspaceId: Id
  /** The gallery that comes with Troupe, or a site's id. */
  readonly place: 'gallery' | Id
  readonly pack: string
  readonly seed: string
}

function settingOf({ workspaceId, place, pack, seed }: SwarmName): string {
  return `swarm/${workspaceId}/${place}/${pack}/${seed}`
}

/** Its project, which may have been deleted since; null where there has been none. */
export async function projectOfSwarm(db: Database, name: SwarmName): Promise<Id | null> {
  const row = await db.selectFrom('settings').select('value').where('name', '=', settingOf(name)).executeTakeFirst()
  return row === undefined ? null : (row.value as { projectId: Id }).projectId
}

export async function keepSwarm(db: Database, name: SwarmName, projectId: Id): Promise<void> {
  const value = JSON.stringify({ projectId })
  await db.insertInto('settings').values({ name: settingOf(name), value }).onConflict((clash) => clash.column('name').doUpdateSet({ value })).execute()
}

/**
 * Held until it is let go, or the process ends: two processes would make the same members, and one would pause those of the other.
 * On a client of its own, which the pool does not close for being idle.
 */
export async function holdSwarm({ pool }: Connection, name: SwarmName): Promise<AsyncDisposable> {
  const client = await pool.connect()
  const { rows: [row] } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS held', [settingOf(name)])
  if (row?.held !== true) {
    client.release()
    throw new ConflictError('This swarm is running already, in another process. Stop it there, or start another one with --seed.', 'swarm-runs')
  }
  // Closed with its lock, rather than given back with it.
  return { [Symbol.asyncDispose]: async () => client.release(true) }
}
