/** Crash safety with real processes (SPEC B7): the short form of `npm run chaos`, and two workers on one external PostgreSQL. */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { seeded } from '../../packages/server/src/base/random.ts'
import { testDatabase } from '../../packages/server/src/store/testing/test-database.ts'
import { isSound, runChaos } from '../chaos/run-chaos.ts'
import { shareWork } from '../chaos/share-work.ts'

async function withFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'troupe-crash-'))
  // As root the database runs as another user, who has to pass through here.
  await chmod(folder, 0o711)
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

test('three kills among server, worker and PostgreSQL: nothing is lost, doubled or stuck', async () => {
  const tally = await withFolder((folder) => runChaos({
    dataDir: join(folder, 'data'), rounds: 3, workers: 1, postgresEvery: 3, allSamples: false, random: seeded('three kills'), say: () => {},
  }))
  expect(tally).toMatchObject({ doubled: 0, lost: 0, stuck: 0, failedAgents: 0, disagreements: [] })
  expect(isSound(tally)).toBe(true)
  expect(tally.kills.postgres).toBe(1)
  expect(tally.turns).toBeGreaterThan(100)
})

test('two workers on one external PostgreSQL share the agents; none acts twice at once', async () => {
  await using database = await testDatabase()
  const shares = await withFolder((folder) => shareWork({ databaseUrl: database.url, dataDir: join(folder, 'data'), seconds: 4 }))
  expect(shares).toMatchObject({ atOnce: 0, disagreements: [] })
  expect(shares.claims.size).toBe(2)
  // Seen by their leases, which only turns that wait for the model leave.
  expect(Math.min(...shares.claims.values())).toBeGreaterThan(2)
})
