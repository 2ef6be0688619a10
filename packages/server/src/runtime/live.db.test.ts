/** The live runner on a real database: the sample's past, agents at work, workers that share, die and come back. */
import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { habitBrain } from '../agent/habit-brain.ts'
import { modelBrain } from '../agent/model-brain.ts'
import type { Brain } from '../agent/brain.ts'
import type { Turn } from '../agent/turn.ts'
import { SystemClock, type Clock } from '../base/clock.ts'
import { systemIds } from '../base/ids.ts'
import { silentLog } from '../base/log.ts'
import { seeded } from '../base/random.ts'
import { PostgresImageShelf } from '../feed/gallery/postgres-image-shelf.ts'
import { FeedPlatform } from '../feed/feed-platform.ts'
import { PostgresFeedStore } from '../feed/postgres/postgres-feed-store.ts'
import type { ModelReply, ModelRequest } from '../llm/model-port.ts'
import { loadPacks } from '../persona/pack/load-packs.ts'
import { STANDARD_POLICIES } from '../policy/gate.ts'
import { connect, type Connection } from '../store/database.ts'
import { testDatabase } from '../store/testing/test-database.ts'
import type { AskPort } from './ask-port.ts'
import { Cast } from './cast.ts'
import type { Ledger } from './ledger.ts'
import { LiveRunner } from './live.ts'
import { PostgresLedger } from './postgres-ledger.ts'
import { fillPast } from './sample/fill-past.ts'
import { makeSample, type Sample } from './sample/sample-world.ts'
import { NO_REPERTOIRE } from './repertoire.ts'
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
  image: () => Promise.reject(new Error('not scripted')),
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
  const sample = await makeSample({ db: connection.db, ids, feed: new PostgresFeedStore(connection.db), pack, seed: 'test', privateNetwork: false, joining: 'off' }, fromMs)
  const filled = await fillPast({
    db: connection.db, sample, brains, asks: instant, shelf: new PostgresImageShelf(connection.db), repertoireOf: () => NO_REPERTOIRE, seed: 'test', fromMs, toMs, onProgress: () => {}, signal: AbortSignal.timeout(60_000),
  })
  return { connection, sample, filled }
}

interface Given {
  readonly onKilled?: (scope: string, reason: string) => void
  readonly clock?: Clock
  readonly cast?: Pick<Cast, 'views'>
  readonly onCommit?: (turns: readonly Turn[]) => void
  readonly through?: (ledger: Ledger) => Ledger
}

function worker(connection: Connection, asks: AskPort, given: Given = {}): LiveRunner {
  const { db } = connection
  const orders = new StandingOrders(db, (scope, reason) => given.onKilled?.(scope, reason))
  const ledger = (given.through ?? ((one) => one))(new PostgresLedger(db, ids))
  const commit = ledger.commit.bind(ledger)
  ledger.commit = (turns, after, unit) => {
    given.onCommit?.(turns)
    return commit(turns, after, unit)
  }
  const engine = new TurnEngine({
    platforms: new Map([['feed', new FeedPlatform(new PostgresFeedStore(db), ids, (worldId) => ({ recommender: orders.recommenderOf(worldId) }))]]),
    brains, policies: STANDARD_POLICIES, asks, ledger, surroundings: orders, seed: 'test',
  })
  const runner = new LiveRunner({
    db, engine, ledger, asks, orders, ids, clock: given.clock ?? clock, random: seeded('live'), log: silentLog, workerId: ids.next(), onCommitted: () => {},
    cast: (given.cast ?? new Cast(db, () => NO_REPERTOIRE)) as Cast,
  })
  opened.push(runner)
  return runner
}

async function wakeAll(connection: Connection): Promise<void> {
  await connection.db.updateTable('agents').set({ state: 'idle', wake_at: 1 }).execute()
}

