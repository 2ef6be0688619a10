import { describe, expect, test } from 'vitest'
import { VirtualClock } from '../base/clock.ts'
import { DEFAULT_BUDGET, NO_LIMIT, type BudgetWarning } from './budget.ts'
import { createModelPorts } from './ask.ts'
import type { ModelReply } from './model-port.ts'
import { scriptedModel, type ScriptedModel } from './testing/scripted-model.ts'
import { choiceOf, portOver, SCOPE } from './testing/ports.ts'
import { jsonRequest, LIKE_TOOL, SEARCH_TOOL, textRequest } from './testing/requests.ts'

const NOW = Date.parse('2026-11-20T12:00:00Z')
const never = new AbortController().signal

describe('money', () => {
  // gpt-6-luna: $0.10 and $0.50 a million, so 1,000,000 tokens in and 200,000 out are $0.20.
  const dear = { text: 'Fog.', inputTokens: 1_000_000, outputTokens: 200_000 }

  test('spend is recorded by scope and stops at the limit until midnight, with one warning on the way', async () => {
    const warnings: BudgetWarning[] = []
    const model = scriptedModel(Array.from({ length: 5 }, () => dear))
    const clock = new VirtualClock(NOW)
    const { port, spend } = portOver(model, { clock, onBudgetWarning: (_scope, warning) => warnings.push(warning) })
    const kinds: string[] = []
    let last: ModelReply | null = null
    for (let i = 0; i < 7; i++) {
      last = await port.ask(textRequest(), never)
      kinds.push(last.kind)
    }
    expect(kinds).toEqual(['answered', 'answered', 'answered', 'answered', 'answered', 'exhausted', 'exhausted'])
    expect(last).toMatchObject({ kind: 'exhausted', untilMs: Date.parse('2026-11-21T00:00:00Z'), attempts: [] })
    expect(warnings).toEqual([{ circle: 'workspace', measure: 'costMicros', spent: 800_000, limit: 1_000_000 }])
    expect(spend.entries).toHaveLength(5)
    expect(spend.entries[0]).toEqual({ ...SCOPE, atMs: NOW, purpose: 'post', provider: 'openai', model: 'gpt-6-luna', inputTokens: 1_000_000, outputTokens: 200_000, costMicros: 200_000, estimated: false })
    clock.advanceTo(Date.parse('2026-11-21T00:00:00Z'))
    // The next day there is money again, and the script's end shows that the model is asked.
    expect((await port.ask(textRequest(), never)).kind).toBe('failed')
  })

  test('twenty at once cannot spend far past the limit', async () => {
    const budget = { ...DEFAULT_BUDGET, workspace: { ...NO_LIMIT, costMicros: 1_000 } }
    // Each may cost 104 at worst by its estimate: about 200 tokens in and out.
    const model = scriptedModel(Array.from({ length: 20 }, () => ({ text: 'Fog.', inputTokens: 40, outputTokens: 200 })))
    const { port, spend } = portOver(model, { budget, choice: choiceOf({ provider: 'openai', model: 'gpt-6-luna' }) })
    const replies = await Promise.all(Array.from({ length: 20 }, () => port.ask(textRequest(), never)))
    const answered = replies.filter((reply) => reply.kind === 'answered').length
    expect(answered).toBeGreaterThan(5)
    expect(answered).toBeLessThan(12)
    expect(spend.entries.reduce((sum, entry) => sum + (entry.costMicros ?? 0), 0)).toBeLessThanOrEqual(1_200)
  })

  test('a call that ends while the next one looks what was spent is counted', async () => {
    const budget = { ...DEFAULT_BUDGET, workspace: { ...NO_LIMIT, costMicros: 100_000 } }
    const { port, spend } = portOver(scriptedModel([dear, dear]), { budget })
    const read = spend.spentSince.bind(spend)
    const { promise: firstIsOver, resolve } = Promise.withResolvers<unknown>()
    let reads = 0
    spend.spentSince = (scope, sinceMs) => {
      const spent = read(scope, sinceMs)
      return ++reads === 2 ? firstIsOver.then(() => spent) as never : spent
    }
    const first = port.ask(textRequest(), never)
    const second = port.ask(textRequest(), never)
    expect((await first).kind).toBe('answered')
    resolve(null)
    expect((await second).kind).toBe('exhausted')
    expect(spend.entries).toHaveLength(1)
  })

  test('the longest answer set for a model bounds what is asked of it', async () => {
    const model = scriptedModel([{ text: 'Fog.' }, { text: 'Fog.' }])
    await portOver(model, { choice: choiceOf({ maxOutputTokens: 7 }) }).port.ask(textRequest(), never)
    await portOver(model).port.ask(textRequest(), never)
    const [bounded, usual] = model.asked.map((call) => call.maxOutputTokens)
    expect(bounded).toBe(7)
    expect(usual).toBe(textRequest().maxOutputTokens)
  })

  test('a model without a price costs null and counts its tokens', async () => {
    const budget = { ...DEFAULT_BUDGET, workspace: { ...DEFAULT_BUDGET.workspace, unpricedTokens: 100 } }
    const { port, spend } = portOver(scriptedModel(['Fog.', 'Fog.']), { budget, choice: choiceOf({ model: 'gpt-99' }) })
    const first = await port.ask(textRequest(), never)
    expect(first.attempts[0]?.costMicros).toBeNull()
    expect(spend.entries[0]?.costMicros).toBeNull()
    expect(await port.ask(textRequest(), never)).toMatchObject({ kind: 'exhausted', message: "The workspace's daily model budget is used up: 110 tokens of 100 tokens of models without a price." })
  })

  test('a ledger that cannot be written does not lose the reply', async () => {
    const { port, spend } = portOver(scriptedModel(['Fog.']))
    spend.record = () => {
      throw new Error('the database is away')
    }
    expect(await port.ask(textRequest(), never)).toMatchObject({ kind: 'answered', text: 'Fog.' })
  })
})

