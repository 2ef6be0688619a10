import type { AddressInfo } from 'node:net'
import type { ActivityItem } from '@troupe/contract'
import { sql } from 'kysely'
import { expect, it, vi } from 'vitest'
import { seeded } from '../../base/random.ts'
import { PostgresOutsideActs } from '../../runtime/outside/postgres-outside-acts.ts'
import { storeSite } from '../../site/testing/store-site.ts'
import { connect } from '../../store/database.ts'
import { seal } from '../../store/journal.ts'
import { anotherWorkspace, cast, consoleServer, writeTurn, type ConsoleServer } from '../testing/console-server.ts'

interface Page { items: ActivityItem[]; nextCursor: string | null; position: string }

/** A reader of the stream that keeps what it was given, and the last id. */
class Reader {
  readonly seqs: number[] = []
  readonly items: ActivityItem[] = []
  lastId: string | null = null
  readonly #stop = new AbortController()
  done: Promise<void> = Promise.resolve()

  async open(address: string, headers: Record<string, string>): Promise<this> {
    const response = await fetch(address, { headers: { ...headers, ...(this.lastId === null ? {} : { 'last-event-id': this.lastId }) }, signal: this.#stop.signal })
    expect(response.status).toBe(200)
    this.done = this.#read(response).catch(() => {})
    return this
  }

  async #read(response: Response): Promise<void> {
    let text = ''
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) {
        const field = (name: string) => event.split('\n').find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2)
        if (field('event') !== 'activity') continue
        const { items } = JSON.parse(field('data') ?? '') as { items: ActivityItem[] }
        this.items.push(...items)
        this.seqs.push(...items.map((item) => item.seq))
        this.lastId = field('id') ?? null
      }
    }
  }

  async close(): Promise<void> {
    this.#stop.abort()
    await this.done
  }
}

async function listening(server: ConsoleServer): Promise<string> {
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  return `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}/api/activity/stream`
}

it('lists what happened, newest first, in words, by agent, kind and project', async () => {
  await using server = await consoleServer()
  const { owner, ids, clock, connection: { db } } = server
  const { agentIds: [id = '', other = ''], projectId } = await cast(owner, 2)
  const otherProfile = (await owner.get(`/api/agents/${other}`)).json()
  await writeTurn(db, ids, id, clock.now(), [
    { action: 'refresh_feed', result: 'done', verdict: 'allow' },
    { action: 'follow', result: 'done', verdict: 'allow', targetId: otherProfile.profileId },
    { action: 'mute', result: 'stopped', verdict: 'suppress', reason: 'not in view', targetId: otherProfile.profileId },
    { kind: 'asked', action: 'post', targetId: 'rehearsal', result: 'answered', costMicros: 0 },
    { kind: 'turn-ended', result: 'rested', reason: 'enough for now' },
  ])
  await writeTurn(db, ids, other, clock.now(), [{ action: 'create_post', result: 'refused', reason: 'too long' }])
  const all = (await owner.get('/api/activity')).json<Page>()
  const name = `@${otherProfile.persona.username}`
  expect(all.items.map((item) => item.text)).toEqual([
    'wanted to post, but refused: too long', 'rested: enough for now', 'asked rehearsal (post): answered',
    `wanted to mute ${name}, but stopped: not in view`, `followed ${name}`, 'looked at the feed',
  ])
  const walked: number[] = []
  for (let cursor = ''; ; ) {
    const page = (await owner.get(`/api/activity?limit=2&agentId=${id}${cursor}`)).json<Page>()
    walked.push(...page.items.map((item) => item.seq))
    if (page.nextCursor === null) break
    cursor = `&cursor=${page.nextCursor}`
  }
  expect(walked).toEqual(all.items.slice(1).map((item) => item.seq))
  expect((await owner.get(`/api/activity?kind=asked&projectId=${projectId}`)).json<Page>().items).toHaveLength(1)
  expect((await owner.get('/api/activity?kind=danced')).json().faults[0].path).toBe('/kind')
  expect((await owner.get('/api/activity?cursor=zz')).json().faults[0].path).toBe('/cursor')
  const elsewhere = await anotherWorkspace(server)
  expect((await elsewhere.get('/api/activity')).json<Page>().items).toEqual([])
  expect((await elsewhere.get(`/api/activity?agentId=${id}`)).json<Page>().items).toEqual([])
  expect((await elsewhere.get('/api/activity/stream?after=soon')).json().faults[0].path).toBe('/after')
})

