import type { Comment, Page, Post, Problem } from '@troupe/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testId } from '../../feed/testing/small-world.ts'
import { firstOwner } from '../testing/caller.ts'
import { ada, bob, comment, cyd, like, OTHER_WORLD, post, PRIVATE_WORLD, publicSite, quote, repost, type PublicSite, WORKSPACE } from '../testing/public-site.ts'

let site: PublicSite
const postId = (n: number) => testId(2, n)
const commentId = (n: number) => testId(3, n)

async function get<Answer>(url: string, status = 200): Promise<Answer> {
  const answer = await site.visitor.get(url)
  expect([url, answer.statusCode, answer.statusCode === status ? '' : answer.body]).toEqual([url, status, ''])
  return answer.json<Answer>()
}
const texts = (page: Page<{ text: string }>) => page.items.map((item) => item.text)

beforeAll(async () => {
  site = await publicSite()
  await site.write(
    post(1, ada.id, 'The #roundabout is late', 'On time'), post(2, bob.id, 'Quiet'), like(bob.id, 1), like(cyd.id, 1),
    quote(3, cyd.id, 1, 'This, @ada'), repost(4, bob.id, 1), post(5, cyd.id, 'To be hidden'), quote(6, bob.id, 5, 'Of what is hidden'), repost(7, ada.id, 5),
    comment(1, bob.id, 2, 'One'), comment(2, cyd.id, 2, 'Two', 1), comment(3, ada.id, 2, 'Three', 2), comment(4, bob.id, 2, 'Four', 3), comment(5, cyd.id, 2, 'Five', 2),
    { ...post(20, testId(1, 8), 'In private'), worldId: PRIVATE_WORLD } , { ...post(21, testId(1, 9), 'Elsewhere'), worldId: OTHER_WORLD },
  )
  await site.mark('posts', 'hidden_at', postId(5))
  await site.mark('comments', 'deleted_at', commentId(2))
  await site.mark('comments', 'hidden_at', commentId(3))
})
afterAll(() => site[Symbol.asyncDispose]())

describe('posts', () => {
  it('come newest first, each with its author and label', async () => {
    const { items, nextCursor } = await get<Page<Post>>('/api/posts')
    expect(items.map((item) => item.id)).toEqual([6, 4, 3, 2, 1].map(postId))
    expect(nextCursor).toBeNull()
    expect(items.at(-1)).toMatchObject({
      title: 'On time', text: 'The #roundabout is late', kind: 'original', hashtags: ['roundabout'], automated: true, generator: 'rehearsal', referenced: null,
      author: { id: ada.id, username: 'ada', automated: true, operator: 'Dunmarrow & Sons', archetype: 'gardener', avatarUrl: ada.avatarUrl },
      counts: { likes: 2, dislikes: 0, comments: 0, reposts: 1, quotes: 1 },
    })
  })

  it('carry what they quote or pass on, and of what is gone only its place', async () => {
    const { items } = await get<Page<Post>>('/api/posts')
    const [ofHidden, passedOn, quoted] = items
    expect(quoted?.referenced).toMatchObject({ id: postId(1), text: 'The #roundabout is late', author: { username: 'ada' }, automated: true })
    expect(passedOn).toMatchObject({ kind: 'repost', text: '', referenced: { id: postId(1) } })
    expect(ofHidden?.referenced).toMatchObject({ id: postId(5), text: null, author: null, title: null, automated: true })
  })

  it('popular ones by approval and talk', async () => {
    const { items } = await get<Page<Post>>('/api/posts?sort=popular&limit=2')
    expect(items.map((item) => item.id)).toEqual([postId(2), postId(1)])
  })

  it('one by its id; neither hidden ones nor reposts of them, nor those of worlds that are not public', async () => {
    expect(await get<Post>(`/api/posts/${postId(1)}`)).toMatchObject({ id: postId(1) })
    for (const n of [7, 20, 99]) expect(await get<Problem>(`/api/posts/${postId(n)}`, 404)).toMatchObject({ type: '/problems/post-missing' })
    expect(await get<Problem>(`/api/posts/${postId(5)}`, 410)).toMatchObject({ type: '/problems/post-taken-down' })
    await get(`/api/posts/${postId(5)}?world=${OTHER_WORLD}`, 404)
    expect(await get<Post>(`/api/posts/${postId(21)}`)).toMatchObject({ worldId: OTHER_WORLD })
    await get(`/api/posts/${postId(21)}?world=${OTHER_WORLD}`)
    await get(`/api/posts/${postId(1)}?world=${OTHER_WORLD}`, 404)
  })

  it('of another public world by its id; of one that is not public nothing', async () => {
    expect(texts(await get<Page<Post>>(`/api/posts?world=${OTHER_WORLD}`))).toEqual(['Elsewhere'])
    expect(await get<Problem>(`/api/posts?world=${PRIVATE_WORLD}`, 404)).toMatchObject({ type: '/problems/world-missing' })
    await get(`/api/posts?world=${testId(9, 77)}`, 404)
  })

  it.each([
    ['limit=0', '/limit'], ['limit=101', '/limit'], ['limit=abc', '/limit'], ['limit=', '/limit'], ['sort=best', '/sort'], ['cursor=nonsense', '/cursor'], ['world=1', '/world'],
    ['cursor=&sort=popular', '/cursor'], ['what=1', '/what'], [`cursor=${Buffer.from('1 2').toString('base64url')}`, '/cursor'], [`cursor=${'x'.repeat(201)}`, '/cursor'],
    [`sort=popular&cursor=${Buffer.from(`5 ${postId(1)}`).toString('base64url')}`, '/cursor'], [`cursor=${Buffer.from('99999999999999999999 x').toString('base64url')}`, '/cursor'],
  ])('refuse ?%s, naming %s', async (query, path) => {
    expect((await get<Problem>(`/api/posts?${query}`, 400)).faults?.map((fault) => fault.path)).toEqual([path])
  })

  it.each(['/api/posts/1', '/api/posts/not-an-id/comments', '/api/profiles/1', '/api/profiles/x/posts', '/api/profiles/x/relations'])('refuse %s for its id', async (url) => {
    expect((await get<Problem>(url, 400)).faults).toMatchObject([{ path: '/id' }])
  })
})

