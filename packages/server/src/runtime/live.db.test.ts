/** The live runner on a real database: the sample's past, agents at work, workers that share, die and come back. */
import { afterEach, describe, expect, test } from 'vitest'
import { habitBrain } from '../agent/habit-brain.ts'
import { modelBrain } from '../agent/model-brain.ts'
import type { Brain } from '../agent/brain.ts'
import { SystemClock } from '../base/clock.ts'
import { systemIds, type Id } from '../base/ids.ts'
import { silentLog } from '../base/log.ts'
import { seeded } from '../base/random.ts'
import { FeedPlatform } from '../feed/feed-platform.ts'
import { PostgresFeedStore } from '../feed/postgres/postgres-feed-store.ts'
import type { ModelReply, ModelRequest } from '../llm/model-port.ts'
import { loadPacks } from '../persona/pack/load-packs.ts'
import { STANDARD_POLICIES } from '../policy/gate.ts'
import { connect, type Connection } from '../store/database.ts'
import { testDatabase } from '../store/testing/test-database.ts'
import type { AskPort } from './ask-port.ts'
import { Cast } from './cast.ts'
import { LiveRunner } from './live.ts'
import { PostgresLedger } from './postgres-ledger.ts'
import { fillPast } from './sample/fill-past.ts'
import { makeSample, type Sample } from './sample/sample-world.ts'
import { StandingOrders } from './standing-orders.ts'
import { disagreements } from './testing/agreement.ts'
import { TurnEngine } from './turn-engine.ts'

const HOUR_MS = 3_600_000
const clock = new SystemClock()
const ids = systemIds(clock)
const brains = new Map<Brain['kind'], Brain>([['habit', habitBrain], ['model', modelBrain]])
const opened: AsyncDisposable[] = []

afterEach(async () => {
  for (const resource of opened.splice(0).toReversed()) await resource[Symbol.asyncDispose]()
})

/** Says something that names the request's key; asked to act, likes the first post in view, then rests. */
function plainModel(request: ModelRequest): ModelReply {
  const { intent, key } = request.rehearsal
  const attempts = [{ provider: 'rehearsal', model: 'plain', ms: 0, usage: { inputTokens: 1, outputTokens: 1 }, costMicros: 0, outcome: 'answered' as const, note: null }]
  const reply = { kind: 'answered' as const, generator: 'rehearsal', value: null, attempts }
  if (intent.kind !== 'act') return { ...reply, text: `Words of ${key}`, toolCalls: [] }
  const last = request.messages.at(-1)
  if (last?.role !== 'tool') return { ...reply, text: '', toolCalls: [{ id: '1', name: 'refresh_feed', input: {} }] }
  const post = intent.items[0]
  if (request.messages.length > 3 || post === undefined) return { ...reply, text: 'Enough.', toolCalls: [] }
  return { ...reply, text: '', toolCalls: [{ id: '2', name: 'comment', input: { postId: post.id, text: `Words of ${key}` } }] }
}

const instant: AskPort = {
  prepare: async () => {},
  instantly: plainModel,
  model: () => Promise.reject(new Error('not scripted')),
  http: () => Promise.reject(new Error('not scripted')),
}

async function world(hours: number): Promise<{ connection: Connection; sample: Sample; filled: { turns: number; posts: number; comments: number } }> {
  const database = await testDatabase()
  const connection = connect(database.url, { connections: 8 })
  opened.push(database, connection)
  const [pack] = await loadPacks([new URL('../../../../archetypes/fanbase', import.meta.url).pathname])
  if (pack === undefined) throw new Error('no pack')
  const toMs = clock.now()
  const fromMs = toMs - hours * HOUR_MS
  const sample = await makeSample({ db: connection.db, ids, feed: new PostgresFeedStore(connection.db), pack, seed: 'test', privateNetwork: false }, fromMs)
  const filled = await fillPast({
    db: connection.db, sample, brains, asks: instant, speechOf: () => null, seed: 'test', fromMs, toMs, onProgress: () => {}, signal: AbortSignal.timeout(60_000),
  })
  return { connection, sample, filled }
}

function worker(connection: Connection, asks: AskPort, onKilled?: (scope: string, reason: string) => void): LiveRunner {
  const { db } = connection
  const leases = new Map<Id, number>()
  const orders = new StandingOrders(db, (scope, reason) => onKilled?.(scope, reason))
  const ledger = new PostgresLedger(db, ids, (turn) => leases.get(turn.agent.id) ?? -1)
  const engine = new TurnEngine({
    platforms: new Map([['feed', new FeedPlatform(new PostgresFeedStore(db), ids, (worldId) => ({ recommender: orders.recommenderOf(worldId) }))]]),
    brains, policies: STANDARD_POLICIES, asks, ledger, surroundings: orders, seed: 'test',
  })
  const runner = new LiveRunner({
    db, engine, ledger, asks, orders, clock, ids, leases, random: seeded('live'), log: silentLog, workerId: ids.next(), onCommitted: () => {},
    cast: new Cast(db, () => null),
  })
  opened.push(runner)
  return runner
}

