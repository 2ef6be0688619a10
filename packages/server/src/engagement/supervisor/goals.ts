/** Goals of creators as people set, start, change and end them. Planning and working is the supervisor's (`supervisor.ts`). */
import type { Goal, GoalDetail, GoalDraft, GoalVerb, GoalWorkflow } from '@troupe/contract'
import type { Clock } from '../../base/clock.ts'
import { ConflictError, InvalidError, MissingError } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import { creatorScope, type Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { IdPage, IdPageQuery } from '../../people/id-page.ts'
import type { Database, Within } from '../../store/database.ts'
import { cancelActions } from '../actions/cancel-actions.ts'
import { goalDetail, goalShown, writeGoalLog, type GoalRow } from './goal-rows.ts'
import { TOOLS } from './tools.ts'
import { writeVersion } from './write-version.ts'

export interface GoalsParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
  /** After the commit. */
  readonly onChanged: () => void
}

const FROM: Readonly<Record<GoalVerb, readonly Goal['state'][]>> = {
  start: ['draft'], pause: ['running'], resume: ['paused'], stop: ['planning', 'draft', 'running', 'paused'], replan: ['draft', 'paused', 'failed'],
}
const PAST: Readonly<Record<GoalVerb, string>> = { start: 'started', pause: 'paused', resume: 'resumed', stop: 'stopped', replan: 'replanned' }
const TO: Readonly<Record<GoalVerb, Goal['state']>> = { start: 'running', pause: 'paused', resume: 'running', stop: 'done', replan: 'planning' }

export class Goals {
  readonly #parts: GoalsParts

  constructor(parts: GoalsParts) {
    this.#parts = parts
  }

  async list(by: Actor, { limit, beforeId, creatorId, state }: IdPageQuery & { creatorId?: Id | undefined; state?: Goal['state'] | undefined }): Promise<IdPage<Goal>> {
    const { db } = this.#parts
    let select = this.#seen(db, by)
    if (creatorId !== undefined) select = select.where('creator_id', '=', creatorId)
    if (state !== undefined) select = select.where('state', '=', state)
    if (beforeId !== null) select = select.where('id', '<', beforeId)
    const rows = await select.orderBy('id', 'desc').limit(limit + 1).execute()
    return { items: await Promise.all(rows.slice(0, limit).map((row) => goalShown(db, row))), more: rows.length > limit }
  }

