/** The API's addresses of creators, their leads and what is said to them, each typed by what it answers. */
import type {
  ActionPage, Agent, AgentKind, AgentTestResult, Channels, Consumer, ConsumerPage, ConsentRecord, Creator, EventEntry, eventTypesSchema, ImportResult, LeadEvent, leadScoreSchema, Merged, OnboardingJob, OnboardingLogEntry,
  onboardingStartedSchema, Page, PlannedAction, Product, TimelineItem,
} from '@troupe/contract'
import type { z } from 'zod'
import { part, path, type ApiPath } from '../../api/path.ts'
import { LIST_PAGE, type Items } from './addresses.ts'

export type LeadScore = z.infer<typeof leadScoreSchema>
export type OnboardingStarted = z.infer<typeof onboardingStartedSchema>
export type EventTypes = z.infer<typeof eventTypesSchema>

export const CREATORS = '/api/creators'
export const creatorsPath = (query: { query?: string | undefined } = {}, limit = LIST_PAGE): ApiPath<Page<Creator>> => path(CREATORS, { ...query, limit })
export const creatorPath = (id: string): ApiPath<Creator> => `${CREATORS}/${part(id)}`
export const creatorProfilePath = (id: string): ApiPath<Creator> => `${creatorPath(id)}/profile`
export const onboardingLogPath = (creatorId: string): ApiPath<Page<OnboardingLogEntry>> => path(`${creatorPath(creatorId)}/onboarding-log`, { limit: LIST_PAGE })
export const ONBOARDING: ApiPath<OnboardingStarted> = '/api/onboarding'
export const ONBOARDING_SYNC: ApiPath<OnboardingStarted> = '/api/onboarding/sync'
export const onboardingStream = (jobId: string): ApiPath<OnboardingJob> => `/api/onboarding/jobs/${part(jobId)}/stream`
/** The agents that write to a creator's leads. */
export const creatorAgentsPath = (creatorId: string): ApiPath<Page<Agent>> => path(`/api/onboarding/agents/${part(creatorId)}`, { limit: LIST_PAGE })
export const agentTestPath = (id: string): ApiPath<AgentTestResult> => `/api/agents/${part(id)}/test`
export const deployAgentPath = (creatorId: string): ApiPath<Agent> => `/api/onboarding/deploy-agent/${part(creatorId)}`
export const AGENT_KINDS: ApiPath<Items<AgentKind>> = '/api/agent-kinds'

export const PRODUCTS = '/api/products'
export const productsPath = (creatorId: string): ApiPath<Page<Product>> => path(PRODUCTS, { creatorId, limit: LIST_PAGE })
export const productPath = (id: string): ApiPath<Product> => `${PRODUCTS}/${part(id)}`

export const EVENT_SOURCES = '/api/event-sources'
export const eventSourcesPath = (creatorId: string): ApiPath<Page<EventEntry>> => path(EVENT_SOURCES, { creatorId })
export const eventSourcePath = (id: string): string => `${EVENT_SOURCES}/${part(id)}`

export interface LeadQuery { creatorId?: string | undefined; stage?: string | undefined; tag?: string | undefined; query?: string | undefined; order?: string | undefined }
export const LEADS = '/api/consumers'
export const leadsPath = (query: LeadQuery = {}, limit = LIST_PAGE): ApiPath<ConsumerPage> => path(LEADS, { ...query, limit })
export const leadPath = (id: string): ApiPath<Consumer> => `${LEADS}/${part(id)}`
export const leadScorePath = (id: string): ApiPath<LeadScore> => `${leadPath(id)}/score`
export const leadMergePath = (id: string, otherId: string): ApiPath<Merged> => path(`${leadPath(id)}/merge`, { otherId })
export const leadConsentsPath = (id: string): ApiPath<Page<ConsentRecord>> => path(`${leadPath(id)}/consents`, { limit: LIST_PAGE })
export const leadTimelinePath = (id: string): ApiPath<Page<TimelineItem>> => path(`${leadPath(id)}/timeline`, { limit: LIST_PAGE })
export const leadExportPath = (id: string): string => `${leadPath(id)}/export`
export const LEAD_IMPORT: ApiPath<ImportResult> = `${LEADS}/import`

export interface EventQuery { creatorId?: string | undefined; consumerId?: string | undefined; type?: string | undefined; source?: string | undefined }
export const EVENTS = '/api/events'
export const eventsPath = (query: EventQuery = {}, limit = LIST_PAGE): ApiPath<Page<LeadEvent>> => path(EVENTS, { ...query, limit })
export const eventPath = (id: string): ApiPath<LeadEvent> => `${EVENTS}/${part(id)}`
export const eventTypesPath = (query: { creatorId?: string | undefined } = {}): ApiPath<EventTypes> => path(`${EVENTS}/types`, { ...query })

export interface ActionQuery { creatorId?: string | undefined; consumerId?: string | undefined; agentId?: string | undefined; state?: string | undefined; channel?: string | undefined; dead?: 'true' | undefined }
export const ACTIONS: ApiPath<PlannedAction> = '/api/actions'
export const actionsPath = (query: ActionQuery = {}, limit = LIST_PAGE): ApiPath<ActionPage> => path(ACTIONS, { ...query, limit })
export const CHANNELS: ApiPath<Channels> = '/api/channels'
