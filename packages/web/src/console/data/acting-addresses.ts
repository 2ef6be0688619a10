/** The API's addresses of what agents say to leads, by which rules, and what came of it, each typed by what it answers. */
import type {
  ActionDetail, AgentResults, Approval, Attribution, BulkOutcome, Conversation, ConversationDetail, Credential, Experiment, ExperimentResult, Funnel, intentsSchema, Message, messagesByDaySchema, Page, repliedSchema, testSendResultSchema,
} from '@troupe/contract'
import type { z } from 'zod'
import { part, path, type ApiPath } from '../../api/path.ts'
import { LIST_PAGE } from './addresses.ts'

export type TestSendResult = z.infer<typeof testSendResultSchema>
export type Intents = z.infer<typeof intentsSchema>
export type MessagesByDay = z.infer<typeof messagesByDaySchema>
export type Replied = z.infer<typeof repliedSchema>

export const actionPath = (id: string): ApiPath<ActionDetail> => `/api/actions/${part(id)}`
export const ACTIONS_BULK: ApiPath<BulkOutcome> = '/api/actions/bulk'

export interface ApprovalQuery { state?: string | undefined; creatorId?: string | undefined }
export const APPROVALS = '/api/approvals'
export const approvalsPath = (query: ApprovalQuery = {}): ApiPath<Page<Approval>> => path(APPROVALS, { ...query, limit: LIST_PAGE })
export const approvalPath = (id: string): ApiPath<Approval> => `${APPROVALS}/${part(id)}`
export const APPROVALS_BULK: ApiPath<BulkOutcome> = `${APPROVALS}/bulk`
export const approvalVerbPath = (id: string, verb: 'approve' | 'reject' | 'edit'): ApiPath<Approval> => `${approvalPath(id)}/${verb}`

export interface ConversationQuery { creatorId?: string | undefined; state?: string | undefined; query?: string | undefined }
export const CONVERSATIONS = '/api/conversations'
export const conversationsPath = (query: ConversationQuery = {}): ApiPath<Page<Conversation>> => path(CONVERSATIONS, { ...query, limit: LIST_PAGE })
export const conversationPath = (id: string): ApiPath<ConversationDetail> => `${CONVERSATIONS}/${part(id)}`
/** What was said before a message of it. */
export const conversationEarlierPath = (id: string, before: string): ApiPath<ConversationDetail> => path(conversationPath(id), { before })
export const conversationVerbPath = (id: string, verb: string): ApiPath<Conversation> => `${conversationPath(id)}/${part(verb)}`
export const replyPath = (id: string): ApiPath<Replied> => `${conversationPath(id)}/reply`

export interface InboxQuery { creatorId?: string | undefined; consumerId?: string | undefined; unread?: 'true' | undefined }
export const MESSAGES = '/api/messages'
export const inboxPath = (query: InboxQuery = {}): ApiPath<Page<Message>> => path(MESSAGES, { ...query, limit: LIST_PAGE })
export const messageReadPath = (id: string): ApiPath<null> => `${MESSAGES}/${part(id)}/read`
export const SIMULATE: ApiPath<Message> = `${MESSAGES}/simulate`

export const CREDENTIALS: ApiPath<Credential> = '/api/channels/credentials'
export const credentialPath = (vendor: string, creatorId: string | null): string => path(`${CREDENTIALS}/${part(vendor)}`, { creatorId })
export const USE_ENVIRONMENT = '/api/channels/use-environment'
export const TEST_SEND: ApiPath<TestSendResult> = '/api/channels/test'

interface AnalyticsQuery { creatorId?: string | undefined; from?: string | undefined; to?: string | undefined }
export const ANALYTICS = '/api/analytics'
export const funnelPath = (query: AnalyticsQuery): ApiPath<Funnel> => path(`${ANALYTICS}/funnel`, { ...query })
export const attributionPath = (query: AnalyticsQuery & { model?: string | undefined; windowDays?: string | undefined }): ApiPath<Attribution> => path(`${ANALYTICS}/attribution`, { ...query })
export const agentResultsPath = (query: AnalyticsQuery): ApiPath<AgentResults> => path(`${ANALYTICS}/agents`, { ...query })
export const intentsPath = (query: AnalyticsQuery): ApiPath<Intents> => path(`${ANALYTICS}/intents`, { ...query })
export const messagesByDayPath = (query: AnalyticsQuery): ApiPath<MessagesByDay> => path(`${ANALYTICS}/messages`, { ...query })

export const EXPERIMENTS = '/api/experiments'
export const experimentsPath = (query: { state?: string | undefined; creatorId?: string | undefined }): ApiPath<Page<Experiment>> => path(EXPERIMENTS, { ...query, limit: LIST_PAGE })
export const experimentPath = (id: string): ApiPath<Experiment> => `${EXPERIMENTS}/${part(id)}`
export const experimentResultPath = (id: string): ApiPath<ExperimentResult> => `${experimentPath(id)}/results`
