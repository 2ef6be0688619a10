/** A test server with the console's routes, the packs of the house, and hands to write turns as a worker would. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CHAIN_START, appendEntries, seal, type EntryDraft } from '../../store/journal.ts'
import type { Clock } from '../../base/clock.ts'
import { systemIds, type Id, type Ids } from '../../base/ids.ts'
import { silentLog } from '../../base/log.ts'
import { seeded } from '../../base/random.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import { EnrichmentRuns } from '../../persona/enrichment/enrichment-runs.ts'
import { Enrichments } from '../../persona/enrichment/enrichments.ts'
import type { ModelPort } from '../../llm/model-port.ts'
import type { ModelSettings } from '../../llm/settings.ts'
import { loadPacks } from '../../persona/pack/load-packs.ts'
import { createConsoleServices, type ConsoleServices, type ConsoleServicesOptions } from '../../runtime/console-services.ts'
import { Notifier } from '../../store/notifier.ts'
import type { Database, Within } from '../../store/database.ts'
import type { App } from '../app.ts'
import { consoleRoutes } from '../console-routes.ts'
import { moderationRoutes } from '../moderation-routes.ts'
import { workshopRoutes } from '../workshop-routes.ts'
import { EventStreams } from '../sse.ts'
import { Caller, firstOwner } from './caller.ts'
import { testServer, type TestServer } from './test-server.ts'

export interface ConsoleServer extends TestServer {
  readonly services: ConsoleServices
  readonly enrichmentRuns: EnrichmentRuns
  readonly owner: Caller
  readonly ids: Ids
}

const ARCHETYPES = fileURLToPath(new URL('../../../../../archetypes', import.meta.url))
const PACKS = ['gallery', 'fanbase']
export const NO_ENVIRONMENT_KEYS = { openai: null, anthropic: null, google: null, deepseek: null, moonshot: null, minimax: null }

export interface Models {
  readonly settings: Pick<ModelSettings, 'choose'>
  readonly port: ModelPort
}

/** Nobody has set a model, and none may be asked. */
const NO_MODELS: Models = {
  settings: { choose: () => ({ kind: 'rehearsal' }) },
  port: { ask: () => Promise.reject(new Error('no model was scripted')) },
}

export interface MoreRoutesParts {
  readonly db: Database
  readonly clock: Clock
  readonly audit: AuditLog
  readonly library: ConsoleServices['library']
  readonly agents: ConsoleServices['agents']
}

export interface ConsoleServerOptions extends Partial<ConsoleServicesOptions> {
  readonly models?: Models
  readonly moreRoutes?: (app: App, parts: MoreRoutesParts) => void
  readonly onRoute?: Parameters<typeof testServer>[2]
}

export async function consoleServer({ models = NO_MODELS, moreRoutes, onRoute, ...options }: ConsoleServerOptions = {}): Promise<ConsoleServer> {
  const packs = await loadPacks(PACKS.map((name) => join(ARCHETYPES, name)))
  let made: { services: ConsoleServices; enrichmentRuns: EnrichmentRuns; notifier: Notifier; ids: Ids } | null = null
  const server = await testServer({}, (app, { connection, clock, people }) => {
    const notifier = new Notifier({ url: connection.url, log: silentLog })
    const ids = systemIds(clock)
    const services = createConsoleServices({
      db: connection.db, clock, ids, random: seeded('console'), log: silentLog, audit: people.audit, secretKey: Buffer.alloc(32, 7),
      environmentKeys: NO_ENVIRONMENT_KEYS, packs, rules: ['greeter'], notifier, ...options,
    })
    consoleRoutes(app, { ...services, streams: new EventStreams(app, { batchMs: 5 }) })
    moderationRoutes(app, services)
    const enriching = { ...services, db: connection.db, clock, ids, audit: people.audit, log: silentLog, settings: models.settings, portFor: () => models.port }
    const enrichments = new Enrichments(enriching)
    const enrichmentRuns = new EnrichmentRuns(enriching, enrichments)
    workshopRoutes(app, { library: services.library, enrichments, enrichmentRuns })
    moreRoutes?.(app, { db: connection.db, clock, audit: people.audit, library: services.library, agents: services.agents })
    made = { services, enrichmentRuns, notifier, ids }
  }, onRoute)
  const { services, enrichmentRuns, notifier, ids } = made as unknown as { services: ConsoleServices; enrichmentRuns: EnrichmentRuns; notifier: Notifier; ids: Ids }
  const dispose = async (): Promise<void> => {
    await enrichmentRuns[Symbol.asyncDispose]()
    await services.rampUpKeeper[Symbol.asyncDispose]()
    await services.tail.stop()
    services.engagement[Symbol.dispose]()
    await services.erasure[Symbol.asyncDispose]()
    await notifier.stop()
    await server[Symbol.asyncDispose]()
  }
  return { ...server, services, enrichmentRuns, ids, owner: await firstOwner(server.app), [Symbol.asyncDispose]: dispose }
}

