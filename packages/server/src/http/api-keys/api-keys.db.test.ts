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
