import { expect, it } from 'vitest'
import { Caller, firstOwner, member, OWNER } from '../testing/caller.ts'
import { BOOTSTRAP_TOKEN, testServer } from '../testing/test-server.ts'

const MINUTE_MS = 60_000

it('registers the first owner with the bootstrap token, once', async () => {
  await using server = await testServer()
  const anybody = new Caller(server.app)
  expect((await anybody.get('/api/setup')).json()).toEqual({ ownerExists: false })
  const wrong = await anybody.post('/api/auth/register', { ...OWNER, bootstrapToken: 'a guess' })
  expect([wrong.statusCode, wrong.json().type]).toEqual([403, '/problems/setup-token-wrong'])

  const answers = await Promise.all(['a', 'b', 'c'].map((letter) =>
    anybody.post('/api/auth/register', { ...OWNER, email: `${letter}@troupe.example`, bootstrapToken: BOOTSTRAP_TOKEN })))
  expect(answers.map((answer) => answer.statusCode).sort()).toEqual([201, 409, 409])
  const again = await anybody.post('/api/auth/register', { ...OWNER, bootstrapToken: BOOTSTRAP_TOKEN })
  expect([again.statusCode, again.json().type]).toEqual([409, '/problems/owner-exists'])
  expect((await anybody.get('/api/setup')).json()).toEqual({ ownerExists: true })
})

it('registers the first owner with the setup link, which expires and is replaced by a newer one', async () => {
  await using server = await testServer()
  const anybody = new Caller(server.app)
  const register = (token: string | undefined) => anybody.post('/api/auth/register', { ...OWNER, bootstrapToken: token })
  const first = await server.people.setup.newToken()
  const second = await server.people.setup.newToken()
  expect((await register(first?.token)).statusCode).toBe(403)
  server.clock.advanceBy(30 * MINUTE_MS)
  expect((await register(second?.token)).statusCode).toBe(403)
  const third = await server.people.setup.newToken()
  expect((await register(third?.token)).statusCode).toBe(201)
  expect(await server.people.setup.newToken()).toBeNull()
})

it('gives the first owner the sample workspace that is there already', async () => {
  await using server = await testServer()
  const id = '0190a000-0000-7000-8000-000000000001'
  await server.connection.db.insertInto('workspaces').values({ id, name: 'Sample', private_network: true, created_at: 1 }).execute()
  const owner = await firstOwner(server.app)
  expect((await owner.get('/api/auth/me')).json()).toEqual({
    user: { id: expect.any(String), name: OWNER.name, email: OWNER.email },
    workspaces: [{ id, name: 'Sample', role: 'owner' }], role: 'owner', creator: null, instanceOwner: true, csrfToken: null,
  })
})

it('opens protected routes with a bearer token, until it expires or is signed out', async () => {
  await using server = await testServer()
  await firstOwner(server.app)
  const anybody = new Caller(server.app)
  const refused = await anybody.get('/api/users')
  expect([refused.statusCode, refused.headers['www-authenticate'], refused.headers['content-type']])
    .toEqual([401, 'Bearer', 'application/problem+json; charset=utf-8'])

  const login = async () => (await anybody.post('/api/auth/login', { email: OWNER.email.toUpperCase(), password: OWNER.password })).json()
  const token = await login()
  expect(token).toEqual({ accessToken: expect.stringMatching(/^trs_/), tokenType: 'bearer', expiresAt: '2026-10-01T12:30:00.000Z' })
  const owner = anybody.bearer(token.accessToken)
  expect((await owner.get('/api/users')).json().items).toMatchObject([{ email: OWNER.email, role: 'owner' }])
  expect((await owner.post('/api/auth/logout')).statusCode).toBe(204)
  expect((await owner.get('/api/users')).json().type).toBe('/problems/session-ended')

  const later = anybody.bearer((await login()).accessToken)
  server.clock.advanceBy(30 * MINUTE_MS)
  expect((await later.get('/api/users')).statusCode).toBe(401)
  expect((await anybody.bearer('trs_unknown').get('/api/users')).statusCode).toBe(401)
  expect((await anybody.with({ authorization: 'Basic b2xnYTp4' }).get('/api/users')).json().type).toBe('/problems/bad-authorization')
})

