/**
 * Runs of workflows, as jobs: put in a line, worked on in the background by any process, told step by step, stopped by a
 * person. A lease keeps two processes from the same run; one that was cut off is taken up again, but never one that asks a
 * model: whether that was paid for is not known, and a person says whether to pay again.
 */
import { RUNS_KEPT_MOST, RUNS_OPEN_MOST, type WorkflowRun, type WorkflowRunOrder } from '@troupe/contract'
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { Chore } from '../../base/chore.ts'
import { ConflictError, MissingError, messageOf, must } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import { forgetImages } from '../../image/storage/image-files.ts'
import type { Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { IdPage, IdPageQuery } from '../../people/id-page.ts'
import type { Database, Within } from '../../store/database.ts'
import type { RunWork } from './run-work.ts'
import { asksModel, runsTold, type RunRow } from './workflow-told.ts'
import { rowOf } from './workflows.ts'

export interface WorkflowRunsParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly audit: AuditLog
  readonly work: Pick<RunWork, 'do'>
  readonly onForgotten: () => void
}

/** Drawing has a process or two of its own, and agents want them too. */
const AT_ONCE = 2
/** In case a process was cut off, or another one put the run in line. */
const LOOK_EVERY_MS = 5_000
/** Longer than a model takes over all the steps there may be; renewed with each step. */
const LEASE_MS = 180_000
const TRIES_MOST = 2

export class WorkflowRuns extends Chore {
  readonly #parts: WorkflowRunsParts
  readonly #underWay = new Map<Id, { readonly stop: AbortController; readonly done: Promise<void> }>()

  constructor(parts: WorkflowRunsParts) {
    super({ log: parts.log, everyMs: LOOK_EVERY_MS, trouble: 'runs of workflows could not be looked for; it is tried again' })
    this.#parts = parts
  }

