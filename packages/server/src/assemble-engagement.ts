/**
 * Puts the parts of engagement together: leads, their events, agents that write to them, and the rules by which messages leave.
 * `assemble.ts` and tests of routes make one; each area adds its services, routes and loops at the three places marked.
 */
import type { Clock } from './base/clock.ts'
import type { ChannelVariables } from './base/config.ts'
import type { Id, Ids } from './base/ids.ts'
import type { Log } from './base/log.ts'
import type { Random } from './base/random.ts'
import type { AgentKinds } from './engagement/agents/agent-kinds.ts'
import { createChannelServices } from './engagement/channels/channel-services.ts'
import { ConversationReader } from './engagement/conversations/conversation-reader.ts'
import { Conversations } from './engagement/conversations/conversations.ts'
import { Inbound } from './engagement/conversations/inbound.ts'
import { Inbox } from './engagement/conversations/inbox.ts'
import { createEventServices } from './engagement/event-services.ts'
import type { Intake } from './engagement/events/intake.ts'
import { QuietLeads } from './engagement/events/quiet-leads.ts'
import { ExperimentArms } from './engagement/experiments/experiment-arms.ts'
import { Experiments } from './engagement/experiments/experiments.ts'
import { createLeadServices } from './engagement/lead-services.ts'
import type { OnboardingRuns } from './engagement/onboarding/onboarding-runs.ts'
import { deskCarriers } from './engagement/sending/desk-carriers.ts'
import { createSendingServices } from './engagement/sending/sending-services.ts'
import { ReviewerMail } from './engagement/reviewers/reviewer-mail.ts'
import { Goals } from './engagement/supervisor/goals.ts'
import { Supervisor } from './engagement/supervisor/supervisor.ts'
import { analytics } from './http/analytics/analytics.ts'
import type { PrivacyKeeper } from './engagement/privacy/privacy-keeper.ts'
import type { App } from './http/app.ts'
import { channelRoutes } from './http/channel-routes.ts'
import { conversationRoutes } from './http/conversation-routes.ts'
import { eventRoutes } from './http/event-routes.ts'
import { experimentRoutes } from './http/experiment-routes.ts'
import { goalRoutes } from './http/goals/goals.ts'
import { leadAgentRoutes } from './http/lead-agent-routes.ts'
import { leadRoutes } from './http/lead-routes.ts'
import { onboardingRoutes } from './http/onboarding/onboarding.ts'
import { onboardingStream } from './http/onboarding/stream.ts'
import { sellerRoutes } from './http/seller-routes.ts'
import { sendingRoutes } from './http/sending-routes.ts'
import type { EventStreams } from './http/sse.ts'
import type { ModelPort } from './llm/model-port.ts'
import type { AuditLog } from './people/audit-log.ts'
import { ExecutorLoop } from './runtime/engagement/executor-loop.ts'
import { SupervisorLoop } from './runtime/engagement/supervisor-loop.ts'
import type { StandingOrders } from './runtime/standing-orders.ts'
import type { AskPort } from './runtime/ask-port.ts'
import type { Agents } from './runtime/agents/agents.ts'
import { AgentTrials } from './runtime/engagement/agent-trials.ts'
import { Deployments } from './runtime/engagement/deployments.ts'
import { LeadAgents } from './runtime/engagement/lead-agents.ts'
import type { Database } from './store/database.ts'
import type { Notifier } from './store/notifier.ts'

export interface EngagementParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly random: Random
  readonly audit: AuditLog
  /** 32 bytes. */
  readonly secretKey: Uint8Array
  /** Where people reach this instance; null where nobody has said. */
  readonly publicUrl: string | null
  readonly notifier: Pick<Notifier, 'poke' | 'on'>
  /** What the environment offers of vendors' credentials. */
  readonly channels: ChannelVariables
  /** The way to Amazon's notifications; another in tests. */
  readonly fetchSns?: typeof fetch
  /** Whether a workspace has been granted its private network. */
  readonly privateNetwork: (workspaceId: Id) => boolean
  /** Where creators' profiles are read; null: only those that ship. */
  readonly profileApiUrl: string | null
  /** Kill switches. */
  readonly orders: Pick<StandingOrders, 'killed' | 'killedScopes'>
  /** Words on behalf of a workspace. */
  readonly portFor: (workspaceId: Id) => ModelPort
  /** Brains of agents that must be asked. */
  readonly asks: AskPort
  /** Same seed, same words of agents made of code. */
  readonly seed: string
  /** Kinds of agents: those that ship and the instance's own. */
  readonly kinds: AgentKinds
  readonly agents: Agents
}

export interface Engagement extends AsyncDisposable {
  readonly intake: Intake
  readonly onboardingRuns: OnboardingRuns
  readonly privacyKeeper: PrivacyKeeper
  routes(app: App, surroundings: { readonly streams: EventStreams }): void
  /** Resolves when the agents of leads of this process are known as they stand now. */
  leadAgentsTold(): Promise<void>
  /** Gives up the calls to vendors and the planning of goals under way in a scope: `instance`, or a project's id. */
  abort(scope: string, reason: string): void
  /** Loops begin; only where agents live. */
  start(): void
}

