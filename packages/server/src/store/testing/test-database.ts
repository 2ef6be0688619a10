/**
 * `await using db = await testDatabase()`: a migrated, empty database for one test or one file, gone afterwards.
 * Cloning the run's template takes some 50 ms (copying files; half of what copying through the log takes), so tests need not share and need not clean up.
 */
import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { administer, databaseUrl } from './test-server.ts'

export interface TestDatabase extends AsyncDisposable {
  readonly url: string
  drop(): Promise<void>
}

export function testDatabase(): Promise<TestDatabase> {
  return cloneOf(inject('testServer').templateName)
}

export async function cloneOf(template: string): Promise<TestDatabase> {
  const { adminUrl, runName } = inject('testServer')
  const name = `${runName}_${randomBytes(5).toString('hex')}`
  await administer(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`)
  // FORCE ends the sessions a failed test left open; it must not hide behind "database is being accessed".
  const drop = async (): Promise<void> => {
    await administer(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  }
  return { url: databaseUrl(adminUrl, name), drop, [Symbol.asyncDispose]: drop }
}
