import type { Invitation, Me, Page, Problem, User } from '@troupe/contract'
import { expect, it } from 'vitest'
import type { Id } from '../../base/ids.ts'
import { Caller, firstOwner } from '../testing/caller.ts'
import { START_MS, testServer, type TestServer } from '../testing/test-server.ts'

const CREATOR = '0199a000-0000-7000-8000-000000000001'
const PROJECT = '0199a000-0000-7000-8000-000000000002'

async function withCreator(server: TestServer): Promise<{ owner: Caller; workspaceId: Id }> {
  const owner = await firstOwner(server.app)
  const workspaceId = (await owner.get('/api/auth/me')).json<Me>().workspaces[0]?.id ?? ''
  await server.connection.db.insertInto('creators').values({
    id: CREATOR, workspace_id: workspaceId, project_id: PROJECT, username: 'ada', name: 'Ada', email: null, timezone: 'UTC', locale: 'en', currency: 'EUR',
    profile: null, flags: null, generator: null, source: null, synced_at: null, created_at: START_MS, updated_at: START_MS,
  }).execute()
  return { owner, workspaceId }
}

async function join(server: TestServer, invitation: Invitation): Promise<Caller> {
  const answer = await new Caller(server.app).post('/api/auth/register', { name: 'Ada', email: invitation.email, password: 'correct horse battery', inviteToken: invitation.link?.split('#')[1] })
  return new Caller(server.app).bearer(answer.json<{ accessToken: string }>().accessToken)
}

it('lets the login of a creator in where a route says so, and nowhere else', async () => {
  await using server = await testServer({}, (app) => {
    app.route({ method: 'GET', url: '/api/everybody', config: { access: 'viewer' }, handler: () => ({ ok: true }) })
    app.route({ method: 'GET', url: '/api/own', config: { access: 'viewer', creatorMay: true }, handler: (request) => ({ creatorId: request.actor.creatorId }) })
    app.route({ method: 'GET', url: '/api/own-admin', config: { access: 'admin', creatorMay: true }, handler: () => ({ ok: true }) })
  })
  const { owner } = await withCreator(server)
  const invitation = (await owner.post('/api/invitations', { email: 'ada@example.com', role: 'reviewer', creatorId: CREATOR })).json<Invitation>()
  expect(invitation.creatorId).toBe(CREATOR)
  const ada = await join(server, invitation)
  expect((await ada.get('/api/auth/me')).json<Me>()).toMatchObject({ role: 'reviewer', creator: { id: CREATOR, name: 'Ada' } })
  expect((await owner.get('/api/auth/me')).json<Me>().creator).toBeNull()
  expect((await ada.get('/api/own')).json()).toEqual({ creatorId: CREATOR })
  expect((await owner.get('/api/own')).json()).toEqual({ creatorId: null })
  const refused = await ada.get('/api/everybody')
  expect([refused.statusCode, refused.json<Problem>().type]).toEqual([403, '/problems/creator-login'])
  expect((await ada.get('/api/own-admin')).json<Problem>().type).toBe('/problems/role-too-low')
  expect((await ada.get('/api/audit')).statusCode).toBe(403)
  expect((await owner.get('/api/everybody')).statusCode).toBe(200)
})

it('keeps the login of a creator from growing', async () => {
  await using server = await testServer()
  const { owner } = await withCreator(server)
  expect((await owner.post('/api/invitations', { email: 'ada@example.com', role: 'operator', creatorId: CREATOR })).statusCode).toBe(400)
  expect((await owner.post('/api/invitations', { email: 'ada@example.com', role: 'viewer', creatorId: PROJECT })).statusCode).toBe(404)
  await join(server, (await owner.post('/api/invitations', { email: 'ada@example.com', role: 'viewer', creatorId: CREATOR })).json<Invitation>())
  const ada = (await owner.get('/api/users')).json<Page<User>>().items.find((user) => user.creatorId === CREATOR)
  expect((await owner.patch(`/api/users/${ada?.id}`, { role: 'reviewer' })).json<User>().role).toBe('reviewer')
  expect((await owner.patch(`/api/users/${ada?.id}`, { role: 'operator' })).json<Problem>()).toMatchObject({ status: 409, type: '/problems/creator-login' })
})
