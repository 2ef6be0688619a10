/**
 * Takes accounts away whose agents have gone, whichever way they went: deleted, with their persona, with their project. Best effort,
 * and told in the audit log either way: a site that can't be reached for hours keeps the account.
 */
import { sql } from 'kysely'
import type { OutsideAccount } from '../../agent/outside-account.ts'
import type { Clock } from '../../base/clock.ts'
import { messageOf } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { Retired } from '../../platform/outside-platform.ts'
import type { Database } from '../../store/database.ts'
import type { OpenSites } from './adapters.ts'

const AT_ONCE = 20
/** Pauses double from a minute: the last try is four hours after the first. */
const TRIES_MOST = 8
const PAUSE_FIRST_MS = 60_000
/** Another process that takes one up meanwhile would only ask a second time, which does no harm. */
const UNDER_WAY_MS = 60_000

export interface LeavingParts {
  readonly db: Database
  readonly clock: Clock
  readonly audit: AuditLog
  readonly sites: OpenSites
}

interface Leaver {
  readonly agentId: Id
  readonly siteId: Id
  readonly workspaceId: Id
  readonly personaId: Id
  readonly name: string
  readonly username: string
  readonly farId: string
  readonly farUsername: string
  readonly tries: number
}

export class Leaving {
  readonly #parts: LeavingParts

  constructor(parts: LeavingParts) {
    this.#parts = parts
  }

  /** One round; answers how many accounts are dealt with for good. */
  async pass(signal: AbortSignal): Promise<number> {
    const { db, clock } = this.#parts
    await sql`UPDATE outside_accounts c SET leaving_at = ${clock.now()} WHERE leaving_at IS NULL AND NOT EXISTS (SELECT FROM agents a WHERE a.id = c.agent_id)`.execute(db)
    const { rows } = await sql<Leaver>`WITH due AS (SELECT agent_id FROM outside_accounts WHERE leaving_at <= ${clock.now()} ORDER BY leaving_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED),
      taken AS (UPDATE outside_accounts c SET leaving_at = ${clock.now() + UNDER_WAY_MS}, leaving_tries = c.leaving_tries + 1 FROM due WHERE c.agent_id = due.agent_id RETURNING c.*)
      SELECT t.agent_id AS "agentId", t.site_id AS "siteId", s.workspace_id AS "workspaceId", t.persona_id AS "personaId", t.name, t.username, t.far_id AS "farId", t.far_username AS "farUsername", t.leaving_tries AS tries
      FROM taken t JOIN sites s ON s.id = t.site_id`.execute(db)
    let gone = 0
    for (const leaver of rows) {
      if (signal.aborted) break
      if (await this.#takeAway(leaver, signal)) gone += 1
    }
    return gone
  }

  async #takeAway(leaver: Leaver, signal: AbortSignal): Promise<boolean> {
    const { db, clock } = this.#parts
    const { agentId, siteId, personaId, name, username, farId, farUsername, tries } = leaver
    const retired = await this.#ask(siteId, { agentId, personaId, name, username, farId, farUsername }, signal)
    if (retired.kind === 'gone') return this.#forget(leaver, null)
    if (signal.aborted) return false
    // What its rules forbid, they forbid the next time too.
    if (retired.kind === 'refused' || tries >= TRIES_MOST) return this.#forget(leaver, retired.reason)
    const pauseMs = PAUSE_FIRST_MS * 2 ** (tries - 1)
    const atMs = retired.kind === 'asleep' ? Math.max(retired.untilMs, clock.now() + pauseMs) : clock.now() + pauseMs
    await db.updateTable('outside_accounts').set({ leaving_at: atMs, leaving_reason: retired.reason }).where('agent_id', '=', agentId).execute()
    return false
  }

  async #ask(siteId: Id, account: OutsideAccount, signal: AbortSignal): Promise<Retired> {
    try {
      const opened = await this.#parts.sites.open(siteId)
      return opened.kind === 'closed' ? { kind: 'failed', reason: opened.reason } : await opened.platform.retire(account, signal)
    } catch (error) {
      return { kind: 'failed', reason: messageOf(error) }
    }
  }

  /** `left`: why the account is still there, if it is. */
  async #forget({ agentId, siteId, workspaceId, name, farUsername, tries }: Leaver, left: string | null): Promise<boolean> {
    const { db, audit } = this.#parts
    await db.transaction().execute(async (within) => {
      await within.deleteFrom('outside_likes').where('agent_id', '=', agentId).execute()
      await within.deleteFrom('outside_accounts').where('agent_id', '=', agentId).execute()
      await audit.record(within, {
        workspaceId, by: { kind: 'system', id: null, name: 'outside accounts' }, action: left === null ? 'outside-account-removed' : 'outside-account-left-behind', subject: { kind: 'site', id: siteId },
        before: { agentId, name, username: farUsername }, ...(left === null ? {} : { after: { tries, reason: left } }),
      })
    })
    return true
  }
}
