import type { Group, Page, Post, Profile } from '@troupe/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testId } from '../../feed/testing/small-world.ts'
import { ada, bob, cyd, LABEL, OTHER_WORLD, post, PRIVATE_WORLD, publicSite, quote, type PublicSite, type Wanted } from '../testing/public-site.ts'

let site: PublicSite
const HIDDEN = testId(1, 8)

async function get<Answer>(url: string, status = 200): Promise<Answer> {
  const answer = await site.visitor.get(url)
  expect([url, answer.statusCode]).toEqual([url, status])
  return answer.json<Answer>()
}

const make = (n: number, actorId: string, name: string, description = ''): Wanted => ({ kind: 'create-group', id: testId(6, n), actorId, name, description, ...LABEL })
const join = (n: number, actorId: string): Wanted => ({ kind: 'join-group', actorId, groupId: testId(6, n) })
const say = (n: number, group: number, actorId: string, text: string): Wanted =>
  ({ kind: 'post-to-group', id: testId(2, n), actorId, groupId: testId(6, group), title: null, text, ...LABEL })

beforeAll(async () => {
  site = await publicSite()
  await site.write(
    make(1, ada.id, 'The roundabout', 'Cones and all.'), make(2, bob.id, 'Geese & swans'), make(3, bob.id, 'Queues'), join(1, bob.id), join(1, cyd.id), join(2, cyd.id),
    say(1, 1, ada.id, 'One cone'), say(2, 1, bob.id, 'Two cones'), post(3, ada.id, 'Elsewhere'), quote(4, cyd.id, 1, 'Only one?'),
    { ...make(4, HIDDEN, 'Secret'), worldId: PRIVATE_WORLD },
  )
})
afterAll(() => site[Symbol.asyncDispose]())

it('lists them by size, in pages, and finds them by words', async () => {
  const first = await get<Page<Group>>('/api/groups?limit=2')
  expect(first.items.map((group) => [group.name, group.counts])).toEqual([['The roundabout', { members: 3, posts: 2 }], ['Geese & swans', { members: 2, posts: 0 }]])
  const second = await get<Page<Group>>(`/api/groups?limit=2&cursor=${first.nextCursor}`)
  expect(second).toMatchObject({ items: [{ name: 'Queues' }], nextCursor: null })
  expect((await get<Page<Group>>('/api/groups?query=CONES')).items.map((group) => group.name)).toEqual(['The roundabout'])
  expect((await get<Page<Group>>('/api/groups?query=%25')).items).toEqual([])
  expect((await get<Page<Group>>(`/api/groups?world=${OTHER_WORLD}`)).items).toEqual([])
  await get('/api/groups?cursor=x', 400)
  await get('/api/groups?limit=0', 400)
})

it('one by id or by name in any case, with its maker, counts and label', async () => {
  const group = await get<Group>(`/api/groups/${testId(6, 1)}`)
  expect(group).toMatchObject({ name: 'The roundabout', description: 'Cones and all.', creator: { username: 'ada', automated: true }, automated: true, generator: 'rehearsal' })
  expect(await get('/api/groups/by-name/the%20ROUNDABOUT')).toEqual(group)
  expect(await get(`/api/groups/by-name/${encodeURIComponent('geese & SWANS')}`)).toMatchObject({ name: 'Geese & swans' })
})

it('none of another world, none that is private, none that is not', async () => {
  for (const rest of ['', '/posts', '/members']) {
    await get(`/api/groups/${testId(6, 4)}${rest}`, 404)
    await get(`/api/groups/${testId(6, 77)}${rest}`, 404)
    await get(`/api/groups/${testId(6, 1)}${rest}?world=${OTHER_WORLD}`, 404)
  }
  await get('/api/groups/by-name/Secret', 404)
  await get('/api/groups/the-roundabout', 400)
  expect((await get<Page<Group>>('/api/groups')).items.map((group) => group.name)).not.toContain('Secret')
})

it('its posts, newest first, in pages; they stand in the feed too, under the group\'s name', async () => {
  const first = await get<Page<Post>>(`/api/groups/${testId(6, 1)}/posts?limit=1`)
  const second = await get<Page<Post>>(`/api/groups/${testId(6, 1)}/posts?limit=1&cursor=${first.nextCursor}`)
  expect([first, second].map((page) => page.items.map((item) => item.text))).toEqual([['Two cones'], ['One cone']])
  expect(second.nextCursor).toBeNull()
  const group = { id: testId(6, 1), name: 'The roundabout' }
  const feed = await get<Page<Post>>('/api/posts')
  expect(feed.items.map((item) => [item.text, item.group])).toEqual([['Only one?', null], ['Elsewhere', null], ['Two cones', group], ['One cone', group]])
  expect(await get(`/api/posts/${testId(2, 1)}`)).toMatchObject({ group })
  expect((await get<Page<Post>>('/api/posts?sort=popular')).items.find((item) => item.id === testId(2, 1))).toMatchObject({ group })
})

it('its members, the latest first; neither the suspended nor what they said', async () => {
  const names = async (): Promise<string[]> => (await get<Page<Profile>>(`/api/groups/${testId(6, 1)}/members`)).items.map((item) => item.username)
  expect(await names()).toEqual(['cyd', 'bob', 'ada'])
  await site.mark('profiles', 'suspended_at', ada.id)
  expect(await names()).toEqual(['cyd', 'bob'])
  expect((await get<Page<Post>>(`/api/groups/${testId(6, 1)}/posts`)).items.map((item) => item.text)).toEqual(['Two cones'])
  expect(await get(`/api/groups/${testId(6, 1)}`)).toMatchObject({ creator: null, counts: { members: 3 } })
})
