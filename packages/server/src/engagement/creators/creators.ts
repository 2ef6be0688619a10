/** The sellers of a workspace: who they are, and the profile that agents speak from. Each has a project of its own. */
import type { Creator, creatorChangeSchema, creatorDraftSchema, profileChangeSchema, ProfileField } from '@troupe/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Clock } from '../../base/clock.ts'
import { ConflictError, MissingError } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import { creatorScope, type Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { IdPage, IdPageQuery } from '../../people/id-page.ts'
import type { Database, Within } from '../../store/database.ts'
import { containing } from '../../store/like.ts'
import { cancelActions } from '../actions/cancel-actions.ts'
import { selectCreators } from './creator-rows.ts'
import { makeCreator } from './make-creator.ts'

export interface CreatorsParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
  /** After the commit: agents were stopped, and its leads are to be deleted. */
  readonly onRemoved: () => void
}

/** Of one workspace: a bound on what a runaway script can make. */
const CREATORS_MOST = 10_000

export class Creators {
  readonly #parts: CreatorsParts

  constructor(parts: CreatorsParts) {
    this.#parts = parts
  }

  async list(by: Actor, { query, limit, beforeId }: IdPageQuery & { readonly query?: string | undefined }): Promise<IdPage<Creator>> {
    const own = creatorScope(by)
    const pattern = query === undefined ? null : containing(query)
    const items = await selectCreators(this.#parts.db, by.workspaceId, sql`${own === null ? sql`true` : sql`c.id = ${own}`} AND ${beforeId === null ? sql`true` : sql`c.id < ${beforeId}`}
      AND ${pattern === null ? sql`true` : sql`(c.username ILIKE ${pattern} OR c.name ILIKE ${pattern})`} ORDER BY c.id DESC LIMIT ${limit + 1}`)
    return { items: items.slice(0, limit), more: items.length > limit }
  }

  async get(by: Actor, id: Id): Promise<Creator> {
    const own = creatorScope(by)
    const [creator] = own !== null && own !== id ? [] : await selectCreators(this.#parts.db, by.workspaceId, sql`c.id = ${id}`)
    if (creator === undefined) throw new MissingError('creator', id)
    return creator
  }

  async create(by: Actor, draft: z.output<typeof creatorDraftSchema>): Promise<Creator> {
    const { db, clock, ids, audit } = this.#parts
    const { workspaceId } = by
    const id = await db.transaction().execute(async (within) => {
      const { count } = await within.selectFrom('creators').select((is) => is.fn.countAll<number>().as('count')).where('workspace_id', '=', workspaceId).executeTakeFirstOrThrow()
      if (count >= CREATORS_MOST) throw new ConflictError(`A workspace has at most ${CREATORS_MOST} creators.`, 'too-many-creators')
      const made = await makeCreator(within, ids, clock.now(), { workspaceId, ...draft })
      if (made === null) throw new ConflictError(`There is a creator "${draft.username}" already. Open it, or choose another username.`, 'creator-exists')
      await audit.record(within, { workspaceId, by, action: 'creator-created', subject: { kind: 'creator', id: made.id }, after: draft })
      return made.id
    })
    return this.get(by, id)
  }

  async change(by: Actor, id: Id, change: z.output<typeof creatorChangeSchema>): Promise<Creator> {
    const { db, clock, audit } = this.#parts
    await db.transaction().execute(async (within) => {
      const { name, email, timezone, locale, currency, project_id: projectId } = await standing(within, by, id)
      await within.updateTable('creators').set({ ...change, updated_at: clock.now() }).where('id', '=', id).execute()
      if (change.name !== undefined) await within.updateTable('projects').set({ name: change.name }).where('id', '=', projectId).execute()
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'creator-changed', subject: { kind: 'creator', id }, before: { name, email, timezone, locale, currency }, after: change })
    })
    return this.get(by, id)
  }

  /** What is set by hand stays over the next sync; what is released becomes the next sync's to write, and stays as it is until then. */
  async editProfile(by: Actor, id: Id, { set, release }: z.output<typeof profileChangeSchema>): Promise<Creator> {
    const { db, clock, audit } = this.#parts
    await db.transaction().execute(async (within) => {
      const { profile, edited, flags } = await standing(within, by, id)
      if (profile === null) throw new ConflictError('This creator has no profile yet. Onboard it, or wait for the onboarding to end.', 'no-profile')
      const fields = Object.keys(set) as ProfileField[]
      const kept = [...new Set([...edited, ...fields])].filter((field) => !release.includes(field) || fields.includes(field))
      // Whoever wrote a sentence by hand answers for it.
      const standingFlags = (flags ?? []).filter(({ field }) => !fields.includes(field))
      await within.updateTable('creators').set({ profile: JSON.stringify({ ...profile, ...set }), edited: kept, flags: JSON.stringify(standingFlags), updated_at: clock.now() }).where('id', '=', id).execute()
      await audit.record(within, {
        workspaceId: by.workspaceId, by, action: 'creator-profile-edited', subject: { kind: 'creator', id },
        before: Object.fromEntries(fields.map((field) => [field, profile[field]])), after: { ...set, ...(release.length > 0 ? { released: release } : {}) },
      })
    })
    return this.get(by, id)
  }

  /** From this moment on nobody sees it and its agents are stopped; its leads go one after the other (`CreatorErasure`). */
  async remove(by: Actor, id: Id, force: boolean): Promise<void> {
    const { db, clock, ids, audit, onRemoved } = this.#parts
    const nowMs = clock.now()
    await db.transaction().execute(async (within) => {
      const { project_id: projectId, username, name } = await standing(within, by, id)
      const running = await within.selectFrom('agents').select('name').where('creator_id', '=', id).where('workspace_id', '=', by.workspaceId).where('platform', '=', 'messaging').where('state', 'in', ['idle', 'busy', 'asleep']).orderBy('id').execute()
      if (running.length > 0 && !force) {
        throw new ConflictError(`${running.length === 1 ? `The agent "${running[0]?.name}" runs` : `${running.length} agents run`} for this creator. Stop ${running.length === 1 ? 'it' : 'them'} first, or delete with ?force=true.`, 'agents-running')
      }
      await within.updateTable('agents').set({ state: 'offline', state_reason: 'its creator was deleted', state_since: nowMs, wake_at: null }).where('creator_id', '=', id).where('workspace_id', '=', by.workspaceId).execute()
      await cancelActions(within, { ids, nowMs }, { workspaceId: by.workspaceId, creatorIds: [id] }, 'the creator was deleted')
      // The name is free again at once, and no login of the creator's own is let in any more.
      await within.updateTable('creators').set({ erasing_at: nowMs, username: `deleted ${id}` }).where('id', '=', id).execute()
      await within.deleteFrom('memberships').where('creator_id', '=', id).execute()
      await within.deleteFrom('invitations').where('creator_id', '=', id).execute()
      await within.updateTable('projects').set({ erasing_at: nowMs }).where('id', '=', projectId).execute()
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'creator-deleted', subject: { kind: 'creator', id }, before: { username, name, agentsStopped: running.length } })
    })
    onRemoved()
  }
}

/** Locked, and not on its way out. */
async function standing(within: Within, by: Actor, id: Id) {
  const own = creatorScope(by)
  const creator = await within.selectFrom('creators').selectAll().where('id', '=', id).where('workspace_id', '=', by.workspaceId).where('erasing_at', 'is', null).forUpdate().executeTakeFirst()
  if (creator === undefined || (own !== null && own !== id)) throw new MissingError('creator', id)
  return creator
}
