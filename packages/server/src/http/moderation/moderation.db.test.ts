/** Moderation over HTTP, beside the public pages it moves: what anybody reads turns over at once, and back. */
import type { Comment, HiddenItem, ModerationCounts, ModerationFile, ModerationOutcome, Page, Post, Problem, ProfileModerationFile, Report, ReportCasePage, SuspendedProfile } from '@troupe/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemIds } from '../../base/ids.ts'
import { silentLog } from '../../base/log.ts'
import { seeded } from '../../base/random.ts'
import { testId, WORLD } from '../../feed/testing/small-world.ts'
import { createConsoleServices, type ConsoleServices } from '../../runtime/console-services.ts'
import { tellAgents } from '../agents/bulk.ts'
import { tellAgent } from '../agents/tell.ts'
import { moderationRoutes } from '../moderation-routes.ts'
import { Caller, firstOwner, member } from '../testing/caller.ts'
import { NO_ENVIRONMENT_KEYS } from '../testing/console-server.ts'
import { ada, bob, comment, cyd, OTHER_WORLD, post, PRIVATE_WORLD, publicSite, quote, WORKSPACE, type PublicSite } from '../testing/public-site.ts'

let site: PublicSite
let services: ConsoleServices
let owner: Caller

const postId = (n: number) => testId(2, n)
const commentId = (n: number) => testId(3, n)
const report = (n: number, actorId: string, on: 'post' | 'comment', targetId: string, reason: string) => ({ kind: 'report', id: testId(4, n), actorId, on, targetId, reason }) as const

beforeEach(async () => {
  const poked: string[] = []
  site = await publicSite({
    moreRoutes: (app, { connection, clock, people, changes }) => {
      services = createConsoleServices({
        db: connection.db, clock, ids: systemIds(clock), random: seeded('moderation'), log: silentLog, audit: people.audit, secretKey: Buffer.alloc(32, 7),
        environmentKeys: NO_ENVIRONMENT_KEYS, packs: [], rules: [], notifier: { poke: (topic) => void poked.push(topic), on: () => () => {} },
        onModerated: (worlds) => worlds.forEach((id) => changes.withdraw(id)),
      })
      moderationRoutes(app, services)
      tellAgent(app, services)
      tellAgents(app, services)
    },
  })
  owner = await firstOwner(site.server.app)
  await site.server.connection.db.updateTable('projects').set({ workspace_id: (await owner.get('/api/auth/me')).json<{ workspaces: { id: string }[] }>().workspaces[0]?.id ?? WORKSPACE }).execute()
  await site.write(
    post(1, ada.id, 'The #roundabout is late', 'On time'), post(2, bob.id, 'Buy my #geese'), quote(3, cyd.id, 2, 'Really?'),
    comment(1, bob.id, 1, 'First'), comment(2, cyd.id, 1, 'Second', 1), comment(3, ada.id, 1, 'Third', 2),
    { ...post(20, testId(1, 8), 'In private'), worldId: PRIVATE_WORLD }, { ...post(21, testId(1, 9), 'Elsewhere'), worldId: OTHER_WORLD },
  )
})
afterEach(async () => {
  await services.tail.stop()
  await site[Symbol.asyncDispose]()
})

async function read<Answer>(url: string, caller: Caller = site.visitor, status = 200): Promise<Answer> {
  const answer = await caller.get(url)
  expect([url, answer.statusCode, answer.statusCode === status ? '' : answer.body]).toEqual([url, status, ''])
  return answer.json<Answer>()
}
async function order(body: object, caller = owner, status = 200): Promise<ModerationOutcome> {
  const answer = await caller.post('/api/moderation', body)
  expect([answer.statusCode, answer.statusCode === status ? '' : answer.body]).toEqual([status, ''])
  return answer.json<ModerationOutcome>()
}
const texts = async (): Promise<string[]> => (await read<Page<Post>>('/api/posts')).items.map((item) => item.text)
const target = (n: number) => ({ kind: 'post', id: postId(n) }) as const

