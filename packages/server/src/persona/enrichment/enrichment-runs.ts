/**
 * Enrichment of many: begun with a count, worked on in the background a few at a time, looked at while it goes, stopped,
 * and decided about as a whole or one by one. Any process works on any run; a lease keeps two from the same one, and what
 * is waiting in the database is what is left to do, so a crash loses at most the replies under way.
 */
import type { EnrichmentPlan, EnrichmentRun, EnrichmentRunDetail, EnrichmentRunOrder, EnrichmentState, RunAccepted } from '@troupe/contract'
import { ENRICHED_AT_ONCE_MOST } from '@troupe/contract/enrichment'
import { sql, type Selectable } from 'kysely'
import { Chore } from '../../base/chore.ts'
import { ConflictError, ExpectedError, MissingError, messageOf, must } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import type { Actor } from '../../people/actor.ts'
import { containing } from '../../store/like.ts'
import type { EnrichmentRunsTable } from '../../store/workshop-schema.ts'
import { enrichmentOf, rowsIn, written, type EnrichmentParts, type Enrichments, type InWorkspace } from './enrichments.ts'
import { generatorFor } from './propose.ts'

/** Models asked at once for one run. Providers have lanes of their own beside this. */
const AT_ONCE = 4
/** In case a process was cut off, or the budget's day has turned. */
const LOOK_EVERY_MS = 20_000
/** Longer than the slowest reply; renewed with each. */
const LEASE_MS = 180_000
/** A provider that names a time gone by would be asked without end. */
const SLEEP_LEAST_MS = 30_000
const SHOWN_MOST = 100
const RUNS_SHOWN = 30

type Run = Selectable<EnrichmentRunsTable>

export class EnrichmentRuns extends Chore {
  readonly #parts: EnrichmentParts & { readonly log: Log }
  readonly #enrichments: Enrichments
  /** Stopped by a person: replies under way are given up. */
  readonly #underWay = new Map<Id, AbortController>()

  constructor(parts: EnrichmentParts & { readonly log: Log }, enrichments: Enrichments) {
    super({ log: parts.log, everyMs: LOOK_EVERY_MS, trouble: 'enrichment was cut off; it is gone on with later' })
    this.#parts = parts
    this.#enrichments = enrichments
  }

  async plan(workspaceId: Id, order: EnrichmentRunOrder): Promise<EnrichmentPlan> {
    const { db, settings } = this.#parts
    const { count } = await this.#chosen(workspaceId, order).select(db.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
    return { personas: Math.min(count, ENRICHED_AT_ONCE_MOST), over: Math.max(0, count - ENRICHED_AT_ONCE_MOST), generator: await generatorFor(settings, workspaceId) }
  }

  async begin(by: Actor, order: EnrichmentRunOrder): Promise<EnrichmentRun> {
    const { db, ids, clock, audit } = this.#parts
    const { workspaceId } = by
    const chosen = (await this.#chosen(workspaceId, order).select('id').orderBy('id', 'desc').limit(ENRICHED_AT_ONCE_MOST).execute()).map(({ id }) => id)
    if (chosen.length === 0) throw new ConflictError('No persona matches; there is nothing to enrich.', 'no-personas')
    const id = ids.next()
    const nowMs = clock.now()
    await db.transaction().execute(async (within) => {
      await within.insertInto('enrichment_runs').values({
        id, workspace_id: workspaceId, state: 'running', reason: null, until_at: null, apply: order.apply, research: order.research === undefined ? null : JSON.stringify(order.research),
        actor_kind: by.kind, actor_id: by.id, actor_name: by.name, personas: chosen.length, lease_until: null, created_at: nowMs, ended_at: null,
      }).execute()
      await within.insertInto('enrichments').values(chosen.map((personaId) => ({
        id: ids.next(), workspace_id: workspaceId, persona_id: personaId, run_id: id, state: 'waiting' as const, generator: null, note: null, before: '{}', after: '{}',
        accepted: [], cost_micros: null, created_at: nowMs, settled_at: null,
      }))).execute()
      await audit.record(within, { workspaceId, by, action: 'enrichment-begun', subject: { kind: 'enrichment run', id }, after: { personas: chosen.length, apply: order.apply, filter: order.filter ?? null } })
    })
    this.poke()
    return this.#runOf(workspaceId, id)
  }

  async list(workspaceId: Id): Promise<EnrichmentRun[]> {
    const rows = await this.#parts.db.selectFrom('enrichment_runs').selectAll().where('workspace_id', '=', workspaceId).orderBy('id', 'desc').limit(RUNS_SHOWN).execute()
    return this.#told(rows)
  }

  async get(workspaceId: Id, id: Id): Promise<EnrichmentRunDetail> {
    const run = await this.#runOf(workspaceId, id)
    const enrichments = await rowsIn(this.#parts.db, workspaceId).where('e.run_id', '=', id).where('e.state', '!=', 'waiting')
      .orderBy(sql`e.state <> 'proposed'`).orderBy('e.id', 'desc').limit(SHOWN_MOST).execute()
    return { ...run, enrichments: enrichments.map(enrichmentOf) }
  }

  /** What was proposed stays to be decided about; what waits is not asked any more. */
  async stop(by: Actor, id: Id): Promise<EnrichmentRun> {
    const { db, clock, audit } = this.#parts
    await this.#row(by.workspaceId, id)
    await db.transaction().execute(async (within) => {
      const { numUpdatedRows } = await within.updateTable('enrichment_runs').set({ state: 'stopped', reason: `stopped by ${by.name}`, until_at: null, ended_at: clock.now() })
        .where('id', '=', id).where('state', 'in', ['running', 'asleep']).executeTakeFirst()
      if (numUpdatedRows === 0n) throw new ConflictError('This run has ended already.', 'enrichment-run-ended')
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'enrichment-stopped', subject: { kind: 'enrichment run', id } })
    })
    this.#underWay.get(id)?.abort()
    return this.#runOf(by.workspaceId, id)
  }

