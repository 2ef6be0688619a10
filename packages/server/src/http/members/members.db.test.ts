import type { Comment, Member, MemberMarks, MemberSession, Page, Post, Problem, Profile } from '@troupe/contract'
import type { LightMyRequestResponse as Response } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testId, WORLD } from '../../feed/testing/small-world.ts'
import { firstOwner, member as consoleMember } from '../testing/caller.ts'
import { askToJoin, join, joinerOf, PASSWORD, setJoining, signUpForm } from '../testing/joiner.ts'
import { ada, bob, comment, OTHER_WORLD, post, PRIVATE_WORLD, publicSite, type PublicSite } from '../testing/public-site.ts'

let site: PublicSite
const code = (answer: Response): [number, string] => [answer.statusCode, answer.statusCode < 400 ? '' : answer.json<Problem>().type.replace('/problems/', '')]

beforeEach(async () => {
  site = await publicSite()
  await setJoining(site, 'open')
  await site.write(post(1, ada.id, 'Hello from Ada'), comment(1, bob.id, 1, 'Hello Ada'))
})
afterEach(() => site[Symbol.asyncDispose]())

describe('joining', () => {
  it('makes somebody a member with a profile that bears no label, and signs them in', async () => {
    const answer = await askToJoin(site, 'zoe', { displayName: 'Zoë' })
    expect(answer.statusCode).toBe(201)
    expect(String(answer.headers['set-cookie'])).toMatch(/^troupe_member_[\w-]+=trm_.*HttpOnly.*SameSite=Lax/)
    const { member } = answer.json<MemberSession>()
    expect(member).toMatchObject({ state: 'active', username: 'zoe', email: 'zoe@mail.example', emailVerified: false, mayWrite: true, profile: { automated: false, personaId: null } })
    const { caller } = joinerOf(site, answer)
    expect((await caller.get('/api/members/session')).json<MemberSession>().member?.username).toBe('zoe')
    expect((await site.visitor.get('/api/members/session')).json()).toEqual({ member: null, csrfToken: null })
    expect((await site.visitor.get('/api/profiles/by-username/zoe')).json<Profile>()).toMatchObject({ displayName: 'Zoë', automated: false })
    const { audit } = { audit: await site.server.connection.db.selectFrom('audit').select(['action', 'actor_kind', 'after']).execute() }
    expect(audit).toMatchObject([{ action: 'member-joined', actor_kind: 'member' }])
    expect(JSON.stringify(audit)).not.toContain('mail.example')
  })

  it.each<[string, object, number, string]>([
    ['too short a password', { password: 'short' }, 400, 'invalid-input'],
    ['a username with a blank', { username: 'a b c' }, 400, 'invalid-input'],
    ['a username of another alphabet', { username: 'аda_b' }, 400, 'invalid-input'],
    ['a name that speaks for the place', { username: 'Adm1n' }, 400, 'username-reserved'],
    ['the name of a member', { username: 'BOB' }, 400, 'username-taken'],
    ['a look-alike of a persona', { username: '_a_d4' }, 400, 'username-of-a-persona'],
    ['a persona\'s shown name', { displayName: 'Ada  of the TEST' }, 400, 'name-of-a-persona'],
    ['a persona\'s shown name in other letters', { displayName: 'АԁА of the test' }, 400, 'name-of-a-persona'],
    ['a shown name with letters nobody sees', { displayName: 'Z\u202Eeo' }, 400, 'name-unseen'],
    ['a shown name that claims a label', { displayName: 'AI persona' }, 400, 'name-reserved'],
    ['the field nobody sees', { website: 'https://spam.example' }, 400, 'not-a-person'],
    ['another\'s ticket', { ticket: '1759320000000.AAAA' }, 400, 'form-stale'],
  ])('refuses %s', async (_what, change, status, problem) => {
    expect(code(await askToJoin(site, 'zoe', change))).toEqual([status, problem])
  })

  it('refuses a form that comes back too soon, too late, or from another world', async () => {
    const send = (ticket: string) => site.visitor.post('/api/members', { username: 'zoe', displayName: 'Zoe', email: 'zoe@mail.example', password: PASSWORD, ticket })
    const { ticket } = (await site.visitor.get('/api/members/form')).json<{ ticket: string }>()
    expect(code(await send(ticket))).toEqual([400, 'form-too-fresh'])
    site.clock.advanceBy(25 * 3_600_000)
    expect(code(await send(ticket))).toEqual([400, 'form-stale'])
    expect(code(await send(await signUpForm(site, `?world=${OTHER_WORLD}`)))).toEqual([400, 'form-stale'])
  })

  it('takes one e-mail address once a world, whatever its case, and again in another', async () => {
    await join(site, 'zoe')
    expect(code(await askToJoin(site, 'yan', { email: 'ZOE@Mail.example' }))).toEqual([409, 'email-taken'])
    await setJoining(site, 'open', OTHER_WORLD)
    const elsewhere = await join(site, 'zoe', `?world=${OTHER_WORLD}`)
    // Whoever is in one world is a visitor in the other.
    expect((await elsewhere.caller.get('/api/members/session')).json<MemberSession>().member).toBeNull()
    expect(code(await elsewhere.caller.post('/api/posts', { text: 'Here?' }))).toEqual([401, 'not-a-member'])
    expect((await elsewhere.caller.post(`/api/posts?world=${OTHER_WORLD}`, { text: 'There.' })).statusCode).toBe(201)
  })

  it('is refused where it is off, where the world is private, and by another site\'s page', async () => {
    await setJoining(site, 'off')
    expect(code(await askToJoin(site, 'zoe'))).toEqual([403, 'joining-off'])
    expect(code(await site.visitor.get(`/api/members/form?world=${PRIVATE_WORLD}`))).toEqual([404, 'world-missing'])
    await setJoining(site, 'open')
    const ticket = await signUpForm(site)
    const foreign = site.visitor.with({ origin: 'https://evil.example' })
    expect(code(await foreign.post('/api/members', { username: 'zoe', displayName: 'Zoe', email: 'z@mail.example', password: PASSWORD, ticket }))).toEqual([403, 'foreign-origin'])
  })

  it('is limited by network', async () => {
    const codes: number[] = []
    for (let n = 0; n < 13; n++) codes.push((await askToJoin(site, `crowd_${String.fromCodePoint(97 + n)}x`)).statusCode)
    expect(codes).toEqual([...Array.from({ length: 12 }, () => 201), 429])
    site.clock.advanceBy(3_600_000)
    expect((await askToJoin(site, 'later')).statusCode).toBe(201)
  })
})

