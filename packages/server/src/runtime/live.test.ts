/** A runner over a database that has nothing, on a clock that does not wait: hours of sleeping in a second. */
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import { setImmediate as breath } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Clock } from '../base/clock.ts'
import { systemIds } from '../base/ids.ts'
import { silentLog } from '../base/log.ts'
import { seeded } from '../base/random.ts'
import type { Database } from '../store/database.ts'
import { LiveRunner, type LiveParts } from './live.ts'
import { MemoryLedger } from './memory-ledger.ts'
import { StandingOrders } from './standing-orders.ts'

/** Sleeps without a poke in between; a stack holds some ten thousand calls. */
const SLEEPS = 30_000

class Hurried implements Clock {
  #nowMs = 1_000_000
  sleeps = 0

  now(): number {
    return this.#nowMs
  }

  async until(atMs: number, signal?: AbortSignal): Promise<void> {
    this.sleeps++
    await breath()
    signal?.throwIfAborted()
    this.#nowMs = Math.max(this.#nowMs, atMs)
  }
}

test('a poke after tens of thousands of sleeps wakes the sleepers of now, and no trail of earlier ones', async () => {
  const db = new Kysely({
    dialect: { createAdapter: () => new PostgresAdapter(), createDriver: () => new DummyDriver(), createIntrospector: (of) => new PostgresIntrospector(of), createQueryCompiler: () => new PostgresQueryCompiler() },
  }) as unknown as Database
  const clock = new Hurried()
  const ids = systemIds(clock)
  const unused = {} as never
  const parts: LiveParts = {
    db, clock, ids, engine: unused, ledger: new MemoryLedger(ids), asks: unused, cast: unused, orders: new StandingOrders(db), random: seeded('asleep'), log: silentLog, workerId: ids.next(), onCommitted: () => {},
  }
  const runner = new LiveRunner(parts)
  await runner.start()
  while (clock.sleeps < SLEEPS) await breath()
  expect(() => runner.poke()).not.toThrow()
  const before = clock.sleeps
  while (clock.sleeps < before + 100) await breath()
  await runner.stop()
})
