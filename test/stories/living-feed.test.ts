/** From nothing to a living feed, over HTTP alone: a past of a day, posts that come live, a restart, a kill switch. */
import type { Page, Post } from '@troupe/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { must } from '../../packages/server/src/base/errors.ts'
import { disagreements } from '../../packages/server/src/runtime/testing/agreement.ts'
import { Api, registerOwner, startInstance, type StoryInstance } from './instance.ts'

const BOOTSTRAP = 'bootstrap-token-of-a-story'
const DAY_MS = 86_400_000

interface Streamed {
  readonly posts: Promise<readonly Post[]>
  readonly opened: Promise<void>
}

/** The first posts that come over the public stream. */
function watch(url: string, signal: AbortSignal): Streamed {
  const opened = Promise.withResolvers<void>()
  const posts = (async () => {
    const response = await fetch(`${url}/api/posts/stream`, { signal, headers: { accept: 'text/event-stream' } })
    opened.resolve()
    let text = ''
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk as Uint8Array).toString()
      const event = /event: post\n(?:id: .*\n)?data: (.*)\n\n|id: .*\nevent: post\ndata: (.*)\n\n/.exec(text)
      if (event !== null) return (JSON.parse(event[1] ?? event[2] ?? '{"posts":[]}') as { posts: Post[] }).posts
    }
    throw new Error('the stream ended without a post')
  })()
  return { posts, opened: opened.promise }
}

