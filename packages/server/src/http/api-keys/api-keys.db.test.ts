import { expect, it } from 'vitest'
import { Caller, firstOwner } from '../testing/caller.ts'
import { testServer } from '../testing/test-server.ts'

it('lets a key do what its scopes say, until it is revoked or expires', async () => {
  await using server = await testServer()
  const owner = await firstOwner(server.app)
  const make = async (scopes: string[], expiresAt: string | null = null) => (await owner.post('/api/api-keys', { name: scopes.join(), scopes, expiresAt })).json()
  const [read, write, admin] = [await make(['read']), await make(['write', 'read']), await make(['admin'])]
  const as = (made: { key: string }) => new Caller(server.app).bearer(made.key)
  const statuses = (url: string) => Promise.all([read, write, admin].map(async (made) => (await as(made).get(url)).statusCode))
  expect(await statuses('/api/users')).toEqual([200, 200, 200])
  expect(await statuses('/api/audit')).toEqual([403, 403, 200])
  expect((await as(admin).get('/api/auth/me')).json()).toMatchObject({ user: null, role: 'admin', csrfToken: null, workspaces: [{ role: 'admin' }] })
  expect((await as(admin).post('/api/workspaces', { name: 'No' })).statusCode).toBe(403)
  expect((await as(admin).post('/api/auth/password', { current: 'x', next: 'something long' })).json().type).toBe('/problems/person-needed')

  const list = (await owner.get('/api/api-keys')).json().items
  expect(list.map((made: { prefix: string }) => read.key.startsWith(made.prefix))).toContain(true)
  expect(JSON.stringify(list)).not.toContain(read.key)
  expect((await owner.delete(`/api/api-keys/${read.id}`)).statusCode).toBe(204)
  expect((await as(read).get('/api/users')).json().type).toBe('/problems/key-not-valid')

  const brief = await make(['read'], '2026-10-01T12:10:00Z')
  expect((await as(brief).get('/api/users')).statusCode).toBe(200)
  server.clock.advanceBy(10 * 60_000)
  expect((await as(brief).get('/api/users')).statusCode).toBe(401)
  expect((await as(admin).with({ 'x-workspace': '0190a000-0000-7000-8000-000000000001' }).get('/api/users')).statusCode).toBe(403)
  expect((await owner.post('/api/api-keys', { name: 'old', scopes: ['read'], expiresAt: '2020-01-01T00:00:00Z' })).json().faults[0].path).toBe('/expiresAt')
})

it('says which scope is missing, which the key has, and what is wrong with a token', async () => {
  await using server = await testServer()
  const owner = await firstOwner(server.app)
  const anybody = new Caller(server.app)
  const make = async (scopes: string[], expiresAt: string | null = null) => (await owner.post('/api/api-keys', { name: `for ${scopes.join()}`, scopes, expiresAt })).json()
  const problem = async (answer: ReturnType<Caller['get']>) => {
    const { statusCode, json } = await answer
    const { type, detail } = json<{ type: string; detail: string }>()
    return [statusCode, type, detail]
  }
  const [read, write, admin] = [await make(['read']), await make(['read', 'write']), await make(['admin'])]
  expect(await problem(anybody.bearer(read.key).get('/api/audit'))).toEqual([403, '/problems/scope-missing',
    'This needs an API key with the scope "admin"; the key "for read" has "read". Scopes can\'t be added: make another key.'])
  expect((await problem(anybody.bearer(write.key).get('/api/audit')))[2]).toContain('has "read" and "write"')
  expect(await problem(anybody.bearer(admin.key).post('/api/workspaces', { name: 'No' }))).toEqual([403, '/problems/person-needed', expect.stringContaining('sign in as an owner')])

  const brief = await make(['read'], '2026-10-01T12:10:00Z')
  await owner.delete(`/api/api-keys/${write.id}`)
  server.clock.advanceBy(10 * 60_000)
  const refusals = await Promise.all([`${read.key}x`, write.key, brief.key].map((key) => problem(anybody.bearer(key).get('/api/users'))))
  expect(refusals.map(([status, type]) => [status, type])).toEqual(Array(3).fill([401, '/problems/key-not-valid']))
  expect(refusals.map(([, , detail]) => /unknown|revoked at 2026-10-01T12:00:00.000Z|expired at 2026-10-01T12:10:00.000Z/.exec(String(detail))?.[0].split(' ')[0])).toEqual(['unknown', 'revoked', 'expired'])
  for (const [, , detail] of refusals) expect(detail).toContain('POST /api/api-keys')

  const bearer = String(owner.headers['authorization']).slice('Bearer '.length)
  expect((await problem(anybody.bearer(`${bearer}x`).get('/api/users')))[2]).toContain('is unknown')
  server.clock.advanceBy(20 * 60_000)
  expect(await problem(owner.get('/api/users'))).toEqual([401, '/problems/session-ended', 'This access token expired at 2026-10-01T12:30:00.000Z. POST /api/auth/login gives a new one; an API key lasts longer.'])
  for (const [header, wrong] of [['Basic b2xnYTp4', 'another scheme'], ['Bearer', 'no token'], [bearer, 'no scheme'], ['Bearer "quoted"', 'characters']] as const) {
    const [status, type, detail] = await problem(anybody.with({ authorization: header }).get('/api/users'))
    expect([status, type], header).toEqual([401, '/problems/bad-authorization'])
    expect(detail).toContain(wrong)
  }
})
