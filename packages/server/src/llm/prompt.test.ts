/** What each provider's client really puts on the wire for our request: settings, formats, and state that goes back. */
import type { JSONObject } from '@ai-sdk/provider'
import { describe, expect, test } from 'vitest'
import type { Message, ModelRequest } from './model-port.ts'
import { callOptions, REASONING_ROOM_TOKENS, stateOf } from './prompt.ts'
import { openModels } from './providers/open-model.ts'
import type { ProviderChoice } from './settings.ts'
import { choiceOf } from './testing/ports.ts'
import { jsonRequest, LIKE_TOOL, textRequest } from './testing/requests.ts'

interface Sent {
  readonly url: string
  readonly headers: Headers
  readonly body: JSONObject
}

async function sent(choice: ProviderChoice, request: ModelRequest): Promise<Sent> {
  const seen: Sent[] = []
  const model = openModels((url, init) => {
    seen.push({ url: String(url), headers: new Headers(init?.headers), body: JSON.parse(String(init?.body)) as JSONObject })
    return Promise.resolve(new Response('{}', { status: 418 }))
  })(choice)
  await expect(Promise.resolve(model.doGenerate(callOptions(request, choice, `${choice.provider}:${choice.model}`, new Set())))).rejects.toThrow()
  const [first] = seen
  if (first === undefined) throw new Error('nothing was sent')
  return first
}

test.each([
  ['openai', 'gpt-6-luna', 'https://api.openai.com/v1/responses', 'authorization', 'Bearer sk-test-key'],
  ['anthropic', 'claude-haiku-5-5', 'https://api.anthropic.com/v1/messages', 'x-api-key', 'sk-test-key'],
  ['google', 'gemini-3.8-flash', 'https://generativelanguage.googleapis.com/v1beta/models/gemini-3.8-flash:generateContent', 'x-goog-api-key', 'sk-test-key'],
  ['deepseek', 'deepseek-flash', 'https://api.deepseek.com/chat/completions', 'authorization', 'Bearer sk-test-key'],
  ['moonshot', 'kimi-k2.6', 'https://api.moonshot.ai/v1/chat/completions', 'authorization', 'Bearer sk-test-key'],
  ['minimax', 'MiniMax-M3', 'https://api.minimax.io/anthropic/v1/messages', 'x-api-key', 'sk-test-key'],
] as const)('%s is reached at its address with its key', async (provider, model, url, header, key) => {
  const call = await sent(choiceOf({ provider, model }), textRequest())
  expect(call.url).toBe(url)
  expect(call.headers.get(header)).toBe(key)
})

describe('quirks', () => {
  const body = async (choice: Partial<ProviderChoice>, request = textRequest()): Promise<JSONObject> => (await sent(choiceOf(choice), request)).body

  test('temperature goes only where it is taken, within the range', async () => {
    expect(await body({ model: 'gpt-6-luna', temperature: 1.4 })).toMatchObject({ temperature: 1.4 })
    expect(await body({ model: 'gpt-6-astra', temperature: 1.4 })).not.toHaveProperty('temperature')
    expect(await body({ provider: 'anthropic', model: 'claude-sonnet-5-5', temperature: 0.5 })).not.toHaveProperty('temperature')
    expect(await body({ provider: 'anthropic', model: 'claude-sonnet-4-5', temperature: 1.4 })).toMatchObject({ temperature: 1 })
    expect(await body({ provider: 'moonshot', model: 'kimi-k3', temperature: 0.5 })).not.toHaveProperty('temperature')
    expect(await body({ provider: 'deepseek', model: 'deepseek-flash', temperature: 1.2 })).toMatchObject({ temperature: 1.2, thinking: { type: 'disabled' } })
    expect(await body({ provider: 'minimax', model: 'MiniMax-M3', temperature: 0 })).toMatchObject({ temperature: 0.01 })
  })

  test('a model that always reasons gets room for it', async () => {
    expect(await body({ model: 'gpt-6-luna' })).toMatchObject({ max_output_tokens: 200, store: false, reasoning: { effort: 'none' } })
    expect(await body({ model: 'gpt-6.1-sol' })).toMatchObject({ max_output_tokens: 200 + REASONING_ROOM_TOKENS, reasoning: { effort: 'low' } })
    expect(await body({ provider: 'minimax', model: 'MiniMax-M3' })).toMatchObject({ max_tokens: 200 + REASONING_ROOM_TOKENS })
    expect(await body({ provider: 'compatible', baseUrl: 'http://127.0.0.1:1/v1', model: 'openai/gpt-5-mini' })).toMatchObject({ max_completion_tokens: 200 + REASONING_ROOM_TOKENS })
    expect(await body({ provider: 'compatible', baseUrl: 'http://127.0.0.1:1/v1', model: 'llama3.3' })).toMatchObject({ max_tokens: 200 })
  })

  test('an object is constrained where it can be, asked for in words where not', async () => {
    const inWords = 'fits this JSON schema'
    const openai = await body({}, jsonRequest())
    expect(openai).toMatchObject({ text: { format: { type: 'json_schema', strict: false } } })
    expect(JSON.stringify(openai)).not.toContain(inWords)
    expect(await body({ provider: 'compatible', baseUrl: 'http://127.0.0.1:1/v1', model: 'llama3.3' }, jsonRequest())).toMatchObject({ response_format: { type: 'json_schema', json_schema: { strict: false } } })
    expect(await body({ provider: 'moonshot', model: 'kimi-k2.6' }, jsonRequest())).toMatchObject({ response_format: { type: 'json_schema', json_schema: { strict: false } } })
    expect(JSON.stringify(await body({ provider: 'anthropic', model: 'claude-haiku-5-5' }, jsonRequest()))).toContain('output_config')
    expect(await body({ provider: 'google', model: 'gemini-3.8-flash' }, jsonRequest())).toMatchObject({ generationConfig: { responseMimeType: 'application/json' } })
    expect(JSON.stringify(await body({ provider: 'minimax', model: 'MiniMax-M3' }, jsonRequest()))).toContain(inWords)
    const deepseek = await body({ provider: 'deepseek', model: 'deepseek-flash' }, jsonRequest())
    expect(deepseek).toMatchObject({ response_format: { type: 'json_object' } })
    expect(JSON.stringify(deepseek)).toContain(inWords)
  })

  test('with tools on offer no format is set', async () => {
    const request = jsonRequest(undefined, { tools: [LIKE_TOOL] })
    expect(await body({ provider: 'compatible', baseUrl: 'http://127.0.0.1:1/v1', model: 'llama3.3' }, request)).not.toHaveProperty('response_format')
  })

  test('the rehearsal brief is for the rehearsal model only', async () => {
    const request = textRequest({ rehearsal: { ...textRequest().rehearsal, key: 'secret-brief', trends: ['secret-trend'] } })
    expect(JSON.stringify(await body({}, request))).not.toContain('secret-')
  })
})