  /** Resolves when nothing that this process knows of is left to do. */
  override async settled(): Promise<void> {
    await super.settled()
    while (this.#underWay.size > 0) {
      await Promise.all([...this.#underWay.values()].map(({ done }) => done))
      await super.settled()
    }
  }

  async begin(by: Actor, workflowId: Id, { seed }: WorkflowRunOrder): Promise<WorkflowRun> {
    const { db, ids, clock, audit, onForgotten } = this.#parts
    const { workspaceId } = by
    const { workflow } = await rowOf(db, workspaceId, workflowId)
    const { count } = await db.selectFrom('workflow_runs').select(db.fn.countAll<number>().as('count')).where('workspace_id', '=', workspaceId).where('state', 'in', ['waiting', 'running']).executeTakeFirstOrThrow()
    if (count >= RUNS_OPEN_MOST) throw new ConflictError(`${RUNS_OPEN_MOST} runs are waiting or under way already. Wait for some to end, or stop them.`, 'too-many-runs')
    const id = ids.next()
    await db.transaction().execute(async (within) => {
      await within.insertInto('workflow_runs').values({
        id, workspace_id: workspaceId, workflow_id: workflowId, workflow: JSON.stringify(workflow), seed: seed ?? id, state: 'waiting', step_name: null, message: null, until_at: null,
        lease_until: null, actor_kind: by.kind, actor_id: by.id, actor_name: by.name, created_at: clock.now(), started_at: null, ended_at: null,
      }).execute()
      await forgetOldRuns(within, workflowId)
      await audit.record(within, { workspaceId, by, action: 'workflow-run', subject: { kind: 'workflow', id: workflowId }, after: { run: id, name: workflow.name } })
    })
    onForgotten()
    this.poke()
    return this.get(workspaceId, id)
  }

  async list(workspaceId: Id, workflowId: Id, { limit, beforeId }: IdPageQuery): Promise<IdPage<WorkflowRun>> {
    const { db } = this.#parts
    await rowOf(db, workspaceId, workflowId)
    let select = db.selectFrom('workflow_runs').selectAll().where('workflow_id', '=', workflowId)
    if (beforeId !== null) select = select.where('id', '<', beforeId)
    const rows = await select.orderBy('id', 'desc').limit(limit + 1).execute()
    return { items: await runsTold(db, rows.slice(0, limit)), more: rows.length > limit }
  }

  async get(workspaceId: Id, id: Id): Promise<WorkflowRun> {
    const { db } = this.#parts
    const row = await db.selectFrom('workflow_runs').selectAll().where('id', '=', id).where('workspace_id', '=', workspaceId).executeTakeFirst()
    if (row === undefined) throw new MissingError('workflow run', id)
    return must((await runsTold(db, [row]))[0], 'the run of a row')
  }

  async stop(by: Actor, id: Id): Promise<WorkflowRun> {
    const { db, audit } = this.#parts
    const { workflowId } = await this.get(by.workspaceId, id)
    await db.transaction().execute(async (within) => {
      if (!await this.#end(within, id, { state: 'stopped', message: `Stopped by ${by.name}.` })) throw new ConflictError('This run has ended already.', 'run-ended')
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'workflow-run-stopped', subject: { kind: 'workflow', id: workflowId }, after: { run: id } })
    })
    this.#underWay.get(id)?.stop.abort(new Error('stopped'))
    return this.get(by.workspaceId, id)
  }

  /** A kill switch was turned. Where the instance's is on, whatever this process draws or asks for stops; what waits goes on waiting. */
  async heedKillSwitch(): Promise<void> {
    const { db } = this.#parts
    const on = await db.selectFrom('kill_switches').select('by_name').where('scope', '=', 'instance').where('on', '=', true).executeTakeFirst()
    if (on === undefined) return this.poke()
    for (const [id, { stop }] of this.#underWay) {
      await this.#end(db, id, { state: 'stopped', message: `Stopped with the whole instance by ${on.by_name}.` })
      stop.abort(new Error('stopped'))
    }
  }

  protected override async pass(stopping: AbortSignal): Promise<boolean> {
    while (this.#underWay.size < AT_ONCE) {
      const run = await this.#claim()
      if (run === null) break
      const stop = new AbortController()
      const done = this.#workOn(run, AbortSignal.any([stop.signal, stopping])).finally(() => {
        this.#underWay.delete(run.id)
        this.poke()
      })
      this.#underWay.set(run.id, { stop, done })
    }
    return false
  }

  async #claim(): Promise<RunRow | null> {
    if (this.stopping.aborted) return null
    const nowMs = this.#parts.clock.now()
    const { rows } = await sql<RunRow>`UPDATE workflow_runs SET state = 'running', lease_until = ${nowMs + LEASE_MS}, tries = tries + 1, started_at = coalesce(started_at, ${nowMs}) WHERE id = (
      SELECT id FROM workflow_runs WHERE state IN ('waiting', 'running') AND (lease_until IS NULL OR lease_until <= ${nowMs})
        AND NOT EXISTS (SELECT FROM kill_switches WHERE scope = 'instance' AND "on")
      ORDER BY created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING *`.execute(this.#parts.db)
    return rows[0] ?? null
  }

  async #workOn(run: RunRow, signal: AbortSignal): Promise<void> {
    const { db, work, log, clock } = this.#parts
    try {
      if (run.tries > 1 && asksModel(run.workflow)) {
        await this.#end(db, run.id, { state: 'failed', message: 'The instance was cut off while this run was under way. Whether the model was asked, and paid for, is not known: run it again if you want to.' })
        return
      }
      if (run.tries > TRIES_MOST) {
        await this.#end(db, run.id, { state: 'failed', message: 'The instance was cut off twice while this run was under way.' })
        return
      }
      // What an earlier try may have kept would come twice.
      await forgetImages(db, (await db.selectFrom('images').select('id').where('run_id', '=', run.id).execute()).map(({ id }) => id))
      const ended = await work.do(run, signal, async (done, name) => {
        await db.updateTable('workflow_runs').set({ steps_done: done, step_name: name, lease_until: clock.now() + LEASE_MS }).where('id', '=', run.id).where('state', '=', 'running').execute()
      })
      await this.#end(db, run.id, ended)
    } catch (error) {
      if (this.stopping.aborted) await this.#putBack(run)
      else if (!signal.aborted) {
        log.warn({ err: error, run: run.id }, 'a run of a workflow failed')
        await this.#end(db, run.id, { state: 'failed', message: messageOf(error) }).catch(() => undefined)
      }
    }
    // One that was stopped meanwhile has made what nobody waits for.
    const stopped = await db.selectFrom('workflow_runs').select('id').where('id', '=', run.id).where('state', '=', 'stopped').executeTakeFirst().catch(() => undefined)
    if (stopped !== undefined) await forgetImages(db, (await db.selectFrom('images').select('id').where('run_id', '=', run.id).execute()).map(({ id }) => id))
  }

  /** Whoever starts next goes on with it; what asks a model is told as cut off then. */
  async #putBack(run: RunRow): Promise<void> {
    const change = asksModel(run.workflow) ? {} : { state: 'waiting' as const, tries: run.tries - 1, steps_done: 0, step_name: null }
    await this.#parts.db.updateTable('workflow_runs').set({ ...change, lease_until: null }).where('id', '=', run.id).where('state', '=', 'running').execute().catch(() => undefined)
  }

  /** False where it has ended already. */
  async #end(within: Database | Within, id: Id, to: { state: RunRow['state']; message: string | null; untilMs?: number | null; costMicros?: number }): Promise<boolean> {
    const { numUpdatedRows } = await within.updateTable('workflow_runs').set({
      state: to.state, message: to.message, until_at: to.untilMs ?? null, lease_until: null, step_name: null, ended_at: this.#parts.clock.now(),
      ...(to.costMicros === undefined ? {} : { cost_micros: to.costMicros }),
      ...(to.state === 'done' ? { steps_done: sql<number>`jsonb_array_length(workflow->'steps')` } : {}),
    }).where('id', '=', id).where('state', 'in', ['waiting', 'running']).executeTakeFirst()
    return numUpdatedRows > 0n
  }
}

async function forgetOldRuns(within: Within, workflowId: Id): Promise<void> {
  const old = await within.selectFrom('workflow_runs').select('id').where('workflow_id', '=', workflowId).where('state', 'not in', ['waiting', 'running'])
    .orderBy('id', 'desc').offset(RUNS_KEPT_MOST).execute()
  if (old.length === 0) return
  const ids = old.map(({ id }) => id)
  await forgetImages(within, (await within.selectFrom('images').select('id').where('run_id', 'in', ids).execute()).map(({ id }) => id))
  await within.deleteFrom('workflow_runs').where('id', 'in', ids).execute()
}
