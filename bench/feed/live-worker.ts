/**
 * A live worker as the benchmark drives it: the real runner, engine, ledger and feed store; only the brain is the
 * mirrored one. Runs as a process of its own: `begin` starts a runner, `end` stops it, and in between it tells its counts.
 */
import { SystemClock } from '../../packages/server/src/base/clock.ts'
import { must } from '../../packages/server/src/base/errors.ts'
import { systemIds } from '../../packages/server/src/base/ids.ts'
import { createLog } from '../../packages/server/src/base/log.ts'
import { seeded } from '../../packages/server/src/base/random.ts'
import { FeedPlatform } from '../../packages/server/src/feed/feed-platform.ts'
import { PostgresFeedStore } from '../../packages/server/src/feed/postgres/postgres-feed-store.ts'
import { STANDARD_POLICIES } from '../../packages/server/src/policy/gate.ts'
import { rehearsalOnly } from '../../packages/server/src/runtime/asks.ts'
import { Cast } from '../../packages/server/src/runtime/cast.ts'
import { LiveRunner } from '../../packages/server/src/runtime/live.ts'
import { PostgresLedger } from '../../packages/server/src/runtime/postgres-ledger.ts'
import { NO_REPERTOIRE } from '../../packages/server/src/runtime/repertoire.ts'
import { StandingOrders } from '../../packages/server/src/runtime/standing-orders.ts'
import { TurnEngine } from '../../packages/server/src/runtime/turn-engine.ts'
import { connect } from '../../packages/server/src/store/database.ts'
import { mirroredBrain } from '../../packages/server/src/runtime/simulation/mirror/mirrored-brain.ts'

export type ToWorker = 'begin' | 'end' | 'leave'
export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'counts'; readonly turns: number; readonly acts: number }
  | { readonly kind: 'ended'; readonly turns: number; readonly acts: number; readonly cpuMs: number; readonly rssBytes: number }

const TELL_EVERY_MS = 10

const clock = new SystemClock()
const ids = systemIds(clock)
const { db } = connect(must(process.argv[2], 'the address of a database'))
const feed = new PostgresFeedStore(db)
const cast = new Cast(db, () => NO_REPERTOIRE)

function newRunner(): LiveRunner {
  const orders = new StandingOrders(db)
  const ledger = new PostgresLedger(db, ids)
  const engine = new TurnEngine({
    platforms: new Map([['feed', new FeedPlatform(feed, ids, (worldId) => ({ recommender: orders.recommenderOf(worldId) }))]]),
    brains: new Map([['habit', mirroredBrain]]), policies: STANDARD_POLICIES, asks: rehearsalOnly, ledger, surroundings: orders, seed: 'bench',
  })
  return new LiveRunner({
    db, engine, ledger, asks: rehearsalOnly, orders, clock, ids, cast, random: seeded(ids.next()), log: createLog('warn'), workerId: ids.next(), onCommitted: () => {},
  })
}

let runner: LiveRunner | null = null
let telling: NodeJS.Timeout | null = null
let cpuBefore = process.cpuUsage()

const tell = (message: FromWorker): void => {
  process.send?.(message)
}

process.on('message', (message: ToWorker) => {
  void obey(message)
})

async function obey(message: ToWorker): Promise<void> {
  switch (message) {
    case 'begin':
      cpuBefore = process.cpuUsage()
      runner = newRunner()
      telling = setInterval(() => {
        if (runner !== null) tell({ kind: 'counts', ...runner.counts })
      }, TELL_EVERY_MS)
      return runner.start()
    case 'end': {
      if (telling !== null) clearInterval(telling)
      const ending = must(runner, 'a runner to end')
      runner = null
      await ending.stop()
      const { user, system } = process.cpuUsage(cpuBefore)
      return tell({ kind: 'ended', ...ending.counts, cpuMs: (user + system) / 1000, rssBytes: process.memoryUsage.rss() })
    }
    case 'leave':
      await db.destroy()
      process.disconnect?.()
  }
}

tell({ kind: 'ready' })