describe('tools', () => {
  const tooled = textRequest({ purpose: 'decision', tools: [LIKE_TOOL, SEARCH_TOOL] })
  const calls = async (model: ScriptedModel): Promise<ModelReply> => portOver(model).port.ask(tooled, never)

  test('input that is not quite JSON is mended, and the trace says so', async () => {
    const reply = await calls(scriptedModel([{ toolCalls: [{ name: 'like', input: "{'postId': 7,}" }, { name: 'search', input: { words: ['fog', 'sea'], limit: '3' } }] }]))
    expect(reply).toMatchObject({ kind: 'answered', toolCalls: [{ name: 'like', input: { postId: '7' } }, { name: 'search', input: { words: 'fog\nsea', limit: 3 } }] })
    expect(reply.attempts[0]?.note).toContain('input of like: notation mended')
  })

  test('input that cannot be read stays as it came, for the gate to refuse', async () => {
    const reply = await calls(scriptedModel([{ toolCalls: [{ name: 'like', input: 'that one' }] }]))
    expect(reply).toMatchObject({ kind: 'answered', toolCalls: [{ name: 'like', input: 'that one' }] })
    expect(reply.attempts[0]?.note).toContain('the input of like cannot be read')
  })

  test('unknown tools are left in, for the gate to refuse visibly', async () => {
    expect(await calls(scriptedModel([{ toolCalls: [{ name: 'delete_everything', input: {} }] }]))).toMatchObject({ kind: 'answered', toolCalls: [{ name: 'delete_everything', input: {} }] })
  })

  test.each([
    ['in JSON', '{"name":"like","arguments":{"postId":"p1"}}'],
    ['in tags', 'I like it.\n<tool_call>\n{"name": "like", "arguments": {"postId": "p1"}}\n</tool_call>'],
    ['in a fence', '```json\n{"tool":"like","parameters":{"postId":"p1"}}\n```'],
    ['as OpenAI wraps them', '[{"type":"function","function":{"name":"like","arguments":"{\\"postId\\":\\"p1\\"}"}}]'],
  ])('a call written down %s is read', async (_name, text) => {
    expect(await calls(scriptedModel([text]))).toMatchObject({ kind: 'answered', text: '', toolCalls: [{ name: 'like', input: { postId: 'p1' } }] })
  })

  test('nothing to say is an answer when there are tools', async () => {
    expect(await calls(scriptedModel(['']))).toMatchObject({ kind: 'answered', text: '', toolCalls: [] })
  })

  test('two calls with one id are told apart, a hundred are cut', async () => {
    const reply = await calls(scriptedModel([{ toolCalls: Array.from({ length: 100 }, () => ({ name: 'like', input: { postId: 'p' }, id: 'same' })) }]))
    if (reply.kind !== 'answered') throw new Error('not answered')
    expect(reply.toolCalls).toHaveLength(32)
    expect(new Set(reply.toolCalls.map((call) => call.id)).size).toBe(32)
  })
})

