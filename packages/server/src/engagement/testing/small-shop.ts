/** One workspace with one creator and leads, in a database of a test's own. */
import type { Channel, Stage } from '@troupe/contract'
import { SystemClock } from '../../base/clock.ts'
import { systemIds, type Id, type Ids } from '../../base/ids.ts'
import { connect, type Database } from '../../store/database.ts'
import { testDatabase } from '../../store/testing/test-database.ts'

export const SHOP_MS = Date.UTC(2027, 4, 3, 12)

export interface SmallShop extends AsyncDisposable {
  /** Of the database, for further connections. */
  readonly url: string
  readonly db: Database
  readonly ids: Ids
  readonly workspaceId: Id
  readonly projectId: Id
  readonly creatorId: Id
  /** So many leads, in the order of their ids. */
  leads(count: number, how?: { stage?: Stage; seenMs?: number; tags?: readonly string[]; counts?: Record<string, number> }): Promise<Id[]>
  event(consumerId: Id, type: string, atMs: number, payload?: Record<string, unknown>): Promise<Id>
  /** A message that went out. */
  sent(consumerId: Id, atMs: number, how?: { agentId?: Id; channel?: Channel; text?: string }): Promise<Id>
}

export async function smallShop(): Promise<SmallShop> {
  const database = await testDatabase()
  const connection = connect(database.url, { connections: 4 })
  const { db } = connection
  const ids = systemIds(new SystemClock())
  const [workspaceId, projectId, creatorId] = [ids.next(), ids.next(), ids.next()]
  await db.insertInto('workspaces').values({ id: workspaceId, name: 'Shop', private_network: false, created_at: 0 }).execute()
  await db.insertInto('projects').values({ id: projectId, workspace_id: workspaceId, name: 'Ada', wake: JSON.stringify({ kind: 'rhythm' }), created_at: 0 }).execute()
  await db.insertInto('creators').values({ id: creatorId, workspace_id: workspaceId, project_id: projectId, username: 'ada', name: 'Ada', email: null, timezone: 'UTC', locale: 'en', currency: 'EUR', profile: null, flags: null, generator: null, source: null, synced_at: null, created_at: 0, updated_at: 0 }).execute()
  const here = { workspace_id: workspaceId, creator_id: creatorId }
  return {
    url: database.url, db, ids, workspaceId, projectId, creatorId,
    leads: async (count, { stage = 'new', seenMs = SHOP_MS, tags = [], counts = {} } = {}) => {
      const made = Array.from({ length: count }, () => ids.next())
      for (let from = 0; from < count; from += 1000) {
        const some = made.slice(from, from + 1000)
        await db.insertInto('consumers').values(some.map((id, index) => ({ id, ...here, external_id: null, name: `Lead ${from + index + 1}`, email: `lead${from + index + 1}@example.org`, phone: null, whatsapp: null, timezone: null, locale: null, tags: [...tags], consents: '{}', merged_into: null, erased_at: null, created_at: seenMs }))).execute()
        await db.insertInto('consumer_contexts').values(some.map((id) => ({ consumer_id: id, ...here, stage, stage_since: seenMs, first_seen_at: seenMs, last_seen_at: seenMs, events: 1, counts: JSON.stringify(counts), last_at: '{}', revenue_minor: 0, attributes: '{}' }))).execute()
      }
      return made
    },
    event: async (consumerId, type, atMs, payload = {}) => {
      const id = ids.next()
      await db.insertInto('events').values({ id, ...here, consumer_id: consumerId, type, source: 'api', at: atMs, received_at: atMs, payload: JSON.stringify(payload), not_counted: null }).execute()
      return id
    },
    sent: async (consumerId, atMs, { agentId, channel = 'email', text = 'Hello' } = {}) => {
      const id = ids.next()
      await db.insertInto('actions').values({
        id, ...here, project_id: projectId, consumer_id: consumerId, agent_id: agentId ?? null, turn_id: null, event_id: null, goal_id: null, conversation_id: null, kind: 'send_email', channel,
        content: JSON.stringify({ subject: null, text, template: null, productId: null, url: null, amountMinor: null, currency: null }), approved_hash: null, state: 'executed', reason: null, priority: 5, send_at: atMs, tries_most: 5, cancel_when: [],
        verdict: null, generator: null, experiment_id: null, arm: null, lease_until: null, vendor: 'console', vendor_id: null, delivery: 'delivered', created_at: atMs, sent_at: atMs, ended_at: atMs,
      }).execute()
      return id
    },
    [Symbol.asyncDispose]: async () => {
      await connection[Symbol.asyncDispose]()
      await database.drop()
    },
  }
}
