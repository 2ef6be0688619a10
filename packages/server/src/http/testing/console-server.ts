/** A test server with the console's routes, the packs of the house, and hands to write turns as a worker would. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CHAIN_START, appendEntries, seal, type EntryDraft } from '../../store/journal.ts'
import { systemIds, type Id, type Ids } from '../../base/ids.ts'
import { silentLog } from '../../base/log.ts'
import { seeded } from '../../base/random.ts'
import { loadPacks } from '../../persona/pack/load-packs.ts'
import { createConsoleServices, type ConsoleServices, type ConsoleServicesOptions } from '../../runtime/console-services.ts'
import { Notifier } from '../../store/notifier.ts'
import type { Database, Within } from '../../store/database.ts'
import { consoleRoutes } from '../console-routes.ts'
import { moderationRoutes } from '../moderation-routes.ts'
import { EventStreams } from '../sse.ts'
import { Caller, firstOwner } from './caller.ts'
import { testServer, type TestServer } from './test-server.ts'

export interface ConsoleServer extends TestServer {
  readonly services: ConsoleServices
  readonly owner: Caller
  readonly ids: Ids
}

const ARCHETYPES = fileURLToPath(new URL('../../../../../archetypes', import.meta.url))
const PACKS = ['gallery', 'fanbase']
export const NO_ENVIRONMENT_KEYS = { openai: null, anthropic: null, google: null, deepseek: null, moonshot: null, minimax: null }

export async function consoleServer(options: Partial<ConsoleServicesOptions> = {}): Promise<ConsoleServer> {
  const packs = await loadPacks(PACKS.map((name) => join(ARCHETYPES, name)))
  let made: { services: ConsoleServices; notifier: Notifier; ids: Ids } | null = null
  const server = await testServer({}, (app, { connection, clock, people }) => {
    const notifier = new Notifier({ url: connection.url, log: silentLog })
    const ids = systemIds(clock)
    const services = createConsoleServices({
      db: connection.db, clock, ids, random: seeded('console'), log: silentLog, audit: people.audit, secretKey: Buffer.alloc(32, 7),
      environmentKeys: NO_ENVIRONMENT_KEYS, packs, rules: ['greeter'], notifier, ...options,
    })
    consoleRoutes(app, { ...services, streams: new EventStreams(app, { batchMs: 5 }) })
    moderationRoutes(app, services)
    made = { services, notifier, ids }
  })
  const { services, notifier, ids } = made as unknown as { services: ConsoleServices; notifier: Notifier; ids: Ids }
  const dispose = async (): Promise<void> => {
    await services.tail.stop()
    await services.erasure[Symbol.asyncDispose]()
    await notifier.stop()
    await server[Symbol.asyncDispose]()
  }
  return { ...server, services, ids, owner: await firstOwner(server.app), [Symbol.asyncDispose]: dispose }
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