  async get(by: Actor, id: Id): Promise<GoalDetail> {
    const row = await this.#seen(this.#parts.db, by).where('id', '=', id).executeTakeFirst()
    if (!row) throw new MissingError('goal', id)
    return goalDetail(this.#parts.db, row)
  }

  /** Is planned next. */
  async create(by: Actor, draft: GoalDraft): Promise<GoalDetail> {
    const { db, clock, ids, audit, onChanged } = this.#parts
    const [id, nowMs, toMs] = [ids.next(), clock.now(), Date.parse(draft.to)]
    if (toMs <= nowMs) throw new InvalidError('This goal would be over before it begins.', [{ path: '/to', message: 'lies in the future' }])
    await db.transaction().execute(async (within) => {
      const creator = await within.selectFrom('creators').select('id').where('id', '=', draft.creatorId).where('workspace_id', '=', by.workspaceId).executeTakeFirst()
      if (!creator) throw new MissingError('creator', draft.creatorId)
      await within.insertInto('goals').values({
        id, workspace_id: by.workspaceId, creator_id: draft.creatorId, title: draft.title, detail: draft.detail, metric: draft.metric, target: draft.target, from_at: Date.parse(draft.from), to_at: toMs, state: 'planning', reason: null, version: null,
        lease_until: null, next_look_at: nowMs, created_at: nowMs,
      }).execute()
      await writeGoalLog(within, { ids, nowMs }, id, 'goal', `${by.name} set it: ${draft.title}.`)
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'goal-created', subject: { kind: 'goal', id }, after: draft })
    })
    onChanged()
    return this.get(by, id)
  }

  async tell(by: Actor, id: Id, verb: GoalVerb): Promise<GoalDetail> {
    return this.#change(by, id, `goal-${PAST[verb]}`, async (within, row, tools) => {
      if (!FROM[verb].includes(row.state)) throw new ConflictError(`A goal that is ${row.state} cannot be ${PAST[verb]}.`, 'not-possible-in-this-state')
      if (verb === 'start' || verb === 'resume') await refuseEmpty(within, row)
      await within.updateTable('goals').set({ state: TO[verb], reason: verb === 'stop' ? `stopped by ${by.name}` : null, next_look_at: tools.nowMs, lease_until: null }).where('id', '=', id).execute()
      if (verb === 'pause' || verb === 'stop') await takeBack(within, tools, id, `the goal was ${PAST[verb]}`)
      await writeGoalLog(within, tools, id, PAST[verb], `${by.name} ${PAST[verb]} it.`)
    })
  }

  async edit(by: Actor, id: Id, workflow: GoalWorkflow, note: string): Promise<GoalDetail> {
    return this.#change(by, id, 'goal-edited', async (within, row, tools) => {
      refuseEnded(row)
      refusePlanning(row)
      await writeVersion(within, tools, id, { workflow, by: by.name, note, generator: null })
    })
  }

  /** The old workflow as a new version: history is kept. */
  async rollBack(by: Actor, id: Id, to: number): Promise<GoalDetail> {
    return this.#change(by, id, 'goal-rolled-back', async (within, row, tools) => {
      refuseEnded(row)
      refusePlanning(row)
      const old = await within.selectFrom('goal_versions').select(['workflow', 'generator']).where('goal_id', '=', id).where('version', '=', to).executeTakeFirst()
      if (!old) throw new MissingError('version', String(to))
      await writeVersion(within, tools, id, { workflow: old.workflow, by: by.name, note: `back to version ${to}`, generator: old.generator })
    })
  }

  async #change(by: Actor, id: Id, action: string, change: (within: Within, row: GoalRow, tools: { ids: Ids; nowMs: number }) => Promise<void>): Promise<GoalDetail> {
    const { db, clock, ids, audit, onChanged } = this.#parts
    await db.transaction().execute(async (within) => {
      const row = await this.#seen(within, by).where('id', '=', id).forUpdate().executeTakeFirst()
      if (!row) throw new MissingError('goal', id)
      await change(within, row, { ids, nowMs: clock.now() })
      await audit.record(within, { workspaceId: by.workspaceId, by, action, subject: { kind: 'goal', id }, before: { state: row.state, version: row.version } })
    })
    onChanged()
    return this.get(by, id)
  }

  #seen(within: Database, by: Actor) {
    const scope = creatorScope(by)
    const all = within.selectFrom('goals').selectAll().where('workspace_id', '=', by.workspaceId)
    return scope === null ? all : all.where('creator_id', '=', scope)
  }
}

/** Of a goal that stands still: what waits to be done, and what was planned and not sent. */
export async function takeBack(within: Within, tools: { ids: Ids; nowMs: number }, goalId: Id, reason: string): Promise<void> {
  await within.updateTable('goal_tasks').set({ state: 'cancelled', result: reason, ended_at: tools.nowMs }).where('goal_id', '=', goalId).where('state', 'in', ['waiting', 'running']).execute()
  await cancelActions(within, tools, { goalIds: [goalId] }, reason)
}

async function refuseEmpty(within: Within, { id, version }: GoalRow): Promise<void> {
  const row = version === null ? undefined : await within.selectFrom('goal_versions').select('workflow').where('goal_id', '=', id).where('version', '=', version).executeTakeFirst()
  const doable = row?.workflow.stages.some(({ tasks }) => tasks.some(({ tool }) => TOOLS.has(tool))) ?? false
  if (!doable) throw new ConflictError('Nothing in this workflow can be done: all the tools that it asks for are missing. Change the workflow first.', 'tools-missing')
}

/** The plan that is being made would be the newest version, and hide this one. */
function refusePlanning({ state }: GoalRow): void {
  if (state === 'planning') throw new ConflictError('A plan is being made at this moment. Wait until it is there, then change it.', 'not-possible-in-this-state')
}

function refuseEnded({ state }: GoalRow): void {
  if (state === 'done' || state === 'failed') throw new ConflictError(`This goal is ${state}; set a new one.`, 'not-possible-in-this-state')
}
