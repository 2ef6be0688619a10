/** A creator's row and the project of its own, in which its agents live and by whose kill switch they are stopped. */
import type { Id, Ids } from '../../base/ids.ts'
import type { Within } from '../../store/database.ts'

export interface NewCreator {
  readonly workspaceId: Id
  readonly username: string
  readonly name: string
  readonly email: string | null
  readonly timezone: string
  readonly locale: string
  readonly currency: string
  readonly sample?: boolean
}

/** Null where the workspace has one of this name already. */
export async function makeCreator(within: Within, ids: Ids, nowMs: number, draft: NewCreator): Promise<{ id: Id; projectId: Id } | null> {
  const { workspaceId, name, sample = false, ...rest } = draft
  const [id, projectId] = [ids.next(), ids.next()]
  const made = await within.insertInto('creators').values({
    id, workspace_id: workspaceId, project_id: projectId, name, sample, ...rest, profile: null, flags: null, generator: null, source: null, synced_at: null, created_at: nowMs, updated_at: nowMs,
  }).onConflict((clash) => clash.columns(['workspace_id', 'username']).doNothing()).returning('id').executeTakeFirst()
  if (made === undefined) return null
  await within.insertInto('projects').values({ id: projectId, workspace_id: workspaceId, name, wake: JSON.stringify({ kind: 'rhythm' }), created_at: nowMs }).execute()
  await within.insertInto('worlds').values({ id: ids.next(), project_id: projectId, name, kind: 'live', place: 'messaging', public: false, is_default: false, recommender: 'recent', created_at: nowMs }).execute()
  return { id, projectId }
}
