/** What people make agents and images with: packs, enrichments, ramp-up plans and workflows. Times and money as in `schema.ts`. */
import type { EnrichedField, EnrichedValues, EnrichmentState, RampDay, ResearchProfile, Workflow, WorkflowRunState } from '@troupe/contract'
import type { Generated } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Json } from './json-column.ts'

export interface WorkshopTables {
  archetype_packs: ArchetypePacksTable
  archetype_pack_versions: ArchetypePackVersionsTable
  enrichments: EnrichmentsTable
  enrichment_runs: EnrichmentRunsTable
  ramp_ups: RampUpsTable
  workflows: WorkflowsTable
  workflow_runs: WorkflowRunsTable
}

/** A workspace's own pack as it stands; the shipped ones are files and have no row. */
export interface ArchetypePacksTable {
  id: Id
  workspace_id: Id
  /** The pack's id in its `pack.yaml`, by which personas know it. */
  slug: string
  version: number
  created_at: number
  updated_at: number
}

export interface ArchetypePackVersionsTable {
  pack_id: Id
  version: number
  /** The YAML as it was written, comments and all. */
  files: Json<readonly { readonly name: string; readonly text: string }[]>
  by_name: string
  created_at: number
}

export interface EnrichmentsTable {
  id: Id
  workspace_id: Id
  persona_id: Id
  run_id: Id | null
  state: EnrichmentState
  generator: string | null
  note: string | null
  before: Json<EnrichedValues>
  after: Json<EnrichedValues>
  accepted: EnrichedField[]
  cost_micros: number | null
  created_at: number
  settled_at: number | null
}

export interface EnrichmentRunsTable {
  id: Id
  workspace_id: Id
  state: 'running' | 'asleep' | 'stopped' | 'done'
  reason: string | null
  until_at: number | null
  apply: boolean
  research: Json<ResearchProfile> | null
  actor_kind: 'user' | 'key' | 'system'
  actor_id: Id | null
  actor_name: string
  personas: number
  /** The process that works on it; another may when this has passed. */
  lease_until: number | null
  created_at: number
  ended_at: number | null
}

export interface RampUpsTable {
  id: Id
  workspace_id: Id
  project_id: Id
  name: string
  state: 'draft' | 'active' | 'paused' | 'done'
  days: Json<readonly RampDay[]>
  /** When day 1 began or will begin; null until it is known. */
  starts_at: number | null
  paused_at: number | null
  created_at: number
}

/** Image workflows of a workspace (SPEC D2). */
export interface WorkflowsTable {
  id: Id
  workspace_id: Id
  name: string
  workflow: Json<Workflow>
  created_at: number
  updated_at: number
}

export interface WorkflowRunsTable {
  id: Id
  workspace_id: Id
  workflow_id: Id
  /** As it stood when the run was begun. */
  workflow: Json<Workflow>
  seed: string
  state: WorkflowRunState
  /** Steps that are behind it. */
  steps_done: Generated<number>
  /** The step under way. */
  step_name: string | null
  /** Why it did not come to an image, or to no more than a stand-in. */
  message: string | null
  /** When the money that lacked is there again. */
  until_at: number | null
  cost_micros: Generated<number>
  /** How often a process took it up. */
  tries: Generated<number>
  lease_until: number | null
  actor_kind: 'user' | 'key' | 'system'
  actor_id: Id | null
  actor_name: string
  created_at: number
  started_at: number | null
  ended_at: number | null
}
