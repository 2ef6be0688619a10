/**
 * What an instance remembers of a swarm between two runs: its project, and who was asked by a site to wait. A pause ends an
 * agent's sleep on record, but not what the site asked for, so the next run puts it back.
 */
import { z } from 'zod'
import { ConflictError } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import type { Connection, Database } from '../../store/database.ts'

export interface SwarmName {
  readonly workspaceId: Id
  /** The gallery that comes with Troupe, or a site's id. */
  readonly place: 'gallery' | Id
  readonly pack: string
  readonly seed: string
}

const keptSchema = z.object({
  projectId: z.string(),
  /** Until when, epoch milliseconds, by agent. */
  sleepers: z.record(z.string(), z.object({ untilMs: z.number(), reason: z.string() })),
})
export type KeptSwarm = z.infer<typeof keptSchema>

function settingOf({ workspaceId, place, pack, seed }: SwarmName): string {
  return `swarm/${workspaceId}/${place}/${pack}/${seed}`
}

export async function swarmKept(db: Database, name: SwarmName): Promise<KeptSwarm | null> {
  const row = await db.selectFrom('settings').select('value').where('name', '=', settingOf(name)).executeTakeFirst()
  return row === undefined ? null : keptSchema.parse(row.value)
}

export async function keepSwarm(db: Database, name: SwarmName, kept: KeptSwarm): Promise<void> {
  const value = JSON.stringify(kept)
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
