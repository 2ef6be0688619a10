/** The project "Engagement" of a workspace, in which agents of all its leads live; made when the first of them is. */
import { sql } from 'kysely'
import type { Id, Ids } from '../../base/ids.ts'
import type { Within } from '../../store/database.ts'

const NAME = 'Engagement'

export async function workspaceProject(within: Within, ids: Ids, nowMs: number, workspaceId: Id): Promise<Id> {
  // Two who ask at once shall not make two.
  await within.selectFrom('workspaces').select('id').where('id', '=', workspaceId).forNoKeyUpdate().execute()
  const { rows: [known] } = await sql<{ id: Id }>`SELECT p.id FROM projects p WHERE p.workspace_id = ${workspaceId} AND p.erasing_at IS NULL
      AND EXISTS (SELECT FROM worlds w WHERE w.project_id = p.id AND w.place = 'messaging') AND NOT EXISTS (SELECT FROM creators c WHERE c.project_id = p.id)
    ORDER BY p.id LIMIT 1 FOR KEY SHARE OF p`.execute(within)
  if (known !== undefined) return known.id
  const id = ids.next()
  await within.insertInto('projects').values({ id, workspace_id: workspaceId, name: NAME, wake: JSON.stringify({ kind: 'rhythm' }), created_at: nowMs }).execute()
  await within.insertInto('worlds').values({ id: ids.next(), project_id: id, name: NAME, kind: 'live', place: 'messaging', public: false, is_default: false, recommender: 'recent', created_at: nowMs }).execute()
  return id
}