describe('signing in', () => {
  it('works with the right password, and locks after ten wrong ones', async () => {
    await join(site, 'zoe')
    const right = await site.visitor.post('/api/members/session', { email: 'Zoe@mail.example', password: PASSWORD })
    expect(right.json<MemberSession>().member?.username).toBe('zoe')
    const wrong = () => site.visitor.post('/api/members/session', { email: 'zoe@mail.example', password: 'guess' })
    for (let n = 0; n < 10; n++) expect(code(await wrong())).toEqual([401, 'wrong-credentials'])
    expect(code(await wrong())).toEqual([429, 'too-many-attempts'])
  })

  it('opens nothing of the console, and a console session nothing here', async () => {
    const { caller } = await join(site, 'zoe')
    expect((await caller.get('/api/users')).statusCode).toBe(401)
    expect((await caller.get('/api/members')).statusCode).toBe(401)
    const owner = await firstOwner(site.server.app)
    expect(code(await owner.post('/api/posts', { text: 'As the owner' }))).toEqual([401, 'not-a-member'])
  })

  it('signing out ends it; changing the password ends all others', async () => {
    const { caller, cookie } = await join(site, 'zoe')
    const second = joinerOf(site, await site.visitor.post('/api/members/session', { email: 'zoe@mail.example', password: PASSWORD }))
    expect(code(await caller.post('/api/members/me/password', { current: 'wrong', next: 'another long one' }))).toEqual([400, 'wrong-password'])
    expect((await caller.post('/api/members/me/password', { current: PASSWORD, next: 'another long one' })).statusCode).toBe(204)
    expect((await second.caller.get('/api/members/session')).json<MemberSession>().member).toBeNull()
    expect((await caller.delete('/api/members/session')).statusCode).toBe(204)
    expect((await site.visitor.with({ cookie }).get('/api/members/session')).json<MemberSession>().member).toBeNull()
  })
})