it.each([
  ['transactions commit out of order', false],
  // What was rolled back meanwhile cannot be told from what is yet to come.
  ['a transaction of somebody else\'s stays open all the time', true],
])('misses nothing and repeats nothing while %s and the reader comes and goes', async (_, held) => {
  await using server = await consoleServer()
  await using others = connect(server.connection.url, { connections: 1 })
  const open = held ? await others.db.startTransaction().execute() : null
  if (open !== null) await sql`SELECT pg_current_xact_id()`.execute(open)
  const { owner, ids, clock, services, connection: { db } } = server
  const { agentIds, projectId } = await cast(owner, 8)
  const address = await listening(server)
  const headers = { authorization: owner.headers['authorization'] ?? '' }
  const chance = seeded('out of order')
  const first = (await owner.get('/api/activity')).json<Page>()

  const writeSlowly = async (agentId: string, waits: number): Promise<void> => {
    await db.transaction().execute(async (tx) => {
      // Every fourth is rolled back: its numbers are drawn and never seen.
      for (let i = 0; i < 3; i++) {
        const [entry] = seal([{ step: 0, place: i, atMs: clock.now(), kind: 'acted', action: 'like_post', targetId: null, verdict: 'allow', policy: null, result: 'done', reason: null, madeId: null, ms: null, tokens: null, costMicros: null, payload: null }], { turnId: ids.next(), projectId, agentId }, Buffer.alloc(0), ids)
        if (entry === undefined) throw new Error('sealed')
        await sql`INSERT INTO journal (turn_id, step, place, at, project_id, agent_id, kind, action, verdict, result, hash)
          VALUES (${entry.turnId}, 0, ${i}, ${entry.atMs}, ${projectId}, ${agentId}, 'acted', 'like_post', 'allow', 'done', ${entry.hash})`.execute(tx)
        await new Promise((resolve) => setTimeout(resolve, chance.below(waits)))
      }
      if (chance.chance(0.25)) throw new Error('rolled back')
    }).catch((error: unknown) => {
      if (!(error instanceof Error) || error.message !== 'rolled back') throw error
    })
    services.tail.poke()
  }
  let writing = true
  const writers = agentIds.slice(0, 4).map(async (agentId) => {
    while (writing) await writeSlowly(agentId, 25)
  })

  const reader = new Reader()
  const seen: number[] = []
  let lastId: string | null = null
  for (let visit = 0; visit < 12; visit++) {
    const visitor = new Reader()
    visitor.lastId = lastId
    await visitor.open(lastId === null ? `${address}?after=${encodeURIComponent(first.position)}` : address, headers)
    await new Promise((resolve) => setTimeout(resolve, 60 + chance.below(120)))
    await visitor.close()
    seen.push(...visitor.seqs)
    lastId = visitor.lastId
    await new Promise((resolve) => setTimeout(resolve, chance.below(80)))
    // The clock stands still by itself, and what was rolled back is given up by it.
    clock.advanceBy(2_000)
  }
  reader.lastId = lastId
  await reader.open(address, headers)
  writing = false
  await Promise.all(writers)
  await services.tail.caughtUp()
  const written = (await db.selectFrom('journal').select('seq').orderBy('seq').execute()).map((row) => row.seq)
  await vi.waitFor(() => expect(new Set([...seen, ...reader.seqs]).size).toBe(written.length), { timeout: 60_000 })
  await reader.close()
  await open?.rollback().execute()
  const given = [...seen, ...reader.seqs]
  expect(written.length).toBeGreaterThan(60)
  expect([...new Set(given)].toSorted((a, b) => a - b)).toEqual(written)
  expect(given).toHaveLength(written.length)
  // It was put to the test: later numbers did come first.
  expect(given.some((seq, i) => i > 0 && seq < (given[i - 1] ?? 0))).toBe(true)
})

it('gives a workspace its own alone, and filters', async () => {
  await using server = await consoleServer()
  const { owner, ids, clock, services, connection: { db } } = server
  const elsewhere = await anotherWorkspace(server)
  const here = await cast(owner, 2)
  const there = await cast(elsewhere, 1)
  const address = await listening(server)
  const authorization = owner.headers['authorization'] ?? ''
  const [one = '', two = ''] = here.agentIds
  const [mine, filtered, others] = [new Reader(), new Reader(), new Reader()]
  await mine.open(address, { authorization })
  await filtered.open(`${address}?agentId=${two}`, { authorization })
  await others.open(address, { authorization, 'x-workspace': elsewhere.headers['x-workspace'] ?? '' })
  for (const agentId of [one, two, there.agentIds[0] ?? '']) await writeTurn(db, ids, agentId, clock.now(), [{ action: 'like_post', result: 'done' }])
  services.tail.poke()
  await vi.waitFor(() => expect([mine, filtered, others].map((reader) => reader.items.map((item) => item.agent.id))).toEqual([[one, two], [two], there.agentIds]), { timeout: 60_000 })
  await Promise.all([mine, filtered, others].map((reader) => reader.close()))
})

