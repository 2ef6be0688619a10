/** Real journals, published into a real database and looked at from there. */
import { mkdtemp, rm, stat, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { VirtualClock } from '../../base/clock.ts'
import { systemIds, type Id } from '../../base/ids.ts'
import { runMirror } from '../../runtime/simulation/mirror/run-mirror.ts'
import { disagreements } from '../../runtime/testing/agreement.ts'
import { connect, type Connection } from '../../store/database.ts'
import { testDatabase, type TestDatabase } from '../../store/testing/test-database.ts'
import type { Persona } from '@troupe/contract'
import { AuditLog } from '../../people/audit-log.ts'
import { personaOf } from '../../persona/persona-row.ts'
import { eraseProject, type EraseOptions } from '../../runtime/projects/erase-project.ts'
import { Traces } from '../../runtime/trace/traces.ts'
import { publishRun, type PublishOptions } from './publish-run.ts'
import { START_MS, talkingRun } from './testing/talking-run.ts'

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

async function erase(projectId: Id, how: Partial<EraseOptions> = {}): Promise<void> {
  await connection.db.updateTable('projects').set({ erasing_at: NOW_MS }).where('id', '=', projectId).execute()
  await eraseProject(connection.db, projectId, { signal: new AbortController().signal, ...how })
}

async function rowsLeft(): Promise<number[]> {
  const tables = ['projects', 'worlds', 'profiles', 'posts', 'journal', 'payloads', 'turns', 'agents', 'memories', 'notices'] as const
  return Promise.all(tables.map(async (table) => (await connection.db.selectFrom(table).select((is) => is.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n))
}

describe('a mirrored run', () => {
  test('stands in the database as if it had been live', async () => {
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

async function* given(people: readonly (Persona | null)[]): AsyncGenerator<Persona | null> {
  yield* people
}

describe('a run of personas who do all there is to do', () => {
  test('every counter, chain and trace is as it would be live', async () => {
    const path = join(folder, 'talking')
    const run = await talkingRun(path, 30, 1_500)
    const published = await publishRun({ ...options(path), people: given(run.personas), name: 'Talk', public: false })
    const { db } = connection
    expect(published).toMatchObject({ members: 30, posts: run.state.posts.author.length, comments: run.state.comments.author.length, turns: 1_500, beganMs: START_MS, endedMs: run.endedMs })
    expect(await disagreements(db)).toEqual([])
    const inWorld = { world: published.worldId }

    const profiles = await db.selectFrom('profiles').selectAll().where('world_id', '=', inWorld.world).orderBy('id').execute()
    expect(profiles.map((row) => [row.username, row.display_name, row.bio, row.interests, row.location, row.post_count, row.likes_received])).toEqual(run.personas.map((persona, member) => {
      const row = run.state.profileRow(member)
      return [persona.username, persona.displayName, row?.bio, persona.interests, persona.location, row?.posts, row?.likesReceived]
    }))
    const posts = await db.selectFrom('posts').selectAll().where('world_id', '=', inWorld.world).orderBy('id').execute()
    expect(posts.map((post) => [post.kind, post.text, post.hashtags, post.mentions, post.like_count, post.comment_count, post.created_at, post.generator])).toEqual(
      posts.map((_, row) => {
        const post = run.state.post(row)
        return [post?.kind, post?.text, post?.hashtags, post?.mentions, post?.likes, post?.comments, post?.createdMs, post?.generator]
      }))
    expect(new Set(posts.map((post) => post.kind))).toEqual(new Set(['original', 'quote', 'repost']))
    expect(posts.some((post) => post.hashtags.length > 0)).toBe(true)
    expect(posts.filter((post) => post.kind !== 'repost').every((post) => post.generator === 'rehearsal')).toBe(true)
    const count = async (table: 'reactions' | 'follows' | 'mutes' | 'reports'): Promise<number> =>
      (await db.selectFrom(table).select((is) => is.fn.countAll<number>().as('n')).where('world_id', '=', inWorld.world).executeTakeFirstOrThrow()).n
    const { postReactions, commentReactions, followed, muted, reports, notices } = run.state
    expect([await count('reactions'), await count('follows'), await count('mutes'), await count('reports')]).toEqual([postReactions.size + commentReactions.size, followed.size, muted.size, reports.length])
    expect((await db.selectFrom('notices').innerJoin('profiles', 'profiles.id', 'notices.profile_id').select('said_id').where('world_id', '=', inWorld.world).execute()).length).toBe(notices.kind.length)

    const personas = await db.selectFrom('personas').selectAll().where('project_id', '=', published.projectId).orderBy('id').execute()
    expect(personas.map((row) => personaOf(row)).map(({ id: _id, avatarUrl: _a, createdAt: _c, updatedAt: _u, ...persona }) => persona))
      .toEqual(run.personas.map(({ id: _id, avatarUrl: _a, createdAt: _c, updatedAt: _u, ...persona }) => persona))
    expect(profiles.map((row) => row.persona_id)).toEqual(personas.map((row) => row.id))
    const agents = await db.selectFrom('agents').selectAll().where('project_id', '=', published.projectId).execute()
    expect(new Set(agents.map((agent) => agent.brain.kind))).toEqual(new Set(['habit', 'model']))
    expect(agents.every((agent) => agent.state === 'offline' && agent.wake_at === null && agent.persona_id !== null)).toBe(true)

    const clock = new VirtualClock(NOW_MS)
    const traces = new Traces(db, new AuditLog(db, clock, systemIds(clock)))
    const turns = await db.selectFrom('turns').select(['id', 'acts', 'steps']).where('project_id', '=', published.projectId).execute()
    expect(turns.reduce((sum, turn) => sum + turn.acts, 0)).toBe(run.acts)
    const kinds = new Set<string>()
    for (const { id } of turns.slice(0, 200)) {
      const trace = await traces.get(WORKSPACE, id)
      expect(trace.chainIntact).toBe(true)
      for (const entry of trace.entries) kinds.add(`${entry.kind} ${entry.result}`)
      const saw = trace.entries.flatMap((entry) => (entry.payload as { saw?: [string][] } | null)?.saw ?? [])
      expect(saw.every(([post]) => trace.named.some((item) => item.id === post))).toBe(true)
    }
    expect([...kinds]).toEqual(expect.arrayContaining(['acted done', 'acted stopped', 'asked answered', 'observed 1 addressed to it', 'turn-ended rested']))

    const before = await rowsLeft()
    await erase(published.projectId)
    expect(await db.selectFrom('personas').select('id').where('project_id', 'is not', null).execute()).toEqual([])
    const after = await rowsLeft()
    expect(before[2] !== undefined && after[2] === before[2] - 30).toBe(true)
    expect(await disagreements(db)).toEqual([])
  })

  test('what was done to the world from outside is in it', async () => {
    const path = join(folder, 'intervened')
    let banned = ''
    const run = await talkingRun(path, 12, 300, (turn, atMs, { state, feed, records }) => {
      if (turn === 0) {
        for (let n = 1; n < 12; n++) {
          state.setFollows(0, n, 0, true)
          state.countProfile(n, 'following', 1)
          state.countProfile(0, 'followers', 1)
          records.edge(n, 0, atMs)
        }
      }
      if (turn === 100) {
        feed.write({ action: 'create_post', target: null, input: { text: 'A word from the #management.' } }, { worldId: 0, actorId: 3, atMs, generator: 'intervention', turnId: null })
        records.intervened({ kind: 'post', as: state.people.person(3).username, text: 'A word from the #management.', title: null }, atMs)
      }
      if (turn === 200) {
        banned = state.people.person(5).username
        state.setSuspended(5, atMs)
        records.intervened({ kind: 'ban', who: [banned] }, atMs)
        records.intervened({ kind: 'weights', audience: { kind: 'everybody', sample: null }, set: { repost: 9 } }, atMs)
      }
    })
    const { worldId, posts } = await publishRun({ ...options(path), people: given(run.personas) })
    const { db } = connection
    expect(posts).toBe(run.state.posts.author.length)
    expect(await disagreements(db)).toEqual([])
    const suspended = await db.selectFrom('profiles').select('username').where('world_id', '=', worldId).where('suspended_at', 'is not', null).execute()
    expect(suspended).toEqual([{ username: banned }])
    expect(await db.selectFrom('posts').select(['generator', 'turn_id', 'hashtags']).where('world_id', '=', worldId).where('text', '=', 'A word from the #management.').execute())
      .toEqual([{ generator: 'intervention', turn_id: null, hashtags: ['management'] }])
    expect((await db.selectFrom('profiles').select('follower_count').where('world_id', '=', worldId).orderBy('id').executeTakeFirstOrThrow()).follower_count).toBe(run.state.profiles.followers.data[0])
  })
})

describe('what goes wrong', () => {
  test('a damaged journal is refused with the place, or taken up to there; nothing of it is left', async () => {
    const { path } = await mirror('damaged', 3_000, 5)
    await truncate(path, (await stat(path)).size - 100)
    const before = await rowsLeft()
    await expect(publishRun(options(path))).rejects.toThrow(/cut off after record \d+/)
    expect(await rowsLeft()).toEqual(before)
    const { damage, turns, projectId } = await publishRun({ ...options(path), untilDamage: true })
    expect(damage).toContain('cut off after record')
    expect(turns).toBeGreaterThan(0)
    expect(turns).toBeLessThan(15_000)
    expect(await disagreements(connection.db)).toEqual([])
    await erase(projectId)
  })

  test('given up half-way, it leaves nothing', async () => {
    const { path } = await mirror('given up', 2_000, 5)
    const before = await rowsLeft()
    const stop = new AbortController()
    const onProgress = ({ share }: { share: number }): void => {
      if (share > 0.5) stop.abort(new Error('given up'))
    }
    await expect(publishRun({ ...options(path), signal: stop.signal, onProgress })).rejects.toThrow('given up')
    expect(await rowsLeft()).toEqual(before)
  })

  test('taken away part by part, and gone on with after it was cut off; what others have stays', async () => {
    const path = join(folder, 'taken away')
    const run = await talkingRun(path, 25, 900)
    const stays = await publishRun({ ...options(path), people: given(run.personas) })
    const others = await rowsLeft()
    const { projectId } = await publishRun({ ...options(path), people: given(run.personas) })
    const cut = new AbortController()
    const parts: number[] = []
    const onPart = (rows: number): void => {
      parts.push(rows)
      if (parts.length === 12) cut.abort(new Error('cut off'))
    }
    await expect(erase(projectId, { rowsAPart: 150, signal: cut.signal, onPart })).rejects.toThrow('cut off')
    const half = await connection.db.selectFrom('projects').select('erased_rows').where('id', '=', projectId).executeTakeFirstOrThrow()
    expect(half.erased_rows).toBe(parts.reduce((sum, rows) => sum + rows, 0))
    await Promise.all([erase(projectId, { rowsAPart: 400, onPart }), erase(projectId, { rowsAPart: 700, onPart })])
    // A part that ends with its last owners takes them along.
    expect(Math.max(...parts)).toBeLessThan(700 + 25)
    expect(await rowsLeft()).toEqual(others)
    expect(await disagreements(connection.db)).toEqual([])
    await erase(stays.projectId)
  })

  test('when the connection breaks it says so, and leaves nothing', async () => {
    const { path } = await mirror('broken', 2_000, 5)
    const before = await rowsLeft()
    await using other = connect(database.url, { connections: 1 })
    await using own = connect(database.url, { connections: 1, onError: () => {} })
    const { rows: [{ pid }] } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(own.db) as { rows: [{ pid: number }] }
    let broken: Promise<unknown> | null = null
    const onProgress = ({ share }: { share: number }): void => {
      if (share > 0.4) broken ??= sql`SELECT pg_terminate_backend(${pid})`.execute(other.db)
    }
    await expect(publishRun({ ...options(path), db: own.db, onProgress })).rejects.toThrow(/database.* Nothing was published/s)
    await broken
    expect(await rowsLeft()).toEqual(before)
  })

  test('people of another run do not fit', async () => {
    const path = join(folder, 'other people')
    const run = await talkingRun(path, 5, 20)
    const [first] = run.personas
    await expect(publishRun({ ...options(path), people: given(Array.from({ length: 5 }, () => first ?? null)) })).rejects.toThrow(/both called/)
  })

  test('a journal that cannot have been is found out', async () => {
    const path = join(folder, 'impossible')
    await talkingRun(path, 5, 20, (turn, atMs, { records }) => {
      if (turn === 10) records.firstPost(2, atMs, '', null)
    })
    await expect(publishRun(options(path))).rejects.toThrow(/Record \d+ of the journal does not follow .* needs some text/)
  })

  test('a workspace that is not there', async () => {
    await expect(publishRun({ ...options(join(folder, 'nothing')), workspaceId: '0190a000-0000-7000-8000-00000000ffff' })).rejects.toThrow('no workspace')
  })
})