describe('an instance with the sample', () => {
  let town: StoryInstance
  let api: Api

  beforeAll(async () => {
    town = await startInstance({ sample: 'anew', env: { TROUPE_BOOTSTRAP_TOKEN: BOOTSTRAP } })
    api = new Api(town.url)
  // Playing a day takes ten seconds where nothing else is going on.
  })
  afterAll(() => town[Symbol.asyncDispose]())

  test('serves a day of posts, every one labelled, in the API, the feeds and the first page', async () => {
    const { items, nextCursor } = await api.get<Page<Post>>('/api/posts?limit=50')
    expect(items).toHaveLength(50)
    expect(nextCursor).not.toBeNull()
    expect(items.filter((post) => !post.automated || !post.author.automated || post.author.personaId === null)).toEqual([])
    expect(items.filter((post) => post.generator === null && post.text !== '')).toEqual([])
    const oldest = await town.db.selectFrom('posts').select(({ fn }) => fn.min('created_at').as('at')).executeTakeFirstOrThrow()
    expect(Date.now() - Number(oldest.at)).toBeGreaterThan(DAY_MS * 0.8)

    const page = await (await fetch(town.url, { headers: { accept: 'text/html' } })).text()
    // Several, since somebody may have posted between the two looks; by names no page has to escape.
    expect(items.some(({ author }) => page.includes(`@${author.username}`))).toBe(true)
    const feed = await api.get<{ items: { id: string; _troupe?: unknown }[] }>('/feed.json')
    expect(feed.items.length).toBeGreaterThan(10)
    expect(await (await fetch(`${town.url}/feed.xml`)).text()).toContain('<rss')
    const openapi = await api.get<{ openapi: string; paths: Record<string, unknown> }>('/api/openapi.json')
    expect(openapi.openapi).toMatch(/^3\.1/)
    for (const path of ['/api/posts', '/api/posts/{id}', '/api/auth/login', '/api/personas/generate', '/api/turns/{id}', '/api/kill-switch']) expect(Object.keys(openapi.paths)).toContain(path)
  })

  test('thread, profile, relations, trends and search lead to each other', async () => {
    const { items } = await api.get<Page<Post>>('/api/posts?limit=50')
    // A word of its own: a piece of somebody's username is in many, and finds that person first. Not every post has one.
    const wordOf = ({ text }: Post): string | undefined => /\p{L}{6,}/u.exec((text ?? '').replaceAll(/[@#]\w+/g, ''))?.[0]
    const talked = must(items.find((post) => post.counts.comments > 0 && wordOf(post) !== undefined), 'a post that is talked about')
    // The agents are awake: somebody may answer between the look at the post and the look at its comments.
    await expect.poll(async () => {
      const { counts } = await api.get<Post>(`/api/posts/${talked.id}`)
      const comments = await api.get<Page<{ automated: boolean }>>(`/api/posts/${talked.id}/comments`)
      expect(comments.items.every((comment) => comment.automated)).toBe(true)
      return { shown: comments.items.length, counted: counts.comments }
    }).toSatisfy(({ shown, counted }: { shown: number; counted: number }) => shown > 0 && shown === counted)
    const profile = await api.get<{ id: string; username: string; automated: boolean }>(`/api/profiles/${talked.author.id}`)
    expect(profile).toMatchObject({ id: talked.author.id, automated: true })
    expect((await api.get<Page<Post>>(`/api/profiles/${profile.id}/posts`)).items.map((post) => post.author.id)).toContain(profile.id)
    await api.get(`/api/profiles/${profile.id}/relations`)
    expect(await api.get('/api/trends')).toHaveProperty('items')
    expect(JSON.stringify(await api.get(`/api/search?q=${encodeURIComponent(wordOf(talked) ?? '')}`))).toContain(talked.id)
  })

  test('agents that wake add posts, seen over the stream and traced to their turn', async () => {
    const aborting = new AbortController()
    const { posts, opened } = watch(town.url, aborting.signal)
    await opened
    await town.db.updateTable('agents').set({ brain: JSON.stringify({ kind: 'habit', weights: { create_post: 1 } }) }).execute()
    await town.wake()
    const [post] = await posts
    aborting.abort()
    await town.settled()
    expect((await api.get<Post>(`/api/posts/${post?.id}`)).id).toBe(post?.id)
    const made = await town.db.selectFrom('journal').select(['turn_id', 'action', 'verdict']).where('made_id', '=', post?.id ?? '').execute()
    expect(made).toMatchObject([{ action: 'create_post', verdict: 'allow' }])
    expect(await disagreements(town.db)).toEqual([])
  })

  test('the owner registers with the bootstrap token, sees a trace, throws the switch, and releases it with a reason', async () => {
    const owner = await registerOwner(town.url, BOOTSTRAP)
    const sample = await town.db.selectFrom('workspaces').select('id').orderBy('id').executeTakeFirstOrThrow()
    const inSample = owner.with({ 'x-workspace': sample.id })
    const { items: agents } = await inSample.get<Page<{ id: string; projectId: string; state: string }>>('/api/agents?limit=50')
    expect(agents).toHaveLength(24)
    const { items: turns } = await inSample.get<Page<{ id: string }>>(`/api/agents/${agents[0]?.id}/turns`)
    const trace = await inSample.get<{ entries: { kind: string }[] }>(`/api/turns/${turns[0]?.id}`)
    expect(trace.entries.at(-1)?.kind).toBe('turn-ended')

    const scope = { projectId: agents[0]?.projectId }
    await inSample.post('/api/kill-switch', { on: true, scope, reason: 'a story' })
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    const before = await town.db.selectFrom('turns').select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
    await town.wake()
    await new Promise((resolve) => setTimeout(resolve, 600))
    expect(await town.db.selectFrom('turns').select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).toEqual(before)
    await expect(inSample.post('/api/kill-switch', { on: false, scope, reason: '' })).rejects.toThrow(/answered 4\d\d.*reason/s)
    await inSample.post('/api/kill-switch', { on: false, scope, reason: 'the story goes on' })
    await town.wake()
    await town.settled()
    expect((await town.db.selectFrom('turns').select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n).toBeGreaterThan(before.n)
  })

  test('personas of one seed are the same in two workspaces, and are not made twice', async () => {
    const { accessToken } = await api.post<{ accessToken: string }>('/api/auth/login', { email: 'olga@troupe.example', password: 'correct horse battery' })
    const owner = api.with({ authorization: `Bearer ${accessToken}` })
    const workspaces = await Promise.all(['North', 'South'].map((name) => owner.post<{ id: string }>('/api/workspaces', { name })))
    const order = { pack: 'agora', count: 100, seed: 'one seed' }
    const made = []
    for (const { id } of workspaces) made.push(await owner.with({ 'x-workspace': id }).post<{ created: number; existing: number; personas: Record<string, unknown>[] }>('/api/personas/generate', order))
    expect(made.map(({ created, existing }) => [created, existing])).toEqual([[100, 0], [100, 0]])
    const [north, south] = made.map(({ personas }) => personas.map((persona): Record<string, unknown> => ({ ...persona, id: '', avatarUrl: '', createdAt: '', updatedAt: '' })))
    expect(south).toEqual(north)
    expect(new Set(north?.map((persona) => persona['username'])).size).toBe(100)
    const again = await owner.with({ 'x-workspace': workspaces[0]?.id ?? '' }).post<{ created: number; existing: number }>('/api/personas/generate', order)
    expect(again).toMatchObject({ created: 0, existing: 100 })
  })
})

test('stopped and started again on its database, an instance goes on where it was', async () => {
  await using first = await startInstance()
  await first.wake()
  await first.settled()
  const before = await new Api(first.url).get<Page<Post>>('/api/posts?limit=5')
  await first.stop()
  await using second = await startInstance({ databaseUrl: first.databaseUrl })
  expect((await new Api(second.url).get<Page<Post>>('/api/posts?limit=5')).items.map((post) => post.id)).toEqual(before.items.map((post) => post.id))
  await second.wake()
  await second.settled()
  const turns = await second.db.selectFrom('agents').select(['turns', 'state']).execute()
  expect(turns).toHaveLength(24)
  expect(turns.every((agent) => agent.turns >= 2 && agent.state === 'idle')).toBe(true)
  expect(await disagreements(second.db)).toEqual([])
})

test('--empty: no sample, no posts, pages that say so, and everything to be set up', async () => {
  await using empty = await startInstance({ sample: false, env: { TROUPE_BOOTSTRAP_TOKEN: BOOTSTRAP } })
  const page = await fetch(empty.url, { headers: { accept: 'text/html' } })
  expect(page.status).toBeLessThan(500)
  expect(await empty.db.selectFrom('personas').select('id').execute()).toEqual([])
  const owner = await registerOwner(empty.url, BOOTSTRAP)
  expect((await owner.get<Page<unknown>>('/api/personas')).items).toEqual([])
  expect((await fetch(`${empty.url}/api/health`)).status).toBe(200)
  expect((await fetch(`${empty.url}/api/ready`)).status).toBe(200)
})