async function wakeAll(connection: Connection): Promise<void> {
  await connection.db.updateTable('agents').set({ state: 'idle', wake_at: 1 }).execute()
}

async function until(what: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1200; tries++) {
    if (await what()) return
    await clock.until(clock.now() + 25)
  }
  throw new Error('it did not come to pass within 30 s')
}

const turnsEnded = async (connection: Connection): Promise<number> =>
  Number((await connection.db.selectFrom('turns').select(({ fn }) => fn.countAll<number>().as('n')).where('ended_at', 'is not', null).executeTakeFirstOrThrow()).n)

describe('the live runner', () => {
  test('the sample\'s past agrees with itself', async () => {
    const { connection, filled } = await world(6)
    expect(filled.posts).toBeGreaterThan(10)
    expect(filled.comments).toBeGreaterThan(5)
    expect(await disagreements(connection.db)).toEqual([])
    const idle = await connection.db.selectFrom('agents').select('id').where('state', '=', 'idle').where('wake_at', 'is not', null).execute()
    expect(idle).toHaveLength(24)
  })

  test('runs agents that are due and gives them their next time', async () => {
    const { connection, filled } = await world(2)
    const runner = worker(connection, instant)
    await wakeAll(connection)
    await runner.start()
    await until(async () => await turnsEnded(connection) >= filled.turns + 24)
    await runner.stop()
    expect(await disagreements(connection.db)).toEqual([])
    const agents = await connection.db.selectFrom('agents').select(['state', 'wake_at', 'lease_until']).execute()
    expect(agents.every((agent) => agent.state === 'idle' && agent.lease_until === null && (agent.wake_at ?? 0) > clock.now() - 60_000)).toBe(true)
  })

  test('two workers share the agents; none acts twice at once', async () => {
    const { connection, filled } = await world(2)
    const workers = [worker(connection, instant), worker(connection, instant)]
    await Promise.all(workers.map((one) => one.start()))
    await until(async () => {
      await connection.db.updateTable('agents').set({ wake_at: 1 }).where('state', '=', 'idle').execute()
      for (const one of workers) one.poke()
      return await turnsEnded(connection) > filled.turns + 120
    })
    await Promise.all(workers.map((one) => one.stop()))
    expect(workers.every((one) => one.counts.turns > 0)).toBe(true)
    expect(await disagreements(connection.db)).toEqual([])
  })

  test('a worker that goes while its turns wait for a model: another takes them up at that step', async () => {
    const { connection } = await world(1)
    const never: AskPort = { ...instant, instantly: () => null, model: () => new Promise(() => {}) }
    const first = worker(connection, never)
    await connection.db.updateTable('agents').set({ wake_at: null }).execute()
    await connection.db.updateTable('agents').set({ state: 'idle', wake_at: 1 }).where('brain', '@>', '{"kind":"model"}' as never).execute()
    await first.start()
    await until(async () => (await connection.db.selectFrom('turns').select('id').where('ended_at', 'is', null).execute()).length === 8)
    const left = await connection.db.selectFrom('turns').select('id').where('ended_at', 'is', null).execute()
    await first.stop()
    const heir = worker(connection, { ...never, model: async (request) => plainModel(request) })
    await heir.start()
    await until(async () => (await connection.db.selectFrom('turns').select('id').where('ended_at', 'is', null).execute()).length === 0)
    const ended = await connection.db.selectFrom('turns').select(['id', 'outcome', 'acts']).where('id', 'in', left.map((turn) => turn.id)).execute()
    expect(ended.map((turn) => turn.outcome)).toEqual(Array(8).fill('rested'))
    expect(ended.every((turn) => turn.acts >= 1)).toBe(true)
    await heir.stop()
    expect(await disagreements(connection.db)).toEqual([])
  })

  test('the kill switch aborts model calls under way within a second and keeps all still', async () => {
    const { connection, sample } = await world(1)
    const asked: AbortSignal[] = []
    const slow: AskPort = {
      ...instant,
      instantly: () => null,
      model: (_request, _scope, signal) => new Promise((resolve) => {
        asked.push(signal)
        signal.addEventListener('abort', () => resolve({ kind: 'failed', reason: 'aborted', message: 'switched off', attempts: [] }), { once: true })
      }),
    }
    const runner: LiveRunner = worker(connection, slow, (scope, reason) => runner.abort(scope, reason))
    await wakeAll(connection)
    await runner.start()
    await until(async () => asked.length >= 8)
    const thrownMs = clock.now()
    await connection.db.insertInto('kill_switches').values({ scope: sample.projectId, on: true, reason: 'runaway', by_name: 'test', at: thrownMs }).execute()
    await until(async () => asked.every((signal) => signal.aborted))
    expect(clock.now() - thrownMs).toBeLessThan(1_000)
    await until(async () => (await connection.db.selectFrom('turns').select('id').where('ended_at', 'is', null).execute()).length === 0)
    const before = asked.length
    await connection.db.updateTable('agents').set({ wake_at: 1 }).where('state', '=', 'idle').execute()
    await clock.until(clock.now() + 500)
    expect(asked.length).toBe(before)
    expect(await disagreements(connection.db)).toEqual([])
  })
})