describe('taking part', () => {
  it('posts, comments, replies, likes and follows beside the personas, without their label', async () => {
    const { caller, profileId } = await join(site, 'zoe')
    const posted = (await caller.post('/api/posts', { title: 'News', text: 'I am #new here, @ada' })).json<Post>()
    expect(posted).toMatchObject({ title: 'News', automated: false, generator: null, editedAt: null, hashtags: ['new'], author: { username: 'zoe', automated: false } })
    const answered = (await caller.post(`/api/posts/${testId(2, 1)}/comments`, { text: 'Hi', parentId: testId(3, 1) })).json<Comment>()
    expect(answered).toMatchObject({ parentId: testId(3, 1), automated: false, generator: null })
    for (const path of [`/api/posts/${testId(2, 1)}/like`, `/api/comments/${testId(3, 1)}/like`, `/api/profiles/${ada.id}/follow`]) {
      expect([(await caller.put(path, {})).statusCode, (await caller.put(path, {})).statusCode]).toEqual([204, 204])
    }
    const marks = () => caller.get(`/api/members/marks?of=${[testId(2, 1), testId(3, 1), ada.id, bob.id].join(',')}`)
    expect((await marks()).json<MemberMarks>()).toEqual({ liked: expect.arrayContaining([testId(2, 1), testId(3, 1)]), following: [ada.id] })
    expect((await site.visitor.get(`/api/posts/${testId(2, 1)}`)).json<Post>().counts).toMatchObject({ likes: 1, comments: 2 })
    for (const path of [`/api/posts/${testId(2, 1)}/like`, `/api/profiles/${ada.id}/follow`]) {
      expect([(await caller.delete(path)).statusCode, (await caller.delete(path)).statusCode]).toEqual([204, 204])
    }
    expect((await marks()).json<MemberMarks>()).toEqual({ liked: [testId(3, 1)], following: [] })
    // Personas hear of it like of any other's words.
    const notices = await site.server.connection.db.selectFrom('notices').select(['profile_id', 'kind']).where('actor_id', '=', profileId).orderBy('at').execute()
    expect(notices).toEqual(expect.arrayContaining([{ profile_id: ada.id, kind: 'mention' }, { profile_id: bob.id, kind: 'reply' }, { profile_id: ada.id, kind: 'reply' }]))
  })

  it('edits and deletes own words, and nobody else\'s', async () => {
    const zoe = await join(site, 'zoe')
    const yan = await join(site, 'yan')
    const { id } = (await zoe.caller.post('/api/posts', { title: 'T', text: 'Frist' })).json<Post>()
    site.clock.advanceBy(1_000)
    expect((await zoe.caller.patch(`/api/posts/${id}`, { text: 'First' })).json<Post>()).toMatchObject({ title: 'T', text: 'First', editedAt: new Date(site.clock.now()).toISOString() })
    expect(code(await yan.caller.patch(`/api/posts/${id}`, { text: 'Mine' }))).toEqual([403, 'not-own'])
    expect(code(await yan.caller.delete(`/api/posts/${id}`))).toEqual([403, 'not-own'])
    expect(code(await zoe.caller.patch(`/api/posts/${testId(2, 1)}`, { text: 'Ada says so' }))).toEqual([403, 'not-own'])
    const said = (await yan.caller.post(`/api/posts/${id}/comments`, { text: 'Hm' })).json<Comment>()
    expect((await yan.caller.patch(`/api/comments/${said.id}`, { text: 'Hmm' })).json<Comment>()).toMatchObject({ text: 'Hmm', editedAt: expect.any(String) as string })
    expect(code(await zoe.caller.delete(`/api/comments/${said.id}`))).toEqual([403, 'not-own'])
    expect((await yan.caller.delete(`/api/comments/${said.id}`)).statusCode).toBe(204)
    expect((await site.visitor.get(`/api/posts/${id}`)).json<Post>().counts.comments).toBe(0)
    expect((await zoe.caller.delete(`/api/posts/${id}`)).statusCode).toBe(204)
    expect(code(await site.visitor.get(`/api/posts/${id}`))).toEqual([404, 'post-missing'])
    expect((await site.visitor.get('/api/posts')).json<Page<Post>>().items.map((item) => item.id)).toEqual([testId(2, 1)])
  })

  it('pages stay the same for all, signed in or not', async () => {
    const { caller } = await join(site, 'zoe')
    await caller.put(`/api/posts/${testId(2, 1)}/like`, {})
    const [asMember, asVisitor] = [await caller.get('/api/posts'), await site.visitor.get('/api/posts')]
    expect(asMember.body).toBe(asVisitor.body)
    expect(asMember.headers['cache-control']).toBe('public, no-cache')
    for (const path of ['/api/members/session', `/api/members/marks?of=${ada.id}`, '/api/members/form']) expect((await caller.get(path)).headers['cache-control']).toBe('no-store')
  })

  it('needs the CSRF token, and a page of ours', async () => {
    const { caller, cookie, session } = await join(site, 'zoe')
    const without = site.visitor.with({ cookie })
    for (const answer of [await without.post('/api/posts', { text: 'x' }), await without.put(`/api/profiles/${ada.id}/follow`, {}), await without.delete('/api/members/session'), await without.with({ 'x-csrf-token': 'guess' }).post('/api/posts', { text: 'x' }), await caller.with({ origin: 'https://evil.example' }).post('/api/posts', { text: 'x' })]) {
      expect(code(answer)).toEqual([403, 'csrf'])
    }
    expect((await without.with({ 'x-csrf-token': session.csrfToken ?? '' }).post('/api/posts', { text: 'x' })).statusCode).toBe(201)
  })

  it('is limited: five posts a minute', async () => {
    const { caller } = await join(site, 'zoe')
    const codes: number[] = []
    for (let n = 0; n < 6; n++) codes.push((await caller.post('/api/posts', { text: `Post ${n}` })).statusCode)
    expect(codes).toEqual([201, 201, 201, 201, 201, 429])
    site.clock.advanceBy(60_000)
    expect((await caller.post('/api/posts', { text: 'Later' })).statusCode).toBe(201)
  })

  it('obeys the rules of the feed', async () => {
    const { caller, profileId } = await join(site, 'zoe')
    expect(code(await caller.post('/api/posts', { text: ' \n ' }))).toEqual([400, 'empty'])
    expect(code(await caller.post('/api/posts', { text: 'x'.repeat(1_001) }))).toEqual([400, 'invalid-input'])
    expect(code(await caller.put(`/api/profiles/${profileId}/follow`, {}))).toEqual([409, 'self'])
    expect(code(await caller.put(`/api/posts/${testId(2, 99)}/like`, {}))).toEqual([404, 'post-missing'])
    const { id } = (await caller.post('/api/posts', { text: 'Mine' })).json<Post>()
    expect(code(await caller.put(`/api/posts/${id}/like`, {}))).toEqual([409, 'own-words'])
  })
})