describe('state that goes back', () => {
  const conversation = (state: Parameters<typeof stateOf>[0], generator: string): ModelRequest => {
    const providerState = stateOf(state, generator)
    const assistant: Message = { role: 'assistant', text: '', toolCalls: [{ id: 'c1', name: 'like', input: { postId: 'p1' } }], ...(providerState ? { providerState } : {}) }
    return textRequest({ tools: [LIKE_TOOL], messages: [{ role: 'user', text: 'Go.' }, assistant, { role: 'tool', results: [{ callId: 'c1', name: 'like', output: 'liked' }] }] })
  }
  const call = { type: 'tool-call', toolCallId: 'c1', toolName: 'like', input: '{"postId":"p1",}' } as const

  test('reasoning goes back to DeepSeek, Kimi and MiniMax, a signature to Gemini', async () => {
    const thought = { type: 'reasoning', text: 'She likes fog.' } as const
    const wire = async (choice: Partial<ProviderChoice>, content: Parameters<typeof stateOf>[0]): Promise<string> => {
      const whole = choiceOf(choice)
      return JSON.stringify((await sent(whole, conversation(content, `${whole.provider}:${whole.model}`))).body)
    }
    expect(await wire({ provider: 'deepseek', model: 'deepseek-v4-pro' }, [thought, call])).toContain('"reasoning_content":"She likes fog."')
    expect(await wire({ provider: 'moonshot', model: 'kimi-k3' }, [thought, call])).toContain('"reasoning_content":"She likes fog."')
    expect(await wire({ provider: 'minimax', model: 'MiniMax-M3' }, [{ ...thought, providerMetadata: { anthropic: { signature: 'sig-1' } } }, call])).toContain('"signature":"sig-1"')
    expect(await wire({ provider: 'google', model: 'gemini-4-argon' }, [{ ...call, providerMetadata: { google: { thoughtSignature: 'sig-2' } } }])).toContain('"thoughtSignature":"sig-2"')
  })

  test('the mended tool input goes back, not the broken one', async () => {
    const choice = choiceOf({ provider: 'deepseek', model: 'deepseek-v4-pro' })
    const text = JSON.stringify((await sent(choice, conversation([{ type: 'reasoning', text: 'x' }, call], 'deepseek:deepseek-v4-pro'))).body)
    expect(text).toContain(String.raw`"arguments":"{\"postId\":\"p1\"}"`)
  })

  test('another model does not get it', async () => {
    const choice = choiceOf({ provider: 'deepseek', model: 'deepseek-flash' })
    expect(JSON.stringify((await sent(choice, conversation([{ type: 'reasoning', text: 'private' }, call], 'moonshot:kimi-k3'))).body)).not.toContain('private')
  })

  test('there is none where nothing needs to go back', () => {
    expect(stateOf([call], 'x:y')).toBeNull()
    expect(stateOf([{ type: 'reasoning', text: 'x' }, { type: 'text', text: 'done' }], 'x:y')).toBeNull()
  })
})