export function createEngagement(parts: EngagementParts): Engagement {
  const { notifier, kinds } = parts
  const owned = new AsyncDisposableStack()
  // Services, lowest first.
  const onChanged = () => {
    notifier.poke('events')
    notifier.poke('actions')
  }
  const arms = new ExperimentArms()
  owned.defer(notifier.on('experiments', () => arms.forget()))
  const onPlanned = (): void => {
    onChanged()
    notifier.poke('activity')
  }
  const leadAgents = new LeadAgents({ ...parts, arms, onPlanned })
  const events = createEventServices({
    ...parts, plan: leadAgents.plan,
    onStored: () => {
      onPlanned()
      leadAgents.stored()
    },
  })
  const intake = owned.use(events.intake)
  owned.use(events.keySweep)
  const threadsChanged = (): void => {
    for (const topic of ['conversations', 'events', 'actions'] as const) notifier.poke(topic)
  }
  const inbound = new Inbound({ ids: parts.ids, intake })
  const channels = createChannelServices({ ...parts, intake, inbound, killed: (of) => parts.orders.killed(of), onChanged: threadsChanged, onCredentials: () => notifier.poke('channels') })
  owned.defer(notifier.on('channels', () => channels.desk.forget(null)))
  const leads = createLeadServices({ ...parts, intake, onChanged, onCreatorRemoved: () => notifier.poke('wake'), onOnboarding: () => notifier.poke('onboarding') })
  owned.use(leads.onboardingRuns)
  owned.use(leads.privacyKeeper)
  const reader = new ConversationReader(parts.db)
  const reviewerMail = new ReviewerMail({ ...parts, desk: channels.desk })
  const conversations = new Conversations({ ...parts, intake, reader, onChanged: threadsChanged, onEscalated: (id) => void reviewerMail.escalated(id).catch((error: unknown) => parts.log.warn({ err: error }, 'an escalated thread could not be told of')) })
  const inbox = new Inbox({ ...parts, inbound, onChanged: threadsChanged })
  const experiments = new Experiments({ ...parts, onChanged: () => notifier.poke('experiments') })
  const facts = { arms, carriers: deskCarriers(channels.desk), suppressions: channels.suppressions, links: channels.links, killed: (of: { readonly projectId: Id }) => parts.orders.killed(of) }
  const sending = createSendingServices({
    ...parts, ...facts, intake, killedScopes: () => parts.orders.killedScopes,
    onChanged: threadsChanged, onAsked: () => notifier.poke('approvals'),
  })
  const goals = new Goals({ ...parts, onChanged: () => notifier.poke('goals') })
  const supervisor = new Supervisor({ ...parts, onChanged: () => notifier.poke('actions') })
  const supervisorLoop = owned.use(new SupervisorLoop({ ...parts, supervisor }))
  const quietLeads = owned.use(new QuietLeads({ ...parts, intake, onChanged: () => notifier.poke('events') }))
  const trials = new AgentTrials({ ...parts, intake, arms, facts, offered: leadAgents.offered })
  const deployments = new Deployments({ ...parts, wakes: { poke: () => notifier.poke('wake'), told: () => leadAgents.told() } })
  leadAgents.connect({ intake, conversations })
  owned.use(leadAgents)
  owned.defer(notifier.on('wake', () => leadAgents.changed()))
  owned.defer(notifier.on('kill', () => void leadAgents.killSwitchTurned().catch((error: unknown) => parts.log.warn({ err: error }, 'agents of leads did not hear of a kill switch; they look again soon'))))
  owned.defer(notifier.on('events', () => leadAgents.dispatcher.poke()))

  return {
    intake,
    onboardingRuns: leads.onboardingRuns,
    privacyKeeper: leads.privacyKeeper,
    routes(app, { streams }) {
      // Routes, a group a line.
      channelRoutes(app, channels)
      sellerRoutes(app, leads)
      leadRoutes(app, leads)
      onboardingRoutes(app, leads)
      leadAgentRoutes(app, { kinds, trials, deployments })
      onboardingStream(app, { ...leads, streams, onJobs: (listener) => notifier.on('onboarding', listener) })
      eventRoutes(app, events)
      sendingRoutes(app, sending)
      conversationRoutes(app, { reader, conversations, inbox })
      experimentRoutes(app, { experiments })
      analytics(app, parts)
      goalRoutes(app, { goals })
    },
    leadAgentsTold: () => leadAgents.told(),
    abort(scope, reason) {
      sending.executor.abort(scope, reason)
      supervisor.abort(scope, reason)
    },
    start() {
      events.keySweep.start()
      // Loops; what is started here is ended by `owned`.
      supervisorLoop.start()
      for (const topic of ['goals', 'kill'] as const) owned.defer(notifier.on(topic, () => supervisorLoop.poke()))
      void leadAgents.start().catch((error: unknown) => parts.log.error({ err: error }, 'agents of leads could not be started'))
      quietLeads.start()
      leads.onboardingRuns.start()
      leads.privacyKeeper.start()
      notifier.on('onboarding', () => leads.onboardingRuns.poke())
      const loop = owned.use(new ExecutorLoop({ ...parts, executor: sending.executor, tending: [{ name: 'requests for a yes that ran out', tend: sending.expire }, { name: 'who is to say yes', tend: () => reviewerMail.approvals() }] }))
      for (const topic of ['actions', 'wake', 'kill'] as const) owned.defer(notifier.on(topic, () => loop.poke()))
      loop.start()
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
