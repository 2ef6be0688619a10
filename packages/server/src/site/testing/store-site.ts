/** A proved site on record, for tests that need one and nobody at its other end. */
import type { Id } from '../../base/ids.ts'
import type { Database } from '../../store/database.ts'

export async function storeSite(db: Database, { id, workspaceId, atMs }: { readonly id: Id; readonly workspaceId: Id; readonly atMs: number }): Promise<void> {
  await db.insertInto('sites').values({
    id, workspace_id: workspaceId, name: 'Harbour', kind: 'showcase', origin: 'https://harbour.example', state: 'proved', state_since: atMs, basis: 'file', token: 't', identifier: null, sealed_secret: null,
    secret_ending: null, secret_saved_at: null, shows_flag: false, proved_at: atMs, checked_at: null, next_check_at: null, asked_at: null, wrong_answers: 0, wrong_since: null, last_check: null, created_at: atMs,
  }).execute()
}
