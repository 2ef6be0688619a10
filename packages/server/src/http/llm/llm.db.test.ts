import type { LlmConfig, Provider } from '@troupe/contract'
import { expect, it } from 'vitest'
import { scriptedModel } from '../../llm/testing/scripted-model.ts'
import { member } from '../testing/caller.ts'
import { anotherWorkspace, cast, consoleServer, NO_ENVIRONMENT_KEYS } from '../testing/console-server.ts'

const KEY = 'sk-very-secret-key-1234'

it('begins with the rehearsal model and a dollar a day, and is changed by admins alone', async () => {
  await using server = await consoleServer({ environmentKeys: { ...NO_ENVIRONMENT_KEYS, anthropic: 'from-env' } })
  const { owner, services } = server
  const before = (await owner.get('/api/llm-config')).json<LlmConfig>()
  expect(before).toEqual({ standard: { provider: 'rehearsal', model: 'rehearsal' }, purposes: {}, budget: { costMicrosPerDay: 1_000_000, tokensPerDay: null, costMicrosPerProject: null, costMicrosPerAgent: null } })
  const providers = (await owner.get('/api/llm-config/providers')).json<{ items: Provider[] }>().items
  expect(Object.fromEntries(providers.map((one) => [one.id, one.key]))).toMatchObject({ rehearsal: 'not-needed', openai: 'missing', anthropic: 'environment', compatible: 'not-needed' })

  const wanted = { ...before, standard: { provider: 'anthropic', model: 'claude-x' }, purposes: { post: { provider: 'openai', model: 'gpt-x' }, judge: { provider: 'nope', model: 'x' } } }
  expect((await owner.put('/api/llm-config', wanted)).json().faults.map((fault: { path: string }) => fault.path)).toEqual(['/purposes/post/provider', '/purposes/judge/provider'])
  expect((await owner.put('/api/llm-config', { ...before, purposes: { poetry: before.standard } })).statusCode).toBe(400)
  const put = await owner.put('/api/llm-config', { ...before, standard: { provider: 'anthropic', model: 'claude-x', temperature: 0.5 }, budget: { costMicrosPerDay: 5, tokensPerDay: 10, costMicrosPerAgent: 2 } })
  expect(put.statusCode).toBe(200)
  const operator = await member(server.app, owner, 'operator')
  expect((await operator.put('/api/llm-config', before)).statusCode).toBe(403)
  expect((await (await anotherWorkspace(server)).get('/api/llm-config')).json()).toEqual(before)

  const { workspaces: [{ id: workspaceId }] } = (await owner.get('/api/auth/me')).json()
  const scope = { workspaceId, projectId: null, agentId: null }
  expect(await services.modelSettings.choose(scope, 'post')).toMatchObject({ kind: 'provider', provider: 'anthropic', apiKey: 'from-env', temperature: 0.5, baseUrl: null })
  expect(services.modelSettings.choose(scope, 'post')).not.toBeInstanceOf(Promise)
  expect(await services.modelSettings.budgetOf(scope)).toMatchObject({
    workspace: { costMicros: 5, tokens: 10, unpricedTokens: 10 }, project: { costMicros: null, tokens: null, unpricedTokens: null }, agent: { costMicros: 2, tokens: null, unpricedTokens: 4 },
  })
})

