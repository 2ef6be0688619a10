/** Vitest runs this once, before the first test that needs a database and after the last. */
import type { TestProject } from 'vitest/node'
import { migrateToLatest } from '../migrate.ts'
import { startTestServer } from './test-server.ts'

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { server, stop } = await startTestServer(process.env['TROUPE_TEST_DATABASE_URL'] || undefined, migrateToLatest)
  project.provide('testServer', server)
  return stop
}