  /** One that can't be applied does not keep the others. */
  async accept(by: InWorkspace, id: Id, enrichmentIds?: readonly Id[]): Promise<RunAccepted> {
    await this.#row(by.workspaceId, id)
    let select = this.#parts.db.selectFrom('enrichments').select('id').where('run_id', '=', id).where('state', '=', 'proposed')
    if (enrichmentIds !== undefined) select = select.where('id', 'in', [...enrichmentIds])
    const failed: { id: string; reason: string }[] = []
    let applied = 0
    for (const { id: enrichmentId } of await select.orderBy('id').execute()) {
      try {
        await this.#enrichments.apply(by, enrichmentId)
        applied++
      } catch (error) {
        if (!(error instanceof ExpectedError)) throw error
        failed.push({ id: enrichmentId, reason: error.message })
      }
    }
    return { applied, failed }
  }

  #chosen(workspaceId: Id, { ids, filter }: EnrichmentRunOrder) {
    let select = this.#parts.db.selectFrom('personas').where('workspace_id', '=', workspaceId).where('project_id', 'is', null)
    if (ids !== undefined) return select.where('id', 'in', [...ids])
    if (filter?.archetype !== undefined) select = select.where('archetype', '=', filter.archetype)
    if (filter?.query !== undefined) {
      const pattern = containing(filter.query)
      select = select.where((is) => is.or([is('username', 'ilike', pattern), is('display_name', 'ilike', pattern), is('archetype', 'ilike', pattern)]))
    }
    return select
  }

  async #row(workspaceId: Id, id: Id): Promise<Run> {
    const row = await this.#parts.db.selectFrom('enrichment_runs').selectAll().where('id', '=', id).where('workspace_id', '=', workspaceId).executeTakeFirst()
    if (!row) throw new MissingError('enrichment run', id)
    return row
  }

  async #runOf(workspaceId: Id, id: Id): Promise<EnrichmentRun> {
    return must((await this.#told([await this.#row(workspaceId, id)]))[0], 'the run of a row')
  }

  async #told(rows: readonly Run[]): Promise<EnrichmentRun[]> {
    if (rows.length === 0) return []
    const counted = await this.#parts.db.selectFrom('enrichments').select(['run_id', 'state', sql<number>`count(*)::int`.as('count'), sql<number>`coalesce(sum(cost_micros), 0)::bigint`.as('cost')])
      .where('run_id', 'in', rows.map(({ id }) => id)).groupBy(['run_id', 'state']).execute()
    return rows.map((row): EnrichmentRun => {
      const own = counted.filter(({ run_id: runId }) => runId === row.id)
      const counts: Record<EnrichmentState, number> = { waiting: 0, proposed: 0, applied: 0, dismissed: 0, undone: 0, failed: 0 }
      for (const { state, count } of own) counts[state] = count
      const instant = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())
      return {
        id: row.id, state: row.state, reason: row.reason, until: instant(row.until_at), apply: row.apply, by: row.actor_name, personas: row.personas, counts,
        costMicros: own.reduce((sum, { cost }) => sum + Number(cost), 0), createdAt: new Date(row.created_at).toISOString(), endedAt: instant(row.ended_at),
      }
    })
  }

  protected override async pass(): Promise<boolean> {
    for (let run = await this.#claim(); run !== null; run = await this.#claim()) await this.#workOn(run)
    return false
  }

  async #claim(): Promise<Run | null> {
    if (this.stopping.aborted) return null
    const nowMs = this.#parts.clock.now()
    const { rows } = await sql<Run>`UPDATE enrichment_runs SET state = 'running', reason = NULL, until_at = NULL, lease_until = ${nowMs + LEASE_MS} WHERE id = (
      SELECT id FROM enrichment_runs WHERE (state = 'running' OR (state = 'asleep' AND until_at <= ${nowMs})) AND (lease_until IS NULL OR lease_until <= ${nowMs})
      ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING *`.execute(this.#parts.db)
    return rows[0] ?? null
  }

  async #workOn(run: Run): Promise<void> {
    const { db, clock } = this.#parts
    const stopped = new AbortController()
    this.#underWay.set(run.id, stopped)
    const signal = AbortSignal.any([stopped.signal, this.stopping])
    const waiting = await db.selectFrom('enrichments').select(['id', 'persona_id']).where('run_id', '=', run.id).where('state', '=', 'waiting').orderBy('id').execute()
    // One list for all: whoever is free takes the next.
    const list = waiting.values()
    let asleep: { untilMs: number; message: string } | null = null
    try {
      await Promise.all(Array.from({ length: AT_ONCE }, async () => {
        for (const { id, persona_id: personaId } of list) {
          if (signal.aborted || asleep !== null || !await this.#renew(run.id)) return
          asleep = await this.#one(run, id, personaId, signal) ?? asleep
        }
      }))
      const end = asleep as { untilMs: number; message: string } | null
      if (end !== null) await this.#leave(run.id, { state: 'asleep', reason: end.message, until_at: Math.max(end.untilMs, clock.now() + SLEEP_LEAST_MS) })
      else if (!signal.aborted) await this.#leave(run.id, { state: 'done', ended_at: clock.now() })
    } finally {
      this.#underWay.delete(run.id)
      await db.updateTable('enrichment_runs').set({ lease_until: null }).where('id', '=', run.id).execute()
    }
  }

  async #one(run: Run, id: Id, personaId: Id, signal: AbortSignal): Promise<{ untilMs: number; message: string } | null> {
    const { db, clock, log } = this.#parts
    try {
      const proposal = await this.#enrichments.ask(run.workspace_id, personaId, run.research, id, signal)
      if (proposal.kind === 'exhausted') return proposal
      await db.updateTable('enrichments').set({ state: 'proposed', ...written(proposal) }).where('id', '=', id).where('state', '=', 'waiting').execute()
      if (run.apply) await this.#enrichments.apply({ kind: run.actor_kind, id: run.actor_id, name: run.actor_name, workspaceId: run.workspace_id }, id)
    } catch (error) {
      if (signal.aborted) return null
      if (!(error instanceof ExpectedError)) log.warn({ err: error, enrichment: id }, 'a persona could not be enriched')
      await db.updateTable('enrichments').set({ state: 'failed', note: messageOf(error), settled_at: clock.now() }).where('id', '=', id).where('state', '=', 'waiting').execute()
    }
    return null
  }

  /** False once it was stopped, here or elsewhere. */
  async #renew(id: Id): Promise<boolean> {
    const { numUpdatedRows } = await this.#parts.db.updateTable('enrichment_runs').set({ lease_until: this.#parts.clock.now() + LEASE_MS }).where('id', '=', id).where('state', '=', 'running').executeTakeFirst()
    return numUpdatedRows > 0n
  }

  async #leave(id: Id, to: { state: 'asleep' | 'done'; reason?: string; until_at?: number; ended_at?: number }): Promise<void> {
    await this.#parts.db.updateTable('enrichment_runs').set(to).where('id', '=', id).where('state', '=', 'running').execute()
  }
}
