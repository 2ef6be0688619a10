import type { AgentTrigger, BrainConfig } from '@troupe/contract'
import type { AgentView } from '../../agent/brain.ts'
import type { Id } from '../../base/ids.ts'
import { compileFilter, type FilterFacts } from '../../engagement/agents/trigger-filter.ts'

/** An agent of leads that has been started, ready to be woken. */
export interface WorkingAgent {
  readonly view: AgentView
  /** Null: all creators of the workspace. */
  readonly creatorId: Id | null
  readonly triggers: readonly { readonly eventType: string; readonly matches: ((facts: FilterFacts) => boolean) | null }[]
  readonly settings: Readonly<Record<string, unknown>>
  /** Whether its brain is code, which needs to wait for nobody. */
  readonly isPure: boolean
  /** Sleeps until then, for want of money. */
  readonly asleepUntilMs: number | null
}

export interface WorkingAgentRow {
  readonly id: Id
  readonly workspace_id: Id
  readonly project_id: Id
  readonly creator_id: Id | null
  readonly name: string
  readonly brain: BrainConfig
  readonly triggers: readonly AgentTrigger[]
  readonly state: string
  readonly until_at: number | null
}

const NO_SETTINGS: Readonly<Record<string, unknown>> = Object.freeze({})

export function workingAgent(row: WorkingAgentRow): WorkingAgent {
  const { id, name, brain } = row
  return {
    view: { id, name, workspaceId: row.workspace_id, projectId: row.project_id, platform: 'messaging', brain, persona: null, speech: null, craft: [], profileId: null },
    creatorId: row.creator_id,
    triggers: row.triggers.map(({ eventType, filter }) => ({ eventType, matches: filter === null ? null : compileFilter(filter) })),
    settings: brain.kind === 'rules' ? brain.settings ?? NO_SETTINGS : NO_SETTINGS,
    isPure: brain.kind === 'rules',
    asleepUntilMs: row.state === 'asleep' ? row.until_at : null,
  }
}
