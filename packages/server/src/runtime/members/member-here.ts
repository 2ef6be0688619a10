/** Somebody signed in to a world, as every act of theirs asks: who they are, and whether they may write now. */
import type { Joining, MemberState } from '@troupe/contract'
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import { NotAllowedError } from '../../people/refusals.ts'
import { tokenHash } from '../../people/sessions.ts'
import type { Database } from '../../store/database.ts'

export interface MemberHere {
  readonly id: Id
  readonly worldId: Id
  readonly workspaceId: Id
  readonly sessionId: Id
  readonly profileId: Id | null
  readonly state: MemberState
  readonly joining: Joining
  readonly email: string
  /** What they go by in records: the username. */
  readonly name: string
  readonly displayName: string
  readonly createdMs: number
}

/** When somebody was here last is written down at most this often. */
const SEEN_EVERY_MS = 15 * 60_000

/** Null where the token is no good (any more), or good for another world. */
export async function memberByToken(db: Database, clock: Clock, worldId: Id, token: string): Promise<MemberHere | null> {
  const nowMs = clock.now()
  const { rows: [row] } = await sql<MemberHere & { suspendedMs: number | null; lastSeenMs: number | null }>`SELECT m.id, m.world_id AS "worldId", j.workspace_id AS "workspaceId",
      s.id AS "sessionId", m.profile_id AS "profileId", m.state, w.joining, m.email, m.username AS name, coalesce(p.display_name, m.display_name) AS "displayName",
      m.created_at AS "createdMs", p.suspended_at AS "suspendedMs", m.last_seen_at AS "lastSeenMs"
    FROM member_sessions s JOIN members m ON m.id = s.member_id JOIN worlds w ON w.id = m.world_id
    JOIN projects j ON j.id = w.project_id AND j.erasing_at IS NULL LEFT JOIN profiles p ON p.id = m.profile_id
    WHERE s.token_hash = ${tokenHash(token)} AND s.expires_at > ${nowMs} AND m.world_id = ${worldId} AND w.public`.execute(db)
  if (row === undefined) return null
  const { suspendedMs, lastSeenMs, ...member } = row
  if (lastSeenMs === null || nowMs - lastSeenMs > SEEN_EVERY_MS) await db.updateTable('members').set({ last_seen_at: nowMs }).where('id', '=', row.id).execute()
  return { ...member, state: member.state === 'active' && suspendedMs !== null ? 'suspended' : member.state }
}

/** Why somebody may not write now; null where they may. */
export function whyNot({ state, joining }: Pick<MemberHere, 'state' | 'joining'>): { readonly code: string; readonly words: string } | null {
  switch (state) {
    case 'pending':
      return { code: 'awaiting-approval', words: 'Whoever runs this place has yet to approve that you join. Until then you can read.' }
    case 'declined':
      return { code: 'declined', words: 'Whoever runs this place has declined that you join. You can read, as everybody can.' }
    case 'suspended':
      return { code: 'suspended', words: 'Your account is suspended: you can read, and nobody sees what you wrote.' }
    case 'active':
      return joining === 'off' ? { code: 'joining-off', words: 'People can only read here at present; what you wrote stays, and you can take it away.' } : null
  }
}

/** The profile they write as. Throws `NotAllowedError` with the reason. */
export function writingProfile(member: MemberHere): Id {
  const reason = whyNot(member)
  if (reason !== null || member.profileId === null) throw new NotAllowedError(reason?.words ?? 'You have no profile here yet.', reason?.code ?? 'no-profile')
  return member.profileId
}