/** Another workspace of the same owner, as one acts in it. */
export async function anotherWorkspace({ owner }: ConsoleServer): Promise<Caller> {
  const { id } = (await owner.post('/api/workspaces', { name: 'Elsewhere' })).json<{ id: string }>()
  return owner.with({ 'x-workspace': id })
}

export interface Cast {
  readonly projectId: Id
  readonly worldId: Id
  readonly agentIds: readonly Id[]
  readonly personaIds: readonly Id[]
}

/** A project with so many agents, not started. */
export async function cast(caller: Caller, count: number, seed = 'cast'): Promise<Cast> {
  const project = (await caller.post('/api/projects', { name: 'Town' })).json<{ id: Id; worldId: Id }>()
  const { personas } = (await caller.post('/api/personas/generate', { pack: 'gallery', count, seed })).json<{ personas: { id: Id }[] }>()
  const agents = await Promise.all(personas.map(async (persona) => (await caller.post('/api/agents', { projectId: project.id, personaId: persona.id })).json<{ id: Id }>()))
  return { projectId: project.id, worldId: project.worldId, agentIds: agents.map((agent) => agent.id), personaIds: personas.map((persona) => persona.id) }
}

const PLAIN: Omit<EntryDraft, 'atMs' | 'kind' | 'place'> = {
  step: 0, action: null, targetId: null, verdict: null, policy: null, result: null, reason: null, madeId: null, ms: null, tokens: null, costMicros: null, payload: null,
}

/** A turn with its entries, sealed onto the agent's chain. */
export async function writeTurn(db: Database | Within, ids: Ids, agentId: Id, atMs: number, entries: readonly Partial<EntryDraft>[], ended = true): Promise<Id> {
  const agent = await db.selectFrom('agents').select(['project_id', 'chain']).where('id', '=', agentId).executeTakeFirstOrThrow()
  const turnId = ids.next()
  const sealed = seal(entries.map((entry, place) => ({ ...PLAIN, kind: 'acted', atMs, place, ...entry })), { turnId, projectId: agent.project_id, agentId }, agent.chain ?? CHAIN_START, ids)
  await appendEntries(db as Within, sealed)
  await db.insertInto('turns').values({
    id: turnId, agent_id: agentId, project_id: agent.project_id, trigger: JSON.stringify({ kind: 'wake' }), started_at: atMs, ended_at: ended ? atMs + 5 : null,
    outcome: ended ? 'rested' : 'running', reason: null, steps: 0, acts: entries.length, cost_micros: 0, summary: '', snapshot: ended ? null : '{}',
  }).execute()
  await db.updateTable('agents').set({ chain: sealed.at(-1)?.hash ?? agent.chain, ...(ended ? {} : { turn_id: turnId }) }).where('id', '=', agentId).execute()
  return turnId
}
