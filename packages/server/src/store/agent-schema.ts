/** Personas, projects, the agents in them, what they do and remember, and what models cost. Times and money as in `schema.ts`. */
import type { AgentPlatform, AgentTrigger, BrainConfig, LlmConfig, ModelChoice, Persona, Trigger, Wake } from '@troupe/contract'
import type { ColumnType } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Json } from './json-column.ts'

export interface AgentTables {
  personas: PersonasTable
  projects: ProjectsTable
  agents: AgentsTable
  turns: TurnsTable
  journal: JournalTable
  payloads: PayloadsTable
  memories: MemoriesTable
  provider_keys: ProviderKeysTable
  llm_settings: LlmSettingsTable
  spend: SpendTable
  kill_switches: KillSwitchesTable
  workers: WorkersTable
}

/** What a persona says and is stands in `doc`; what is searched or unique has a column. */
export type PersonaDoc = Omit<Persona, 'id' | 'username' | 'displayName' | 'archetype' | 'origin' | 'avatarUrl' | 'createdAt' | 'updatedAt'>

export interface PersonasTable {
  id: Id
  workspace_id: Id
  username: string
  display_name: string
  archetype: string | null
  doc: Json<PersonaDoc>
  origin_pack: string | null
  origin_seed: string | null
  origin_index: number | null
  /** Of somebody who lives in one simulated project alone; null for the workspace's personas. */
  project_id: ColumnType<Id | null, Id | null | undefined, never>
  created_at: number
  updated_at: number
}

export interface ProjectsTable {
  id: Id
  workspace_id: Id
  name: string
  wake: Json<Wake>
  created_at: number
  /** Since when it is being deleted; nobody lives in it from then on. */
  erasing_at: ColumnType<number | null, number | null | undefined, number | null>
  erased_rows: ColumnType<number, number | undefined, number>
}

export interface AgentsTable {
  id: Id
  workspace_id: Id
  project_id: Id
  name: string
  platform: AgentPlatform
  brain: Json<BrainConfig>
  persona_id: Id | null
  profile_id: Id | null
  /** The outside site it acts on; null on the embedded network. */
  site_id: ColumnType<Id | null, Id | null | undefined, Id | null>
  /** Whose leads it writes to; null for all of the workspace's, and for agents elsewhere. */
  creator_id: ColumnType<Id | null, Id | null | undefined, Id | null>
  /** Events that wake an agent of leads. */
  triggers: ColumnType<AgentTrigger[], string | undefined, string>
  state: 'ready' | 'idle' | 'busy' | 'asleep' | 'paused' | 'failed' | 'offline'
  state_reason: string | null
  state_since: number
  /** End of sleep. */
  until_at: number | null
  /** Due when this has passed and no lease stands; null when it is not to wake. */
  wake_at: number | null
  /** Counts leases; a worker whose token is old has lost the agent (fencing). */
  lease: number
  lease_until: number | null
  lease_worker: Id | null
  /** The turn under way; stays over a crash, so that it resumes under the same id. */
  turn_id: Id | null
  turn_trigger: Json<Trigger> | null
  turns: number
  acts: number
  cost_micros: number
  /** Texts made so far; walks the rehearsal model's shuffle bags. */
  texts: number
  /** Posts and comments written on `tally_day` (UTC, YYYY-MM-DD), for the caps. */
  tally_day: string
  tally_posts: number
  tally_comments: number
  /** Writing acts of that day. */
  tally_acts: ColumnType<number, number | undefined, number>
  /** Hash of the agent's newest journal entry: the chain goes on from here. */
  chain: Buffer
  last_turn_at: number | null
  created_at: number
}

export interface TurnsTable {
  id: Id
  agent_id: Id
  project_id: Id
  trigger: Json<Trigger>
  started_at: number
  ended_at: number | null
  outcome: 'running' | 'rested' | 'slept' | 'failed' | 'killed'
  reason: string | null
  steps: number
  acts: number
  cost_micros: number
  summary: string
  /** The resume point while running; null once ended. */
  snapshot: Json<unknown> | null
}

export interface JournalTable {
  seq: ColumnType<number, never, never>
  /** Which writing of the journal this is: turn, step, place in the step. Unique, so nothing is written twice. */
  turn_id: Id
  step: number
  place: number
  at: number
  project_id: Id
  agent_id: Id
  kind: string
  action: string | null
  target_id: string | null
  verdict: string | null
  policy: string | null
  result: string | null
  reason: string | null
  made_id: Id | null
  ms: number | null
  tokens: number | null
  cost_micros: number | null
  payload_id: Id | null
  hash: Buffer
}

export interface PayloadsTable {
  id: Id
  /** Mixed into the journal's hash; gone with the payload, so that a hash can't be used to guess it. */
  salt: Buffer
  body: Json<unknown>
}

export interface MemoriesTable {
  id: Id
  agent_id: Id
  kind: string
  /** A far side's own word for somebody outside. */
  about_id: string | null
  about_name: string | null
  text: string
  at: number
}

export interface ProviderKeysTable {
  id: Id
  workspace_id: Id
  provider: string
  label: string
  base_url: string | null
  sealed_key: Buffer | null
  ending: string | null
  models: string[]
  created_at: number
}

export interface LlmSettingsTable {
  workspace_id: Id
  standard: Json<ModelChoice>
  purposes: Json<LlmConfig['purposes']>
  cost_micros_per_day: number
  tokens_per_day: number | null
  cost_micros_per_project: number | null
  cost_micros_per_agent: number | null
}

/** Spend by day and scope; `scope_id` is a workspace, project or agent. */
export interface SpendTable {
  day: string
  scope_id: Id
  generator: string
  calls: number
  input_tokens: number
  output_tokens: number
  cost_micros: number
  ms: number
  /** Of models that have no price; the budget counts them apart. */
  unpriced_tokens: number
}

export interface KillSwitchesTable {
  /** `instance` or a project's id. */
  scope: string
  on: boolean
  reason: string
  by_name: string
  at: number
}

export interface WorkersTable {
  id: Id
  name: string
  started_at: number
  seen_at: number
}
