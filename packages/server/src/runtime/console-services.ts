/** What the console's routes ask for, put together; whoever assembles an instance or a test hands in what lies outside. */
import type { Clock } from '../base/clock.ts'
import type { ProviderKeys as EnvironmentKeys } from '../base/config.ts'
import { guardedFetch, type FetchGuard } from '../base/guarded-fetch.ts'
import type { Id, Ids } from '../base/ids.ts'
import type { Log } from '../base/log.ts'
import type { Random } from '../base/random.ts'
import { AgentKinds } from '../engagement/agents/agent-kinds.ts'
import { EnvironmentGrants } from '../llm/postgres/environment-grants.ts'
import { LlmConfigs } from '../llm/postgres/llm-config.ts'
import { PostgresModelSettings } from '../llm/postgres/model-settings.ts'
import { ProviderKeys } from '../llm/postgres/provider-keys.ts'
import { PostgresSpendStore } from '../llm/postgres/spend-store.ts'
import { createTryModel } from '../llm/postgres/try-model.ts'
import { openModels, type OpenModel } from '../llm/providers/open-model.ts'
import { PostgresFeedStore } from '../feed/postgres/postgres-feed-store.ts'
import type { AuditLog } from '../people/audit-log.ts'
import { InstanceOwners } from '../people/instance-owners.ts'
import type { LoadedPack } from '../persona/pack/loaded-pack.ts'
import { PackLibrary } from '../persona/pack/pack-library.ts'
import { PersonaBatches } from '../persona/persona-batches.ts'
import { PersonaStore } from '../persona/persona-store.ts'
import type { Database } from '../store/database.ts'
import type { Notifier } from '../store/notifier.ts'
import { Agents } from './agents/agents.ts'
import { Commands } from './agents/commands.ts'
import { Interviews } from './agents/interviews.ts'
import { NO_DOOR, type OutsideDoor } from './agents/outside-door.ts'
import { agentsOfPersona, retireAgents } from './agents/retire.ts'
import { rouseSleepers } from './agents/rouse.ts'
import { Moderation } from './moderation/moderation.ts'
import { OutOfSight } from './moderation/out-of-sight.ts'
import { ReportQueue } from './moderation/report-queue.ts'
import { SuspensionEnds } from './moderation/suspension-ends.ts'
import { VisitorReports } from './moderation/visitor-reports.ts'
import { FleetOrders } from './fleet/fleet-orders.ts'
import { Fleet } from './fleet/fleet.ts'
import { RampUpKeeper } from './ramp-ups/ramp-up-keeper.ts'
import { RampUps } from './ramp-ups/ramp-ups.ts'
import { KillSwitches } from './projects/kill-switches.ts'
import { ProjectErasure } from './projects/project-erasure.ts'
import { Projects } from './projects/projects.ts'
import { Worlds } from './projects/worlds.ts'
import { ActivityReader } from './trace/activity-reader.ts'
import { EngagementWatch } from './trace/engagement-watch.ts'
import { JournalTail } from './trace/journal-tail.ts'
import { StatusReader } from './trace/status.ts'
import { Traces } from './trace/traces.ts'

export interface ConsoleServicesOptions {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly random: Random
  readonly log: Log
  readonly audit: AuditLog
  /** 32 bytes; seals keys of providers and secrets of http brains. */
  readonly secretKey: Uint8Array
  readonly environmentKeys: EnvironmentKeys
  readonly packs: readonly LoadedPack[]
  /** Names under which rules are registered. */
  readonly rules: readonly string[]
  /** Kinds of agents that write to leads; those that ship where it is left out. */
  readonly kinds?: AgentKinds
  /** Its topic `wake` is poked when agents may be due, `kill` when a switch was turned, `withdrawn` when something went out of sight; `activity` makes the tail look. */
  readonly notifier: Pick<Notifier, 'poke' | 'on'>
  /** Stops what this process is asking in a scope (`LiveRunner.abort`); none where it runs no agents. */
  readonly abort?: (scope: string, reason: string) => number
  /** Of these worlds something went out of sight, or came back: what this process keeps of them may not be shown again. */
  readonly onModerated?: (worldIds: ReadonlySet<Id>) => void
  /** Resolves when the agents of leads of this process are known as they stand now; left out where it runs none. */
  readonly leadAgentsTold?: () => Promise<void>
  /** For agents on outside sites; none start where it is left out. */
  readonly outside?: OutsideDoor
  /** Share of the sample's past that is filled; null when nothing is being filled. */
  readonly filling?: () => number | null
  /** For the test button; over the guarded fetch unless given. */
  readonly openModelsWithin?: (guard: FetchGuard) => OpenModel
}

