/** Each provider's real client against a server that speaks its wire: text, an object, and a tool loop of three steps. */
import { LLMock } from '@copilotkit/aimock'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Message, ModelRequest } from './model-port.ts'
import { PROVIDER_IDS, type ProviderId } from './providers/catalogue.ts'
import { openModels } from './providers/open-model.ts'
import { choiceOf, portOver } from './testing/ports.ts'
import { jsonRequest, LIKE_TOOL, SEARCH_TOOL, textRequest } from './testing/requests.ts'

/** Paths the mock serves each wire under, and a model of each. */
const WIRES: Record<ProviderId, { path: string; model: string }> = {
  openai: { path: '/v1', model: 'gpt-6-luna' },
  anthropic: { path: '/v1', model: 'claude-haiku-5-5' },
  google: { path: '/v1beta', model: 'gemini-3.8-flash' },
  deepseek: { path: '/v1', model: 'deepseek-flash' },
  moonshot: { path: '/v1', model: 'kimi-k2.6' },
  minimax: { path: '/v1', model: 'MiniMax-M3' },
  compatible: { path: '/v1', model: 'llama3.3' },
}

/** The names of usage differ by wire; the mock takes all of them together. */
const USAGE = { prompt_tokens: 120, completion_tokens: 12, input_tokens: 120, output_tokens: 12, promptTokenCount: 120, candidatesTokenCount: 12 }
const PROFILE = { bio: 'Keeps the light.', interests: ['fog'], mood: 'calm' }

let mock: LLMock

beforeAll(async () => {
  mock = new LLMock({ port: 0, host: '127.0.0.1', logLevel: 'silent' })
  mock.on({ userMessage: 'Write a post about fog.' }, { content: 'Fog again.', usage: USAGE })
  mock.on({ userMessage: 'Describe Mara.' }, { content: JSON.stringify(PROFILE), usage: USAGE })
  mock.on({ userMessage: 'What now?', toolResultContains: 'liked' }, { content: 'That will do.', usage: USAGE })
  mock.on({ userMessage: 'What now?', toolResultContains: 'post-7' }, { toolCalls: [{ name: 'like', arguments: '{"postId":"post-7"}' }], usage: USAGE, finishReason: 'stop' })
  mock.on({ userMessage: 'What now?' }, { toolCalls: [{ name: 'search', arguments: '{"words":"fog","limit":3}' }], usage: USAGE, finishReason: 'stop' })
  await mock.start()
})

afterAll(async () => {
  await mock.stop()
})

describe.each(PROVIDER_IDS)('%s', (provider) => {
  const ask = (request: ModelRequest): ReturnType<ReturnType<typeof portOver>['port']['ask']> => {
    const { path, model } = WIRES[provider]
    const { port } = portOver(openModels(fetch), { choice: choiceOf({ provider, model, baseUrl: `${mock.url}${path}` }) })
    return port.ask(request, new AbortController().signal)
  }
  const generator = `${provider}:${WIRES[provider].model}`

  test('text', async () => {
    const reply = await ask(textRequest())
    expect(reply).toMatchObject({ kind: 'answered', generator, text: 'Fog again.', value: null, toolCalls: [] })
    expect(reply.attempts).toHaveLength(1)
    expect(reply.attempts[0]).toMatchObject({ provider, outcome: 'answered', note: null, usage: { inputTokens: 120, outputTokens: 12 } })
    const cost = reply.attempts[0]?.costMicros
    if (provider === 'moonshot') expect(cost).toBeNull()
    else if (provider === 'compatible') expect(cost).toBe(0)
    else expect(cost).toBeGreaterThan(0)
  })

  test('an object', async () => {
    const reply = await ask(jsonRequest())
    expect(reply).toMatchObject({ kind: 'answered', generator, text: '', value: PROFILE })
    expect(reply.attempts).toHaveLength(1)
  })

  test('three steps of tools, each with the results of the last', async () => {
    const messages: Message[] = [{ role: 'user', text: 'What now?' }]
    const called: string[] = []
    let said = ''
    for (let step = 0; step < 3; step++) {
      const reply = await ask(textRequest({ purpose: 'decision', messages, tools: [LIKE_TOOL, SEARCH_TOOL] }))
      if (reply.kind !== 'answered') throw new Error(JSON.stringify(reply))
      said = reply.text
      messages.push({ role: 'assistant', text: reply.text, toolCalls: reply.toolCalls, ...(reply.providerState ? { providerState: reply.providerState } : {}) })
      called.push(...reply.toolCalls.map((call) => `${call.name} ${JSON.stringify(call.input)}`))
      if (reply.toolCalls.length === 0) break
      messages.push({
        role: 'tool',
        results: reply.toolCalls.map((call) => ({ callId: call.id, name: call.name, output: call.name === 'search' ? '[{"id":"post-7","text":"fog"}]' : 'liked' })),
      })
    }
    expect(called).toEqual(['search {"words":"fog","limit":3}', 'like {"postId":"post-7"}'])
    expect(said).toBe('That will do.')
  })
})

test('no key and no address of ours leaves in a body', () => {
  for (const { body } of mock.getRequests()) expect(JSON.stringify(body)).not.toContain('sk-test-key')
})
