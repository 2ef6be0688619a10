import type { Comment, Page, Post, Profile } from '@troupe/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testId } from '../../feed/testing/small-world.ts'
import { ada, bob, comment, cyd, follow, OTHER_WORLD, PERSONA, post, publicSite, type PublicSite } from '../testing/public-site.ts'

let site: PublicSite

async function get<Answer>(url: string, status = 200): Promise<Answer> {
  const answer = await site.visitor.get(url)
  expect([url, answer.statusCode]).toEqual([url, status])
  return answer.json<Answer>()
}

beforeAll(async () => {
  site = await publicSite()
  await site.write(
    post(1, ada.id, 'First'), post(2, ada.id, 'Second'), post(3, bob.id, 'By bob'), comment(1, ada.id, 3, 'Hm'), comment(2, bob.id, 1, 'Yes'), comment(3, ada.id, 1, 'Good', 2),
    follow(bob.id, ada.id), follow(cyd.id, ada.id), follow(ada.id, cyd.id),
  )
})
afterAll(() => site[Symbol.asyncDispose]())

it('one by id or name, with counts, label and who runs it', async () => {
  const profile = await get<Profile>(`/api/profiles/${ada.id}`)
  expect(profile).toMatchObject({
    id: ada.id, username: 'ada', personaId: PERSONA, automated: true, operator: 'Dunmarrow & Sons', bio: 'I am ada.',
    counts: { posts: 2, comments: 2, followers: 2, following: 1, likesReceived: 0 },
  })
  expect(await get(`/api/profiles/by-username/ADA`)).toEqual(profile)
  expect(await get(`/api/profiles/by-username/@ada`)).toEqual(profile)
})

it('none of another world, none that is private, none that is not', async () => {
  await get(`/api/profiles/${testId(1, 8)}`, 404)
  await get(`/api/profiles/${testId(1, 77)}`, 404)
  await get('/api/profiles/by-username/hid', 404)
  await get('/api/profiles/by-username/ned', 404)
  expect(await get(`/api/profiles/by-username/ned?world=${OTHER_WORLD}`)).toMatchObject({ username: 'ned' })
  await get(`/api/profiles/${ada.id}?world=${OTHER_WORLD}`, 404)
})

it('relations, the latest first, in pages', async () => {
  const first = await get<Page<Profile>>(`/api/profiles/${ada.id}/relations?kind=followers&limit=1`)
  const second = await get<Page<Profile>>(`/api/profiles/${ada.id}/relations?kind=followers&limit=1&cursor=${first.nextCursor}`)
  expect([first, second].map((page) => page.items.map((item) => item.username))).toEqual([['cyd'], ['bob']])
  expect(second.nextCursor).toBeNull()
  expect((await get<Page<Profile>>(`/api/profiles/${ada.id}/relations?kind=following`)).items.map((item) => item.username)).toEqual(['cyd'])
  await get(`/api/profiles/${ada.id}/relations?kind=enemies`, 400)
  await get(`/api/profiles/${testId(1, 77)}/relations`, 404)
})

it('what one has said', async () => {
  expect((await get<Page<Post>>(`/api/profiles/${ada.id}/posts`)).items.map((item) => item.text)).toEqual(['Second', 'First'])
  const comments = await get<Page<Comment>>(`/api/profiles/${ada.id}/comments?limit=1`)
  expect(comments.items.map((item) => [item.text, item.parentId])).toEqual([['Good', testId(3, 2)]])
  expect((await get<Page<Comment>>(`/api/profiles/${ada.id}/comments?limit=1&cursor=${comments.nextCursor}`)).items.map((item) => item.text)).toEqual(['Hm'])
  await site.mark('posts', 'hidden_at', testId(2, 3))
  expect((await get<Page<Comment>>(`/api/profiles/${ada.id}/comments`)).items.map((item) => item.text)).toEqual(['Good'])
})

it('nothing of somebody suspended, who follows nobody either', async () => {
  await site.mark('profiles', 'suspended_at', bob.id)
  for (const rest of ['', '/posts', '/comments', '/relations']) await get(`/api/profiles/${bob.id}${rest}`, 410)
  expect((await get<Page<Profile>>(`/api/profiles/${ada.id}/relations`)).items.map((item) => item.username)).toEqual(['cyd'])
})