it('names those outside by the name that was kept with the act, until that is erased', async () => {
  await using server = await consoleServer()
  const { owner, ids, clock, connection: { db } } = server
  const { agentIds: [agentId = ''] } = await cast(owner, 1)
  const { id: workspaceId } = await db.selectFrom('workspaces').select('id').executeTakeFirstOrThrow()
  const siteId = ids.next()
  await storeSite(db, { id: siteId, workspaceId, atMs: clock.now() })
  await db.updateTable('agents').set({ site_id: siteId, platform: 'showcase' }).where('id', '=', agentId).execute()
  const act = { kind: 'acted' as const, targetId: '77', result: 'done' }
  const turnId = await writeTurn(db, ids, agentId, clock.now(), [{ ...act, action: 'upvote', payload: { whom: 'mira' } }, { ...act, action: 'comment', payload: { input: { text: 'Lovely light.' }, whom: 'mira' } }])
  const texts = async () => (await owner.get('/api/activity')).json<Page>().items.map(({ text }) => text)
  expect(await texts()).toEqual(['commented on @mira: Lovely light.', 'upvoted an image by @mira'])

  // Found out later, when nothing but the act itself is known.
  const actId = ids.next()
  const intent = { action: 'comment', target: '77', input: { text: 'Lovely light.' } }
  await db.insertInto('outside_acts').values({
    id: actId, agent_id: agentId, site_id: siteId, turn_id: turnId, state: 'unknown', far_id: null, intent: JSON.stringify(intent), generator: null, intended_at: clock.now(), reason: null, next_at: clock.now(), settled_at: null,
  }).execute()
  const account = { agentId, personaId: agentId, name: 'A', username: 'a', farId: '1', farUsername: 'a' }
  const { projectId } = (await owner.get('/api/activity')).json<Page>().items[0] ?? { projectId: '' }
  await new PostgresOutsideActs({ db, ids, onCommitted: () => {} }).settle({ id: actId, siteId, account, workspaceId, projectId, intent, generator: null, intendedMs: clock.now(), reason: null }, { kind: 'done', farId: '78', note: 'it is there' }, clock.now())
  expect((await texts()).filter((text) => text === 'commented on @mira: Lovely light.')).toHaveLength(2)

  await db.deleteFrom('payloads').execute()
  expect(await texts()).toContain('upvoted an image by somebody')
})

it('gives up a gap once nobody can fill it any more', async () => {
  await using server = await consoleServer()
  const { owner, ids, clock, services: { tail }, connection: { db } } = server
  const { agentIds: [id = ''] } = await cast(owner, 1)
  await tail.position()
  await db.transaction().execute(async (tx) => {
    await writeTurn(tx, ids, id, clock.now(), [{}, {}])
    throw new Error('rolled back')
  }).catch(() => {})
  await writeTurn(db, ids, id, clock.now(), [{}])
  await tail.caughtUp()
  expect((await tail.position()).gaps).toHaveLength(2)
  clock.advanceBy(2_000)
  // Transactions of other databases on the server count among those that may not have ended.
  await vi.waitFor(async () => {
    await tail.caughtUp()
    expect(await tail.position()).toEqual({ frontier: 3, gaps: [] })
  }, { timeout: 60_000, interval: 100 })
})

it('says no word of what is another workspace\'s, whatever ids an agent names', async () => {
  await using server = await consoleServer()
  const { owner, ids, clock, connection: { db } } = server
  const { agentIds: [id = ''], worldId } = await cast(owner, 1)
  const { profileId } = (await owner.get(`/api/agents/${id}`)).json<{ profileId: string }>()
  const postId = ids.next()
  await db.insertInto('posts').values({
    id: postId, world_id: worldId, author_id: profileId, kind: 'original', title: null, text: 'Among ourselves', referenced_id: null, hashtags: [], mentions: [],
    like_count: 0, dislike_count: 0, comment_count: 0, repost_count: 0, quote_count: 0, generator: null, turn_id: null, created_at: clock.now(), hidden_at: null, deleted_at: null,
  }).execute()
  const entry = { action: 'create_post', result: 'done', verdict: 'allow', targetId: postId, madeId: postId, payload: { input: { text: 'x', about: postId } } } as const
  const elsewhere = await anotherWorkspace(server)
  const { agentIds: [spy = ''] } = await cast(elsewhere, 1)
  const turns = [await writeTurn(db, ids, spy, clock.now(), [entry]), await writeTurn(db, ids, id, clock.now(), [entry])]
  for (const [place, caller] of [elsewhere, owner].entries()) {
    const told = [await caller.get('/api/activity'), await caller.get(`/api/turns/${turns[place]}`)].map((answer) => answer.body)
    expect(told.map((text) => text.includes('Among ourselves'))).toEqual(place === 0 ? [false, false] : [true, true])
  }
})
