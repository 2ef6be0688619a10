/** Workspaces keep everything apart: personas, worlds, agents, keys. A person may belong to several. */
import type { Workspace } from '@troupe/contract'
import type { Clock } from '../base/clock.ts'
import { ConflictError, MissingError } from '../base/errors.ts'
import type { Id, Ids } from '../base/ids.ts'
import type { Database } from '../store/database.ts'
import { creatorScope, type Actor, type UserActor } from './actor.ts'
import type { AuditLog } from './audit-log.ts'

/** Of one person: a bound on what a list shows and on what a runaway script can make. */
const MEMBERSHIPS_MOST = 100

export class Workspaces {
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

  /** The first is the one used when none is named. */
  async of(actor: Actor): Promise<Workspace[]> {
    if (actor.kind === 'key') {
      const { name } = await this.#db.selectFrom('workspaces').select('name').where('id', '=', actor.workspaceId).executeTakeFirstOrThrow()
      return [{ id: actor.workspaceId, name, role: actor.role }]
    }
    return this.#db.selectFrom('memberships').innerJoin('workspaces', 'workspaces.id', 'memberships.workspace_id')
      .select(['workspaces.id', 'workspaces.name', 'memberships.role']).where('memberships.user_id', '=', actor.id)
      .orderBy('memberships.created_at').orderBy('memberships.workspace_id').execute()
  }

  /** Whose own login this is. */
  async creatorOf(actor: Actor): Promise<{ id: Id; name: string } | null> {
    const creatorId = creatorScope(actor)
    if (creatorId === null) return null
    return this.#db.selectFrom('creators').select(['id', 'name']).where('id', '=', creatorId).executeTakeFirstOrThrow()
  }

  /** Its maker owns it. Private addresses stay out of its reach until the instance's owner grants them. */
  async create(by: UserActor, name: string): Promise<Workspace> {
    const id = this.#ids.next()
    await this.#db.transaction().execute(async (within) => {
      const { count } = await within.selectFrom('memberships').select((is) => is.fn.countAll<number>().as('count'))
        .where('user_id', '=', by.id).executeTakeFirstOrThrow()
      if (count >= MEMBERSHIPS_MOST) throw new ConflictError(`One person can be in at most ${MEMBERSHIPS_MOST} workspaces.`, 'too-many-workspaces')
      await this.insert(within, { id, name, privateNetwork: false })
      await this.join(within, by.id, id, 'owner')
      await this.#audit.record(within, {
        workspaceId: id, by, action: 'workspace-created', subject: { kind: 'workspace', id }, after: { name },
      })
    })
    return { id, name, role: 'owner' }
  }

  async rename(by: Actor, name: string): Promise<Workspace> {
    await this.#db.transaction().execute(async (within) => {
      const before = await within.selectFrom('workspaces').select('name').where('id', '=', by.workspaceId).forUpdate().executeTakeFirst()
      if (!before) throw new MissingError('workspace', by.workspaceId)
      await within.updateTable('workspaces').set({ name }).where('id', '=', by.workspaceId).execute()
      await this.#audit.record(within, {
        workspaceId: by.workspaceId, by, action: 'workspace-renamed', subject: { kind: 'workspace', id: by.workspaceId }, before, after: { name },
      })
    })
    return { id: by.workspaceId, name, role: by.role }
  }

  async insert(within: Database, workspace: { id: Id; name: string; privateNetwork: boolean }): Promise<void> {
    await within.insertInto('workspaces').values({
      id: workspace.id, name: workspace.name, private_network: workspace.privateNetwork, created_at: this.#clock.now(),
    }).execute()
  }

  async join(within: Database, userId: Id, workspaceId: Id, role: Workspace['role'], creatorId: Id | null = null): Promise<void> {
    await within.insertInto('memberships').values({ user_id: userId, workspace_id: workspaceId, role, creator_id: creatorId, created_at: this.#clock.now() }).execute()
  }
}