export type ConsoleServices = ReturnType<typeof createConsoleServices>

export function createConsoleServices(options: ConsoleServicesOptions) {
  const { db, clock, ids, random, log, audit, secretKey, environmentKeys, packs, rules, notifier } = options
  const wakes = { poke: () => notifier.poke('wake'), ...options.leadAgentsTold === undefined ? {} : { told: options.leadAgentsTold } }
  const lookAgain = (): void => notifier.poke('activity')
  const onChanged = (workspaceId: Id): void => modelSettings.forget(workspaceId)
  const onLifted = async (workspaceId: Id): Promise<void> => void await rouseSleepers({ db, clock, random, wakes }, workspaceId)
  const instanceOwners = new InstanceOwners(db)
  const environmentGrants = new EnvironmentGrants(db)
  const llmConfigs = new LlmConfigs({ db, audit, environmentKeys, environmentGrants, instanceOwners, onChanged, onLifted })
  const providerKeys = new ProviderKeys({ db, clock, ids, audit, secretKey, onChanged, onLifted })
  const modelSettings = new PostgresModelSettings({ db, clock, configs: llmConfigs, keys: providerKeys, environmentKeys, environmentGrants })
  const library = new PackLibrary({ db, clock, ids, audit, shipped: packs })
  const outside = options.outside ?? NO_DOOR
  const agents = new Agents({ db, clock, ids, random, audit, wakes, secretKey, rules, kinds: options.kinds ?? new AgentKinds(), outside })
  const commands = new Commands({ db, clock, random, audit, wakes, agents, outside })
  const rampUpKeeper = new RampUpKeeper({ db, clock, log, audit, commands })
  const activity = new ActivityReader(db)
  const erasure = new ProjectErasure({ db, log, onErased: lookAgain })
  const tail = new JournalTail({ db, reader: activity, clock, log })
  notifier.on('activity', () => tail.poke())
  const moderation = new Moderation({
    db, clock, ids, random, audit, store: new PostgresFeedStore(db),
    onDone: (worldIds) => {
      if (worldIds.size === 0) return
      options.onModerated?.(worldIds)
      notifier.poke('withdrawn')
      notifier.poke('wake')
    },
  })
  return {
    library,
    agents,
    activity,
    moderation,
    outOfSight: new OutOfSight(db),
    reportQueue: new ReportQueue(db),
    visitorReports: new VisitorReports({ db, clock, ids, secretKey }),
    /** Of use once started; stopped with the rest. */
    suspensionEnds: new SuspensionEnds({ moderation, log }),
    tail,
    engagement: new EngagementWatch(notifier),
    llmConfigs,
    providerKeys,
    /** For the model ports. */
    modelSettings,
    /** For the model ports. */
    spend: new PostgresSpendStore(db),
    tryModel: createTryModel({
      db, clock, settings: modelSettings, configs: llmConfigs, instanceOwners,
      openModelsWithin: options.openModelsWithin ?? ((guard) => openModels(guardedFetch(guard))),
    }),
    personas: new PersonaStore({
      db, clock, ids, audit,
      retireAgents: async (within, personaId) => retireAgents(within, await agentsOfPersona(within, personaId), 'its persona was deleted', { clock, ids }),
    }),
    personaBatches: new PersonaBatches({ db, clock, ids, audit, packs: library }),
    interviews: new Interviews({ db, clock, ids, audit, wakes }),
    commands,
    fleet: new Fleet({ db, clock, activity, budgetOf: async (workspaceId) => (await llmConfigs.get(workspaceId)).budget }),
    fleetOrders: new FleetOrders(db, commands),
    rampUps: new RampUps({ db, clock, ids, audit, onActivated: () => rampUpKeeper.poke() }),
    /** Of use once started; stopped with the rest. */
    rampUpKeeper,
    /** Of use once started; stopped with the rest. */
    erasure,
    projects: new Projects({
      db, clock, ids, random, audit, wakes, erasure,
      onWithdrawn: () => {
        lookAgain()
        notifier.poke('kill')
      },
    }),
    worlds: new Worlds({ db, audit, instanceOwners, onChanged: lookAgain }),
    killSwitches: new KillSwitches({
      db, clock, random, audit, instanceOwners, abort: options.abort ?? (() => 0),
      onTurned: () => {
        notifier.poke('kill')
        notifier.poke('wake')
      },
    }),
    traces: new Traces(db, audit),
    status: new StatusReader({
      db, clock, filling: options.filling ?? (() => null),
      budgetOf: async (workspaceId) => (await llmConfigs.get(workspaceId)).budget.costMicrosPerDay,
    }),
  }
}
