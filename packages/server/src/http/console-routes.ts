/** The routes operators use: personas, agents, projects, models, and what happens. */
import type { LlmConfigs } from '../llm/postgres/llm-config.ts'
import type { ProviderKeys } from '../llm/postgres/provider-keys.ts'
import type { PersonaBatches } from '../persona/persona-batches.ts'
import type { PersonaStore } from '../persona/persona-store.ts'
import type { Agents } from '../runtime/agents/agents.ts'
import type { Commands } from '../runtime/agents/commands.ts'
import type { FleetOrders } from '../runtime/fleet/fleet-orders.ts'
import type { Fleet } from '../runtime/fleet/fleet.ts'
import type { Interviews } from '../runtime/agents/interviews.ts'
import type { KillSwitches } from '../runtime/projects/kill-switches.ts'
import type { RampUps } from '../runtime/ramp-ups/ramp-ups.ts'
import type { Projects } from '../runtime/projects/projects.ts'
import type { Worlds } from '../runtime/projects/worlds.ts'
import type { ActivityReader } from '../runtime/trace/activity-reader.ts'
import type { EngagementWatch } from '../runtime/trace/engagement-watch.ts'
import type { JournalTail } from '../runtime/trace/journal-tail.ts'
import type { StatusReader } from '../runtime/trace/status.ts'
import type { Traces } from '../runtime/trace/traces.ts'
import { listActivity } from './activity/list.ts'
import { activityStream } from './activity/stream.ts'
import { agentRoutes } from './agent-routes.ts'
import type { App } from './app.ts'
import { orderFleet } from './fleet/order.ts'
import { readFleet } from './fleet/read.ts'
import { listKillSwitches } from './kill-switch/list.ts'
import { turnKillSwitch } from './kill-switch/turn.ts'
import { llmConfig } from './llm/config.ts'
import { listProviders } from './llm/providers.ts'
import { testModel, type TryModel } from './llm/test.ts'
import { personaByUsername } from './personas/by-username.ts'
import { changePersona } from './personas/change.ts'
import { createPersona } from './personas/create.ts'
import { exportAll } from './personas/export.ts'
import { generate } from './personas/generate.ts'
import { getPersona } from './personas/get.ts'
import { importAll } from './personas/import.ts'
import { listPersonas } from './personas/list.ts'
import { removePersona } from './personas/remove.ts'
import { changeProject } from './projects/change.ts'
import { createProject } from './projects/create.ts'
import { projectDeeds } from './projects/deeds.ts'
import { getProject } from './projects/get.ts'
import { listProjects } from './projects/list.ts'
import { removeProject } from './projects/remove.ts'
import { setWake } from './projects/set-wake.ts'
import { listProviderKeys } from './provider-keys/list.ts'
import { removeProviderKey } from './provider-keys/remove.ts'
import { saveProviderKey } from './provider-keys/save.ts'
import { rampUpRoutes } from './ramp-ups/ramp-ups.ts'
import type { EventStreams } from './sse.ts'
import { getStatus } from './status/get.ts'
import { erasePayloads } from './turns/erase-payloads.ts'
import { listTurns } from './turns/list.ts'
import { getTrace } from './turns/trace.ts'
import { changeWorld } from './worlds/change.ts'
import { getWorld } from './worlds/get.ts'
import { listWorlds } from './worlds/list.ts'

export interface ConsoleRoutesParts {
  readonly personas: PersonaStore
  readonly personaBatches: PersonaBatches
  readonly agents: Agents
  readonly commands: Commands
  readonly interviews: Interviews
  readonly fleet: Fleet
  readonly fleetOrders: FleetOrders
  readonly projects: Projects
  readonly worlds: Worlds
  readonly rampUps: RampUps
  readonly killSwitches: KillSwitches
  readonly llmConfigs: LlmConfigs
  readonly providerKeys: ProviderKeys
  readonly tryModel: TryModel
  readonly traces: Traces
  readonly activity: ActivityReader
  readonly tail: JournalTail
  readonly engagement: EngagementWatch
  readonly status: StatusReader
  readonly streams: EventStreams
}

export function consoleRoutes(app: App, parts: ConsoleRoutesParts): void {
  for (const route of [listPersonas, createPersona, getPersona, personaByUsername, changePersona, removePersona]) route(app, parts)
  for (const route of [generate, exportAll, importAll]) route(app, parts)
  agentRoutes(app, parts)
  readFleet(app, parts)
  orderFleet(app, parts)
  for (const route of [listTurns, getTrace, erasePayloads]) route(app, parts)
  for (const route of [listProjects, createProject, getProject, projectDeeds, changeProject, setWake, removeProject]) route(app, parts)
  for (const route of [listWorlds, getWorld, changeWorld]) route(app, parts)
  rampUpRoutes(app, parts)
  for (const route of [turnKillSwitch, listKillSwitches]) route(app, parts)
  for (const route of [llmConfig, listProviders]) route(app, parts)
  testModel(app, parts)
  for (const route of [saveProviderKey, listProviderKeys, removeProviderKey]) route(app, parts)
  getStatus(app, parts)
  listActivity(app, parts)
  activityStream(app, parts)
}