describe('the profile and leaving', () => {
  it('changes name and bio, but to nobody else\'s name', async () => {
    const { caller } = await join(site, 'zoe')
    const changed = (await caller.patch('/api/members/me', { displayName: 'Zoë the Second', bio: 'Hello' })).json<MemberSession>()
    expect(changed.member?.profile).toMatchObject({ displayName: 'Zoë the Second', bio: 'Hello' })
    expect((await caller.patch('/api/members/me', { bio: '' })).json<MemberSession>().member?.profile?.bio).toBe('')
    expect(code(await caller.patch('/api/members/me', { displayName: 'ada of the test' }))).toEqual([400, 'name-of-a-persona'])
    expect((await site.visitor.get('/api/profiles/by-username/zoe')).json<Profile>().displayName).toBe('Zoë the Second')
  })

  it('takes back all that was said and done, and leaves nothing that tells who it was', async () => {
    const zoe = await join(site, 'zoe')
    const yan = await join(site, 'yan')
    const { id } = (await zoe.caller.post('/api/posts', { text: 'A secret #thing' })).json<Post>()
    const { id: said } = (await zoe.caller.post(`/api/posts/${testId(2, 1)}/comments`, { text: 'Private words' })).json<Comment>()
    const reply = (await yan.caller.post(`/api/posts/${testId(2, 1)}/comments`, { text: 'A reply', parentId: said })).json<Comment>()
    await zoe.caller.put(`/api/posts/${testId(2, 1)}/like`, {})
    await zoe.caller.put(`/api/profiles/${ada.id}/follow`, {})
    await yan.caller.put(`/api/profiles/${zoe.profileId}/follow`, {})
    const leave = (password: string) => site.server.app.inject({ method: 'DELETE', url: '/api/members/me', headers: zoe.caller.headers, payload: { password } })
    expect(code(await leave('wrong'))).toEqual([400, 'wrong-password'])
    expect((await leave(PASSWORD)).statusCode).toBe(204)

    expect((await site.visitor.get(`/api/profiles/${zoe.profileId}`)).statusCode).toBe(404)
    expect((await site.visitor.get(`/api/posts/${id}`)).statusCode).toBe(404)
    expect((await site.visitor.get(`/api/posts/${testId(2, 1)}`)).json<Post>().counts).toMatchObject({ likes: 0, comments: 2 })
    expect((await site.visitor.get(`/api/posts/${testId(2, 1)}/comments`)).json<Page<Comment>>().items.map((item) => [item.text, item.parentId])).toEqual([['Hello Ada', null], ['A reply', null]])
    expect((await site.visitor.get(`/api/profiles/${ada.id}`)).json<Profile>().counts).toMatchObject({ followers: 0, likesReceived: 0 })
    expect((await site.visitor.get(`/api/profiles/${yan.profileId}`)).json<Profile>().counts).toMatchObject({ following: 0, comments: 1 })
    expect((await zoe.caller.get('/api/members/session')).json<MemberSession>().member).toBeNull()
    const { db } = site.server.connection
    const left = JSON.stringify([await db.selectFrom('posts').selectAll().execute(), await db.selectFrom('comments').selectAll().execute(), await db.selectFrom('profiles').selectAll().execute(), await db.selectFrom('members').selectAll().execute()])
    for (const word of ['secret', 'Private words', 'zoe']) expect(left).not.toContain(word)
    expect(reply.id).not.toBe('')
    expect((await askToJoin(site, 'zoe')).statusCode).toBe(201)
  })
})

