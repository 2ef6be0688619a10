/**
 * What is due, sent (issue 5: 100,000 due actions by two workers, none twice): a managed PostgreSQL with real fsync, the console for
 * a vendor, two workers in processes of their own as `npm run worker` would be, with every policy of the gate asked for each.
 * `npm run bench -- executor [--actions 100000] [--leads 100000] [--creators 1000]`
 */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { sql } from 'kysely'
import { connect } from '../../packages/server/src/store/database.ts'
import { numberOption } from '../options.ts'
import { atMost, plain, thousands, type Row } from '../row.ts'
import { scratchDatabase } from '../scratch-database.ts'
import { fillQueue } from './fill-queue.ts'

const WORKERS = 2

export async function run(args: readonly string[]): Promise<Row[]> {
  const actions = numberOption(args, 'actions', 100_000)
  const leads = numberOption(args, 'leads', actions)
  const creators = numberOption(args, 'creators', 1_000)
  await using database = await scratchDatabase('executor')
  await using connection = connect(database.url, { connections: 4 })
  const { db } = connection
  await fillQueue(db, { actions, leads, creators })
  const workers = Array.from({ length: WORKERS }, () => fork(new URL('executor-worker.ts', import.meta.url), [database.url], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }))
  await Promise.all(workers.map((worker) => once(worker, 'message')))
  const startedMs = performance.now()
  const shares = await Promise.all(workers.map(share))
  const seconds = (performance.now() - startedMs) / 1_000
  const { rows: [count] } = await sql<{ sent: number; twice: number; left: number; messages: number }>`SELECT
    (SELECT count(*)::int FROM send_ledger WHERE state = 'sent') AS sent, (SELECT count(*)::int FROM (SELECT action_id FROM send_ledger GROUP BY action_id HAVING count(*) > 1) t) AS twice,
    (SELECT count(*)::int FROM actions WHERE state <> 'executed') AS left, (SELECT count(*)::int FROM messages) AS messages`.execute(db)
  return [
    plain(`${thousands(actions)} due actions of ${thousands(leads)} leads sent by ${WORKERS} workers`, `${seconds.toFixed(1)} s, ${thousands(actions / seconds)} a second (${shares.map(thousands).join(' and ')})`),
    atMost('sent twice', count?.twice ?? -1, 0, thousands),
    atMost('not sent', (count?.left ?? -1) + Math.abs(actions - (count?.sent ?? 0)) + Math.abs(actions - (count?.messages ?? 0)), 0, thousands),
  ]
}

async function share(worker: ChildProcess): Promise<number> {
  worker.send('go')
  const [done] = await once(worker, 'message') as [number]
  worker.disconnect()
  return done
}
