/** A test server with everything of engagement: an owner signed in, and one creator who is there already. */
import { systemIds, type Id } from '../../base/ids.ts'
import { silentLog } from '../../base/log.ts'
import { seeded } from '../../base/random.ts'
import { AgentKinds } from '../../engagement/agents/agent-kinds.ts'
import { createEngagement, type Engagement, type EngagementParts } from '../../assemble-engagement.ts'
import { rehearse } from '../../llm/rehearsal/rehearse.ts'
import { rehearseWith } from '../../llm/rehearsing.ts'
import type { Topic } from '../../store/notifier.ts'
import type { Database } from '../../store/database.ts'
import { Agents } from '../../runtime/agents/agents.ts'
import { Commands } from '../../runtime/agents/commands.ts'
import { Interviews } from '../../runtime/agents/interviews.ts'
import { NO_DOOR } from '../../runtime/agents/outside-door.ts'
import { rehearsalOnly } from '../../runtime/asks.ts'
import { agentRoutes } from '../agent-routes.ts'
import { EventStreams } from '../sse.ts'
import { firstOwner } from './caller.ts'
import { testServer } from './test-server.ts'

const KEY = Buffer.alloc(32, 7)

export async function engagementServer(given: Partial<EngagementParts> = {}) {
  let engagement: Engagement | undefined
  /** What was said to other processes. */
  const poked: Topic[] = []
  const server = await testServer({}, (app, { connection: { db }, clock, people }) => {
    const kinds = given.kinds ?? new AgentKinds()
    const shared = { db, clock, ids: systemIds(clock), random: seeded('engagement'), audit: people.audit, secretKey: KEY, kinds, wakes: { poke: () => void poked.push('wake') }, outside: NO_DOOR }
    const agents = new Agents({ ...shared, rules: [] })
    agentRoutes(app, { agents, commands: new Commands({ ...shared, agents }), interviews: new Interviews(shared) })
    engagement = testEngagement({ ...shared, agents, notifier: { poke: (topic) => poked.push(topic), on: () => () => {} }, ...given })
    engagement.routes(app, { streams: new EventStreams(app, { batchMs: 5 }) })
  })
  if (engagement === undefined) throw new Error('no engagement')
  const whole = engagement
  const owner = await firstOwner(server.app)
  const { db } = server.connection
  const workspaceId = (await owner.get('/api/workspaces')).json<{ items: { id: Id }[] }>().items[0]?.id ?? ''
  const ids = systemIds(server.clock)
  const creatorId = await plainCreator(db, { id: ids.next(), workspaceId, username: 'mira' })
  const dispose = async () => {
    await whole[Symbol.asyncDispose]()
    await server[Symbol.asyncDispose]()
  }
  return { ...server, engagement: whole, intake: whole.intake, owner, db, ids, workspaceId, creatorId, newCreator: (username: string) => plainCreator(db, { id: ids.next(), workspaceId, username }), poked, [Symbol.asyncDispose]: dispose }
}

/** All of engagement, with nobody outside that it could reach. */
export function testEngagement(given: Pick<EngagementParts, 'db' | 'clock' | 'audit' | 'agents'> & Partial<EngagementParts>): Engagement {
  const { clock } = given
  return createEngagement({
    ids: systemIds(clock), log: silentLog, random: seeded('engagement'), secretKey: KEY, publicUrl: null, profileApiUrl: null, channels: {}, privateNetwork: () => true, orders: { killed: () => null, killedScopes: [] }, asks: rehearsalOnly, seed: 'engagement',
    kinds: new AgentKinds(), notifier: { poke: () => {}, on: () => () => {} }, portFor: () => ({ ask: (request, signal) => rehearseWith(rehearse, request, clock, signal) }), ...given,
  })
}

/** A creator with a project of their own, and nothing else. */
export async function plainCreator(db: Database, { id, workspaceId, username }: { id: Id; workspaceId: Id; username: string }): Promise<Id> {
  await db.insertInto('projects').values({ id, workspace_id: workspaceId, name: username, wake: '{"kind":"rhythm"}', created_at: 0 }).execute()
  await db.insertInto('creators').values({
    id, workspace_id: workspaceId, project_id: id, username, name: username, email: null, timezone: 'Europe/Berlin', locale: 'en', currency: 'EUR', profile: null, flags: null, generator: null, source: null, synced_at: null,
    created_at: 0, updated_at: 0,
  }).execute()
  return id
}

/** A lead of a creator, known by whatever is given. */
export async function plainLead(db: Database, lead: { id: Id; workspaceId: Id; creatorId: Id; name?: string; email?: string; phone?: string }): Promise<Id> {
  const { id, workspaceId, creatorId, name = null, email = null, phone = null } = lead
  await db.insertInto('consumers').values({ id, workspace_id: workspaceId, creator_id: creatorId, external_id: null, name, email, phone, whatsapp: null, timezone: null, locale: null, consents: '{}', merged_into: null, erased_at: null, created_at: 0 }).execute()
  await db.insertInto('consumer_contexts').values({
    consumer_id: id, workspace_id: workspaceId, creator_id: creatorId, stage: 'new', stage_since: 0, first_seen_at: null, last_seen_at: null, events: 0, counts: '{}', last_at: '{}', revenue_minor: 0, attributes: '{}',
  }).execute()
  const identities = [{ kind: 'email' as const, value: email }, { kind: 'phone' as const, value: phone }]
  for (const { kind, value } of identities) if (value !== null) await db.insertInto('consumer_identities').values({ creator_id: creatorId, kind, value, consumer_id: id }).execute()
  return id
}