describe('those who run the place', () => {
  it('let people in or decline, in their own workspace alone', async () => {
    const owner = await firstOwner(site.server.app)
    // The site's workspace has nobody yet, so the first owner took it over.
    await setJoining(site, 'approval')
    const zoe = await join(site, 'zoe')
    const yan = await join(site, 'yan')
    expect(zoe.session.member).toMatchObject({ state: 'pending', mayWrite: false, profile: null })
    expect(code(await zoe.caller.post('/api/posts', { text: 'Too early' }))).toEqual([403, 'awaiting-approval'])
    const { items } = (await owner.get('/api/members?state=pending')).json<Page<Member>>()
    expect(items.map((item) => [item.username, item.state, item.email])).toEqual([['yan', 'pending', 'yan@mail.example'], ['zoe', 'pending', 'zoe@mail.example']])
    const [second, first] = items
    const viewer = await consoleMember(site.server.app, owner, 'viewer')
    expect((await viewer.get('/api/members')).statusCode).toBe(403)
    const stranger = owner.with({ 'x-workspace': (await owner.post('/api/workspaces', { name: 'Elsewhere' })).json<{ id: string }>().id })
    expect((await stranger.post(`/api/members/${first?.id}/approve`)).statusCode).toBe(404)
    expect((await stranger.get('/api/members')).json<Page<Member>>().items).toEqual([])

    expect((await owner.post(`/api/members/${first?.id}/approve`)).json<Member>()).toMatchObject({ state: 'active', username: 'zoe' })
    expect(code(await owner.post(`/api/members/${first?.id}/approve`))).toEqual([409, 'decided-already'])
    expect((await owner.post(`/api/members/${second?.id}/decline`)).json<Member>().state).toBe('declined')
    expect((await zoe.caller.post('/api/posts', { text: 'At last' })).statusCode).toBe(201)
    expect(code(await yan.caller.post('/api/posts', { text: 'Still?' }))).toEqual([403, 'declined'])
    const audit = await site.server.connection.db.selectFrom('audit').select(['action', 'actor_kind']).where('subject_kind', '=', 'member').orderBy('seq').execute()
    expect(audit.map((entry) => `${entry.actor_kind} ${entry.action}`)).toEqual(['member member-asked-to-join', 'member member-asked-to-join', 'user member-approved', 'user member-declined'])
  })

  it('switch joining off, and members read on and can take away what is theirs', async () => {
    const { caller } = await join(site, 'zoe')
    const { id } = (await caller.post('/api/posts', { text: 'Mine' })).json<Post>()
    await setJoining(site, 'off')
    expect((await caller.get('/api/members/session')).json<MemberSession>().member).toMatchObject({ state: 'active', mayWrite: false, mayNot: expect.stringContaining('only read') as string })
    expect(code(await caller.post('/api/posts', { text: 'More' }))).toEqual([403, 'joining-off'])
    expect(code(await caller.put(`/api/posts/${testId(2, 1)}/like`, {}))).toEqual([403, 'joining-off'])
    expect((await caller.delete(`/api/posts/${id}`)).statusCode).toBe(204)
  })

  it('suspend a profile, and the member can only read and leave', async () => {
    const { caller, profileId } = await join(site, 'zoe')
    await site.mark('profiles', 'suspended_at', profileId)
    expect((await caller.get('/api/members/session')).json<MemberSession>().member).toMatchObject({ state: 'suspended', mayWrite: false, profile: null })
    expect(code(await caller.post('/api/posts', { text: 'Still here' }))).toEqual([403, 'suspended'])
    const leave = await site.server.app.inject({ method: 'DELETE', url: '/api/members/me', headers: caller.headers, payload: { password: PASSWORD } })
    expect(leave.statusCode).toBe(204)
    expect(await site.server.connection.db.selectFrom('members').select('id').where('world_id', '=', WORLD).execute()).toEqual([])
  })
})
