import { setTimeout as delay } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import { silentLog } from '../base/log.ts'
import { connect } from './database.ts'
import { Notifier, tellOnce } from './notifier.ts'
import { testDatabase } from './testing/test-database.ts'
import { sql } from 'kysely'

it('tells other processes once for many pokes, and itself without a round trip', async () => {
  await using database = await testDatabase()
  await using here = new Notifier({ url: database.url, log: silentLog })
  await using there = new Notifier({ url: database.url, log: silentLog })
  await Promise.all([here.start(), there.start()])
  const heard = { here: 0, there: 0, kill: 0 }
  here.on('activity', () => heard.here++)
  there.on('activity', () => heard.there++)
  there.on('kill', () => heard.kill++)
  for (let i = 0; i < 100; i++) here.poke('activity')
  await vi.waitFor(() => expect(heard).toEqual({ here: 1, there: 1, kill: 0 }), { timeout: 60_000 })
  here.poke('kill')
  await vi.waitFor(() => expect(heard).toEqual({ here: 1, there: 1, kill: 1 }), { timeout: 60_000 })
  await delay(50)
  expect(heard.here).toBe(1)
})

it('hears from a process that has no notifier of its own', async () => {
  await using database = await testDatabase()
  await using here = new Notifier({ url: database.url, log: silentLog })
  await here.start()
  const heard: string[] = []
  here.on('sites', () => heard.push('sites'))
  here.on('activity', () => heard.push('activity'))
  await using connection = connect(database.url, { connections: 1 })
  await tellOnce(connection.db, 'sites')
  await vi.waitFor(() => expect(heard).toEqual(['sites']), { timeout: 60_000 })
})

it('connects again when its connection is cut, and then tells all to look', async () => {
  await using database = await testDatabase()
  await using here = new Notifier({ url: database.url, log: silentLog })
  await here.start()
  let heard = 0
  here.on('activity', () => heard++)
  await using connection = connect(database.url, { connections: 1 })
  await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'troupe news' AND datname = current_database()`.execute(connection.db)
  await vi.waitFor(() => expect(heard).toBe(1), { timeout: 60_000 })
  await using other = new Notifier({ url: database.url, log: silentLog })
  await other.start()
  other.poke('activity')
  await vi.waitFor(() => expect(heard).toBe(2), { timeout: 60_000 })
})
