/**
 * The sites of a workspace: found, added, changed, deleted. Whether they are owned is `site-checking.ts`'s to find out, and
 * `site-proofs.ts`'s to keep at hand.
 */
import type { z } from 'zod'
import type { Site, siteChangeSchema, SiteCredentials, siteDraftSchema, SiteRemoved } from '@troupe/contract'
import type { Clock } from '../base/clock.ts'
import { ConflictError, MissingError } from '../base/errors.ts'
import type { Id, Ids } from '../base/ids.ts'
import { newToken } from '../base/secrets.ts'
import type { Doer } from '../people/actor.ts'
import type { AuditLog } from '../people/audit-log.ts'
import type { IdPage, IdPageQuery } from '../people/id-page.ts'
import type { Database, Within } from '../store/database.ts'
import type { SiteChecking } from './site-checking.ts'
import { credentialsShown, openCredentials, sealCredentials } from './site-credentials.ts'
import { readOrigin, refuseUnreachable } from './site-origin.ts'
import { selectSites, siteOf } from './site-row.ts'

/** Of one workspace; each is asked once a day. */
const SITES_MOST = 100
const TOKEN_PREFIX = 'troupe_site'

/** Somebody who acts in a workspace. */
export interface SiteDoer extends Doer {
  readonly workspaceId: Id
}

export interface SitesParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
  /** Seals credentials. */
  readonly secretKey: Uint8Array
  readonly checking: SiteChecking
  /** Takes a site's agents away in the same transaction, and says how many they were. */
  readonly retireAgents: (within: Within, siteId: Id) => Promise<number>
  /** After each commit that changed a site. */
  readonly onChanged: () => void
}

export class Sites {
  readonly #parts: SitesParts

  constructor(parts: SitesParts) {
    this.#parts = parts
  }

