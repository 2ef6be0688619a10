/** Who has joined the workspace's worlds and who asks to: for those who run them. Suspending is moderation's. */
import type { Member, MemberState } from '@troupe/contract'
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { ConflictError, MissingError } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { FeedStore } from '../../feed/feed-store.ts'
import type { Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { IdPage, IdPageQuery } from '../../people/id-page.ts'
import type { Database, Within } from '../../store/database.ts'
import { welcome } from './welcome.ts'

export interface AdmissionsParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
  readonly feed: FeedStore
  readonly onChanged: (worldId: Id) => void
}

interface MemberShown extends Omit<Member, 'createdAt' | 'decidedAt' | 'lastSeenAt'> {
  readonly createdMs: number
  readonly decidedMs: number | null
  readonly lastSeenMs: number | null
}

export interface MemberQuery extends IdPageQuery {
  readonly worldId?: Id | undefined
  readonly state?: MemberState | undefined
}

const SHOWN = sql.raw(`SELECT m.id, m.world_id AS "worldId", m.profile_id AS "profileId",
    CASE WHEN m.state = 'active' AND p.suspended_at IS NOT NULL THEN 'suspended' ELSE m.state END AS state,
    coalesce(p.username, m.username) AS username, coalesce(p.display_name, m.display_name) AS "displayName", m.email,
    m.created_at AS "createdMs", m.decided_at AS "decidedMs", m.last_seen_at AS "lastSeenMs"
  FROM members m JOIN worlds w ON w.id = m.world_id JOIN projects j ON j.id = w.project_id AND j.erasing_at IS NULL LEFT JOIN profiles p ON p.id = m.profile_id`)

export class Admissions {
  readonly #parts: AdmissionsParts

  constructor(parts: AdmissionsParts) {
    this.#parts = parts
  }

  /** The latest first. */
  async list(workspaceId: Id, { limit, beforeId, worldId, state }: MemberQuery): Promise<IdPage<Member>> {
    const { rows } = await sql<MemberShown>`SELECT shown.* FROM (${SHOWN} WHERE j.workspace_id = ${workspaceId}
        ${worldId === undefined ? sql`` : sql`AND m.world_id = ${worldId}`} ${beforeId === null ? sql`` : sql`AND m.id < ${beforeId}`}) shown
      WHERE ${state === undefined ? sql`true` : sql`shown.state = ${state}`} ORDER BY shown.id DESC LIMIT ${limit + 1}`.execute(this.#parts.db)
    return { items: rows.slice(0, limit).map(memberOf), more: rows.length > limit }
  }

  approve(by: Actor, id: Id): Promise<Member> {
    return this.#decide(by, id, 'member-approved', async (within, member, nowMs) => {
      await welcome(within, this.#parts, { id, worldId: member.world_id, username: member.username, displayName: member.display_name, bio: member.bio }, nowMs)
    })
  }

  decline(by: Actor, id: Id): Promise<Member> {
    return this.#decide(by, id, 'member-declined', async (within) => {
      await within.updateTable('members').set({ state: 'declined' }).where('id', '=', id).execute()
    })
  }

  async #decide(by: Actor, id: Id, action: string, act: (within: Within, member: Waiting, nowMs: number) => Promise<void>): Promise<Member> {
    const { db, clock, audit, onChanged } = this.#parts
    const nowMs = clock.now()
    const decided = await db.transaction().execute(async (within) => {
      const member = await within.selectFrom('members').innerJoin('worlds', 'worlds.id', 'members.world_id').innerJoin('projects', 'projects.id', 'worlds.project_id')
        .select(['members.world_id', 'members.state', 'members.username', 'members.display_name', 'members.bio'])
        .where('members.id', '=', id).where('projects.workspace_id', '=', by.workspaceId).where('projects.erasing_at', 'is', null).forUpdate('members').executeTakeFirst()
      if (member === undefined) throw new MissingError('member', id)
      // Who was declined can be let in after all; who takes part is suspended, not declined.
      if (member.state === 'active' || (member.state === 'declined' && action === 'member-declined')) throw new ConflictError(`This has been decided already: the member is ${member.state}.`, 'decided-already')
      await act(within, member, nowMs)
      await within.updateTable('members').set({ decided_at: nowMs }).where('id', '=', id).execute()
      await audit.record(within, { workspaceId: by.workspaceId, by, action, subject: { kind: 'member', id }, before: { state: member.state }, after: { username: member.username } })
      const { rows } = await sql<MemberShown>`${SHOWN} WHERE m.id = ${id}`.execute(within)
      return rows.map(memberOf)
    })
    const [shown] = decided
    if (shown === undefined) throw new MissingError('member', id)
    onChanged(shown.worldId)
    return shown
  }
}

interface Waiting {
  readonly world_id: Id
  readonly state: string
  readonly username: string
  readonly display_name: string
  readonly bio: string
}

function memberOf({ createdMs, decidedMs, lastSeenMs, ...member }: MemberShown): Member {
  const instant = (ms: number | null): string | null => ms === null ? null : new Date(ms).toISOString()
  return { ...member, createdAt: new Date(createdMs).toISOString(), decidedAt: instant(decidedMs), lastSeenAt: instant(lastSeenMs) }
}
