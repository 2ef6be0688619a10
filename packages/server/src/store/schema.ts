/**
 * The tables as Kysely sees them; `migrations/` makes them. Times are epoch milliseconds in `bigint` columns:
 * the same number in memory, in the journal and in SQL, with no time zone to lose (the driver parses int8 to number).
 * Ids are UUIDv7 made in code. Tables on the hot path (posts, comments, reactions, follows, journal, payloads) have
 * no foreign keys: each costs a key-share lock and a look-up a row, and the feed's rules already refuse what
 * a key would refuse.
 */
import type {
  AgentPlatform, ApiKey, BrainConfig, EnrichedField, EnrichedValues, EnrichmentState, ImageDescription, Joining, LlmConfig, ModelChoice, Persona, Picture, RampDay, RecommenderName, ResearchProfile, Role, SiteBasis,
  SiteCheck, SiteKind, SiteState, Trigger, Wake, Workflow,
} from '@troupe/contract'
import type { ColumnType, Generated } from 'kysely'
import type { Id } from '../base/ids.ts'

/** jsonb: read parsed, written as text. */
type Json<T> = ColumnType<T, string, string>

export interface Tables {
  settings: SettingsTable
  workspaces: WorkspacesTable
  users: UsersTable
  memberships: MembershipsTable
  members: MembersTable
  member_sessions: MemberSessionsTable
  sessions: SessionsTable
  api_keys: ApiKeysTable
  invitations: InvitationsTable
  login_failures: LoginFailuresTable
  audit: AuditTable
  personas: PersonasTable
  projects: ProjectsTable
  worlds: WorldsTable
  profiles: ProfilesTable
  posts: PostsTable
  post_views: PostViewsTable
  images: ImagesTable
  comments: CommentsTable
  reactions: ReactionsTable
  follows: FollowsTable
  mutes: MutesTable
  reports: ReportsTable
  moderation_acts: ModerationActsTable
  notices: NoticesTable
  groups: GroupsTable
  group_members: GroupMembersTable
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
  sites: SitesTable
  outside_accounts: OutsideAccountsTable
  outside_likes: OutsideLikesTable
  outside_acts: OutsideActsTable
  archetype_packs: ArchetypePacksTable
  archetype_pack_versions: ArchetypePackVersionsTable
  enrichments: EnrichmentsTable
  enrichment_runs: EnrichmentRunsTable
  ramp_ups: RampUpsTable
}

/** Facts of the instance as a whole, by name. */
export interface SettingsTable {
  name: string
  value: Json<unknown>
}

export interface WorkspacesTable {
  id: Id
  name: string
  /** Loopback and private addresses count as owned (DESIGN "Private network"). */
  private_network: boolean
  created_at: number
}

export interface UsersTable {
  id: Id
  email: string
  name: string
  password_hash: string
  created_at: number
  last_seen_at: number | null
}

export interface MembershipsTable {
  user_id: Id
  workspace_id: Id
  role: Role
  created_at: number
}

/** Somebody who joined a world: no user, no console (DESIGN "Words, pinned"). */
export interface MembersTable {
  id: Id
  world_id: Id
  /** From the moment they may take part. */
  profile_id: Id | null
  /** As it was typed; unique in a world whatever its case. */
  email: string
  password_hash: string
  /** Whether an active one is suspended, their profile says. */
  state: 'pending' | 'active' | 'declined'
  /** What the profile is made with; from then on the profile's own hold. */
  username: string
  display_name: string
  bio: ColumnType<string, string | undefined, string>
  created_at: number
  /** When somebody approved or declined. */
  decided_at: number | null
  last_seen_at: number | null
}

export interface MemberSessionsTable {
  id: Id
  member_id: Id
  token_hash: Buffer
  created_at: number
  expires_at: number
}

export interface SessionsTable {
  id: Id
  user_id: Id
  kind: 'cookie' | 'bearer'
  token_hash: Buffer
  csrf_hash: Buffer | null
  created_at: number
  expires_at: number
}

export interface ApiKeysTable {
  id: Id
  workspace_id: Id
  name: string
  prefix: string
  token_hash: Buffer
  scopes: ApiKey['scopes']
  created_by: Id | null
  created_at: number
  expires_at: number | null
  last_used_at: number | null
  revoked_at: number | null
}