async function until(what: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 2_400; tries++) {
    if (await what()) return
    await clock.until(clock.now() + 25)
  }
  throw new Error('it did not come to pass within 60 s')
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

  test('a commit whose answer got lost, its agents awake again meanwhile: no turn goes on in another one\'s place', async () => {
    const { connection } = await world(1)
    let lost = 0
    const losing = (ledger: Ledger): Ledger => ({
      within: async (work) => {
        const result = await ledger.within(work)
        if (lost++ > 0) return result
        await connection.db.updateTable('agents').set({ brain: JSON.stringify({ kind: 'model', actionsMax: 10 }) }).execute()
        await wakeAll(connection)
        await until(async () => (await connection.db.selectFrom('agents').select('id').where('turn_id', 'is not', null).execute()).length > 0)
        throw new Error('the connection broke after the commit')
      },
      stillHeld: (turns, unit) => ledger.stillHeld(turns, unit),
      recall: (queries, unit) => ledger.recall(queries, unit),
      commit: (turns, after, unit) => ledger.commit(turns, after, unit),
    })
    const answerLater = { ...instant, instantly: () => null, model: async (request: ModelRequest) => (await clock.until(clock.now() + 1_000), plainModel(request)) }
    const runner = worker(connection, answerLater, { through: losing })
    // Habit brains that ask for no words end their first turn at once.
    await connection.db.updateTable('agents').set({ brain: JSON.stringify({ kind: 'habit', weights: { like_post: 1 } }) }).execute()
    await wakeAll(connection)
    await runner.start()
    await until(async () => lost > 3)
    await until(async () => (await connection.db.selectFrom('turns').select('id').where('ended_at', 'is', null).execute()).length === 0)
    await runner.stop()
    expect(await disagreements(connection.db)).toEqual([])
  })

  test('the kill switch aborts model calls under way and keeps all still', async () => {
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
    const runner: LiveRunner = worker(connection, slow, { onKilled: (scope, reason) => runner.abort(scope, reason) })
    await wakeAll(connection)
    await runner.start()
    await until(async () => asked.length >= 8)
    const thrownMs = clock.now()
    await connection.db.insertInto('kill_switches').values({ scope: sample.projectId, on: true, reason: 'runaway', by_name: 'test', at: thrownMs }).execute()
    await until(async () => asked.every((signal) => signal.aborted))
    expect(clock.now() - thrownMs).toBeLessThan(5_000)
    await until(async () => (await connection.db.selectFrom('turns').select('id').where('ended_at', 'is', null).execute()).length === 0)
    const before = asked.length
    await connection.db.updateTable('agents').set({ wake_at: 1 }).where('state', '=', 'idle').execute()
    await clock.until(clock.now() + 500)
    expect(asked.length).toBe(before)
    expect(await disagreements(connection.db)).toEqual([])
  })

  test('what was claimed and then lost to an error is taken up again', async () => {
    const { connection, filled } = await world(1)
    const views = new Cast(connection.db, () => NO_REPERTOIRE)
    let failures = 0
    const cast: Pick<Cast, 'views'> = {
      views: (claimed) => {
        if (++failures <= 2) throw new Error('the database went away')
        return views.views(claimed)
      },
    }
    const runner = worker(connection, instant, { cast, clock: hurried(20) })
    await wakeAll(connection)
    await runner.start()
    await until(async () => await turnsEnded(connection) >= filled.turns + 24)
    await runner.stop()
    expect(failures).toBeGreaterThan(2)
    expect(await disagreements(connection.db)).toEqual([])
  })

  test('a worker that slept past its leases does not carry its old turns on', async () => {
    const { connection } = await world(1)
    const asked: { key: string; answer: (reply: ModelReply) => void; request: ModelRequest }[] = []
    const slow: AskPort = {
      ...instant,
      instantly: () => null,
      model: (request) => new Promise((answer) => { asked.push({ key: request.rehearsal.key, answer, request }) }),
    }
    const lag = { ms: 0 }
    const runner = worker(connection, slow, { clock: { now: () => clock.now() + lag.ms, until: (atMs, signal) => clock.until(atMs - lag.ms, signal) } })
    await connection.db.updateTable('agents').set({ wake_at: null }).execute()
    await connection.db.updateTable('agents').set({ state: 'idle', wake_at: 1 }).where('brain', '@>', '{"kind":"model"}' as never).execute()
    await runner.start()
    await until(async () => asked.length === 8)
    lag.ms = 60_000
    await until(async () => asked.length === 16)
    for (const { answer, request } of asked) answer(plainModel(request))
    // The first asks were those of turns that are nobody's any more: one second question a turn, not two.
    await until(async () => asked.length === 24)
    await clock.until(clock.now() + 300)
    expect(asked).toHaveLength(24)
    for (const { answer, request } of asked.slice(16)) answer(plainModel(request))
    await clock.until(clock.now() + 200)
    await runner.stop()
    expect(await disagreements(connection.db)).toEqual([])
  })

  test('two workers whose batches write in two worlds at once never wait for each other in a circle', async () => {
    const { connection, sample, filled } = await world(1)
    const { db } = connection
    const project = await db.selectFrom('projects').selectAll().where('id', '=', sample.projectId).executeTakeFirstOrThrow()
    const [projectId, worldId] = [ids.next(), ids.next()]
    await db.insertInto('projects').values({ ...project, id: projectId, wake: JSON.stringify(project.wake) }).execute()
    await db.insertInto('worlds').values({ id: worldId, project_id: projectId, name: 'second', kind: 'live', public: false, is_default: false, recommender: 'recent', created_at: 0 }).execute()
    const moved = (await db.selectFrom('agents').select(['id', 'profile_id']).orderBy('id').limit(12).execute())
    await db.updateTable('agents').set({ project_id: projectId }).where('id', 'in', moved.map((agent) => agent.id)).execute()
    await db.updateTable('profiles').set({ world_id: worldId }).where('id', 'in', moved.map((agent) => agent.profile_id)).execute()
    const worlds: number[] = []
    const workers = [1, 2].map(() => worker(connection, instant, { onCommit: (turns) => worlds.push(new Set(turns.map((turn) => turn.worldId)).size) }))
    await Promise.all(workers.map((one) => one.start()))
    await until(async () => {
      await db.updateTable('agents').set({ wake_at: 1 }).where('state', '=', 'idle').execute()
      for (const one of workers) one.poke()
      return await turnsEnded(connection) > filled.turns + 200
    })
    await Promise.all(workers.map((one) => one.stop()))
    expect(Math.max(...worlds)).toBe(2)
    const { rows } = await sql<{ deadlocks: number }>`SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()`.execute(db)
    expect(rows[0]?.deadlocks).toBe(0)
    const outcomes = await db.selectFrom('turns').select('outcome').distinct().execute()
    expect(outcomes).toEqual([{ outcome: 'rested' }])
  })

  test('an ask that cannot even be put ends its own turn, and no other', async () => {
    const { connection } = await world(1)
    let puts = 0
    const throwing: AskPort = {
      ...instant,
      instantly: () => null,
      model: (request) => {
        if (++puts === 3) throw new Error('the secret cannot be opened')
        return Promise.resolve(plainModel(request))
      },
    }
    const runner = worker(connection, throwing)
    await connection.db.updateTable('agents').set({ wake_at: null }).execute()
    await connection.db.updateTable('agents').set({ state: 'idle', wake_at: 1 }).where('brain', '@>', '{"kind":"model"}' as never).execute()
    const before = await turnsEnded(connection)
    await runner.start()
    await until(async () => await turnsEnded(connection) === before + 8)
    await runner.stop()
    const newest = await connection.db.selectFrom('turns').select('outcome').orderBy('id', 'desc').limit(8).execute()
    expect(newest.map((turn) => turn.outcome).toSorted()).toEqual(['failed', ...Array<string>(7).fill('rested')])
    expect(await disagreements(connection.db)).toEqual([])
  })
})

/** The wall clock, so many times as fast. */
function hurried(times: number): Clock {
  const fromMs = clock.now()
  return {
    now: () => fromMs + (clock.now() - fromMs) * times,
    until: (atMs, signal) => clock.until(fromMs + (atMs - fromMs) / times, signal),
  }
}
