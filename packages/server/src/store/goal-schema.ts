/** What is tried with leads and aimed at: experiments, and the goals of supervisors. Times and money as in `schema.ts`. */
import type { GoalWorkflow } from '@troupe/contract'
import type { Id } from '../base/ids.ts'
import type { Json } from './json-column.ts'
import type { Standard } from './standard-column.ts'

export interface GoalTables {
  experiments: ExperimentsTable
  experiment_leads: ExperimentLeadsTable
  goals: GoalsTable
  goal_versions: GoalVersionsTable
  goal_tasks: GoalTasksTable
  goal_leads: GoalLeadsTable
  goal_log: GoalLogTable
}

export interface ExperimentsTable {
  id: Id
  workspace_id: Id
  creator_id: Id | null
  agent_id: Id | null
  name: string
  key: string
  arms: Json<{ key: string; text: string; weight: number }[]>
  holdout: number
  goal: string
  window_days: number
  state: 'draft' | 'running' | 'stopped'
  started_at: number | null
  ended_at: number | null
  created_at: number
}

/** Which arm a lead fell into, for good; `exposed_at` is when it first made a difference. */
export interface ExperimentLeadsTable {
  experiment_id: Id
  consumer_id: Id
  arm: string
  assigned_at: number
  exposed_at: number | null
}

export interface GoalsTable {
  id: Id
  workspace_id: Id
  creator_id: Id
  title: string
  detail: string
  metric: 'bookings' | 'payments' | 'revenue' | 'replies' | 'engaged-leads'
  target: number
  from_at: number
  to_at: number
  state: 'planning' | 'draft' | 'running' | 'paused' | 'done' | 'failed'
  reason: string | null
  version: number | null
  lease_until: number | null
  next_look_at: number | null
  created_at: number
}

export interface GoalVersionsTable {
  goal_id: Id
  version: number
  workflow: Json<GoalWorkflow>
  by_name: string
  note: string
  generator: string | null
  missing_tools: string[]
  at: number
}

export interface GoalTasksTable {
  id: Id
  goal_id: Id
  version: number
  stage: string
  agent: string
  tool: string
  consumer_id: Id | null
  state: 'waiting' | 'running' | 'done' | 'failed' | 'missing-tool' | 'cancelled'
  tries: Standard<number>
  result: string | null
  at: number
  lease_until: number | null
  ended_at: number | null
}

/** Whom a step of a goal's workflow has been done for: nobody twice, whatever becomes of workers. */
export interface GoalLeadsTable {
  goal_id: Id
  step: string
  consumer_id: Id
  at: number
}

export interface GoalLogTable {
  id: Id
  goal_id: Id
  at: number
  kind: string
  text: string
}
