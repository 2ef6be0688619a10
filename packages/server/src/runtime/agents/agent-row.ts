/** Agents as the API shows them: the row with its persona's name and face. */
import type { Agent, AgentPlatform, AgentState, AgentTrigger, BrainConfig, SiteKind } from '@troupe/contract'
import type { Id } from '../../base/ids.ts'
import { avatarPath } from '../../persona/persona-row.ts'
import type { Database } from '../../store/database.ts'
import { withoutSecret } from './brain-secret.ts'

interface AgentShown {
  readonly id: Id
  readonly project_id: Id
  readonly name: string
  readonly platform: AgentPlatform
  readonly brain: BrainConfig
  readonly persona_id: Id | null
  readonly profile_id: Id | null
  readonly state: AgentState
  readonly state_reason: string | null
  readonly state_since: number
  readonly until_at: number | null
  readonly wake_at: number | null
  readonly last_turn_at: number | null
  readonly turns: number
  readonly acts: number
  readonly cost_micros: number
  readonly created_at: number
  readonly username: string | null
  readonly display_name: string | null
  readonly archetype: string | null
  readonly site_id: Id | null
  readonly site_name: string | null
  readonly site_origin: string | null
  readonly site_kind: SiteKind | null
  readonly creator_id: Id | null
  readonly creator_name: string | null
  readonly triggers: AgentTrigger[]
  readonly far_id: string | null
  readonly far_username: string | null
}

export function selectAgents(db: Database) {
  return db.selectFrom('agents').leftJoin('personas', 'personas.id', 'agents.persona_id').leftJoin('sites', 'sites.id', 'agents.site_id')
    .leftJoin('outside_accounts', 'outside_accounts.agent_id', 'agents.id').leftJoin('creators', 'creators.id', 'agents.creator_id').select([
    'agents.id', 'agents.project_id', 'agents.name', 'agents.platform', 'agents.brain', 'agents.persona_id', 'agents.profile_id', 'agents.state',
    'agents.state_reason', 'agents.state_since', 'agents.until_at', 'agents.wake_at', 'agents.last_turn_at', 'agents.turns', 'agents.acts',
    'agents.cost_micros', 'agents.created_at', 'personas.username', 'personas.display_name', 'personas.archetype',
    'agents.site_id', 'sites.name as site_name', 'sites.origin as site_origin', 'sites.kind as site_kind', 'agents.creator_id', 'creators.name as creator_name', 'agents.triggers', 'outside_accounts.far_id', 'outside_accounts.far_username',
  ])
}

export function agentOf(row: AgentShown): Agent {
  return {
    id: row.id,
    projectId: row.project_id,
    name: row.name,
    platform: row.platform,
    brain: withoutSecret(row.brain),
    persona: row.persona_id === null || row.username === null ? null : {
      id: row.persona_id, username: row.username, displayName: row.display_name ?? row.username, archetype: row.archetype, avatarUrl: avatarPath(row.persona_id),
    },
    profileId: row.profile_id,
    creator: row.creator_id === null ? null : { id: row.creator_id, name: row.creator_name ?? '' },
    triggers: row.triggers,
    site: row.site_id === null || row.site_kind === null ? null : { id: row.site_id, name: row.site_name ?? '', origin: row.site_origin ?? '', kind: row.site_kind },
    account: row.far_id === null || row.far_username === null ? null : { id: row.far_id, username: row.far_username },
    state: row.state,
    stateReason: row.state_reason,
    stateSince: new Date(row.state_since).toISOString(),
    until: instant(row.until_at),
    nextWakeAt: row.state === 'idle' || row.state === 'asleep' ? instant(row.wake_at) : null,
    lastTurnAt: instant(row.last_turn_at),
    turns: row.turns,
    acts: row.acts,
    costMicros: row.cost_micros,
    createdAt: new Date(row.created_at).toISOString(),
  }
}

function instant(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs).toISOString()
}
