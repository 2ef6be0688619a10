/** Image workflows of a workspace: written, read, changed, deleted. What is stored has been read, so it can be run. */
import type { StoredWorkflow, Workflow, WorkflowVerdict } from '@troupe/contract'
import type { Clock } from '../../base/clock.ts'
import { ConflictError, InvalidError, MissingError, must } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import { forgetImages } from '../../image/storage/image-files.ts'
import { readWorkflow } from '../../image/workflow/read-workflow.ts'
import type { Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { IdPage, IdPageQuery } from '../../people/id-page.ts'
import type { Database } from '../../store/database.ts'
import { workflowsTold, type WorkflowRow } from './workflow-told.ts'

export interface WorkflowsParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
  /** Files of images lie about now. */
  readonly onForgotten: () => void
}

/** In one workspace. */
const WORKFLOWS_MOST = 500

export class Workflows {
  readonly #parts: WorkflowsParts

  constructor(parts: WorkflowsParts) {
    this.#parts = parts
  }

  async list(workspaceId: Id, { limit, beforeId }: IdPageQuery): Promise<IdPage<StoredWorkflow>> {
    const { db } = this.#parts
    let select = db.selectFrom('workflows').selectAll().where('workspace_id', '=', workspaceId)
    if (beforeId !== null) select = select.where('id', '<', beforeId)
    const rows = await select.orderBy('id', 'desc').limit(limit + 1).execute()
    return { items: await workflowsTold(db, rows.slice(0, limit)), more: rows.length > limit }
  }

  async get(workspaceId: Id, id: Id): Promise<StoredWorkflow> {
    const { db } = this.#parts
    return must((await workflowsTold(db, [await rowOf(db, workspaceId, id)]))[0], 'the workflow of a row')
  }

  async create(by: Actor, draft: unknown): Promise<StoredWorkflow> {
    const { db, clock, ids, audit } = this.#parts
    const workflow = readWorkflow(draft) as unknown as Workflow
    const { count } = await db.selectFrom('workflows').select(db.fn.countAll<number>().as('count')).where('workspace_id', '=', by.workspaceId).executeTakeFirstOrThrow()
    if (count >= WORKFLOWS_MOST) throw new ConflictError(`There are ${WORKFLOWS_MOST} workflows already. Delete some that nobody runs.`, 'too-many-workflows')
    const id = ids.next()
    const nowMs = clock.now()
    await db.transaction().execute(async (within) => {
      await within.insertInto('workflows').values({ id, workspace_id: by.workspaceId, name: workflow.name, workflow: JSON.stringify(workflow), created_at: nowMs, updated_at: nowMs }).execute()
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'workflow-created', subject: { kind: 'workflow', id }, after: workflow })
    })
    return this.get(by.workspaceId, id)
  }

  /** Runs that are under way go on with what they began with. */
  async change(by: Actor, id: Id, draft: unknown): Promise<StoredWorkflow> {
    const { db, clock, audit } = this.#parts
    const workflow = readWorkflow(draft) as unknown as Workflow
    await db.transaction().execute(async (within) => {
      const before = await within.selectFrom('workflows').select('workflow').where('id', '=', id).where('workspace_id', '=', by.workspaceId).forUpdate().executeTakeFirst()
      if (before === undefined) throw new MissingError('workflow', id)
      await within.updateTable('workflows').set({ name: workflow.name, workflow: JSON.stringify(workflow), updated_at: clock.now() }).where('id', '=', id).execute()
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'workflow-changed', subject: { kind: 'workflow', id }, before: before.workflow, after: workflow })
    })
    return this.get(by.workspaceId, id)
  }

  /** With its runs, and all they made. */
  async remove(by: Actor, id: Id): Promise<void> {
    const { db, audit, onForgotten } = this.#parts
    await db.transaction().execute(async (within) => {
      const gone = await within.selectFrom('workflows').select('workflow').where('id', '=', id).where('workspace_id', '=', by.workspaceId).forUpdate().executeTakeFirst()
      if (gone === undefined) throw new MissingError('workflow', id)
      const images = await within.selectFrom('images as i').innerJoin('workflow_runs as r', 'r.id', 'i.run_id').select('i.id').where('r.workflow_id', '=', id).execute()
      await forgetImages(within, images.map((image) => image.id))
      await within.deleteFrom('workflows').where('id', '=', id).execute()
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'workflow-deleted', subject: { kind: 'workflow', id }, before: { ...gone.workflow, images: images.length } })
    })
    onForgotten()
  }
}

export async function rowOf(db: Database, workspaceId: Id, id: Id): Promise<WorkflowRow> {
  const row = await db.selectFrom('workflows').selectAll().where('id', '=', id).where('workspace_id', '=', workspaceId).executeTakeFirst()
  if (row === undefined) throw new MissingError('workflow', id)
  return row
}

/** All that is wrong with it, where, and how to mend it. */
export function verdictOn(draft: unknown): WorkflowVerdict {
  try {
    return { valid: true, faults: [], workflow: readWorkflow(draft) as unknown as Workflow }
  } catch (error) {
    if (error instanceof InvalidError) return { valid: false, faults: [...error.faults], workflow: null }
    throw error
  }
}
