/** A server and a worker on one PostgreSQL that neither of them manages: how they share the agents, and whether any acts twice at once. */
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { seeded } from '../../packages/server/src/base/random.ts'
import { disagreements } from '../../packages/server/src/runtime/testing/agreement.ts'
import { slowModel } from './slow-model.ts'
import { Stage } from './stage.ts'
import { TroupeProcess } from './troupe-process.ts'

const WAKE_EVERY_MS = 100
const LOOK_EVERY_MS = 10
const SETTLE_WITHIN_MS = 30_000
const MOST_MS = 60_000
const CLAIMS_ENOUGH = 5

export interface Shares {
  /** Claims seen, by worker: those of turns that wait for the slow model; what ends in its batch leaves no lease to be seen. */
  readonly claims: ReadonlyMap<string, number>
  readonly turns: number
  /** Turns of one agent that overlap in time. */
  readonly atOnce: number
  readonly disagreements: readonly string[]
}

export async function shareWork(options: { databaseUrl: string; dataDir: string; seconds: number }): Promise<Shares> {
  await using model = await slowModel(seeded('shared'))
  await using stage = new Stage(async () => options.databaseUrl)
  const processes: TroupeProcess[] = []
  const start = async (part: 'server' | 'worker', ...words: string[]): Promise<void> => {
    const started = new TroupeProcess(part, options, words)
    processes.push(started)
    await started.up()
  }
  try {
    await start('server')
    while (!await stage.isFilled()) await delay(50)
    await stage.prepare(model.url)
    // A minute would pass until the server read its models anew.
    await processes.shift()?.stop()
    // What is looked at is the feed; other samples would take a core from it.
    await start('server', '--empty')
    await start('worker')
    const claims = await watch(stage, options.seconds)
    for (const until = performance.now() + SETTLE_WITHIN_MS; performance.now() < until;) {
      await stage.rest()
      await delay(100)
      if (await stage.running() === 0) break
    }
    const { turns } = await stage.counts()
    return { claims, turns, atOnce: await overlapping(stage), disagreements: await stage.ask(disagreements) }
  } finally {
    await Promise.all(processes.map((one) => one.stop()))
  }
}

/** For so many seconds, and on a busy machine until both have been seen at work. */
async function watch(stage: Stage, seconds: number): Promise<Map<string, number>> {
  const seen = new Map<string, Set<string>>()
  let wokenMs = 0
  const begunMs = performance.now()
  const isOver = (): boolean => {
    const ms = performance.now() - begunMs
    return ms > MOST_MS || (ms > seconds * 1000 && seen.size > 1 && [...seen.values()].every(({ size }) => size >= CLAIMS_ENOUGH))
  }
  for (; !isOver(); await delay(LOOK_EVERY_MS)) {
    if (performance.now() - wokenMs > WAKE_EVERY_MS) {
      wokenMs = performance.now()
      await stage.wakeAll()
    }
    const held = await stage.ask((db) => db.selectFrom('agents').select(['id', 'lease', 'lease_worker']).where('lease_worker', 'is not', null).execute())
    for (const { id, lease, lease_worker: worker } of held) {
      if (worker === null) continue
      const own = seen.get(worker) ?? new Set()
      seen.set(worker, own.add(`${id} ${lease}`))
    }
  }
  return new Map([...seen].map(([worker, claims]) => [worker, claims.size]))
}

function overlapping(stage: Stage): Promise<number> {
  return stage.ask(async (db) => {
    const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM (
      SELECT started_at, lag(ended_at) OVER (PARTITION BY agent_id ORDER BY id) AS before FROM turns) t WHERE started_at < before`.execute(db)
    return rows[0]?.n ?? 0
  })
}
