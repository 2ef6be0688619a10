import { afterEach, beforeEach, expect, test } from 'vitest'
import { SystemClock } from '../base/clock.ts'
import { openModels } from './providers/open-model.ts'
import type { ProviderChoice } from './settings.ts'
import { testConnection, type ConnectionTest } from './test-connection.ts'
import { answer, BadServer, send } from './testing/bad-server.ts'
import { choiceOf } from './testing/ports.ts'

let server: BadServer
beforeEach(async () => {
  server = await BadServer.start()
})
afterEach(async () => {
  await server[Symbol.asyncDispose]()
})

const press = (change: Partial<ProviderChoice> = {}): Promise<ConnectionTest> =>
  testConnection(choiceOf({ provider: 'compatible', model: 'llama3.3', baseUrl: `${server.url}/v1`, ...change }), openModels(fetch), new SystemClock(), new AbortController().signal)

test('a model that answers', async () => {
  server.next(answer('Ready'))
  expect(await press()).toMatchObject({ ok: true, model: 'llama3.3', message: 'OpenAI-compatible server (Ollama, vLLM, LM Studio, …) answered and said "Ready".' })
})

test('a bad key, with where to make a new one, and the key itself blotted out', async () => {
  server.next(send(401, { error: { message: 'Incorrect API key provided: sk-test-key' } }))
  const result = await press({ provider: 'deepseek', model: 'deepseek-flash' })
  expect(result.ok).toBe(false)
  expect(result.message).toBe('DeepSeek does not accept this key; make a new one at https://platform.deepseek.com/api_keys. (HTTP 401: Incorrect API key provided: …)')
})

test('an unknown model', async () => {
  server.next(send(404, { error: { message: 'model "llama9" not found, try pulling it first' } }))
  expect((await press({ model: 'llama9' })).message).toContain('has no model "llama9"')
})

test('nobody there', async () => {
  const result = await press({ baseUrl: 'http://127.0.0.1:9/v1' })
  expect(result).toMatchObject({ ok: false })
  expect(result.message).toContain('Nothing answers at http://127.0.0.1:9/v1')
})

test('a web page instead of a model', async () => {
  server.next(send(200, '<html></html>'))
  expect((await press()).message).toContain('for most servers it ends in /v1')
})

test('no credit, and slow down', async () => {
  server.next(send(402, { error: { message: 'Insufficient Balance' } }))
  expect((await press()).message).toContain('no credit or quota left: HTTP 402: Insufficient Balance')
  server.next(send(429, { error: { message: 'slow down' } }))
  expect((await press()).message).toContain('the key works, but it asks to slow down')
})

test('a setting the model refuses is left out', async () => {
  server.next(send(400, { error: { message: 'unsupported parameter: temperature' } }), answer('Ready'))
  expect((await press({ temperature: 0.5 })).ok).toBe(true)
})

test('no key, no address: said without a call', async () => {
  expect((await press({ provider: 'openai', apiKey: null })).message).toContain('Enter a key for OpenAI first')
  expect((await press({ baseUrl: null })).message).toContain('base URL')
  expect(server.bodies).toEqual([])
})
