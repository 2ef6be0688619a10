/**
 * The people of a workspace and one's own account. Two rules hold whatever is asked, also at the same time: a workspace
 * keeps an owner, and nobody lifts anybody (or pulls down somebody) above their own role.
 */
import type { Role, User } from '@troupe/contract'
import { ConflictError, MissingError, must } from '../base/errors.ts'
import type { Id } from '../base/ids.ts'
import type { Database, Within } from '../store/database.ts'
import type { Actor, UserActor } from './actor.ts'
import type { AuditLog } from './audit-log.ts'
import type { IdPage, IdPageQuery } from './id-page.ts'
import { NotAllowedError } from './refusals.ts'
import { mayActAs } from './roles.ts'

interface Member {
  readonly id: Id
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly creator_id: Id | null
  readonly created_at: number
  readonly last_seen_at: number | null
}

export class Users {
  readonly #db: Database
  readonly #audit: AuditLog

  constructor(db: Database, audit: AuditLog) {
    this.#db = db
    this.#audit = audit
  }

  async list(workspaceId: Id, page: IdPageQuery): Promise<IdPage<User>> {
    let select = members(this.#db, workspaceId)
    if (page.beforeId !== null) select = select.where('users.id', '<', page.beforeId)
    const rows = await select.orderBy('users.id', 'desc').limit(page.limit + 1).execute()
    return { items: rows.slice(0, page.limit).map(shown), more: rows.length > page.limit }
  }

  async self(actor: UserActor): Promise<{ id: Id; name: string; email: string }> {
    const user = await this.#db.selectFrom('users').select(['id', 'name', 'email']).where('id', '=', actor.id).executeTakeFirst()
    return must(user, 'the user of a session')
  }

  async rename(by: UserActor, name: string): Promise<void> {
    await this.#db.transaction().execute(async (within) => {
      const before = await within.selectFrom('users').select('name').where('id', '=', by.id).forUpdate().executeTakeFirstOrThrow()
      await within.updateTable('users').set({ name }).where('id', '=', by.id).execute()
      await this.#audit.record(within, {
        workspaceId: by.workspaceId, by, action: 'user-renamed', subject: { kind: 'user', id: by.id }, before, after: { name },
      })
    })
  }

  async changeRole(by: Actor, userId: Id, role: Role): Promise<User> {
    return this.#db.transaction().execute(async (within) => {
      const member = await this.#lockMember(within, by, userId)
      if (!mayActAs(by.role, role)) throw new NotAllowedError(`Your own role does not let you make somebody ${role}.`, 'role-above-own')
      if (member.creator_id !== null && mayActAs(role, 'operator')) throw new ConflictError("A creator's own login is a reviewer or a viewer. Remove it and invite the person without a creator for more.", 'creator-login')
      if (role !== 'owner') await this.#keepAnOwner(within, by.workspaceId, member)
      await within.updateTable('memberships').set({ role }).where('user_id', '=', userId).where('workspace_id', '=', by.workspaceId).execute()
      await this.#audit.record(within, {
        workspaceId: by.workspaceId, by, action: 'role-changed', subject: { kind: 'user', id: userId },
        before: { role: member.role }, after: { role },
      })
      return shown({ ...member, role })
    })
  }

  /** Takes somebody out of the workspace; the account stays, it may belong to other workspaces. */
  async remove(by: Actor, userId: Id): Promise<void> {
    await this.#db.transaction().execute(async (within) => {
      const member = await this.#lockMember(within, by, userId)
      await this.#keepAnOwner(within, by.workspaceId, member)
      await within.deleteFrom('memberships').where('user_id', '=', userId).where('workspace_id', '=', by.workspaceId).execute()
      await this.#audit.record(within, {
        workspaceId: by.workspaceId, by, action: 'member-removed', subject: { kind: 'user', id: userId },
        before: { name: member.name, email: member.email, role: member.role },
      })
    })
  }

  async #lockMember(within: Within, by: Actor, userId: Id): Promise<Member> {
    // One at a time in a workspace: two owners who demote each other at once must not leave it without any.
    await within.selectFrom('workspaces').select('id').where('id', '=', by.workspaceId).forUpdate().execute()
    const member = await members(within, by.workspaceId).where('users.id', '=', userId).executeTakeFirst()
    if (!member) throw new MissingError('user', userId)
    if (!mayActAs(by.role, member.role)) throw new NotAllowedError('This person stands above you in the workspace.', 'role-above-own')
    return member
  }

  async #keepAnOwner(within: Within, workspaceId: Id, leaving: Member): Promise<void> {
    if (leaving.role !== 'owner') return
    const other = await within.selectFrom('memberships').select('user_id')
      .where('workspace_id', '=', workspaceId).where('role', '=', 'owner').where('user_id', '!=', leaving.id).limit(1).executeTakeFirst()
    if (!other) throw new ConflictError('A workspace keeps at least one owner. Make somebody else owner first.', 'last-owner')
  }
}

function members(db: Database, workspaceId: Id) {
  return db.selectFrom('memberships').innerJoin('users', 'users.id', 'memberships.user_id')
    .select(['users.id', 'users.name', 'users.email', 'memberships.role', 'memberships.creator_id', 'memberships.created_at', 'users.last_seen_at'])
    .where('memberships.workspace_id', '=', workspaceId)
}

function shown(member: Member): User {
  return {
    id: member.id,
    name: member.name,
    email: member.email,
    role: member.role,
    creatorId: member.creator_id,
    createdAt: new Date(member.created_at).toISOString(),
    lastSeenAt: member.last_seen_at === null ? null : new Date(member.last_seen_at).toISOString(),
  }
}