it('takes keys in and never gives them out', async () => {
  await using server = await consoleServer()
  const { owner, services, connection: { db } } = server
  expect((await owner.post('/api/provider-keys', { provider: 'openai' })).json().faults[0].path).toBe('/apiKey')
  const saved = await owner.post('/api/provider-keys', { provider: 'openai', apiKey: KEY })
  expect([saved.statusCode, saved.json()]).toEqual([201, expect.objectContaining({ provider: 'openai', label: 'OpenAI', ending: '1234', baseUrl: null })])
  const everywhere = [saved.body, (await owner.get('/api/provider-keys')).body, (await owner.get('/api/llm-config/providers')).body, (await owner.get('/api/audit')).body,
    JSON.stringify(await db.selectFrom('provider_keys').selectAll().execute())]
  for (const text of everywhere) expect(text).not.toContain(KEY)

  const { workspaces: [{ id: workspaceId }] } = (await owner.get('/api/auth/me')).json()
  const keyOf = async (provider: string) => services.modelSettings.resolve(workspaceId, { provider, model: 'x' })
  expect(await keyOf('openai')).toMatchObject({ apiKey: KEY })
  await owner.post('/api/provider-keys', { provider: 'openai', label: 'Ours' })
  expect(await keyOf('openai')).toMatchObject({ apiKey: KEY })
  // A key given for one address does not travel to another.
  expect((await owner.post('/api/provider-keys', { provider: 'openai', baseUrl: 'https://elsewhere.example/v1' })).json().faults[0].path).toBe('/apiKey')

  expect((await owner.post('/api/provider-keys', { provider: 'ollama' })).json().faults[0].path).toBe('/baseUrl')
  const ollama = (await owner.post('/api/provider-keys', { provider: 'ollama', baseUrl: 'http://127.0.0.1:11434/v1/', models: ['m'] })).json()
  expect(await keyOf('ollama')).toMatchObject({ provider: 'compatible', baseUrl: 'http://127.0.0.1:11434/v1', apiKey: null })
  const config = (await owner.get('/api/llm-config')).json<LlmConfig>()
  await owner.put('/api/llm-config', { ...config, standard: { provider: 'ollama', model: 'm' } })
  expect((await owner.delete(`/api/provider-keys/${ollama.id}`)).json().type).toBe('/problems/provider-in-use')
  const elsewhere = await anotherWorkspace(server)
  expect((await elsewhere.delete(`/api/provider-keys/${ollama.id}`)).statusCode).toBe(404)
  for (const baseUrl of ['http://127.0.0.1:1/v1', 'http://localhost:1/v1', 'http://[::1]/v1', 'http://169.254.169.254/', 'http://10.0.0.1/v1']) {
    expect((await elsewhere.post('/api/provider-keys', { provider: 'own', baseUrl })).json().type, baseUrl).toBe('/problems/forbidden-address')
  }
  await owner.put('/api/llm-config', config)
  expect((await owner.delete(`/api/provider-keys/${ollama.id}`)).statusCode).toBe(204)
})

it('tries a model with the stored key', async () => {
  const asked: unknown[] = []
  await using server = await consoleServer({
    openModelsWithin: (guard) => (address) => {
      asked.push({ ...guard, ...address })
      return scriptedModel([{ text: 'ready' }])
    },
  })
  const { owner } = server
  expect((await owner.post('/api/llm-config/test', { provider: 'rehearsal', model: 'rehearsal' })).json()).toMatchObject({ ok: true })
  expect((await owner.post('/api/llm-config/test', { provider: 'openai', model: 'gpt-x' })).json()).toMatchObject({ ok: false, message: expect.stringContaining('Enter a key') })
  await owner.post('/api/provider-keys', { provider: 'openai', apiKey: KEY })
  expect((await owner.post('/api/llm-config/test', { provider: 'openai', model: 'gpt-x' })).json()).toMatchObject({ ok: true })
  expect(asked).toMatchObject([{ privateNetwork: true, provider: 'openai', model: 'gpt-x', apiKey: KEY }])
})

it('wakes who sleeps for want of money when the budget is raised, another model chosen or a key replaced', async () => {
  await using server = await consoleServer()
  const { owner, clock, connection: { db } } = server
  const { agentIds: [asleep = '', paused = ''] } = await cast(owner, 2)
  const elsewhere = await anotherWorkspace(server)
  const { agentIds: [foreign = ''] } = await cast(elsewhere, 1, 'elsewhere')
  const midnightMs = clock.now() + 12 * 3_600_000
  const sleep = async () => {
    await db.updateTable('agents').set({ state: 'asleep', wake_at: midnightMs, until_at: midnightMs, state_reason: 'The workspace\'s daily model budget is used up.' }).execute()
    await db.updateTable('agents').set({ state: 'paused', wake_at: null }).where('id', '=', paused).execute()
  }
  const wakeOf = async (id: string) => (await db.selectFrom('agents').select('wake_at').where('id', '=', id).executeTakeFirstOrThrow()).wake_at
  const config = (await owner.get('/api/llm-config')).json<LlmConfig>()
  const raised = { ...config, budget: { ...config.budget, costMicrosPerDay: config.budget.costMicrosPerDay * 2 } }

  await sleep()
  await owner.put('/api/llm-config', { ...config, budget: { ...config.budget, costMicrosPerDay: 1 } })
  expect(await wakeOf(asleep)).toBe(midnightMs)
  const lifts = [
    () => owner.put('/api/llm-config', raised),
    () => owner.post('/api/provider-keys', { provider: 'openai', apiKey: KEY }),
    () => owner.put('/api/llm-config', { ...raised, standard: { provider: 'openai', model: 'gpt-x' } }),
  ]
  for (const lift of lifts) {
    await sleep()
    expect((await lift()).statusCode).toBeLessThan(300)
    expect(await wakeOf(asleep)).toBeLessThan(clock.now() + 60_000)
    expect(await wakeOf(paused)).toBeNull()
    expect(await wakeOf(foreign)).toBe(midnightMs)
  }
})
