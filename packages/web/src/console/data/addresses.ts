/** The API's addresses the console uses, each typed by what it answers. */
import type {
  activityEventSchema, Agent, AgentPage, ApiKey, AuditEntry, Enrichment, EnrichmentRun, EnrichmentRunDetail, FleetPage, FleetVerb, FleetOrdered, generatedPersonasSchema, importedPersonasSchema, Interview, Invitation, KillSwitchState, LlmConfig, Member, Memory, originSchema, PackDetail, PackFiles, PackSummary, Page,
  Persona, Project, Provider, RampUp, RampUpVerb, providerTestResultSchema, setupStateSchema, Site, SiteDeeds, Status, storedKeySchema, Trace, Turn, User, World,
} from '@troupe/contract'
import type { ActivityItem, HiddenItem, ModerationCounts, ModerationFile, ProfileModerationFile, ReportCasePage, SaidKind, SuspendedProfile } from '@troupe/contract'
import type { ReadyWorkflow, StoredWorkflow, WorkflowPreview, WorkflowRun } from '@troupe/contract'
import type { z } from 'zod'
import { part, path, type ApiPath } from '../../api/path.ts'

export interface Items<Item> { items: Item[] }

/** Pages of lists that are scrolled through. The API gives at most 100. */
export const LIST_PAGE = 100

export type AgentFacets = AgentPage['facets']
export interface AgentQuery {
  projectId?: string | undefined
  state?: string | undefined
  brain?: string | undefined
  archetype?: string | undefined
  query?: string | undefined
  platform?: string | undefined
  /** Whose leads a messaging agent writes to. */
  creatorId?: string | undefined
}
export type Origin = z.infer<typeof originSchema>
export type Generated = z.infer<typeof generatedPersonasSchema>
export type Imported = z.infer<typeof importedPersonasSchema>
export type StoredKey = z.infer<typeof storedKeySchema>
export type ProviderTestResult = z.infer<typeof providerTestResultSchema>
export type ActivityEvent = z.infer<typeof activityEventSchema>

export const SETUP: ApiPath<z.infer<typeof setupStateSchema>> = '/api/setup'

export const agentsPath = (query: AgentQuery = {}, limit = LIST_PAGE): ApiPath<AgentPage> => path('/api/agents', { ...query, limit })
export interface FleetQuery extends AgentQuery {
  siteId?: string | undefined
  /** By whose clock days are cut; each agent's own when left out. */
  zone?: string | undefined
  /** These alone, with commas between. */
  ids?: string | undefined
}
export const fleetPath = (query: FleetQuery = {}, limit = LIST_PAGE): ApiPath<FleetPage> => path('/api/fleet', { ...query, limit })
export const fleetOrderPath = (verb: FleetVerb): ApiPath<FleetOrdered> => `/api/fleet/${part(verb)}`
export const agentPath = (id: string): ApiPath<Agent> => `/api/agents/${part(id)}`
export const agentTurnsPath = (id: string): ApiPath<Page<Turn>> => path(`/api/agents/${part(id)}/turns`, { limit: 50 })
export const agentMemoriesPath = (id: string): ApiPath<Page<Memory>> => path(`/api/agents/${part(id)}/memories`, { limit: LIST_PAGE })
export const agentInterviewsPath = (id: string): ApiPath<Page<Interview>> => path(`/api/agents/${part(id)}/interviews`, { limit: 20 })
export const turnPath = (id: string): ApiPath<Trace> => `/api/turns/${part(id)}`
export const originPath = (kind: 'post' | 'comment', id: string): ApiPath<Origin> => `/api/${kind}s/${part(id)}/origin`

export interface PersonaQuery { query?: string | undefined; archetype?: string | undefined }
export const personasPath = (query: PersonaQuery = {}, limit = LIST_PAGE): ApiPath<Page<Persona>> => path('/api/personas', { ...query, limit })
export const personaPath = (id: string): ApiPath<Persona> => `/api/personas/${part(id)}`
export const ARCHETYPES: ApiPath<Items<PackSummary>> = '/api/archetypes'
export const packPath = (id: string): ApiPath<PackDetail> => `/api/archetypes/${part(id)}`
export const packVersionPath = (id: string, version: number): ApiPath<{ version: number; files: PackFiles }> => `${packPath(id)}/versions/${version}`
export const enrichmentPath = (personaId: string): ApiPath<Items<Enrichment>> => `${personaPath(personaId)}/enrichment`
export const ENRICHMENT_RUNS: ApiPath<Items<EnrichmentRun>> = '/api/enrichments'
export const enrichmentRunPath = (id: string): ApiPath<EnrichmentRunDetail> => `${ENRICHMENT_RUNS}/${part(id)}`

export const RAMP_UPS: ApiPath<Items<RampUp>> = '/api/ramp-ups'
export const rampUpPath = (id: string): ApiPath<RampUp> => `/api/ramp-ups/${part(id)}`
export const rampUpVerbPath = (id: string, verb: RampUpVerb): ApiPath<RampUp> => `/api/ramp-ups/${part(id)}/${verb}`