  /** Newest first. */
  async list(workspaceId: Id, page: IdPageQuery): Promise<IdPage<Site>> {
    let select = selectSites(this.#parts.db, workspaceId)
    if (page.beforeId !== null) select = select.where('sites.id', '<', page.beforeId)
    const rows = await select.orderBy('sites.id', 'desc').limit(page.limit + 1).execute()
    return { items: rows.slice(0, page.limit).map((row) => this.#shown(row)), more: rows.length > page.limit }
  }

  async get(workspaceId: Id, id: Id): Promise<Site> {
    const row = await selectSites(this.#parts.db, workspaceId).where('sites.id', '=', id).executeTakeFirst()
    if (row === undefined) throw new MissingError('site', id)
    return this.#shown(row)
  }

  /**
   * Nothing is asked of a public one: its owner has yet to be told what to serve. One within a granted private network is looked at
   * at once, and is mostly proved in the answer.
   */
  async create(by: SiteDoer, draft: z.output<typeof siteDraftSchema>): Promise<Site> {
    const { db, clock, ids, audit, secretKey, checking, onChanged } = this.#parts
    const address = readOrigin(draft.origin)
    const id = ids.next()
    const nowMs = clock.now()
    const privateNetwork = await db.transaction().execute(async (within) => {
      const workspace = await within.selectFrom('workspaces').select('private_network').where('id', '=', by.workspaceId).forUpdate().executeTakeFirstOrThrow()
      refuseUnreachable(address, workspace.private_network)
      const { origin } = address
      const { count } = await within.selectFrom('sites').select((is) => is.fn.countAll<number>().as('count')).where('workspace_id', '=', by.workspaceId).executeTakeFirstOrThrow()
      if (count >= SITES_MOST) throw new ConflictError(`A workspace has at most ${SITES_MOST} sites. Delete one first.`, 'too-many-sites')
      const other = await within.selectFrom('sites').select('name').where('workspace_id', '=', by.workspaceId).where('origin', '=', origin).executeTakeFirst()
      if (other) throw new ConflictError(`${origin} is here already, as "${other.name}".`, 'site-exists')
      await within.insertInto('sites').values({
        id, workspace_id: by.workspaceId, name: draft.name, kind: draft.kind, origin, state: 'unproven', state_since: nowMs, basis: null, token: newToken(TOKEN_PREFIX),
        ...sealCredentials(draft.credentials ?? null, id, secretKey, nowMs), shows_flag: false, proved_at: null, checked_at: null,
        next_check_at: checking.firstCheckMs(nowMs), asked_at: null, wrong_answers: 0, wrong_since: null, last_check: null, created_at: nowMs,
      }).execute()
      await audit.record(within, {
        workspaceId: by.workspaceId, by, action: 'site-added', subject: { kind: 'site', id }, after: { name: draft.name, kind: draft.kind, origin, withCredentials: draft.credentials !== undefined },
      })
      return workspace.private_network
    })
    onChanged()
    if (privateNetwork && await checking.liesInside(address)) await checking.look(id, by)
    return this.get(by.workspaceId, id)
  }

  async change(by: SiteDoer, id: Id, change: z.output<typeof siteChangeSchema>): Promise<Site> {
    const { db, clock, audit, secretKey, onChanged } = this.#parts
    await db.transaction().execute(async (within) => {
      const before = await within.selectFrom('sites').select(['name', 'identifier', 'secret_ending']).where('id', '=', id).where('workspace_id', '=', by.workspaceId).forUpdate().executeTakeFirst()
      if (before === undefined) throw new MissingError('site', id)
      const name = change.name ?? before.name
      const sealed = change.credentials === undefined ? null : sealCredentials(change.credentials, id, secretKey, clock.now())
      await within.updateTable('sites').set({ name, ...sealed }).where('id', '=', id).execute()
      await audit.record(within, {
        workspaceId: by.workspaceId, by, action: 'site-changed', subject: { kind: 'site', id }, before: { name: before.name, identifier: before.identifier, ending: before.secret_ending },
        after: { name, identifier: sealed === null ? before.identifier : sealed.identifier, ending: sealed === null ? before.secret_ending : sealed.secret_ending },
      })
    })
    onChanged()
    return this.get(by.workspaceId, id)
  }

  /** With the agents on it; where others than `expected` are there by now, nothing is deleted. */
  async remove(by: SiteDoer, id: Id, expected?: number): Promise<SiteRemoved> {
    const { db, audit, retireAgents, onChanged } = this.#parts
    const agentsDeleted = await db.transaction().execute(async (within) => {
      const before = await within.selectFrom('sites').select(['name', 'kind', 'origin', 'state']).where('id', '=', id).where('workspace_id', '=', by.workspaceId).forUpdate().executeTakeFirst()
      if (before === undefined) throw new MissingError('site', id)
      const count = await retireAgents(within, id)
      if (expected !== undefined && expected !== count) {
        throw new ConflictError(`${count === 1 ? 'One agent is' : `${count} agents are`} on this site by now, not ${expected}. Nothing was deleted.`, 'agents-changed')
      }
      await within.deleteFrom('sites').where('id', '=', id).execute()
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'site-deleted', subject: { kind: 'site', id }, before: { ...before, agents: count } })
      return count
    })
    onChanged()
    return { agentsDeleted }
  }

  /** For the adapter that acts there. Throws `SealBrokenError` where the instance's secret key is another one now. */
  async credentials(id: Id): Promise<SiteCredentials | null> {
    const row = await this.#parts.db.selectFrom('sites').select(['id', 'identifier', 'sealed_secret', 'secret_ending', 'secret_saved_at']).where('id', '=', id).executeTakeFirst()
    if (row === undefined) throw new MissingError('site', id)
    return openCredentials(row, this.#parts.secretKey)
  }

  #shown(row: Parameters<typeof siteOf>[0]): Site {
    return siteOf(row, credentialsShown(row, this.#parts.secretKey))
  }
}
