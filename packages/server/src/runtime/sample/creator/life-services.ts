/** The services a creator's life is played through: those of the house, put together for a clock that somebody turns. No loops, no model, no vendor. */
import type { Channel } from '@troupe/contract'
import { guardedFetch } from '../../../base/guarded-fetch.ts'
import type { Clock } from '../../../base/clock.ts'
import type { Id, Ids } from '../../../base/ids.ts'
import { silentLog } from '../../../base/log.ts'
import type { Random } from '../../../base/random.ts'
import { AgentKinds } from '../../../engagement/agents/agent-kinds.ts'
import { createChannelServices } from '../../../engagement/channels/channel-services.ts'
import { ConversationReader } from '../../../engagement/conversations/conversation-reader.ts'
import { Conversations } from '../../../engagement/conversations/conversations.ts'
import { Inbound } from '../../../engagement/conversations/inbound.ts'
import { Inbox } from '../../../engagement/conversations/inbox.ts'
import { createEventServices } from '../../../engagement/event-services.ts'
import { ExperimentArms } from '../../../engagement/experiments/experiment-arms.ts'
import { Experiments } from '../../../engagement/experiments/experiments.ts'
import { createLeadServices } from '../../../engagement/lead-services.ts'
import type { OnboardingRunParts } from '../../../engagement/onboarding/onboarding-run.ts'
import type { Carriers } from '../../../engagement/sending/carriers.ts'
import { deskCarriers } from '../../../engagement/sending/desk-carriers.ts'
import { createSendingServices } from '../../../engagement/sending/sending-services.ts'
import { Goals } from '../../../engagement/supervisor/goals.ts'
import { Supervisor } from '../../../engagement/supervisor/supervisor.ts'
import { UnusableChannel } from '../../../messaging/unusable-channel.ts'
import type { ModelPort } from '../../../llm/model-port.ts'
import { AuditLog } from '../../../people/audit-log.ts'
import type { Database } from '../../../store/database.ts'
import { Agents } from '../../agents/agents.ts'
import { NO_DOOR } from '../../agents/outside-door.ts'
import { rehearsalOnly, rehearsed } from '../../asks.ts'
import { LeadAgents } from '../../engagement/lead-agents.ts'
import type { Outage } from './creator-life.ts'

export interface LifeParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly random: Random
  /** 32 bytes: of the instance, so that its own services find the same addresses. */
  readonly secretKey: Uint8Array
  readonly seed: string
  /** Whoever would carry this channel takes nothing at this moment; null: it is carried, by the console as everything here. */
  readonly outageOf: (channel: Channel) => Pick<Outage, 'vendor' | 'reason'> | null
}

export type LifeServices = ReturnType<typeof lifeServices>

const REHEARSAL: ModelPort = { ask: async (request) => rehearsed(request) }
const QUIET = (): void => {}

export function lifeServices(given: LifeParts) {
  const { db, ids } = given
  const audit = new AuditLog(db, given.clock, ids)
  const parts = { ...given, audit, log: silentLog, publicUrl: null, profileApiUrl: null, portFor: (): ModelPort => REHEARSAL, privateNetwork: () => false, onChanged: QUIET }
  const owned = new AsyncDisposableStack()
  const kinds = new AgentKinds()
  const arms = new ExperimentArms()
  const leadAgents = owned.use(new LeadAgents({ ...parts, kinds, arms, asks: rehearsalOnly, onPlanned: QUIET }))
  const { intake } = createEventServices({ ...parts, plan: leadAgents.plan, onStored: () => leadAgents.stored() })
  owned.use(intake)
  const inbound = new Inbound({ ids, intake })
  const channels = createChannelServices({ ...parts, channels: {}, intake, inbound, killed: () => null, onCredentials: QUIET })
  const leads = createLeadServices({ ...parts, intake, onCreatorRemoved: QUIET, onOnboarding: QUIET })
  const conversations = new Conversations({ ...parts, intake, reader: new ConversationReader(db), onEscalated: QUIET })
  leadAgents.connect({ intake, conversations })
  const sending = createSendingServices({
    ...parts, intake, arms, carriers: withOutages(deskCarriers(channels.desk), given.outageOf), suppressions: channels.suppressions, links: channels.links, killed: () => null, killedScopes: () => [], onAsked: QUIET,
  })
  const onboardingRun: OnboardingRunParts = { ...parts, fetchIt: guardedFetch({ privateNetwork: false }), onProgress: QUIET }
  return {
    agents: new Agents({ ...parts, kinds, rules: [], outside: NO_DOOR, wakes: { poke: QUIET } }), leadAgents, intake, inbound, inbox: new Inbox({ ...parts, inbound }), leads, conversations, sending, onboardingRun,
    experiments: new Experiments({ ...parts, onChanged: () => arms.forget() }), goals: new Goals(parts), supervisor: new Supervisor(parts),
    [Symbol.asyncDispose]: (): Promise<void> => owned.disposeAsync(),
  }
}

/** What goes wrong at a vendor's goes wrong by the same way it would: each try fails, waits longer, and in the end it is given up. */
function withOutages(carriers: Carriers, outageOf: LifeParts['outageOf']): Carriers {
  return {
    read: async (within, creators) => {
      const read = await carriers.read(within, creators)
      return {
        hasStripe: (creator) => read.hasStripe(creator),
        channel: (creator, channel, way) => {
          const outage = outageOf(channel)
          return outage === null ? read.channel(creator, channel, way) : new UnusableChannel(channel, outage.vendor, outage.reason)
        },
      }
    },
  }
}

/** Who does what a person would do. There is no such login. */
export function lifeActor(workspaceId: Id, id: Id, name: string) {
  return { kind: 'key' as const, id, name, workspaceId, role: 'owner' as const, scopes: [], creatorId: null }
}
