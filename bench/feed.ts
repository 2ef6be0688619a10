/**
 * The live feed on PostgreSQL (DESIGN "Speed to reach"): agents that are all due at once, drained by one, two and three
 * worker processes in interleaved rounds, beside the same mix done bare.
 * `npm run bench -- feed [--agents 18000] [--rounds 5] [--recommender recent]`
 */
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { recommenderSchema } from '@troupe/contract'
import { SystemClock } from '../packages/server/src/base/clock.ts'
import { systemIds } from '../packages/server/src/base/ids.ts'
import { seeded } from '../packages/server/src/base/random.ts'
import { disagreements } from '../packages/server/src/runtime/testing/agreement.ts'
import { connect, type Database } from '../packages/server/src/store/database.ts'
import { BareReference } from './feed/bare-reference.ts'
import { ACTS_PER_TURN } from '../packages/server/src/runtime/simulation/mirror/mirrored-brain.ts'
import { populate } from './feed/population.ts'
import { WorkerProcess } from './feed/worker-process.ts'
import { median } from './median.ts'
import { numberOption, wordOption } from './options.ts'
import { atLeast, plain, ratio, thousands, type Row } from './row.ts'
import { scratchDatabase } from './scratch-database.ts'

const WORKERS_MOST = 3
const LOOK_EVERY_MS = 5

export async function run(args: readonly string[]): Promise<Row[]> {
  // 36 batches of 500: three, six and nine lanes all have the last of them to do at once, and none stands idle at the end of a round.
  const agents = numberOption(args, 'agents', 18_000)
  const rounds = numberOption(args, 'rounds', 5)
  const recommender = recommenderSchema.parse(wordOption(args, 'recommender', 'recent'))
  const clock = new SystemClock()
  await using stack = new AsyncDisposableStack()
  const database = stack.use(await scratchDatabase('bench-feed'))
  const { db } = stack.use(connect(database.url, { connections: 2 }))
  await populate({ db, ids: systemIds(clock), agents, recommender, nowMs: clock.now(), wakeAtMs: null })
  const bare = stack.use(await BareReference.make(database.url, agents, seeded('bare')))
  const workers: WorkerProcess[] = []
  for (let n = 0; n < WORKERS_MOST; n++) workers.push(stack.use(await WorkerProcess.start(database.url, profiling(args, n))))

  for (const worker of workers) await drain(db, [worker], agents)
  // What autovacuum does within its first half minute; the rounds begin sooner.
  await sql`ANALYZE`.execute(db)
  await bare.round()
  const speeds: Drained[][] = workers.map(() => [])
  const bareSpeeds: number[] = []
  for (let round = 0; round < rounds; round++) {
    bareSpeeds.push(await bare.round())
    for (const [n, of] of speeds.entries()) of.push(await drain(db, workers.slice(0, n + 1), agents))
  }
  const [one = 0, two = 0, three = 0] = speeds.map((of) => median(of.map(({ speed }) => speed)))
  const wrong = await disagreements(db)
  return [
    atLeast('live feed on PostgreSQL, one worker, actions/s', one, 10_000, thousands),
    plain('  the same mix done bare, actions/s', thousands(median(bareSpeeds))),
    plain('  share of the bare one', ratio(one / median(bareSpeeds))),
    plain('  CPU of the worker, µs an action', (median((speeds[0] ?? []).map(({ cpuMs }) => cpuMs)) / agents / ACTS_PER_TURN * 1000).toFixed(0)),
    atLeast('  two workers against one', two / one, 0.95, ratio),
    atLeast('  three workers against two', three / two, 0.95, ratio),
    { what: '  journal, rows and counters disagree', figure: String(wrong.length), reach: '0', ok: wrong.length === 0 },
  ]
}

interface Drained {
  /** Actions a second. */
  readonly speed: number
  readonly cpuMs: number
}

/** All agents are due; how fast do these workers get them through? */
async function drain(db: Database, workers: readonly WorkerProcess[], agents: number): Promise<Drained> {
  await db.updateTable('agents').set({ state: 'idle', wake_at: 1 }).execute()
  const started = performance.now()
  for (const worker of workers) worker.begin()
  while (workers.reduce((sum, worker) => sum + worker.turns, 0) < agents) await delay(LOOK_EVERY_MS)
  const seconds = (performance.now() - started) / 1000
  const ended = await Promise.all(workers.map((worker) => worker.end()))
  return { speed: agents * ACTS_PER_TURN / seconds, cpuMs: ended.reduce((sum, { cpuMs }) => sum + cpuMs, 0) }
}

/** `--profile` writes a CPU profile of the first worker to bench/out/. */
function profiling(args: readonly string[], worker: number): string[] {
  return args.includes('--profile') && worker === 0 ? ['--cpu-prof', `--cpu-prof-dir=${new URL('out/', import.meta.url).pathname}`] : []
}