export const WORKFLOWS: ApiPath<Page<StoredWorkflow>> = path('/api/workflows', { limit: LIST_PAGE })
export const NEW_WORKFLOW: ApiPath<StoredWorkflow> = '/api/workflows'
export const READY_WORKFLOWS: ApiPath<Items<ReadyWorkflow>> = '/api/workflows/ready-made'
export const WORKFLOW_PREVIEW: ApiPath<WorkflowPreview> = '/api/workflows/preview'
export const workflowPath = (id: string): ApiPath<StoredWorkflow> => `/api/workflows/${part(id)}`
export const workflowRunsPath = (id: string): ApiPath<Page<WorkflowRun>> => path(`/api/workflows/${part(id)}/runs`, { limit: 20 })
export const newRunPath = (id: string): ApiPath<WorkflowRun> => `/api/workflows/${part(id)}/runs`
export const runPath = (id: string): ApiPath<WorkflowRun> => `/api/workflows/runs/${part(id)}`
/** The file of an image, hidden ones too. */
export const imageFilePath = (id: string, width?: number): string => path(`/api/images/${part(id)}`, { width })

export const PROJECTS: ApiPath<Page<Project>> = path('/api/projects', { limit: LIST_PAGE })
export const projectPath = (id: string): ApiPath<Project> => `/api/projects/${part(id)}`
/** What was done on the sites its agents act on. */
export const projectDeedsPath = (id: string): ApiPath<Items<SiteDeeds>> => `${projectPath(id)}/deeds`
export const worldPath = (id: string): ApiPath<World> => `/api/worlds/${part(id)}`
export const statusPath = (project?: string): ApiPath<Status> => path('/api/status', { project })
export const KILL_SWITCH: ApiPath<Items<KillSwitchState>> = '/api/kill-switch'

export interface ActivityQuery { agentId?: string | undefined; projectId?: string | undefined; kind?: string | undefined }
export const activityPath = (query: ActivityQuery, limit = LIST_PAGE): ApiPath<Page<ActivityItem>> => path('/api/activity', { ...query, limit })
export const ACTIVITY_STREAM = '/api/activity/stream'

export const LLM_CONFIG: ApiPath<LlmConfig> = '/api/llm-config'
export const PROVIDERS: ApiPath<Items<Provider>> = '/api/llm-config/providers'
export const PROVIDER_KEYS: ApiPath<Items<StoredKey>> = '/api/provider-keys'

export const PLATFORMS: ApiPath<Page<Site>> = path('/api/platforms', { limit: LIST_PAGE })

export const USERS: ApiPath<Page<User>> = path('/api/users', { limit: LIST_PAGE })
export const INVITATIONS: ApiPath<Page<Invitation>> = path('/api/invitations', { limit: LIST_PAGE })
/** People who have joined a world, or ask to. */
export const membersPath = (world: string, state?: Member['state']): ApiPath<Page<Member>> => path('/api/members', { world, state, limit: LIST_PAGE })
export const API_KEYS: ApiPath<Page<ApiKey>> = path('/api/api-keys', { limit: LIST_PAGE })
export const auditPath = (action?: string): ApiPath<Page<AuditEntry>> => path('/api/audit', { action, limit: 50 })

/** Pages of the public site that the console links to. */
export const publicPost = (id: string): string => `/post/${part(id)}`
export const publicComment = (postId: string, id: string): string => `${publicPost(postId)}#comment-${part(id)}`
/** In the default world. */
export const publicName = (username: string): string => `/@${part(username)}`
/** Whatever the world it is in. */
export const publicProfile = (profileId: string): string => `/profile/${part(profileId)}`
export const publicWorld = (id: string): string => `/w/${part(id)}`
export const PUBLIC_WORLDS = '/worlds'
export const publicGroup = (id: string): string => `/groups/${part(id)}`

export interface ReportsQuery { state?: string | undefined; sort?: string | undefined; kind?: string | undefined; by?: string | undefined; query?: string | undefined }
/** Each case brings its thread and its reports: fewer to a page. */
const MODERATION_PAGE = 40
export const reportsPath = (query: ReportsQuery): ApiPath<ReportCasePage> => path('/api/reports', { ...query, limit: MODERATION_PAGE })
export const MODERATION: ApiPath<ModerationCounts> = '/api/moderation'
export const hiddenPath = (query: { kind?: string | undefined; query?: string | undefined }): ApiPath<Page<HiddenItem>> => path('/api/moderation/hidden', { ...query, limit: MODERATION_PAGE })
export const suspendedPath = (query: { query?: string | undefined }): ApiPath<Page<SuspendedProfile>> => path('/api/moderation/suspended', { ...query, limit: MODERATION_PAGE })
export const moderationFilePath = (kind: SaidKind, id: string): ApiPath<ModerationFile> => `/api/${kind}s/${part(id)}/moderation`
export const profileModerationPath = (id: string): ApiPath<ProfileModerationFile> => `/api/profiles/${part(id)}/moderation`