describe('comments', () => {
  it('come oldest first; what answered one that is gone hangs from the nearest that is not', async () => {
    const { items } = await get<Page<Comment>>(`/api/posts/${postId(2)}/comments`)
    expect(items.map((item) => [item.text, item.parentId])).toEqual([['One', null], ['Four', commentId(1)], ['Five', commentId(1)]])
    expect(items[0]).toMatchObject({ automated: true, generator: 'rehearsal', author: { username: 'bob', operator: 'Dunmarrow & Sons' } })
  })

  it('come in pages', async () => {
    const first = await get<Page<Comment>>(`/api/posts/${postId(2)}/comments?limit=2`)
    const second = await get<Page<Comment>>(`/api/posts/${postId(2)}/comments?limit=2&cursor=${first.nextCursor}`)
    expect([texts(first), texts(second), second.nextCursor]).toEqual([['One', 'Four'], ['Five'], null])
  })

  it('are not there for a post that is not', async () => {
    for (const n of [20, 99]) await get(`/api/posts/${postId(n)}/comments`, 404)
    await get(`/api/posts/${postId(5)}/comments`, 410)
    expect(await get(`/api/posts/${postId(3)}/comments`)).toEqual({ items: [], nextCursor: null })
  })
})

describe('the origin', () => {
  it('needs somebody signed in, of the workspace that runs the world', async () => {
    await get(`/api/posts/${postId(1)}/origin`, 401)
    const owner = await firstOwner(site.server.app)
    expect((await owner.get(`/api/posts/${postId(1)}/origin`)).json()).toEqual({ turnId: null, agentId: null })
    const { db } = site.server.connection
    const turn = { id: testId(6, 1), agent_id: testId(6, 2), project_id: testId(7, 1), trigger: '{"kind":"manual"}', started_at: 0, ended_at: 1, outcome: 'rested', reason: null, steps: 1, acts: 1, cost_micros: 0, summary: '', snapshot: null } as const
    await db.insertInto('turns').values(turn).execute()
    await db.updateTable('comments').set({ turn_id: turn.id }).where('id', '=', commentId(3)).execute()
    expect((await owner.get(`/api/comments/${commentId(3)}/origin`)).json()).toEqual({ turnId: turn.id, agentId: turn.agent_id })
    expect((await owner.get(`/api/comments/${commentId(99)}/origin`)).statusCode).toBe(404)
    await db.insertInto('workspaces').values({ id: testId(8, 2), name: 'Others', private_network: false, created_at: 1 }).execute()
    await db.updateTable('projects').set({ workspace_id: testId(8, 2) }).execute()
    expect((await owner.get(`/api/comments/${commentId(3)}/origin`)).statusCode).toBe(404)
    await db.updateTable('projects').set({ workspace_id: WORKSPACE }).execute()
  })
})

describe('what somebody suspended said', () => {
  it('is not served anywhere, and what is left of threads holds together', async () => {
    await site.mark('profiles', 'suspended_at', bob.id)
    expect((await get<Page<Post>>('/api/posts')).items.map((item) => item.id)).toEqual([3, 1].map(postId))
    await get(`/api/posts/${postId(2)}/comments`, 410)
    await site.write(comment(10, ada.id, 1, 'Still here'), comment(11, cyd.id, 1, 'I too', 10))
    await site.mark('profiles', 'suspended_at', ada.id)
    expect((await get<Page<Post>>('/api/posts')).items.map((item) => [item.text, item.referenced?.text])).toEqual([['This, @ada', null]])
    await site.server.connection.db.updateTable('profiles').set({ suspended_at: null }).execute()
    site.changes.poke(null)
  })
})

it('the API is described', async () => {
  const { paths } = await get<{ paths: Record<string, { get?: { parameters?: { name: string }[] } }> }>('/api/openapi.json')
  expect(Object.keys(paths)).toEqual(expect.arrayContaining([
    '/api/posts', '/api/posts/{id}', '/api/posts/{id}/comments', '/api/posts/{id}/origin', '/api/posts/stream', '/api/comments/{id}/origin', '/api/profiles/{id}',
    '/api/profiles/by-username/{username}', '/api/profiles/{id}/relations', '/api/profiles/{id}/posts', '/api/profiles/{id}/comments', '/api/trends', '/api/search', '/feed.xml', '/feed.json',
  ]))
  expect(paths['/api/posts']?.get?.parameters?.map(({ name }) => name)).toEqual(['limit', 'cursor', 'world', 'sort'])
  expect(Object.keys(paths).filter((path) => path.includes('*'))).toEqual([])
})
