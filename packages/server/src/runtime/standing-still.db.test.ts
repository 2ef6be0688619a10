/** A live runner with nothing to do: it must cost next to nothing, and go on the moment there is something. */
import { afterEach, expect, test } from 'vitest'
import type { KyselyPlugin } from 'kysely'
import { habitBrain } from '../agent/habit-brain.ts'
import type { Brain } from '../agent/brain.ts'
import { SystemClock } from '../base/clock.ts'
import { must } from '../base/errors.ts'
import { systemIds, type Id } from '../base/ids.ts'
import { silentLog } from '../base/log.ts'
import { seeded } from '../base/random.ts'
import { FeedPlatform } from '../feed/feed-platform.ts'
import { PostgresFeedStore } from '../feed/postgres/postgres-feed-store.ts'
import { loadPacks } from '../persona/pack/load-packs.ts'
import { STANDARD_POLICIES } from '../policy/gate.ts'
import { connect, type Database } from '../store/database.ts'
import { testDatabase } from '../store/testing/test-database.ts'
import { Cast } from './cast.ts'
import { LiveRunner } from './live.ts'
import { PostgresLedger } from './postgres-ledger.ts'
import { redrawWakes } from './projects/redraw.ts'
import { makeSample, type Sample } from './sample/sample-world.ts'
import { rehearsalOnly } from './asks.ts'
import { NO_REPERTOIRE } from './repertoire.ts'
import { StandingOrders } from './standing-orders.ts'
import { TurnEngine } from './turn-engine.ts'

const ids = systemIds(new SystemClock())
const opened: AsyncDisposable[] = []

afterEach(async () => {
  for (const resource of opened.splice(0).toReversed()) await resource[Symbol.asyncDispose]()
})

/** The system's clock, counting the waits under way: a chain of sleepers would show as many. */
class WaitsCounted extends SystemClock {
  waiting = 0
  mostWaiting = 0

  override async until(atMs: number, signal?: AbortSignal): Promise<void> {
    this.mostWaiting = Math.max(this.mostWaiting, ++this.waiting)
    try {
      await super.until(atMs, signal)
    } finally {
      this.waiting--
    }
  }
}

class QueriesCounted implements KyselyPlugin {
  count = 0

  transformQuery({ node }: Parameters<KyselyPlugin['transformQuery']>[0]) {
    this.count++
    return node
  }

  async transformResult({ result }: Parameters<KyselyPlugin['transformResult']>[0]) {
    return result
  }
}

interface Scene {
  readonly db: Database
  readonly clock: WaitsCounted
  readonly queries: QueriesCounted
  readonly orders: StandingOrders
  readonly runner: LiveRunner
  readonly sample: Sample
}

/** The sample's agents, and a worker that has not begun. */
async function scene(): Promise<Scene> {
  const database = await testDatabase()
  const connection = connect(database.url, { connections: 6 })
  opened.push(database, connection)
  const { db } = connection
  const clock = new WaitsCounted()
  const queries = new QueriesCounted()
  const counted = db.withPlugin(queries) as Database
  const feed = new PostgresFeedStore(db)
  const [pack] = await loadPacks([new URL('../../../../archetypes/fanbase', import.meta.url).pathname])
  const sample = await makeSample({ db, ids, feed, pack: must(pack, 'the pack'), seed: 'still', privateNetwork: false, joining: 'off' }, clock.now() - 60_000)
  await db.updateTable('agents').set({ brain: JSON.stringify({ kind: 'habit' }) }).execute()
  const orders = new StandingOrders(counted)
  const ledger = new PostgresLedger(counted, ids)
  const engine = new TurnEngine({
    platforms: new Map([['feed', new FeedPlatform(feed, ids, () => ({ recommender: 'recent' }))]]),
    brains: new Map<Brain['kind'], Brain>([['habit', habitBrain]]), policies: STANDARD_POLICIES, asks: rehearsalOnly, ledger, surroundings: orders, seed: 'still',
  })
  const runner = new LiveRunner({
    db: counted, engine, ledger, asks: rehearsalOnly, orders, clock, ids, random: seeded('still'), log: silentLog, workerId: ids.next(), onCommitted: () => {}, cast: new Cast(db, () => NO_REPERTOIRE),
  })
  opened.push(runner)
  return { db, clock, queries, orders, runner, sample }
}

async function until(what: () => Promise<boolean>): Promise<void> {
  const clock = new SystemClock()
  for (let tries = 0; tries < 2_400; tries++) {
    if (await what()) return
    await clock.until(clock.now() + 25)
  }
  throw new Error('it did not come to pass within 60 s')
}

