import { expect, it } from 'vitest'
import { Caller, firstOwner, member, OWNER } from '../testing/caller.ts'
import { testServer } from '../testing/test-server.ts'

const HOUR_MS = 60 * 60_000

it('lets people in by an invitation: for one address, once, for a day', async () => {
  await using server = await testServer()
  const owner = await firstOwner(server.app)
  const anybody = new Caller(server.app)
  const invite = async (email: string) => {
    const answer = await owner.post('/api/invitations', { email, role: 'operator' })
    return { status: answer.statusCode, token: String(answer.json<{ link: string }>().link).split('#')[1] }
  }
  const register = async (email: string, inviteToken: string | undefined) => {
    const answer = await anybody.post('/api/auth/register', { name: 'Ina', email, password: 'correct horse battery', inviteToken })
    return answer.statusCode === 201 ? 201 : answer.json<{ type: string }>().type
  }
  const lookUp = async (token: string | undefined) => (await anybody.post('/api/invitations/look-up', { token })).json()
  const replaced = await invite('ina@troupe.example')
  const { token } = await invite('Ina@Troupe.example')
  expect(await register('ina@troupe.example', replaced.token)).toBe('/problems/invitation-unknown')
  expect(await lookUp(replaced.token)).toMatchObject({ type: '/problems/invitation-unknown' })
  expect(await lookUp(token)).toMatchObject({ email: 'ina@troupe.example', role: 'operator', invitedBy: OWNER.name })
  expect(await register('eve@troupe.example', token)).toBe('/problems/invitation-for-another')
  const both = await Promise.all([register('ina@troupe.example', token), register('INA@troupe.example', token)])
  expect(both.filter((outcome) => outcome === 201)).toHaveLength(1)
  expect(await register('ina@troupe.example', token)).toBe('/problems/invitation-used')
  expect(await lookUp(token)).toMatchObject({ type: '/problems/invitation-used' })
  expect((await owner.post('/api/invitations', { email: 'ina@troupe.example', role: 'viewer' })).json().type).toBe('/problems/already-a-member')

  const late = await invite('late@troupe.example')
  server.clock.advanceBy(24 * HOUR_MS)
  expect(await register('late@troupe.example', late.token)).toBe('/problems/invitation-expired')

  const login = await anybody.post('/api/auth/login', { email: OWNER.email, password: OWNER.password })
  const list = (await anybody.bearer(login.json().accessToken).get('/api/invitations')).json()
  expect(list.items.map((item: { email: string; acceptedAt: string | null }) => [item.email, item.acceptedAt !== null]))
    .toEqual([['late@troupe.example', false], ['ina@troupe.example', true]])
  expect(JSON.stringify(list)).not.toContain('tri_')
})

it('joins a second workspace with the account one has', async () => {
  await using server = await testServer()
  const owner = await firstOwner(server.app)
  const viewer = await member(server.app, owner, 'viewer')
  const { id } = (await owner.post('/api/workspaces', { name: 'Second' })).json()
  const { link } = (await owner.with({ 'x-workspace': id }).post('/api/invitations', { email: 'viewer@troupe.example', role: 'admin' })).json()
  const join = (password: string) => new Caller(server.app).post('/api/auth/register', {
    name: 'Whoever', email: 'viewer@troupe.example', password, inviteToken: link.split('#')[1],
  })
  expect((await join('somebody else, guessing')).json().type).toBe('/problems/account-exists')
  expect((await join('correct horse battery')).statusCode).toBe(201)
  expect((await viewer.get('/api/workspaces')).json().items.map((one: { role: string }) => one.role)).toEqual(['viewer', 'admin'])
})