export interface InvitationsTable {
  id: Id
  workspace_id: Id
  email: string
  role: Role
  token_hash: Buffer
  invited_by: Id | null
  created_at: number
  expires_at: number
  accepted_at: number | null
}

/** Failed log-ins, for lockout; keyed by e-mail or address. */
export interface LoginFailuresTable {
  key: string
  failures: number
  last_at: number
  locked_until: number | null
}

export interface AuditTable {
  seq: ColumnType<number, never, never>
  id: Id
  at: number
  workspace_id: Id | null
  actor_kind: 'user' | 'key' | 'member' | 'system'
  actor_id: Id | null
  actor_name: string
  action: string
  subject_kind: string
  subject_id: string | null
  before: Json<unknown> | null
  after: Json<unknown> | null
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

export interface WorldsTable {
  id: Id
  project_id: Id
  name: string
  kind: 'live' | 'simulated'
  /** What is posted in it: words, or images. */
  place: Generated<'feed' | 'gallery'>
  public: boolean
  is_default: boolean
  recommender: RecommenderName
  joining: ColumnType<Joining, Joining | undefined, Joining>
  /** Whether readers without a login may report what they see. */
  visitor_reports: ColumnType<boolean, boolean | undefined, boolean>
  created_at: number
  /** First and last moment of a simulated world, by its own clock. */
  began_at: ColumnType<number | null, number | null | undefined, number | null>
  ended_at: ColumnType<number | null, number | null | undefined, number | null>
}

export interface ProfilesTable {
  id: Id
  world_id: Id
  persona_id: Id | null
  username: string
  display_name: string
  bio: string
  location: string
  interests: string[]
  archetype: string | null
  avatar_url: string
  automated: boolean
  post_count: number
  comment_count: number
  follower_count: number
  following_count: number
  likes_received: number
  joined_at: number
  suspended_at: number | null
  suspended_until: ColumnType<number | null, null | undefined, number | null>
}

export interface PostsTable {
  id: Id
  world_id: Id
  author_id: Id
  kind: 'original' | 'quote' | 'repost'
  title: string | null
  text: string
  referenced_id: Id | null
  group_id: Id | null
  hashtags: string[]
  mentions: string[]
  picture: Json<Picture> | null
  like_count: number
  dislike_count: number
  comment_count: number
  repost_count: number
  quote_count: number
  generator: string | null
  turn_id: Id | null
  created_at: number
  edited_at: ColumnType<number | null, number | null | undefined, number | null>
  hidden_at: number | null
  deleted_at: number | null
}

/** What was made or sent in, whether or not a post shows it. The bytes lie in the image store under their hash. */
export interface ImagesTable {
  id: Id
  project_id: Id
  /** Who had it made, or sent it in. */
  profile_id: Id | null
  /** Its name in the image store. */
  file: string
  bytes: number
  width: number
  height: number
  colour: string
  description: Json<ImageDescription>
  variants: Json<readonly StoredVariant[]>
  generator: string | null
  /** Why it stands for one that could not be made; null where it does not. */
  placeholder: string | null
  /** What it was made by; null for one that was sent in. */
  workflow: Json<Workflow> | null
  created_at: number
}

export interface StoredVariant {
  readonly file: string
  readonly width: number
  readonly height: number
  readonly format: 'png' | 'jpeg' | 'webp' | 'avif'
}

/** How often a post's page was opened. Apart from the post: it moves with every reader, and no rule asks. */
export interface PostViewsTable {
  post_id: Id
  world_id: Id
  views: number
}

export interface CommentsTable {
  id: Id
  world_id: Id
  post_id: Id
  parent_id: Id | null
  author_id: Id
  text: string
  like_count: number
  dislike_count: number
  reply_count: number
  generator: string | null
  turn_id: Id | null
  created_at: number
  edited_at: ColumnType<number | null, number | null | undefined, number | null>
  hidden_at: number | null
  deleted_at: number | null
}

export interface ReactionsTable {
  profile_id: Id
  target_id: Id
  target_kind: 'post' | 'comment'
  world_id: Id
  /** 1 a like, -1 a dislike. */
  value: number
  created_at: number
}

export interface FollowsTable {
  follower_id: Id
  followee_id: Id
  world_id: Id
  created_at: number
}

export interface MutesTable {
  muter_id: Id
  muted_id: Id
  world_id: Id
  created_at: number
}

export interface ReportsTable {
  id: Id
  world_id: Id
  /** Null for a visitor. */
  reporter_id: Id | null
  target_kind: 'post' | 'comment'
  target_id: Id
  /** What a visitor chose; members say it in their own words. */
  category: string | null
  visitor_key: Buffer | null
  reason: string
  created_at: number
  resolved_at: number | null
  resolution: 'dismissed' | 'hidden' | 'deleted' | 'author-suspended' | null
  resolution_act: Id | null
}

export interface ModerationActsTable {
  id: Id
  workspace_id: Id
  world_id: Id
  kind: 'hide' | 'unhide' | 'delete' | 'suspend' | 'unsuspend' | 'dismiss'
  target_kind: 'post' | 'comment' | 'profile'
  target_id: Id
  /** Whose words they are, or who was suspended. */
  author_id: Id
  reason: string
  by_kind: 'user' | 'key' | 'member' | 'system'
  by_id: Id | null
  by_name: string
  at: number
  until_at: number | null
  undone_at: ColumnType<number | null, null | undefined, number>
  /** Agents that a suspension paused. */
  agent_ids: ColumnType<Id[], Id[] | undefined, never>
}

export interface GroupsTable {
  id: Id
  world_id: Id
  creator_id: Id
  name: string
  /** Unique in a world: the name with compatible letters as one letter, in small letters. */
  name_key: string
  description: string
  member_count: number
  post_count: number
  generator: string | null
  turn_id: Id | null
  created_at: number
}

export interface GroupMembersTable {
  group_id: Id
  profile_id: Id
  world_id: Id
  created_at: number
}

/** Something addressed to a profile: who answered, mentioned or quoted it. */
export interface NoticesTable {
  profile_id: Id
  /** The comment that addresses it, else the post. */
  said_id: Id
  kind: 'reply' | 'mention' | 'quote'
  post_id: Id
  comment_id: Id | null
  actor_id: Id
  at: number
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

/** Outside sites that workspaces call their own; times of checks are the instance's. */
export interface SitesTable {
  id: Id
  workspace_id: Id
  name: string
  kind: SiteKind
  /** As `readOrigin` writes it: `https://gallery.example`. */
  origin: string
  state: SiteState
  state_since: number
  basis: SiteBasis | null
  /** Public once it is served, so it is not sealed. */
  token: string
  identifier: string | null
  sealed_secret: Buffer | null
  secret_ending: string | null
  secret_saved_at: number | null
  shows_flag: boolean
  /** The newest check that found it owned. */
  proved_at: number | null
  checked_at: number | null
  /** A process that checks it moves this on first, so that no other does. */
  next_check_at: number | null
  /** When somebody last asked for a check. */
  asked_at: number | null
  /** Answers in a row that were none of a proved site, and since when. */
  wrong_answers: number
  wrong_since: number | null
  last_check: Json<SiteCheck> | null
  created_at: number
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

/** As whom a site knows an agent; stays until the site has taken the account away. */
export interface OutsideAccountsTable {
  agent_id: Id
  site_id: Id
  persona_id: Id
  name: string
  username: string
  far_id: string
  far_username: string
  created_at: number
  /** The site asked the agent to wait until then, and why. */
  limited_until: ColumnType<number | null, number | null | undefined, number | null>
  limit_reason: ColumnType<string | null, string | null | undefined, string | null>
  /** Its agent has gone: when the account is to be taken away next. */
  leaving_at: ColumnType<number | null, number | null | undefined, number | null>
  leaving_tries: Generated<number>
  leaving_reason: ColumnType<string | null, string | null | undefined, string | null>
}

export interface OutsideLikesTable {
  site_id: Id
  item_id: string
  agent_id: Id
  state: 'liking' | 'liked' | 'unliked'
  /** Likes on the item just before, while liking. */
  count_before: number | null
  since: number
}

/** Acts that made something outside, and those whose fate was unknown. */
export interface OutsideActsTable {
  id: Id
  agent_id: Id
  site_id: Id
  turn_id: Id
  /** `unknown` with no `next_at`: it could not be found out. */
  state: 'done' | 'unknown' | 'failed'
  /** What it made, in the far side's words. */
  far_id: string | null
  /** For as long as it has to be looked for. */
  intent: Json<unknown> | null
  generator: string | null
  intended_at: number
  reason: string | null
  tries: Generated<number>
  /** When it is looked for next. */
  next_at: number | null
  settled_at: number | null
}
