/** Workflows and their runs as the API tells them. */
import type { MadeImage, StoredWorkflow, WorkflowRun } from '@troupe/contract'
import type { Selectable } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { formatOf } from '../../image/storage/image-store.ts'
import { sourceTypeOf, sourceTypeUri } from '../../image/provenance/provenance.ts'
import type { Database } from '../../store/database.ts'
import type { ImagesTable } from '../../store/feed-schema.ts'
import type { WorkflowRunsTable, WorkflowsTable } from '../../store/workshop-schema.ts'

export type WorkflowRow = Selectable<WorkflowsTable>
export type RunRow = Selectable<WorkflowRunsTable>

/** Of one workspace; in the order given. */
export async function runsTold(db: Database, rows: readonly RunRow[]): Promise<WorkflowRun[]> {
  if (rows.length === 0) return []
  const images = await db.selectFrom('images as i').innerJoin('workflow_runs as r', 'r.id', 'i.run_id').innerJoin('workspaces as s', 's.id', 'r.workspace_id')
    .selectAll('i').select('s.name as operator').where('i.run_id', 'in', rows.map(({ id }) => id)).orderBy('i.id').execute()
  const instant = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())
  return rows.map((row) => ({
    id: row.id, workflowId: row.workflow_id, name: row.workflow.name, state: row.state,
    progress: { done: row.steps_done, of: row.workflow.steps.length, name: row.state === 'running' ? row.step_name : null },
    message: row.message, until: instant(row.until_at), seed: row.seed, costMicros: row.cost_micros,
    images: images.filter(({ run_id: runId }) => runId === row.id).map(madeImageOf),
    by: row.actor_name, createdAt: new Date(row.created_at).toISOString(), startedAt: instant(row.started_at), endedAt: instant(row.ended_at),
  }))
}

function madeImageOf({ id, width, height, file, bytes, description, generator, placeholder, operator }: Selectable<ImagesTable> & { readonly operator: string }): MadeImage {
  return {
    id, url: `/api/images/${id}`, width, height, format: formatOf(file) ?? 'png', bytes, description, placeholder,
    provenance: { automated: true, generator, digitalSourceType: generator === null ? null : sourceTypeUri(sourceTypeOf(generator)), operator },
  }
}

export async function workflowsTold(db: Database, rows: readonly WorkflowRow[]): Promise<StoredWorkflow[]> {
  if (rows.length === 0) return []
  const last = await db.selectFrom('workflow_runs').selectAll().distinctOn('workflow_id').where('workflow_id', 'in', rows.map(({ id }) => id)).orderBy('workflow_id').orderBy('id', 'desc').execute()
  const runs = new Map<Id, WorkflowRun>((await runsTold(db, last)).map((run) => [run.workflowId, run]))
  return rows.map(({ id, workflow, created_at: createdMs, updated_at: updatedMs }) => ({
    ...workflow, id, asksModel: asksModel(workflow), lastRun: runs.get(id) ?? null, createdAt: new Date(createdMs).toISOString(), updatedAt: new Date(updatedMs).toISOString(),
  }))
}

export function asksModel({ steps }: Pick<StoredWorkflow, 'steps'>): boolean {
  return steps.some((step) => step.kind === 'generate' && step.generator === 'model')
}
