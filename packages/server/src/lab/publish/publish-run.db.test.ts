/** Real journals, published into a real database and looked at from there. */
import { mkdtemp, rm, stat, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { VirtualClock } from '../../base/clock.ts'
import { systemIds, type Id } from '../../base/ids.ts'
import { runMirror } from '../../runtime/simulation/mirror/run-mirror.ts'
import { disagreements } from '../../runtime/testing/agreement.ts'
import { connect, type Connection } from '../../store/database.ts'
import { testDatabase, type TestDatabase } from '../../store/testing/test-database.ts'
import { publishRun, type PublishOptions } from './publish-run.ts'

const WORKSPACE: Id = '0190a000-0000-7000-8000-000000000001'
const NOW_MS = Date.UTC(2026, 10, 21)

let folder: string
let database: TestDatabase
let connection: Connection

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'troupe-publish-'))
  database = await testDatabase()
  connection = connect(database.url, { connections: 2 })
  await connection.db.insertInto('workspaces').values({ id: WORKSPACE, name: 'Lab', private_network: false, created_at: 0 }).execute()
})
afterAll(async () => {
  await connection[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

function options(journalPath: string): PublishOptions {
  const clock = new VirtualClock(NOW_MS)
  return {
    db: connection.db, clock, ids: systemIds(clock), journalPath, people: null, workspaceId: WORKSPACE, name: 'A run', public: true,
    by: { kind: 'system', id: null, name: 'a test' }, signal: new AbortController().signal,
  }
}

async function mirror(name: string, agents: number, steps: number): Promise<{ path: string; run: Awaited<ReturnType<typeof runMirror>> }> {
  const path = join(folder, name)
  return { path, run: await runMirror({ agents, steps, seed: name, recommender: 'popular', journalPath: path, elapsedMs: () => performance.now() }) }
}

async function rowsLeft(): Promise<number[]> {
  const tables = ['projects', 'worlds', 'profiles', 'posts', 'journal', 'payloads', 'turns', 'agents', 'memories', 'notices'] as const
  return Promise.all(tables.map(async (table) => (await connection.db.selectFrom(table).select((is) => is.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n))
}

describe('a mirrored run', () => {
  test('stands in the database as if it had been live', { timeout: 60_000 }, async () => {
    const { path, run } = await mirror('whole', 200, 5)
    const shares: number[] = []
    const published = await publishRun({ ...options(path), onProgress: ({ share }) => shares.push(share) })
    expect(published).toMatchObject({ members: 200, posts: run.posts, comments: run.comments, turns: 1_000, damage: null })
    expect(await disagreements(connection.db)).toEqual([])
    const { db } = connection
    const world = await db.selectFrom('worlds').selectAll().where('id', '=', published.worldId).executeTakeFirstOrThrow()
    expect(world).toMatchObject({ kind: 'simulated', public: true, is_default: false, recommender: 'popular', began_at: Date.UTC(2026, 0, 5, 8), ended_at: Date.UTC(2026, 0, 5, 8, 5) })
    const counts = async (table: 'reactions' | 'follows'): Promise<number> => (await db.selectFrom(table).select((is) => is.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n
    expect([await counts('reactions'), await counts('follows')]).toEqual([run.likes, run.follows])
    expect(shares.at(-1)).toBe(1)
    expect(shares.toSorted((a, b) => a - b)).toEqual(shares)
    const post = await db.selectFrom('posts').selectAll().where('turn_id', 'is not', null).orderBy('id', 'desc').executeTakeFirstOrThrow()
    expect(post).toMatchObject({ generator: 'plain words' })
  })
})