it('lets each role do what it may and no more', async () => {
  await using server = await testServer()
  const owner = await firstOwner(server.app)
  const admin = await member(server.app, owner, 'admin')
  const operator = await member(server.app, owner, 'operator')
  const viewer = await member(server.app, owner, 'viewer')
  const invite = (who: Caller, role: string) => who.post('/api/invitations', { email: `${role}2@troupe.example`, role }).then((answer) => answer.statusCode)
  expect(await Promise.all([owner, admin, operator, viewer].map((who) => invite(who, 'reviewer')))).toEqual([201, 201, 403, 403])
  expect(await invite(admin, 'owner')).toBe(403)
  expect(await Promise.all([owner, admin, operator, viewer].map((who) => who.get('/api/users').then((answer) => answer.statusCode)))).toEqual([200, 200, 200, 200])
  expect(await Promise.all([owner, admin, viewer].map((who) => who.post('/api/workspaces', { name: 'Mine' }).then((answer) => answer.statusCode))))
    .toEqual([201, 403, 403])
})

it('keeps an owner in a workspace and nobody above their own role, also at the same moment', async () => {
  await using server = await testServer()
  const owner = await firstOwner(server.app)
  const admin = await member(server.app, owner, 'admin')
  const { items } = (await owner.get('/api/users')).json()
  const idOf = (email: string) => items.find((one: { email: string }) => one.email === email).id as string
  const ownerId = idOf(OWNER.email)
  const adminId = idOf('admin@troupe.example')
  expect((await owner.patch(`/api/users/${ownerId}`, { role: 'viewer' })).json().type).toBe('/problems/last-owner')
  expect((await owner.delete(`/api/users/${ownerId}`)).statusCode).toBe(409)
  expect((await admin.patch(`/api/users/${ownerId}`, { role: 'viewer' })).statusCode).toBe(403)
  expect((await admin.patch(`/api/users/${adminId}`, { role: 'owner' })).statusCode).toBe(403)

  expect((await owner.patch(`/api/users/${adminId}`, { role: 'owner' })).statusCode).toBe(200)
  const mutual = await Promise.all([owner.patch(`/api/users/${adminId}`, { role: 'viewer' }), admin.patch(`/api/users/${ownerId}`, { role: 'viewer' })])
  expect(mutual.map((answer) => answer.statusCode).toSorted()[0]).toBe(200)
  const left = await server.connection.db.selectFrom('memberships').select('user_id').where('role', '=', 'owner').execute()
  expect(left).toHaveLength(1)
})

it('shuts out who is removed at once', async () => {
  await using server = await testServer()
  const owner = await firstOwner(server.app)
  const viewer = await member(server.app, owner, 'viewer')
  const { user } = (await viewer.get('/api/auth/me')).json()
  expect((await owner.delete(`/api/users/${user.id}`)).statusCode).toBe(204)
  expect((await viewer.get('/api/users')).statusCode).toBe(403)
  expect((await owner.delete(`/api/users/${user.id}`)).statusCode).toBe(404)
})

it('writes down who changed what, without secrets, and pages through it', async () => {
  await using server = await testServer()
  const owner = await firstOwner(server.app)
  await member(server.app, owner, 'viewer')
  await owner.post('/api/api-keys', { name: 'ci', scopes: ['read'] })
  const first = (await owner.get('/api/audit?limit=2')).json()
  const second = (await owner.get(`/api/audit?limit=2&cursor=${first.nextCursor}`)).json()
  expect([...first.items, ...second.items].map((entry) => [entry.action, entry.actor.name])).toEqual([
    ['api-key-created', OWNER.name], ['invitation-accepted', 'A viewer'], ['invitation-created', OWNER.name], ['first-owner-registered', OWNER.name],
  ])
  expect(second.nextCursor).toBeNull()
  expect(JSON.stringify([first, second])).not.toMatch(/tr[ski]_|argon2|correct horse/)
  expect((await owner.get('/api/audit?action=api-key-created')).json().items).toHaveLength(1)
  expect((await owner.get('/api/audit?cursor=nonsense')).json().faults[0].path).toBe('/cursor')
})