describe('a hidden post', () => {
  it('is gone from every page anybody reads, at once, and back at once when it is taken back', async () => {
    const pages = ['/api/posts', '/api/posts?sort=popular', '/api/trends', '/api/search?q=geese', '/api/search?q=%23geese', '/feed.xml', '/feed.json', `/api/profiles/${bob.id}/posts`]
    const bodies = async (): Promise<string[]> => Promise.all(pages.map(async (url) => (await site.visitor.get(url)).body))
    const before = await bodies()
    for (const [place, body] of before.entries()) expect([pages[place], /geese/i.test(body)]).toEqual([pages[place], true])
    const { acts, counts } = await order({ act: 'hide', targets: [target(2)], reason: 'An advertisement' })
    expect(counts).toMatchObject({ posts: 1, comments: 0, answers: 0 })
    for (const [place, body] of (await bodies()).entries()) expect([pages[place], /my #?geese/i.test(body)]).toEqual([pages[place], false])
    expect(await read<Problem>(`/api/posts/${postId(2)}`, site.visitor, 410)).toMatchObject({ type: '/problems/post-taken-down', detail: 'This post was taken down by those who run this place.' })
    expect(await read<Problem>(`/api/posts/${postId(2)}/comments`, site.visitor, 410)).toMatchObject({ type: '/problems/post-taken-down' })
    expect((await read<Post>(`/api/posts/${postId(3)}`)).referenced).toMatchObject({ text: null, author: null })
    expect((await read<Page<HiddenItem>>('/api/moderation/hidden', owner)).items).toMatchObject([{ item: { id: postId(2), text: 'Buy my #geese' }, act: { kind: 'hide', reason: 'An advertisement' } }])

    const undone = await owner.post('/api/moderation/undo', { acts })
    expect(undone.json<ModerationOutcome>()).toMatchObject({ acts, failed: [], counts: { posts: 1 } })
    expect((await bodies()).map((body) => /geese/i.test(body))).toEqual(pages.map(() => true))
    expect((await read<Page<HiddenItem>>('/api/moderation/hidden', owner)).items).toEqual([])
    expect((await owner.post('/api/moderation/undo', { acts })).json<ModerationOutcome>().failed).toMatchObject([{ reason: 'It has been taken back already.' }])
  })

  it('leaves its quotes and its author\'s counts true, and is in the audit log with before and after', async () => {
    await order({ act: 'hide', targets: [target(3)], reason: 'Off topic' })
    expect((await read<Post>(`/api/posts/${postId(2)}`)).counts.quotes).toBe(0)
    const { items } = (await owner.get('/api/audit?action=post-hidden')).json<{ items: object[] }>()
    expect(items).toMatchObject([{ subject: { kind: 'post', id: postId(3) }, before: { state: 'shown' }, after: { state: 'hidden', reason: 'Off topic' } }])
  })

  it('a hidden comment leaves the thread its shape', async () => {
    const answer = await owner.put(`/api/comments/${commentId(2)}/moderation`, { state: 'hidden', reason: 'Rude' })
    expect(answer.json<ModerationFile>()).toMatchObject({ item: { kind: 'comment', text: 'Second', context: [{ id: postId(1) }, { id: commentId(1), text: 'First' }] }, acts: [{ kind: 'hide' }] })
    const { items } = await read<Page<Comment>>(`/api/posts/${postId(1)}/comments`)
    expect(items.map((item) => [item.text, item.parentId])).toEqual([['First', null], ['Third', commentId(1)]])
    expect((await read<Post>(`/api/posts/${postId(1)}`)).counts.comments).toBe(2)
    expect((await owner.put(`/api/comments/${commentId(2)}/moderation`, { state: 'hidden' })).json<Problem>()).toMatchObject({ status: 409, detail: 'This comment is hidden already.' })
  })
})

describe('deleting', () => {
  it('erases words on wish, keeps their place, and cannot be undone', async () => {
    const { acts } = await order({ act: 'delete', targets: [target(2)], reason: 'A private address', erase: true })
    expect(await read<Problem>(`/api/posts/${postId(2)}`, site.visitor, 410)).toMatchObject({ type: '/problems/post-deleted' })
    expect((await read<ModerationFile>(`/api/posts/${postId(2)}/moderation`, owner)).item).toMatchObject({ text: '', title: null, author: { username: 'bob', history: { deleted: 1 } }, deletedAt: expect.any(String) as string })
    expect((await owner.post('/api/moderation/undo', { acts })).json<ModerationOutcome>().failed).toMatchObject([{ id: acts[0], reason: 'What was deleted stays deleted.' }])
    expect(JSON.stringify((await owner.get('/api/audit')).json())).not.toContain('geese')
  })
})

describe('an image', () => {
  const picture = { id: testId(9, 1), width: 800, height: 600, alt: 'A jar on grey paper.', subject: 'a jar', details: [], colour: '#808080', generator: 'packshot', placeholder: false, variants: [{ width: 320, height: 240, format: 'webp' as const }] }

  it('is shown with the report, in the list of what is hidden, in the file, and beside a comment on it', async () => {
    await site.write({ kind: 'create-post', id: postId(30), actorId: bob.id, title: 'Jar', text: 'Only the shadow moved.', picture, generator: 'rehearsal', turnId: null }, comment(31, cyd.id, 30, 'Is it for sale?'), report(1, ada.id, 'post', postId(30), 'spam'), report(2, ada.id, 'comment', commentId(31), 'spam'))
    const image = { id: picture.id, url: `/images/${picture.id}`, alt: 'A jar on grey paper.', variants: [{ url: `/images/${picture.id}/320.webp`, width: 320 }], automated: bob.automated, generator: 'packshot' }
    const { items } = await read<ReportCasePage>('/api/reports', owner)
    expect(items.find(({ item }) => item.kind === 'post')?.item.image).toMatchObject(image)
    expect(items.find(({ item }) => item.kind === 'comment')?.item).toMatchObject({ image: null, context: [{ id: postId(30), image }] })
    await order({ act: 'hide', targets: [target(30)] })
    expect((await read<Page<HiddenItem>>('/api/moderation/hidden', owner)).items).toMatchObject([{ item: { id: postId(30), image } }])
    expect((await read<ModerationFile>(`/api/posts/${postId(30)}/moderation`, owner)).item.image).toMatchObject(image)
    expect((await read<ModerationFile>(`/api/posts/${postId(1)}/moderation`, owner)).item.image).toBeNull()
  })
})

describe('a suspension', () => {
  it('takes a member and all they said out of sight, pauses the agent, and lets both back', async () => {
    const { db } = site.server.connection
    const workspace_id = (await db.selectFrom('projects').select('workspace_id').executeTakeFirstOrThrow()).workspace_id
    const agent = { workspace_id, project_id: testId(7, 1), platform: 'feed', brain: '{"kind":"habit"}', persona_id: null, profile_id: bob.id, state_reason: null, state_since: 0, until_at: null, wake_at: 5, created_at: 0 } as const
    await db.insertInto('agents').values([
      { ...agent, id: testId(6, 1), name: 'Bob', state: 'idle' }, { ...agent, id: testId(6, 2), name: 'Bob too', state: 'paused', state_reason: 'paused by hand', wake_at: null },
    ] as never).execute()
    const { acts, counts } = await order({ act: 'suspend', targets: [target(2)], reason: 'Sells geese' })
    expect(counts).toMatchObject({ profiles: 1, agents: 1 })
    expect(await texts()).toEqual(['Really?', 'The #roundabout is late'])
    expect(await read<Problem>(`/api/profiles/${bob.id}`, site.visitor, 410)).toMatchObject({ type: '/problems/profile-suspended' })
    expect(await read<Problem>('/api/profiles/by-username/bob', site.visitor, 410)).toMatchObject({ type: '/problems/profile-suspended' })
    expect((await read<Page<SuspendedProfile>>('/api/moderation/suspended', owner)).items).toMatchObject([{
      author: { username: 'bob' }, posts: 1, comments: 1, act: { reason: 'Sells geese' }, agents: [{ state: 'paused' }, { state: 'paused' }],
    }])
    const states = async () => db.selectFrom('agents').select(['state', 'state_reason', 'wake_at']).orderBy('id').execute()
    expect(await states()).toMatchObject([{ state: 'paused', state_reason: 'its profile is suspended: Sells geese', wake_at: null }, { state_reason: 'paused by hand' }])
    await owner.post('/api/moderation/undo', { acts })
    expect(await texts()).toContain('Buy my #geese')
    expect(await states()).toMatchObject([{ state: 'idle', state_reason: null, wake_at: expect.any(Number) as number }, { state: 'paused', state_reason: 'paused by hand' }])
  })

  it('lets none of its agents be started, resumed or woken while it lasts, by one order or by many, and says why', async () => {
    const { db } = site.server.connection
    const workspace_id = (await db.selectFrom('projects').select('workspace_id').executeTakeFirstOrThrow()).workspace_id
    const agent = { workspace_id, project_id: testId(7, 1), platform: 'feed', brain: '{"kind":"habit"}', persona_id: null, state: 'ready', state_reason: null, state_since: 0, until_at: null, wake_at: null, created_at: 0 } as const
    await db.insertInto('agents').values([{ ...agent, id: testId(6, 1), name: 'Bob', profile_id: bob.id }, { ...agent, id: testId(6, 2), name: 'Ada', profile_id: ada.id }, { ...agent, id: testId(6, 3), name: 'Bob too', profile_id: bob.id, state: 'idle' }] as never).execute()
    const { acts } = await order({ act: 'suspend', targets: [target(2)], reason: 'Sells geese' })
    const why = '@bob is suspended, and nobody would see what it does. Lift the suspension first, under Moderation.'
    const tell = async (n: number, verb: string) => (await owner.post(`/api/agents/${testId(6, n)}/${verb}`)).json<Problem>()
    expect(await tell(1, 'start')).toMatchObject({ status: 409, type: '/problems/persona-suspended', detail: why })
    expect(await tell(3, 'resume')).toMatchObject({ status: 409, type: '/problems/persona-suspended' })
    const many = await owner.post('/api/agents/bulk', { verb: 'start', ids: [testId(6, 1), testId(6, 2)] })
    expect(many.json()).toMatchObject({ done: [testId(6, 2)], failed: [{ id: testId(6, 1), reason: why }] })
    expect((await db.selectFrom('agents').select('state').orderBy('id').execute()).map(({ state }) => state)).toEqual(['ready', 'idle', 'paused'])
    await owner.post('/api/moderation/undo', { acts })
    expect(await tell(1, 'start')).toMatchObject({ state: 'idle' })
  })

  it('ends by itself when its time is over', async () => {
    const until = new Date(site.clock.now() + 60_000).toISOString()
    expect((await owner.put(`/api/profiles/${bob.id}/moderation`, { state: 'suspended', reason: 'Cool down', until })).json<ProfileModerationFile>().author).toMatchObject({ suspendedUntil: until })
    expect(await services.moderation.liftDue(10)).toBe(0)
    site.clock.advanceBy(60_000)
    expect(await services.moderation.liftDue(10)).toBe(1)
    expect((await read<{ username: string }>(`/api/profiles/${bob.id}`)).username).toBe('bob')
    const file = await read<ProfileModerationFile>(`/api/profiles/${bob.id}/moderation`, owner)
    expect(file.acts.map((act) => [act.kind, act.by, act.reason])).toEqual([['unsuspend', 'Troupe', 'its time is over'], ['suspend', expect.any(String), 'Cool down']])
    expect((await owner.put(`/api/profiles/${bob.id}/moderation`, { state: 'suspended', until: '2020-01-01T00:00:00.000Z' })).json<Problem>().faults).toMatchObject([{ path: '/until' }])
  })
})

describe('reports', () => {
  const send = (url: string, body: object, from = '203.0.113.7') => site.server.app.inject({ method: 'POST', url, payload: body, remoteAddress: from })

  it('by visitors: once each, none of what is not there, none where the owner takes none, none from programs', async () => {
    const spam = { category: 'spam', text: '  Sells geese ' }
    for (const from of ['203.0.113.7', '203.0.113.7', '203.0.113.8']) {
      const answer = await send(`/api/posts/${postId(2)}/reports`, spam, from)
      expect([answer.statusCode, answer.json()]).toEqual([202, { received: true }])
    }
    expect((await send(`/api/comments/${commentId(2)}/reports`, { ...spam, website: 'https://spam.example' })).statusCode).toBe(202)
    const { items, total } = await read<ReportCasePage>('/api/reports', owner)
    expect(total).toBe(1)
    expect(items).toMatchObject([{ state: 'open', item: { id: postId(2) }, counts: { total: 2, visitors: 2, agents: 0 }, reports: [{ category: 'spam', text: 'Sells geese', by: { kind: 'visitor', username: null } }, {}] }])
    for (const id of [postId(20), postId(99)]) expect((await send(`/api/posts/${id}/reports`, spam)).statusCode).toBe(404)
    expect((await send(`/api/posts/${postId(1)}/reports`, { category: 'dull' })).json<Problem>().faults).toMatchObject([{ path: '/category' }])
    await site.server.connection.db.updateTable('worlds').set({ visitor_reports: false }).where('id', '=', WORLD).execute()
    site.changes.poke(null)
    expect((await send(`/api/posts/${postId(1)}/reports`, spam)).json<Problem>()).toMatchObject({ status: 403, type: '/problems/reports-not-taken' })
    expect(await read('/api/world')).toMatchObject({ takesReports: false })
  })

  it('come one case a thing, agents\' told apart, the most reported first where asked, in pages', async () => {
    await site.server.connection.db.updateTable('profiles').set({ automated: false }).where('id', '=', cyd.id).execute()
    await site.write(report(1, ada.id, 'post', postId(2), 'Not what this place is for.'), report(2, cyd.id, 'post', postId(2), 'Geese?'), report(3, cyd.id, 'comment', commentId(1), 'Rude'))
    const newest = await read<ReportCasePage>('/api/reports?limit=1', owner)
    expect(newest.items).toMatchObject([{ item: { kind: 'comment', id: commentId(1), author: { username: 'bob', automated: true, history: { reported: 2 } } } }])
    expect(newest.total).toBe(2)
    expect((await read<ReportCasePage>(`/api/reports?limit=1&cursor=${newest.nextCursor}`, owner)).items.map(({ item }) => item.id)).toEqual([postId(2)])
    const most = await read<ReportCasePage>('/api/reports?sort=most', owner)
    expect(most.items.map(({ item, counts }) => [item.id, counts])).toEqual([[postId(2), { total: 2, visitors: 0, members: 1, agents: 1 }], [commentId(1), { total: 1, visitors: 0, members: 1, agents: 0 }]])
    expect(most.items[0]?.reports.map(({ text, by }: Report) => [by.kind, by.username, text])).toEqual([['member', 'cyd', 'Geese?'], ['agent', 'ada', 'Not what this place is for.']])
    const ids = async (query: string) => (await read<ReportCasePage>(`/api/reports?${query}`, owner)).items.map(({ item }) => item.id)
    expect(await ids('by=agent')).toEqual([postId(2)])
    expect(await ids('by=visitor')).toEqual([])
    expect(await ids('kind=comment')).toEqual([commentId(1)])
    expect(await ids('query=rude')).toEqual([commentId(1)])
    expect(await ids('query=@bob')).toEqual([commentId(1), postId(2)])
    expect(await ids(`world=${OTHER_WORLD}`)).toEqual([])
    expect(await read<ModerationCounts>('/api/moderation', owner)).toEqual({ open: 2, hidden: 0, suspended: 0 })
  })

  it('are decided with what they report, and open again when that is taken back', async () => {
    await site.write(report(1, ada.id, 'post', postId(2), 'Spam'), report(2, ada.id, 'comment', commentId(1), 'Rude'))
    const hidden = await order({ act: 'hide', targets: [target(2)] })
    expect(hidden.counts.reports).toBe(1)
    expect((await read<ReportCasePage>('/api/reports?state=hidden', owner)).items).toMatchObject([{ item: { id: postId(2) }, resolved: { kind: 'hide', id: hidden.acts[0] } }])
    await owner.post('/api/moderation/undo', { acts: hidden.acts })
    expect((await read<ReportCasePage>('/api/reports', owner)).total).toBe(2)

    const dismissed = await order({ act: 'dismiss', targets: [target(2), { kind: 'comment', id: commentId(2) }], reason: 'Harmless' })
    expect(dismissed).toMatchObject({ counts: { posts: 1, comments: 0, reports: 1 }, failed: [{ id: commentId(2) }] })
    expect((await read<ReportCasePage>('/api/reports?state=dismissed', owner)).items).toMatchObject([{ resolved: { kind: 'dismiss', reason: 'Harmless' } }])
    expect((await read<Post>(`/api/posts/${postId(2)}`)).text).toBe('Buy my #geese')

    const suspended = await order({ act: 'suspend', targets: [{ kind: 'comment', id: commentId(1) }] })
    expect(suspended.counts).toMatchObject({ profiles: 1, reports: 1 })
    expect((await read<ReportCasePage>('/api/reports?state=author-suspended', owner)).items).toMatchObject([{ item: { id: commentId(1) } }])
    expect((await read<ReportCasePage>('/api/reports', owner)).items).toEqual([])
    await owner.post('/api/moderation/undo', { acts: [...suspended.acts, ...dismissed.acts] })
    expect((await read<ReportCasePage>('/api/reports', owner)).total).toBe(2)
  })
})

describe('many at once', () => {
  it('are counted first and then done; what can\'t be done is told for that one', async () => {
    const wanted = { act: 'hide', targets: [target(1), target(2), { kind: 'comment', id: commentId(1) }, target(99), { kind: 'profile', id: bob.id }] }
    const preview = await order({ ...wanted, preview: true })
    expect(preview).toMatchObject({ preview: true, acts: [], counts: { posts: 2, comments: 1, answers: 4 }, failed: [{ id: postId(99) }, { id: bob.id }] })
    expect(await texts()).toHaveLength(3)
    const done = await order(wanted)
    expect({ ...done, acts: [], preview: true }).toEqual(preview)
    expect(done.acts).toHaveLength(3)
    expect(await texts()).toEqual(['Really?'])
  })

  it('two hundred, and not one more', async () => {
    await site.write(...Array.from({ length: 200 }, (_, n) => post(100 + n, ada.id, `Post ${n}`)))
    const targets = Array.from({ length: 200 }, (_, n) => target(100 + n))
    expect((await order({ act: 'hide', targets })).counts.posts).toBe(200)
    expect((await owner.post('/api/moderation', { act: 'hide', targets: [...targets, target(1)] })).json<Problem>().faults).toMatchObject([{ path: '/targets' }])
    expect(await texts()).toHaveLength(3)
  })
})

describe('roles and workspaces', () => {
  it('viewers look, reviewers hide and dismiss, operators delete and suspend', async () => {
    const [viewer, reviewer, operator] = [await member(site.server.app, owner, 'viewer'), await member(site.server.app, owner, 'reviewer'), await member(site.server.app, owner, 'operator')]
    await read('/api/reports', viewer)
    await order({ act: 'hide', targets: [target(1)] }, viewer, 403)
    const { acts } = await order({ act: 'hide', targets: [target(1)] }, reviewer)
    for (const act of ['delete', 'suspend', 'unsuspend']) await order({ act, targets: [target(1)] }, reviewer, 403)
    expect((await reviewer.put(`/api/posts/${postId(1)}/moderation`, { state: 'deleted' })).statusCode).toBe(403)
    expect((await viewer.post('/api/moderation/undo', { acts })).statusCode).toBe(403)
    const suspended = await order({ act: 'suspend', targets: [target(2)] }, operator)
    expect((await reviewer.post('/api/moderation/undo', { acts: suspended.acts })).statusCode).toBe(403)
    expect((await site.visitor.get('/api/reports')).statusCode).toBe(401)
  })

  it('another workspace has none of it', async () => {
    await site.write(report(1, ada.id, 'post', postId(2), 'Spam'))
    const { acts } = await order({ act: 'hide', targets: [target(1)] })
    const { id } = (await owner.post('/api/workspaces', { name: 'Elsewhere' })).json<{ id: string }>()
    const elsewhere = owner.with({ 'x-workspace': id })
    expect((await read<ReportCasePage>('/api/reports', elsewhere)).items).toEqual([])
    expect((await read<Page<HiddenItem>>('/api/moderation/hidden', elsewhere)).items).toEqual([])
    expect(await read<ModerationCounts>('/api/moderation', elsewhere)).toEqual({ open: 0, hidden: 0, suspended: 0 })
    await read(`/api/posts/${postId(2)}/moderation`, elsewhere, 404)
    await read(`/api/profiles/${bob.id}/moderation`, elsewhere, 404)
    expect((await order({ act: 'hide', targets: [target(2)] }, elsewhere)).failed).toMatchObject([{ id: postId(2) }])
    expect((await elsewhere.post('/api/moderation/undo', { acts })).json<ModerationOutcome>().failed).toMatchObject([{ id: acts[0], reason: 'There is no such act.' }])
    expect((await elsewhere.put(`/api/posts/${postId(2)}/moderation`, { state: 'hidden' })).statusCode).toBe(404)
  })
})
