/** All that belongs to a project. Tables on the hot path have no foreign keys, so they are emptied by name. */
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Within } from '../../store/database.ts'

const OF_WORLDS = ['posts', 'comments', 'reactions', 'follows', 'mutes', 'reports', 'groups', 'group_members'] as const

export async function eraseProject(within: Within, projectId: Id): Promise<{ agents: number; posts: number }> {
  // Workers that run its turns wait here, and find their agents gone.
  const agents = await within.selectFrom('agents').select('id').where('project_id', '=', projectId).orderBy('id').forUpdate().execute()
  const worlds = sql`SELECT id FROM worlds WHERE project_id = ${projectId}`
  let posts = 0
  for (const table of OF_WORLDS) {
    const { numAffectedRows } = await sql`DELETE FROM ${sql.table(table)} WHERE world_id IN (${worlds})`.execute(within)
    if (table === 'posts') posts = Number(numAffectedRows ?? 0)
  }
  await sql`DELETE FROM notices WHERE profile_id IN (SELECT id FROM profiles WHERE world_id IN (${worlds}))`.execute(within)
  await sql`DELETE FROM profiles WHERE world_id IN (${worlds})`.execute(within)
  await eraseJournal(within, projectId)
  await sql`DELETE FROM turns WHERE project_id = ${projectId}`.execute(within)
  await sql`DELETE FROM memories WHERE agent_id = ANY(${agents.map((agent) => agent.id)}::uuid[])`.execute(within)
  await sql`DELETE FROM kill_switches WHERE scope = ${projectId}`.execute(within)
  await within.deleteFrom('agents').where('project_id', '=', projectId).execute()
  await within.deleteFrom('personas').where('project_id', '=', projectId).execute()
  await within.deleteFrom('projects').where('id', '=', projectId).execute()
  return { agents: agents.length, posts }
}

/** Entries that go at once. */
const ENTRIES_AT_ONCE = 20_000

/**
 * Part by part, each found by its index. Asked for all payloads of a project whose million entries had just come in, PostgreSQL took
 * them for few and had not found them after ten minutes.
 */
async function eraseJournal(within: Within, projectId: Id): Promise<void> {
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const { rows: [part] } = await sql<{ last: number | null }>`SELECT max(seq) AS last FROM (
      SELECT seq FROM journal WHERE project_id = ${projectId} AND seq > ${after}::bigint ORDER BY seq LIMIT ${ENTRIES_AT_ONCE}) part`.execute(within)
    if (part?.last == null) return
    await sql`WITH gone AS (DELETE FROM journal WHERE project_id = ${projectId} AND seq > ${after}::bigint AND seq <= ${part.last}::bigint RETURNING payload_id)
      DELETE FROM payloads WHERE id = ANY (ARRAY(SELECT payload_id FROM gone WHERE payload_id IS NOT NULL))`.execute(within)
    after = part.last
  }
}
