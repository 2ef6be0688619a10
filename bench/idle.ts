/** Idle live agents (DESIGN "Speed to reach"): 100,000 that are due tomorrow, in one worker's process; what does waiting cost? */
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { SystemClock } from '../packages/server/src/base/clock.ts'
import { systemIds } from '../packages/server/src/base/ids.ts'
import { connect } from '../packages/server/src/store/database.ts'
import { populate } from './feed/population.ts'
import { WorkerProcess } from './feed/worker-process.ts'
import { numberOption } from './options.ts'
import { atMost, megabytes, type Row } from './row.ts'
import { scratchDatabase } from './scratch-database.ts'

const DAY_MS = 86_400_000
const MEGABYTE = 1024 * 1024

export async function run(args: readonly string[]): Promise<Row[]> {
  const agents = numberOption(args, 'agents', 100_000)
  const seconds = numberOption(args, 'seconds', 20)
  const clock = new SystemClock()
  await using stack = new AsyncDisposableStack()
  const database = stack.use(await scratchDatabase('bench-idle'))
  const { db } = stack.use(connect(database.url, { connections: 2 }))
  await populate({ db, ids: systemIds(clock), agents, recommender: 'recent', nowMs: clock.now(), wakeAtMs: clock.now() + DAY_MS })
  await sql`ANALYZE`.execute(db)
  const worker = stack.use(await WorkerProcess.start(database.url))
  worker.begin()
  await delay(seconds * 1000)
  const { cpuMs, rssBytes } = await worker.end()
  return [
    atMost(`${agents / 1000},000 idle live agents, share of a core`, cpuMs / seconds / 10, 5, (percent) => `${percent.toFixed(2)} %`),
    atMost('  memory of the process', rssBytes, 300 * MEGABYTE, megabytes),
  ]
}
