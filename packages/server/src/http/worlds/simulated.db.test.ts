/** A simulated world behind the real routes: on the public face by its own clock, in the console as something to look at. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ActivityItem, AgentPage, Comment, Group, ListedWorld, Page, Post, Profile, Project, PublicWorldInfo, SearchResult, Status, Trace, Trend, Turn } from '@troupe/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemIds, type Id } from '../../base/ids.ts'
import type { Clock } from '../../base/clock.ts'
import { publishRun, type Published } from '../../lab/publish/publish-run.ts'
import { START_MS, talkingRun, type TalkingRun } from '../../lab/publish/testing/talking-run.ts'
import type { Database } from '../../store/database.ts'
import type { Caller } from '../testing/caller.ts'
import { cast, consoleServer } from '../testing/console-server.ts'
import { ada, post, publicSite, WORKSPACE } from '../testing/public-site.ts'

const AGENTS = 20
let folder: string
let run: TalkingRun

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'troupe-simulated-'))
  run = await talkingRun(join(folder, 'journal'), AGENTS, 800)
})
afterAll(() => rm(folder, { recursive: true }))

async function* given(): AsyncGenerator<TalkingRun['personas'][number]> {
  yield* run.personas
}

function publish(db: Database, clock: Clock, workspaceId: Id, isPublic = true): Promise<Published> {
  return publishRun({
    db, clock, ids: systemIds(clock), journalPath: join(folder, 'journal'), people: given(), workspaceId, name: 'A run', public: isPublic,
    by: { kind: 'system', id: null, name: 'a test' }, signal: new AbortController().signal,
  })
}

async function allPages<Item>(visitor: Caller, path: string): Promise<Item[]> {
  const items: Item[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Page<Item> = (await visitor.get(`${path}${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`)).json<Page<Item>>()
    items.push(...page.items)
    cursor = page.nextCursor
  }
  return items
}

it('is read by anybody once it is public, page by page, by its own clock', async () => {
  await using site = await publicSite()
  const { visitor, clock, server: { connection: { db } } } = site
  await site.write(post(1, ada.id, 'Live #today'))
  const secret = await publish(db, clock, WORKSPACE, false)
  expect((await visitor.get(`/api/posts?world=${secret.worldId}`)).statusCode).toBe(404)
  const { worldId, posts, comments } = await publish(db, clock, WORKSPACE)
  const get = async <Answer>(path: string): Promise<Answer> => (await visitor.get(`${path}${path.includes('?') ? '&' : '?'}world=${worldId}`)).json<Answer>()

  const span = { from: new Date(START_MS).toISOString(), to: new Date(run.endedMs).toISOString() }
  expect(await get<PublicWorldInfo>('/api/world')).toEqual({ id: worldId, name: 'A run', kind: 'simulated', place: 'feed', ownPlaces: ['feed'], operator: 'Dunmarrow & Sons', isDefault: false, joining: 'off', people: false, takesReports: true, span })
  expect((await visitor.get('/api/world')).json<PublicWorldInfo>()).toMatchObject({ kind: 'live', isDefault: true, span: null })

  const recent = await allPages<Post>(visitor, `/api/posts?limit=37&world=${worldId}`)
  expect(recent).toHaveLength(posts)
  expect(new Set(recent.map(({ id }) => id)).size).toBe(posts)
  expect(recent.map(({ createdAt }) => createdAt)).toEqual(recent.map(({ createdAt }) => createdAt).toSorted().reverse())
  expect(recent.every(({ automated, author }) => automated && author.automated && author.operator === 'Dunmarrow & Sons')).toBe(true)
  // Its likes count by how old they were at its end: by the wall clock all would be as old.
  const popular = await get<Page<Post>>('/api/posts?sort=popular&limit=20')
  expect(popular.items.length).toBe(20)
  expect((popular.items[0]?.counts.likes ?? 0) + (popular.items[0]?.counts.comments ?? 0)).toBeGreaterThan(0)

  const trends = await get<{ items: Trend[] }>('/api/trends')
  expect(trends.items.length).toBeGreaterThan(3)
  const [trend] = trends.items
  const found = await get<SearchResult>(`/api/search?q=${encodeURIComponent(`#${trend?.tag}`)}`)
  expect(found.posts.length).toBeGreaterThan(0)
  expect(found.posts.every((one) => one.worldId === worldId && one.hashtags.includes(trend?.tag ?? ''))).toBe(true)

  const talked = recent.find((one) => one.counts.comments > 2) as Post
  const thread = await allPages<Comment>(visitor, `/api/posts/${talked.id}/comments?limit=2&world=${worldId}`)
  expect(thread).toHaveLength(talked.counts.comments)
  const profile = await get<Profile>(`/api/profiles/by-username/${talked.author.username}`)
  expect(profile).toMatchObject({ worldId, automated: true, personaId: expect.any(String) as string })
  expect(await allPages<Post>(visitor, `/api/profiles/${profile.id}/posts?limit=5&world=${worldId}`)).toHaveLength(profile.counts.posts)
  const relations = (kind: string) => allPages<Profile>(visitor, `/api/profiles/${profile.id}/relations?kind=${kind}&limit=3&world=${worldId}`)
  expect([(await relations('followers')).length, (await relations('following')).length]).toEqual([profile.counts.followers, profile.counts.following])
  expect((await visitor.get(profile.avatarUrl)).headers['content-type']).toContain('svg')
  expect((await visitor.get(`/feed.json?world=${worldId}`)).json<{ title: string }>().title).toBe('A run')

  const groups = await allPages<Group>(visitor, `/api/groups?limit=2&world=${worldId}`)
  expect(groups).toHaveLength(run.state.groups.length)
  expect(groups.map(({ counts }) => counts.members)).toEqual(groups.map(({ counts }) => counts.members).toSorted((a, b) => b - a))
  const [group] = groups.toSorted((a, b) => b.counts.posts - a.counts.posts) as [Group]
  expect(group.counts.posts).toBeGreaterThan(1)
  expect(group).toMatchObject({ worldId, automated: true, creator: { automated: true, operator: 'Dunmarrow & Sons' } })
  expect(span.from <= group.createdAt && group.createdAt <= span.to).toBe(true)
  expect(await get<Group>(`/api/groups/by-name/${encodeURIComponent(group.name.toUpperCase())}`)).toEqual(group)
  const inGroup = await allPages<Post>(visitor, `/api/groups/${group.id}/posts?limit=2&world=${worldId}`)
  expect(inGroup).toHaveLength(group.counts.posts)
  expect(inGroup.every((one) => one.group?.id === group.id && one.worldId === worldId)).toBe(true)
  expect(await allPages<Profile>(visitor, `/api/groups/${group.id}/members?limit=2&world=${worldId}`)).toHaveLength(group.counts.members)
  expect((await visitor.get('/api/groups')).json<Page<Group>>().items).toEqual([])
  expect((await visitor.get(`/api/groups/by-name/${encodeURIComponent(group.name)}`)).statusCode).toBe(404)
  expect((await visitor.get(`/api/groups/${group.id}/posts?world=${secret.worldId}`)).statusCode).toBe(404)

  const worlds = (await visitor.get('/api/worlds/public')).json<Page<ListedWorld>>()
  expect(worlds.items.map(({ id, kind, isDefault }) => [id === worldId, kind, isDefault])).toEqual([[false, 'live', true], [true, 'simulated', false], [false, 'live', false]])
  expect(worlds.items[1]).toMatchObject({ name: 'A run', operator: 'Dunmarrow & Sons', span, counts: { members: AGENTS, posts, comments } })
  expect(await allPages<ListedWorld>(visitor, '/api/worlds/public?limit=1')).toEqual(worlds.items)

  const everybody = await db.selectFrom('profiles').select((is) => is.fn.sum<number>('comment_count').as('n')).where('world_id', '=', worldId).executeTakeFirstOrThrow()
  expect(Number(everybody.n)).toBe(comments)
  expect((await visitor.get('/api/posts')).json<Page<Post>>().items.map(({ text }) => text)).toEqual(['Live #today'])
})

it('is looked at in the console, and cannot be told to live on', async () => {
  await using server = await consoleServer()
  const { owner, clock, connection: { db } } = server
  const live = await cast(owner, 2)
  const { workspace_id: workspaceId } = await db.selectFrom('projects').select('workspace_id').executeTakeFirstOrThrow()
  const { projectId, worldId } = await publish(db, clock, workspaceId)

  const project = (await owner.get(`/api/projects/${projectId}`)).json<Project>()
  const span = { from: new Date(START_MS).toISOString(), to: new Date(run.endedMs).toISOString() }
  expect(project).toMatchObject({ name: 'A run', kind: 'simulated', span, worldId, counts: { agents: AGENTS, personas: AGENTS } })
  expect((await owner.get(`/api/projects/${live.projectId}`)).json<Project>()).toMatchObject({ kind: 'live', span: null })

  expect((await owner.get('/api/agents')).json<AgentPage>().total).toBe(2)
  const agents = (await owner.get(`/api/agents?projectId=${projectId}&limit=100`)).json<AgentPage>()
  expect(agents).toMatchObject({ total: AGENTS, facets: { state: { offline: AGENTS } } })
  expect((await owner.get('/api/personas')).json<Page<{ id: Id }>>().items.length).toBe(2)

  const [agent] = agents.items
  const turns = await allPages<Turn>(owner, `/api/agents/${agent?.id}/turns?limit=15`)
  expect(turns).toHaveLength(agent?.turns ?? -1)
  for (const turn of turns.slice(0, 5)) {
    const trace = (await owner.get(`/api/turns/${turn.id}`)).json<Trace>()
    expect(trace).toMatchObject({ chainIntact: true, turn: { outcome: 'rested' } })
  }
  const activity = await allPages<ActivityItem>(owner, `/api/activity?projectId=${projectId}&limit=100`)
  expect(activity.map(({ at }) => at)).toEqual(activity.map(({ at }) => at).toSorted().reverse())
  expect(new Set(activity.map(({ seq }) => seq)).size).toBe(activity.length)
  expect(activity.filter(({ kind }) => kind === 'turn-ended')).toHaveLength(run.turns)

  const status = (await owner.get(`/api/status?project=${projectId}`)).json<Status>()
  expect(status.actsByHour.at(-1)?.hour.slice(0, 13)).toBe(span.to.slice(0, 13))
  expect(status.actsByHour.reduce((sum, { acts }) => sum + acts, 0)).toBeGreaterThan(100)
  expect((await owner.get('/api/status')).json<Status>()).toMatchObject({ postsTotal: 0, agents: { ready: 2, offline: 0 } })

  for (const verb of ['start', 'wake']) {
    const refused = await owner.post(`/api/agents/${agent?.id}/${verb}`)
    expect([refused.statusCode, refused.json<{ type: string }>().type]).toEqual([409, '/problems/simulated'])
  }
  const bulk = (await owner.post('/api/agents/bulk', { verb: 'start', ids: [agent?.id] })).json<{ done: Id[]; failed: { reason: string }[] }>()
  expect(bulk).toMatchObject({ done: [], failed: [{ reason: expect.stringContaining('simulated') as string }] })
  const [persona] = live.personaIds
  expect((await owner.post('/api/agents', { projectId, personaId: persona })).statusCode).toBe(409)

  expect((await owner.delete(`/api/projects/${projectId}`)).statusCode).toBeLessThan(300)
  for (const table of ['posts', 'turns', 'journal', 'payloads', 'memories', 'notices', 'reactions', 'follows'] as const) {
    expect([table, (await db.selectFrom(table).selectAll().limit(1).execute()).length]).toEqual([table, 0])
  }
  expect(await db.selectFrom('profiles').select('id').where('world_id', '=', worldId).execute()).toEqual([])
  expect((await owner.get('/api/personas')).json<Page<{ id: Id }>>().items.length).toBe(2)
})