async function turnKillSwitch(db: Database, projectId: Id, on: boolean): Promise<void> {
  const row = { on, reason: 'a test', by_name: 'a test', at: Date.now() }
  await db.insertInto('kill_switches').values({ scope: projectId, ...row }).onConflict((clash) => clash.column('scope').doUpdateSet(row)).execute()
}

test('lanes sleep while all that is due stands still, pokes make no chain, and a release wakes the agents', async () => {
  const { db, clock, queries, orders, runner, sample } = await scene()
  const { projectId } = sample
  await db.updateTable('projects').set({ wake: JSON.stringify({ kind: 'cycle', minutes: 1 }) }).where('id', '=', projectId).execute()
  await db.updateTable('agents').set({ state: 'idle', wake_at: 1 }).execute()
  await turnKillSwitch(db, projectId, true)
  await runner.start()
  await clock.until(clock.now() + 300)

  // Two lanes that look once a second (a claim, what was left behind, when the next is due), orders 2.5 times, a heartbeat at most.
  queries.count = 0
  await clock.until(clock.now() + 1_500)
  expect(queries.count).toBeLessThanOrEqual(24)

  // A commit somewhere else pokes; so do thousands of them. Each lane has one sleep at a time, whatever comes.
  clock.mostWaiting = 0
  queries.count = 0
  for (let burst = 0; burst < 100; burst++) {
    for (let n = 0; n < 1_000; n++) runner.poke()
    await new Promise((resolve) => setImmediate(resolve))
  }
  // The lanes, the three periodic tasks, and the test itself.
  expect(clock.mostWaiting).toBeLessThanOrEqual(6)
  queries.count = 0
  await clock.until(clock.now() + 1_500)
  expect(queries.count).toBeLessThanOrEqual(24)
  expect(runner.counts.turns).toBe(0)

  await turnKillSwitch(db, projectId, false)
  await redrawWakes({ db, clock, random: seeded('release') }, projectId, 'overdue')
  const { rows } = { rows: await db.selectFrom('agents').select('wake_at').execute() }
  expect(rows.every(({ wake_at: at }) => at !== null && at > clock.now() - 1_000)).toBe(true)
  // The next minute of the cycle, come early.
  await db.updateTable('agents').set({ wake_at: clock.now() }).execute()
  await orders.read()
  runner.poke()
  await until(async () => runner.counts.turns >= rows.length)
  await runner.stop()
  expect(clock.waiting).toBe(0)
})

test('an agent whose profile went in the middle of a turn fails, and so does the turn', async () => {
  const { db, runner, sample } = await scene()
  const [agent] = sample.agents
  const turnId = ids.next()
  const { id: agentId, profile } = must(agent, 'an agent')
  await db.updateTable('agents').set({ wake_at: null }).execute()
  await db.insertInto('turns').values({
    id: turnId, agent_id: agentId, project_id: sample.projectId, trigger: JSON.stringify({ kind: 'wake' }), started_at: 1, ended_at: null, outcome: 'running', reason: null,
    steps: 1, acts: 0, cost_micros: 0, summary: '', snapshot: '{}',
  }).execute()
  // As a worker that died left it.
  await db.updateTable('agents').set({ state: 'busy', lease: 7, lease_until: 1, lease_worker: ids.next(), turn_id: turnId, turn_trigger: JSON.stringify({ kind: 'wake' }) }).where('id', '=', agentId).execute()
  await db.deleteFrom('profiles').where('id', '=', profile.id).execute()
  await runner.start()
  await until(async () => (await db.selectFrom('agents').select('state').where('id', '=', agentId).executeTakeFirstOrThrow()).state === 'failed')
  await runner.stop()
  expect(await db.selectFrom('turns').select(['outcome', 'reason', 'snapshot']).where('id', '=', turnId).executeTakeFirstOrThrow())
    .toEqual({ outcome: 'failed', reason: 'it has no profile in any world', snapshot: null })
  expect((await db.selectFrom('turns').select('ended_at').where('id', '=', turnId).executeTakeFirstOrThrow()).ended_at).toBeGreaterThan(1)
  expect(await db.selectFrom('agents').select(['turn_id', 'turn_trigger', 'lease_until']).where('id', '=', agentId).executeTakeFirstOrThrow())
    .toEqual({ turn_id: null, turn_trigger: null, lease_until: null })
})
