/** What all workspaces of an instance share is decided by its owners alone, whatever somebody is in a workspace. */
import type { LlmConfig, Provider } from '@troupe/contract'
import { expect, it } from 'vitest'
import { scriptedModel } from '../llm/testing/scripted-model.ts'
import { Caller, member } from './testing/caller.ts'
import { anotherWorkspace, consoleServer, NO_ENVIRONMENT_KEYS, type ConsoleServer } from './testing/console-server.ts'

/** An owner of another workspace, who is nobody in the first. */
async function tenant(server: ConsoleServer): Promise<Caller> {
  return member(server.app, await anotherWorkspace(server), 'owner', 'tenant@troupe.example')
}

it('says to each who they are', async () => {
  await using server = await consoleServer()
  const { owner } = server
  const isOwner = async (caller: Caller): Promise<boolean> => (await caller.get('/api/auth/me')).json().instanceOwner
  expect(await isOwner(owner)).toBe(true)
  expect(await isOwner(await anotherWorkspace(server))).toBe(true)
  expect(await isOwner(await member(server.app, owner, 'admin'))).toBe(false)
  expect(await isOwner(await tenant(server))).toBe(false)
  const { key } = (await owner.post('/api/api-keys', { name: 'all', scopes: ['admin'] })).json()
  expect(await isOwner(new Caller(server.app).bearer(key))).toBe(false)
})

it('lets nobody else stop or release the whole instance', async () => {
  await using server = await consoleServer()
  const { app, owner } = server
  const others = [await tenant(server), await member(app, owner, 'admin')]
  const whole = { scope: 'instance', reason: 'it went wild' }
  for (const other of others) {
    const refused = await other.post('/api/kill-switch', { on: true, ...whole })
    expect([refused.statusCode, refused.json().type]).toEqual([403, '/problems/instance-owner-needed'])
    expect(refused.json().detail).toContain('owner of this instance')
  }
  expect((await owner.post('/api/kill-switch', { on: true, ...whole })).statusCode).toBe(200)
  for (const other of others) expect((await other.post('/api/kill-switch', { on: false, ...whole })).statusCode).toBe(403)
  expect((await (await anotherWorkspace(server)).post('/api/kill-switch', { on: false, ...whole })).statusCode).toBe(200)
  const [rival] = others as [Caller]
  const { id: projectId } = (await rival.post('/api/projects', { name: 'Own' })).json()
  expect((await rival.post('/api/kill-switch', { on: true, scope: { projectId }, reason: 'a project of our own' })).statusCode).toBe(200)
})

it('lets nobody else take the default world', async () => {
  await using server = await consoleServer()
  const rival = await tenant(server)
  const { worldId } = (await rival.post('/api/projects', { name: 'Own' })).json()
  expect((await rival.patch(`/api/worlds/${worldId}`, { public: true })).statusCode).toBe(200)
  const refused = await rival.patch(`/api/worlds/${worldId}`, { isDefault: true })
  expect([refused.statusCode, refused.json().type]).toEqual([403, '/problems/instance-owner-needed'])
  const { worldId: first } = (await server.owner.post('/api/projects', { name: 'First' })).json()
  expect((await server.owner.patch(`/api/worlds/${first}`, { public: true, isDefault: true })).json().isDefault).toBe(true)
})

it('lets nobody else spend on the keys of the environment', async () => {
  const opened: unknown[] = []
  await using server = await consoleServer({
    environmentKeys: { ...NO_ENVIRONMENT_KEYS, anthropic: 'from-env' },
    openModelsWithin: () => (address) => {
      opened.push(address.apiKey)
      return scriptedModel(['ready'])
    },
  })
  const { app, owner, services } = server
  const wish = { provider: 'anthropic', model: 'claude-x' }
  const choose = async (caller: Caller) => caller.put('/api/llm-config', { ...(await caller.get('/api/llm-config')).json<LlmConfig>(), standard: wish })
  const keyIn = async (caller: Caller): Promise<unknown> => {
    const { workspaces } = (await caller.get('/api/auth/me')).json<{ workspaces: { id: string }[] }>()
    return services.modelSettings.resolve(caller.headers['x-workspace'] ?? workspaces[0]?.id ?? '', wish)
  }
  const allowed = async (caller: Caller) => (await caller.get('/api/llm-config/providers')).json<{ items: Provider[] }>().items.find((one) => one.id === 'anthropic')?.allowed

  const rival = await tenant(server)
  const admin = await member(app, owner, 'admin')
  for (const other of [rival, admin]) {
    expect(await allowed(other)).toBe(false)
    for (const refused of [await choose(other), await other.post('/api/llm-config/test', wish)]) {
      expect([refused.statusCode, refused.json().type]).toEqual([403, '/problems/instance-owner-needed'])
      expect(refused.json().detail).toContain('ANTHROPIC_API_KEY')
    }
  }
  expect(opened).toEqual([])

  // With a key of one's own, and when that is gone there is none, not the environment's.
  const saved = (await rival.post('/api/provider-keys', { provider: 'anthropic', apiKey: 'sk-of-the-tenant' })).json()
  expect((await choose(rival)).statusCode).toBe(200)
  expect(await keyIn(rival)).toMatchObject({ apiKey: 'sk-of-the-tenant' })
  expect((await rival.delete(`/api/provider-keys/${saved.id}`)).statusCode).toBe(204)
  expect(await keyIn(rival)).toMatchObject({ apiKey: null })

  // Chosen by an owner of the instance it is the workspace's, also for its admins, until that owner chooses another.
  expect((await owner.post('/api/llm-config/test', wish)).json()).toMatchObject({ ok: true })
  expect((await choose(owner)).statusCode).toBe(200)
  expect(await keyIn(owner)).toMatchObject({ apiKey: 'from-env' })
  expect([await allowed(admin), (await choose(admin)).statusCode, (await admin.post('/api/llm-config/test', wish)).json().ok]).toEqual([true, 200, true])
  await owner.put('/api/llm-config', { ...(await owner.get('/api/llm-config')).json<LlmConfig>(), standard: { provider: 'rehearsal', model: 'rehearsal' } })
  expect(await keyIn(owner)).toMatchObject({ apiKey: null })
  expect(opened).toEqual(['from-env', 'from-env'])
})
