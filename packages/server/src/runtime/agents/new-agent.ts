/** The row of an agent that has done nothing yet. */
import type { agentDraftSchema, AgentPlatform, AgentTrigger, BrainConfig } from '@troupe/contract'
import type { z } from 'zod'
import type { Id } from '../../base/ids.ts'
import type { Within } from '../../store/database.ts'
import { CHAIN_START } from '../../store/journal.ts'
import { sealBrain } from './brain-secret.ts'

export type AgentDraft = z.output<typeof agentDraftSchema>

export interface NewAgent {
  readonly id: Id
  readonly workspaceId: Id
  readonly projectId: Id
  readonly name: string
  readonly platform: AgentPlatform
  readonly brain: BrainConfig
  readonly personaId: Id | null
  readonly profileId: Id | null
  readonly siteId: Id | null
  readonly creatorId: Id | null
  readonly triggers: readonly AgentTrigger[]
  /** At work at once. */
  readonly start: boolean
  readonly wakeAtMs: number | null
  readonly nowMs: number
}

export async function insertAgent(within: Within, agent: NewAgent, secretKey: Uint8Array): Promise<void> {
  await within.insertInto('agents').values({
    id: agent.id, workspace_id: agent.workspaceId, project_id: agent.projectId, name: agent.name, platform: agent.platform, brain: JSON.stringify(sealBrain(agent.brain, agent.id, secretKey)),
    persona_id: agent.personaId, profile_id: agent.profileId, site_id: agent.siteId, creator_id: agent.creatorId, triggers: JSON.stringify(agent.triggers),
    state: agent.start ? 'idle' : 'ready', state_reason: null, state_since: agent.nowMs, until_at: null, wake_at: agent.wakeAtMs,
    lease: 0, lease_until: null, lease_worker: null, turn_id: null, turn_trigger: null, turns: 0, acts: 0, cost_micros: 0, texts: 0,
    tally_day: '', tally_posts: 0, tally_comments: 0, chain: CHAIN_START, last_turn_at: null, created_at: agent.nowMs,
  }).execute()
}
