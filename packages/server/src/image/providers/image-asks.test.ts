/** The vendors' real clients against a scripted server on loopback; what nobody scripted is answered 500 and counted. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SystemClock, VirtualClock, type Clock } from '../../base/clock.ts'
import { silentLog } from '../../base/log.ts'
import { seeded } from '../../base/random.ts'
import { Allowance } from '../../llm/allowance.ts'
import { DEFAULT_BUDGET, NO_LIMIT, type Budget } from '../../llm/budget.ts'
import type { ModelChoice } from '../../llm/settings.ts'
import { MemorySpendStore } from '../../llm/spend.ts'
import { BadServer, send, type Behaviour } from '../../llm/testing/bad-server.ts'
import { CountingClock } from '../../llm/testing/counting-clock.ts'
import { choiceOf, SCOPE } from '../../llm/testing/ports.ts'
import { encoded } from '../codec.ts'
import { noisy } from '../testing/pictures.ts'
import { createImageModelPorts, type ImagePortOptions } from './image-asks.ts'
import type { ImageModelPort } from './image-model-port.ts'
import { openImageModels } from './open-image-model.ts'

const PICTURE = await encoded(noisy(48, 32, seeded('p')), { to: 'png', quality: 100 })
const NEVER = new AbortController().signal
const REQUEST = { prompt: 'A lighthouse in fog', width: 1200, height: 800 }

const openAiPicture = (change: object = {}): Behaviour => send(200, { created: 1, data: [{ b64_json: PICTURE.toString('base64') }], usage: { input_tokens: 12, output_tokens: 1_568, total_tokens: 1_580 }, ...change })
const googlePicture = (parts: readonly object[] = [{ inlineData: { mimeType: 'image/png', data: PICTURE.toString('base64') } }], change: object = {}): Behaviour =>
  send(200, { candidates: [{ content: { role: 'model', parts }, finishReason: 'STOP', index: 0 }], usageMetadata: { promptTokenCount: 8, candidatesTokenCount: 1_290, totalTokenCount: 1_298 }, ...change })

let server: BadServer
let paths: string[]

beforeEach(async () => {
  server = await BadServer.start()
  paths = []
})

afterEach(async () => {
  await server[Symbol.asyncDispose]()
})

interface Made {
  readonly port: ImageModelPort
  readonly spend: MemorySpendStore
}

function portTo({ choice = {}, clock = new SystemClock(), budget = DEFAULT_BUDGET, ...rest }: { choice?: Partial<ModelChoice>; clock?: Clock; budget?: Budget } & Partial<ImagePortOptions> = {}): Made {
  const spend = new MemorySpendStore()
  const provider = (choice as { provider?: string }).provider ?? 'openai'
  const chosen = 'kind' in choice && choice.kind === 'rehearsal' ? choice as ModelChoice
    : choiceOf({ provider: 'openai', model: provider === 'google' ? 'gemini-2.5-flash-image' : 'gpt-image-2', baseUrl: `${server.url}/${provider === 'google' ? 'v1beta' : 'v1'}`, ...choice as object })
  const recording: typeof fetch = (input, init) => {
    paths.push(new URL(String(input instanceof Request ? input.url : input)).pathname)
    return fetch(input, init)
  }
  const ports = createImageModelPorts({
    clock, random: seeded('x'), log: silentLog, spend, settings: { choose: () => chosen },
    allowance: new Allowance({ clock, log: silentLog, settings: { budgetOf: () => budget }, spend }),
    openImageModel: openImageModels(recording), ...rest,
  })
  return { port: ports.portFor(SCOPE), spend }
}

describe('a picture', () => {
  it('of OpenAI', async () => {
    server.next(openAiPicture())
    const { port, spend } = portTo()
    const reply = await port.ask(REQUEST, NEVER)
    expect(reply).toMatchObject({ kind: 'answered', picture: { generator: 'openai:gpt-image-2', prompt: REQUEST.prompt }, attempts: [{ outcome: 'answered', usage: { inputTokens: 12, outputTokens: 1_568 }, costMicros: 12 * 5 + 1_568 * 30 }] })
    expect(reply.kind === 'answered' && Buffer.from(reply.picture.bytes).equals(PICTURE)).toBe(true)
    expect(paths).toEqual(['/v1/images/generations'])
    expect(server.bodies).toEqual([expect.objectContaining({ model: 'gpt-image-2', prompt: REQUEST.prompt, n: 1, size: '1536x1024', quality: 'medium' })])
    expect(server.headers[0]?.authorization).toBe('Bearer sk-test-key')
    expect(spend.entries).toMatchObject([{ purpose: 'image', provider: 'openai', costMicros: 47_100, estimated: false, agentId: SCOPE.agentId }])
  })

  it('of Google', async () => {
    server.next(googlePicture())
    const { port, spend } = portTo({ choice: { provider: 'google' } as never })
    const reply = await port.ask({ prompt: 'fog', width: 400, height: 900 }, NEVER)
    expect(reply).toMatchObject({ kind: 'answered', picture: { generator: 'google:gemini-2.5-flash-image' } })
    expect(paths).toEqual(['/v1beta/models/gemini-2.5-flash-image:generateContent'])
    expect(server.bodies[0]).toMatchObject({ generationConfig: { responseModalities: ['IMAGE'], imageConfig: { aspectRatio: '2:3' } } })
    expect(server.headers[0]?.['x-goog-api-key']).toBe('sk-test-key')
    expect(spend.entries).toMatchObject([{ inputTokens: 8, outputTokens: 1_290, costMicros: Math.ceil(8 * 0.3 + 1_290 * 30) }])
  })

  it('that nobody counted is estimated, and said to be', async () => {
    server.next(openAiPicture({ usage: undefined }))
    const { port, spend } = portTo()
    expect((await port.ask(REQUEST, NEVER)).attempts[0]?.note).toContain('estimated')
    expect(spend.entries).toMatchObject([{ estimated: true, outputTokens: 1_600 }])
  })

  it('that could not be booked is not lost', async () => {
    server.next(openAiPicture())
    const spend = new MemorySpendStore()
    spend.record = () => { throw new Error('disk full') }
    expect((await portTo({ spend }).port.ask(REQUEST, NEVER)).kind).toBe('answered')
  })
})

describe('no picture', () => {
  it.each([
    ['rehearsal', { kind: 'rehearsal' }, 'No image model is chosen'],
    ['a language model', { model: 'gpt-6-luna' }, 'makes no images'],
    ['another provider', { provider: 'deepseek', model: 'deepseek-flash' }, 'makes no images'],
    ['no key', { apiKey: null }, 'no key for OpenAI'],
  ])('where nothing fit is chosen: %s', async (_, choice, message) => {
    const { port, spend } = portTo({ choice: choice as never })
    expect(await port.ask(REQUEST, NEVER)).toMatchObject({ kind: 'failed', reason: 'unavailable', message: expect.stringContaining(message), attempts: [] })
    expect([paths, spend.entries]).toEqual([[], []])
  })

  it('when money is gone: nobody is asked, and it is said until when', async () => {
    const clock = new SystemClock()
    const { port, spend } = portTo({ clock, budget: { ...DEFAULT_BUDGET, workspace: { ...NO_LIMIT, costMicros: 40_000 } } })
    spend.record({ ...SCOPE, atMs: clock.now(), purpose: 'post', provider: 'openai', model: 'x', inputTokens: 1, outputTokens: 1, costMicros: 40_000, estimated: false })
    const reply = await port.ask(REQUEST, NEVER)
    expect(reply).toMatchObject({ kind: 'exhausted', message: expect.stringContaining('budget is used up') })
    expect(reply.kind === 'exhausted' && reply.untilMs > clock.now() && reply.untilMs <= clock.now() + 24 * 3_600_000).toBe(true)
    expect(paths).toEqual([])
  })

  it('for the second of two when there is money for one', async () => {
    server.next(openAiPicture())
    const { port } = portTo({ budget: { ...DEFAULT_BUDGET, agent: { ...NO_LIMIT, costMicros: 60_000 } } })
    const replies = await Promise.all([port.ask(REQUEST, NEVER), port.ask(REQUEST, NEVER)])
    expect(replies.map(({ kind }) => kind).sort()).toEqual(['answered', 'exhausted'])
    expect(server.unscripted).toBe(0)
  })

  it.each([
    ['402 with a time', send(402, { error: { message: 'Payment required', resetAt: '2026-11-21T20:00:00Z' } }), Date.parse('2026-11-21T20:00:00Z')],
    ['402 without', send(402, { error: { message: 'Payment required' } }), Date.parse('2026-11-21T13:00:00Z')],
    ['429 with a long wait', send(429, { error: { message: 'slow down' } }, { 'retry-after': '600' }), Date.parse('2026-11-21T12:10:00Z')],
    ['quota gone', send(429, { error: { message: 'You exceeded your current quota', code: 'insufficient_quota' } }), Date.parse('2026-11-21T13:00:00Z')],
    ['a time beyond a day', send(402, { error: { message: 'x', resetAt: '2027-01-01T00:00:00Z' } }), Date.parse('2026-11-22T12:00:00Z')],
  ])('until then: %s', async (_, behaviour, untilMs) => {
    server.next(behaviour)
    const reply = await portTo({ clock: new VirtualClock(Date.parse('2026-11-21T12:00:00Z')) }).port.ask(REQUEST, NEVER)
    expect(reply.kind).toBe('exhausted')
    expect(Math.abs((reply.kind === 'exhausted' ? reply.untilMs : 0) - untilMs)).toBeLessThan(5_000)
    expect(server.bodies).toHaveLength(1)
  })

  it('after a short wait that did not help, and a picture where it did', async () => {
    const limited = send(429, { error: { message: 'slow down' } }, { 'retry-after': '1' })
    server.next(limited, openAiPicture())
    expect((await portTo({ clock: new CountingClock() }).port.ask(REQUEST, NEVER)).kind).toBe('answered')
    server.next(limited, limited, limited)
    const reply = await portTo({ clock: new CountingClock() }).port.ask(REQUEST, NEVER)
    expect(reply).toMatchObject({ kind: 'exhausted' })
    expect(reply.attempts).toHaveLength(3)
  })

  it('where the provider will not: its rules, its key, its model', async () => {
    const { port, spend } = portTo()
    server.next(send(400, { error: { message: 'Your request was rejected by the safety system', code: 'moderation_blocked' } }))
    expect(await port.ask(REQUEST, NEVER)).toMatchObject({ kind: 'failed', reason: 'refused' })
    server.next(send(401, { error: { message: 'Incorrect API key sk-test-key' } }))
    const wrongKey = await port.ask(REQUEST, NEVER)
    expect(wrongKey).toMatchObject({ kind: 'failed', reason: 'unavailable' })
    expect(JSON.stringify(wrongKey)).not.toContain('sk-test-key')
    server.next(googlePicture([], { candidates: [{ finishReason: 'IMAGE_SAFETY', index: 0 }] }))
    expect(await portTo({ choice: { provider: 'google' } as never }).port.ask(REQUEST, NEVER)).toMatchObject({ kind: 'failed', reason: 'refused' })
    expect(spend.entries).toEqual([])
  })

  it('from a server that breaks: asked again at the door, never once the answer has begun', async () => {
    const clock = new CountingClock()
    server.next(send(500, 'oops'), send(503, 'oops'), openAiPicture())
    expect((await portTo({ clock }).port.ask(REQUEST, NEVER)).attempts.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'answered'])
    const { port, spend } = portTo({ clock })
    server.next((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 })
      response.write('{"data":[{"b64_')
      setTimeout(() => response.destroy(), 10)
    })
    expect(await port.ask(REQUEST, NEVER)).toMatchObject({ kind: 'failed' })
    expect(server.unscripted).toBe(0)
    expect(spend.entries).toMatchObject([{ estimated: true }])
  })

  it.each([
    ['HTML', send(200, '<html>hello</html>', { 'content-type': 'text/html' })], ['an empty body', send(200, '')], ['wrong types', send(200, { data: 'x' })], ['no picture', send(200, { created: 1, data: [] })],
    ['a redirect', send(302, '', { location: 'http://127.0.0.1:1/' })],
  ])('in %s', async (_, behaviour) => {
    server.next(behaviour)
    const reply = await portTo({ clock: new CountingClock() }).port.ask(REQUEST, NEVER)
    expect(reply.kind).toBe('failed')
    expect(server.bodies.length).toBeLessThanOrEqual(3)
  })

  it('in a body without end', async () => {
    server.next((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const more = (): void => { while (!response.destroyed && response.write('x'.repeat(1 << 20))); if (!response.destroyed) response.once('drain', more) }
      more()
    })
    expect(await portTo().port.ask(REQUEST, NEVER)).toMatchObject({ kind: 'failed', reason: 'malformed' })
  })

  it('in time, or when given up', async () => {
    server.next(() => undefined)
    expect(await portTo({ choice: { timeoutMs: 100 } as never }).port.ask(REQUEST, NEVER)).toMatchObject({ kind: 'failed', attempts: [{ outcome: 'timed-out' }] })
    const controller = new AbortController()
    server.next(() => controller.abort(new Error('enough')))
    expect(await portTo().port.ask(REQUEST, controller.signal)).toMatchObject({ kind: 'failed', reason: 'aborted' })
    await expect(portTo().port.ask(REQUEST, controller.signal)).rejects.toThrow('enough')
  })
})
