/** Invitations into a workspace: bound to one e-mail address, good for 24 hours and once (SPEC K1). */
import type { HeldInvitation, Invitation, Role } from '@troupe/contract'
import type { Clock } from '../base/clock.ts'
import { ConflictError, MissingError } from '../base/errors.ts'
import type { Id, Ids } from '../base/ids.ts'
import { newToken } from '../base/secrets.ts'
import type { Database } from '../store/database.ts'
import type { InvitationsTable } from '../store/people-schema.ts'
import type { Actor } from './actor.ts'
import type { AuditLog } from './audit-log.ts'
import type { IdPage, IdPageQuery } from './id-page.ts'
import { NotAllowedError } from './refusals.ts'
import { mayActAs } from './roles.ts'
import { tokenHash } from './sessions.ts'

const LIFETIME_MS = 24 * 60 * 60_000
/** Waiting ones of one workspace. */
const WAITING_MOST = 200

export class InvitationRefusedError extends NotAllowedError {
  constructor(message: string, code: 'invitation-unknown' | 'invitation-expired' | 'invitation-used' | 'invitation-for-another') {
    super(message, code)
  }
}

export class Invitations {
  readonly #db: Database
  readonly #clock: Clock
  readonly #ids: Ids
  readonly #audit: AuditLog

  constructor(db: Database, clock: Clock, ids: Ids, audit: AuditLog) {
    this.#db = db
    this.#clock = clock
    this.#ids = ids
    this.#audit = audit
  }

