/**
 * Looks at sites and writes down how they stand: on demand, and when their time has come. A look asks the network and takes
 * seconds, so it lies outside any transaction; what it found is settled in one, with its audit entry and, where the proof is lost,
 * with the stop of the agents on it.
 */
import type { SiteCheck } from '@troupe/contract'
import { sql } from 'kysely'
import { ExpectedError, MissingError } from '../base/errors.ts'
import type { Id } from '../base/ids.ts'
import type { Random } from '../base/random.ts'
import type { Doer } from '../people/actor.ts'
import type { AuditLog } from '../people/audit-log.ts'
import type { Database, Within } from '../store/database.ts'
import { reachOf } from './reach.ts'
import { lookAtSite, type Looked, type SiteCheckParts } from './site-check.ts'
import type { SiteOrigin } from './site-origin.ts'
import { afterCheck, nextCheckMs, type Standing } from './standing.ts'

export interface SiteCheckingParts extends SiteCheckParts {
  readonly db: Database
  readonly random: Random
  readonly audit: AuditLog
  /** Stops those of a site's agents that are at work, in the same transaction, and says how many they were. */
  readonly stopAgents: (within: Within, siteId: Id, reason: string) => Promise<number>
  /** After each commit that changed how a site stands. */
  readonly onChanged: () => void
}

const ASKED_EVERY_MS = 60_000
/** Nobody has had the time to serve the file before. */
const FIRST_CHECK_AFTER_MS = 60 * 60_000
/** Looked at together; each takes at most some twelve seconds. */
const AT_ONCE = 8
/** For whoever checks a site that is due: when it dies, another takes it up after this. */
const LEASE_MS = 60_000
const BY_TIME: Doer = { kind: 'system', id: null, name: 'daily check' }

export class TooSoonError extends ExpectedError {
  readonly kind = 'too-many'
  readonly code = 'checked-just-now'
  readonly retryAfterMs: number
  constructor(retryAfterMs: number) {
    super(`This site was checked less than a minute ago. Try again in ${Math.ceil(retryAfterMs / 1000)} seconds.`)
    this.retryAfterMs = retryAfterMs
  }
}

export class SiteChecking {
  readonly #parts: SiteCheckingParts
  readonly #stopping = new AbortController()

  constructor(parts: SiteCheckingParts) {
    this.#parts = parts
  }

  firstCheckMs(nowMs: number): number {
    return nowMs + FIRST_CHECK_AFTER_MS
  }

  async liesInside(address: SiteOrigin): Promise<boolean> {
    return (await reachOf(address, this.#parts.lookUp)).kind === 'inside'
  }

  /** On demand, at most once a minute and site. */
  async checkNow(by: Doer & { readonly workspaceId: Id }, id: Id): Promise<void> {
    const { db, clock } = this.#parts
    const nowMs = clock.now()
    const row = await db.selectFrom('sites').select('asked_at').where('id', '=', id).where('workspace_id', '=', by.workspaceId).executeTakeFirst()
    if (row === undefined) throw new MissingError('site', id)
    // Of two who ask at once, one finds the row changed. A time to come is of a clock that was set back since.
    const { numUpdatedRows } = await db.updateTable('sites').set({ asked_at: nowMs }).where('id', '=', id)
      .where((is) => is.or([is('asked_at', 'is', null), is('asked_at', '<=', nowMs - ASKED_EVERY_MS), is('asked_at', '>', nowMs)])).executeTakeFirst()
    if (numUpdatedRows === 0n) throw new TooSoonError(Math.max(1, (row.asked_at ?? nowMs) + ASKED_EVERY_MS - nowMs))
    await this.look(id, by)
  }

  /** Those whose time has come, a few together; resolves to how many they were. */
  async checkDue(): Promise<number> {
    const { db, clock } = this.#parts
    const nowMs = clock.now()
    const { rows } = await sql<{ id: Id }>`UPDATE sites SET next_check_at = ${nowMs + LEASE_MS} WHERE id IN (
      SELECT id FROM sites WHERE next_check_at <= ${nowMs} ORDER BY next_check_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED) RETURNING id`.execute(db)
    const looks = await Promise.allSettled(rows.map(({ id }) => this.look(id, BY_TIME)))
    for (const look of looks) if (look.status === 'rejected') throw look.reason
    return rows.length
  }

  /** Looks are given up, and leave nothing behind. */
  stop(): void {
    this.#stopping.abort(new Error('the process stops'))
  }

  /** One look, settled; of a site that has gone meanwhile nothing. */
  async look(id: Id, by: Doer): Promise<void> {
    const { db, clock } = this.#parts
    const site = await db.selectFrom('sites').innerJoin('workspaces', 'workspaces.id', 'sites.workspace_id')
      .select(['sites.origin', 'sites.workspace_id', 'sites.token', 'workspaces.private_network']).where('sites.id', '=', id).executeTakeFirst()
    if (site === undefined) return
    const startedMs = clock.now()
    const looked = await lookAtSite({ origin: site.origin, workspaceId: site.workspace_id, token: site.token, privateNetwork: site.private_network }, this.#parts, this.#stopping.signal)
    const { outcome, fetched, status, message } = looked
    const nowMs = clock.now()
    await this.#settle(id, by, looked, { at: new Date(nowMs).toISOString(), outcome, fetched, status, message, ms: Math.max(0, Math.round(nowMs - startedMs)) }, nowMs)
  }

  async #settle(id: Id, by: Doer, { finding, showsAutomatedFlag }: Looked, check: SiteCheck, nowMs: number): Promise<void> {
    const { db, random, audit, stopAgents, onChanged } = this.#parts
    const changed = await db.transaction().execute(async (within) => {
      const row = await within.selectFrom('sites').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
      if (row === undefined) return false
      const before: Standing = { state: row.state, basis: row.basis, provedMs: row.proved_at, wrongAnswers: row.wrong_answers, wrongSinceMs: row.wrong_since }
      const after = afterCheck(before, finding, nowMs)
      const moved = after.state !== before.state
      const sinceMs = moved ? nowMs : row.state_since
      await within.updateTable('sites').set({
        state: after.state, state_since: sinceMs, basis: after.basis, proved_at: after.provedMs, wrong_answers: after.wrongAnswers, wrong_since: after.wrongSinceMs,
        ...(finding.kind === 'owned' ? { shows_flag: showsAutomatedFlag } : {}),
        checked_at: nowMs, next_check_at: nextCheckMs(after, finding, sinceMs, nowMs, random), last_check: JSON.stringify(check),
      }).where('id', '=', id).execute()
      if (!moved) return finding.kind === 'owned'
      const agentsStopped = before.state === 'proved' ? await stopAgents(within, id, `${row.name} is no longer proved to be yours`) : 0
      await audit.record(within, {
        workspaceId: row.workspace_id, by, action: `site-${after.state}`, subject: { kind: 'site', id },
        before: { state: before.state, basis: before.basis }, after: { state: after.state, basis: after.basis, why: check.message, ...(before.state === 'proved' ? { agentsStopped } : {}) },
      })
      return true
    })
    if (changed) onChanged()
  }
}