it('signs the console in with a cookie, whose changes need the CSRF token', async () => {
  await using server = await testServer()
  await firstOwner(server.app)
  const anybody = new Caller(server.app)
  const login = await anybody.post('/api/auth/login', { email: OWNER.email, password: OWNER.password, cookie: true })
  const [cookie] = login.cookies
  expect(cookie).toMatchObject({ name: 'troupe_session', httpOnly: true, sameSite: 'Lax', path: '/' })
  const page = anybody.with({ cookie: `troupe_session=${cookie?.value}` })
  const { csrfToken } = (await page.get('/api/auth/me')).json()
  expect(csrfToken).toEqual(expect.any(String))

  const invite = { email: 'new@troupe.example', role: 'viewer' }
  expect((await page.post('/api/invitations', invite)).json().type).toBe('/problems/csrf')
  expect((await page.with({ 'x-csrf-token': 'a guess' }).post('/api/invitations', invite)).statusCode).toBe(403)
  const ours = page.with({ 'x-csrf-token': csrfToken })
  expect((await ours.with({ origin: 'https://evil.example' }).post('/api/invitations', invite)).statusCode).toBe(403)
  expect((await ours.with({ origin: 'http://localhost:80' }).post('/api/invitations', invite)).statusCode).toBe(201)
  // A cookie's token is no bearer token, so the CSRF check can't be walked around.
  expect((await anybody.bearer(String(cookie?.value)).get('/api/users')).statusCode).toBe(401)

  expect((await page.post('/api/auth/logout')).statusCode).toBe(403)
  const out = await ours.post('/api/auth/logout')
  expect([out.statusCode, out.cookies[0]?.value]).toEqual([204, ''])
  expect((await page.get('/api/auth/me')).statusCode).toBe(401)
})

it('locks out who guesses, even when all guesses come at once, but not the owner elsewhere', async () => {
  await using server = await testServer()
  await firstOwner(server.app)
  const from = (address: string, password: string) =>
    server.app.inject({ method: 'POST', url: '/api/auth/login', remoteAddress: address, payload: { email: OWNER.email, password } })
  const guesses = await Promise.all(Array.from({ length: 15 }, (_, i) => from('192.0.2.1', `guess ${i}`)))
  expect(guesses.map((answer) => answer.statusCode).sort()).toEqual([...Array(10).fill(401), ...Array(5).fill(429)])
  const locked = await from('192.0.2.1', OWNER.password)
  expect([locked.statusCode, locked.headers['retry-after']]).toEqual([429, '900'])
  expect((await from('198.51.100.7', OWNER.password)).statusCode).toBe(200)
  server.clock.advanceBy(15 * MINUTE_MS)
  expect((await from('192.0.2.1', OWNER.password)).statusCode).toBe(200)
})

it('answers the same for a wrong password and an unknown address', async () => {
  await using server = await testServer()
  await firstOwner(server.app)
  const anybody = new Caller(server.app)
  const [wrong, unknown] = await Promise.all([OWNER.email, 'nobody@troupe.example'].map((email) =>
    anybody.post('/api/auth/login', { email, password: 'not the password' })))
  expect(wrong?.statusCode).toBe(401)
  expect({ ...wrong?.json(), instance: '' }).toEqual({ ...unknown?.json(), instance: '' })
})

it('ends every other session when the password changes', async () => {
  await using server = await testServer()
  const owner = await firstOwner(server.app)
  const anybody = new Caller(server.app)
  const other = anybody.bearer((await anybody.post('/api/auth/login', { email: OWNER.email, password: OWNER.password })).json().accessToken)
  expect((await owner.post('/api/auth/password', { current: 'wrong', next: 'an even better one' })).json().faults[0].path).toBe('/current')
  expect((await owner.post('/api/auth/password', { current: OWNER.password, next: 'an even better one' })).statusCode).toBe(204)
  expect([(await owner.get('/api/auth/me')).statusCode, (await other.get('/api/auth/me')).statusCode]).toEqual([200, 401])
  expect((await anybody.post('/api/auth/login', { email: OWNER.email, password: 'an even better one' })).statusCode).toBe(200)
})

it('works in the workspace that X-Workspace names, and in no strange one', async () => {
  await using server = await testServer()
  const owner = await firstOwner(server.app)
  const second = (await owner.post('/api/workspaces', { name: 'Second' })).json()
  const viewer = await member(server.app, owner.with({ 'x-workspace': second.id }), 'viewer')
  expect((await viewer.get('/api/auth/me')).json().workspaces).toEqual([{ id: second.id, name: 'Second', role: 'viewer' }])
  expect((await owner.get('/api/users')).json().items).toHaveLength(1)
  expect((await owner.with({ 'x-workspace': second.id }).get('/api/users')).json().items).toHaveLength(2)
  const [first] = (await owner.get('/api/workspaces')).json().items
  expect((await viewer.with({ 'x-workspace': first.id }).get('/api/users')).json().type).toBe('/problems/not-a-member')
  expect((await viewer.with({ 'x-workspace': "1' or 1=1" }).get('/api/users')).statusCode).toBe(400)
})