  /** The token is in the answer alone. A waiting invitation of the same person is replaced. */
  async create(by: Actor, email: string, role: Role, creatorId: Id | null = null): Promise<{ invitation: Invitation; token: string }> {
    if (!mayActAs(by.role, role)) throw new NotAllowedError(`Your own role does not let you invite somebody as ${role}.`, 'role-above-own')
    const nowMs = this.#clock.now()
    const token = newToken('tri')
    const row: InvitationsTable = {
      id: this.#ids.next(), workspace_id: by.workspaceId, email: email.toLowerCase(), role, creator_id: creatorId, token_hash: tokenHash(token),
      invited_by: by.kind === 'user' ? by.id : null, created_at: nowMs, expires_at: nowMs + LIFETIME_MS, accepted_at: null,
    }
    await this.#db.transaction().execute(async (within) => {
      if (creatorId !== null) await mustHaveCreator(within, by.workspaceId, creatorId)
      const member = await within.selectFrom('memberships').innerJoin('users', 'users.id', 'memberships.user_id').select('users.id')
        .where('memberships.workspace_id', '=', by.workspaceId).where((is) => is(is.fn('lower', ['users.email']), '=', row.email)).executeTakeFirst()
      if (member) throw new ConflictError(`${row.email} is a member already.`, 'already-a-member')
      await within.deleteFrom('invitations').where('workspace_id', '=', by.workspaceId).where('accepted_at', 'is', null)
        .where((is) => is.or([is('email', '=', row.email), is('expires_at', '<=', nowMs)])).execute()
      const { count } = await within.selectFrom('invitations').select((is) => is.fn.countAll<number>().as('count'))
        .where('workspace_id', '=', by.workspaceId).where('accepted_at', 'is', null).executeTakeFirstOrThrow()
      if (count >= WAITING_MOST) throw new ConflictError(`At most ${WAITING_MOST} invitations can wait at once. Withdraw some first.`, 'too-many-invitations')
      await within.insertInto('invitations').values(row).execute()
      await this.#audit.record(within, {
        workspaceId: by.workspaceId, by, action: 'invitation-created', subject: { kind: 'invitation', id: row.id }, after: { email: row.email, role, creatorId },
      })
    })
    return { invitation: shown(row), token }
  }

  async list(workspaceId: Id, page: IdPageQuery): Promise<IdPage<Invitation>> {
    let select = this.#db.selectFrom('invitations').selectAll().where('workspace_id', '=', workspaceId)
    if (page.beforeId !== null) select = select.where('id', '<', page.beforeId)
    const rows = await select.orderBy('id', 'desc').limit(page.limit + 1).execute()
    return { items: rows.slice(0, page.limit).map(shown), more: rows.length > page.limit }
  }

  async withdraw(by: Actor, id: Id): Promise<void> {
    await this.#db.transaction().execute(async (within) => {
      const gone = await within.deleteFrom('invitations').where('id', '=', id).where('workspace_id', '=', by.workspaceId)
        .where('accepted_at', 'is', null).returning(['email', 'role']).executeTakeFirst()
      if (!gone) throw new MissingError('invitation', id)
      await this.#audit.record(within, {
        workspaceId: by.workspaceId, by, action: 'invitation-withdrawn', subject: { kind: 'invitation', id }, before: gone,
      })
    })
  }

  /** What the page behind the link shows; throws `InvitationRefusedError` where it can no longer be taken up. */
  async held(token: string): Promise<HeldInvitation> {
    const row = await this.#db.selectFrom('invitations').selectAll().where('token_hash', '=', tokenHash(token)).executeTakeFirst()
    const { email, role, workspace_id, invited_by, expires_at } = this.#mustStand(row)
    const { name } = await this.#db.selectFrom('workspaces').select('name').where('id', '=', workspace_id).executeTakeFirstOrThrow()
    const inviter = invited_by === null ? undefined : await this.#db.selectFrom('users').select('name').where('id', '=', invited_by).executeTakeFirst()
    return { email, role, workspace: name, invitedBy: inviter?.name ?? null, expiresAt: new Date(expires_at).toISOString() }
  }

  /** Whether `accept` would do, asked before a password is hashed; throws `InvitationRefusedError`. */
  async check(token: string, email: string): Promise<void> {
    const row = await this.#db.selectFrom('invitations').selectAll().where('token_hash', '=', tokenHash(token)).executeTakeFirst()
    this.#mustFit(row, email)
  }

  /** Uses the invitation up, in the transaction that makes the member; of two at once, the second finds it used. */
  async accept(within: Database, token: string, email: string): Promise<{ id: Id; workspaceId: Id; role: Role; creatorId: Id | null }> {
    const row = await within.selectFrom('invitations').selectAll().where('token_hash', '=', tokenHash(token)).forUpdate().executeTakeFirst()
    const { id, workspace_id, role, creator_id } = this.#mustFit(row, email)
    await within.updateTable('invitations').set({ accepted_at: this.#clock.now() }).where('id', '=', id).execute()
    return { id, workspaceId: workspace_id, role, creatorId: creator_id }
  }

  #mustFit(row: InvitationsTable | undefined, email: string): InvitationsTable {
    const standing = this.#mustStand(row)
    if (standing.email !== email.toLowerCase()) throw new InvitationRefusedError('This invitation is for another e-mail address.', 'invitation-for-another')
    return standing
  }

  #mustStand(row: InvitationsTable | undefined): InvitationsTable {
    if (!row) throw new InvitationRefusedError('This invitation is unknown; it may have been withdrawn or replaced by a newer one.', 'invitation-unknown')
    if (row.accepted_at !== null) throw new InvitationRefusedError('This invitation has been used. Sign in instead.', 'invitation-used')
    if (row.expires_at <= this.#clock.now()) throw new InvitationRefusedError('This invitation has expired. Ask for a new one.', 'invitation-expired')
    return row
  }
}

async function mustHaveCreator(within: Database, workspaceId: Id, creatorId: Id): Promise<void> {
  const creator = await within.selectFrom('creators').select('id').where('id', '=', creatorId).where('workspace_id', '=', workspaceId).executeTakeFirst()
  if (!creator) throw new MissingError('creator', creatorId)
}

function shown(row: InvitationsTable): Invitation {
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    creatorId: row.creator_id,
    expiresAt: new Date(row.expires_at).toISOString(),
    acceptedAt: row.accepted_at === null ? null : new Date(row.accepted_at).toISOString(),
  }
}