describe('what is missing', () => {
  test.each([
    ['a key', choiceOf({ apiKey: null }), 'There is no key for OpenAI. Add one in Settings, or choose another provider.'],
    ['a base URL', choiceOf({ provider: 'compatible' }), 'needs a base URL'],
    ['a model', choiceOf({ model: '' }), 'No model is chosen for OpenAI.'],
  ])('%s is said without a call', async (_name, choice, message) => {
    const reply = await portOver(scriptedModel([]), { choice }).port.ask(textRequest(), never)
    expect(reply).toMatchObject({ kind: 'failed', reason: 'unavailable', attempts: [] })
    expect(reply.kind === 'failed' && reply.message).toContain(message)
  })

  test('a client that cannot be made fails the ask, not the agent', async () => {
    const { port } = portOver(() => {
      throw new TypeError('Invalid URL')
    })
    expect(await port.ask(textRequest(), never)).toMatchObject({ kind: 'failed', reason: 'unavailable', message: 'Invalid URL' })
  })
})

describe('the rehearsal model', () => {
  const ports = (rehearsal: Parameters<typeof createModelPorts>[0]['rehearsal']): ReturnType<typeof portOver> => portOver(scriptedModel([]), { choice: { kind: 'rehearsal' }, rehearsal })

  test('as a function: labelled, free, and not on the ledger', async () => {
    const { port, spend } = ports((request) => ({ text: `about ${request.rehearsal.key}`, value: null, toolCalls: [] }))
    expect(await port.ask(textRequest(), never)).toMatchObject({ kind: 'answered', generator: 'rehearsal', text: 'about test/0', attempts: [{ provider: 'rehearsal', costMicros: 0, outcome: 'answered' }] })
    expect(spend.entries).toEqual([])
  })

  test('as a language model: finds the request in its options', async () => {
    const { port } = ports(scriptedModel([(options) => {
      const given = options.providerOptions?.['rehearsal']?.['request'] as unknown as { rehearsal: { key: string } }
      return `about ${given.rehearsal.key}`
    }]))
    expect(await port.ask(textRequest(), never)).toMatchObject({ kind: 'answered', generator: 'rehearsal', text: 'about test/0' })
  })

  test('an object it fills is checked like any other', async () => {
    expect(await ports(scriptedModel(['{"bio":"Keeps.","interests":[]}'])).port.ask(jsonRequest(), never)).toMatchObject({ kind: 'answered', value: { bio: 'Keeps.', interests: [] } })
    expect(await ports(scriptedModel(['no'])).port.ask(jsonRequest(), never)).toMatchObject({ kind: 'failed', reason: 'malformed' })
  })
})

test('calls to one provider run side by side only as wide as its lane', async () => {
  let running = 0
  let most = 0
  const model = scriptedModel(Array.from({ length: 30 }, () => async () => {
    most = Math.max(most, ++running)
    await new Promise((resolve) => setImmediate(resolve))
    running--
    return 'Fog.'
  }))
  const { port } = portOver(model, { lanes: { openai: { concurrent: 4, perMinute: null } } })
  const replies = await Promise.all(Array.from({ length: 30 }, () => port.ask(textRequest(), never)))
  expect(replies.every((reply) => reply.kind === 'answered')).toBe(true)
  expect(most).toBe(4)
})
