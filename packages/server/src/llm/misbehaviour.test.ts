/** The real OpenAI-compatible client, through the whole port, against servers that misbehave: nothing may throw, hang or leak. */
import { getEventListeners } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ModelPortOptions } from './ask.ts'
import type { ModelReply, ModelRequest } from './model-port.ts'
import { boundedFetch } from './providers/bounded-fetch.ts'
import { openModels } from './providers/open-model.ts'
import type { ProviderChoice } from './settings.ts'
import { answer, BadServer, completion, send } from './testing/bad-server.ts'
import { CountingClock } from './testing/counting-clock.ts'
import { choiceOf, portOver } from './testing/ports.ts'
import { jsonRequest, textRequest } from './testing/requests.ts'

let server: BadServer
let clock: CountingClock
let abort: AbortController

beforeEach(async () => {
  server = await BadServer.start()
  clock = new CountingClock()
  abort = new AbortController()
})

afterEach(async () => {
  await server.quiet(1_000)
  // The deadline's own promise settles a moment after it is called off.
  await delay(1)
  expect({ timers: clock.pending, listeners: getEventListeners(abort.signal, 'abort').length, left: server.left, unscripted: server.unscripted })
    .toEqual({ timers: 0, listeners: 0, left: 0, unscripted: 0 })
  await server[Symbol.asyncDispose]()
})

function ask(request: ModelRequest = textRequest(), choice: Partial<ProviderChoice> = {}, change: Partial<Omit<ModelPortOptions, 'settings' | 'clock'>> = {}): Promise<ModelReply> {
  const address = choiceOf({ provider: 'compatible', model: 'm', baseUrl: `${server.url}/v1`, timeoutMs: 5_000, ...choice })
  return portOver(openModels(fetch), { choice: address, clock, ...change }).port.ask(request, abort.signal)
}

const outcomes = (reply: ModelReply): string[] => reply.attempts.map((attempt) => attempt.outcome)

describe('slow down', () => {
  test('429 with Retry-After in seconds is waited for', async () => {
    server.next(send(429, { error: { message: 'slow down', type: 'rate_limit', param: null, code: null } }, { 'retry-after': '0.2' }), answer('Fog.'))
    const reply = await ask()
    expect(reply).toMatchObject({ kind: 'answered', text: 'Fog.' })
    expect(outcomes(reply)).toEqual(['rate-limited', 'answered'])
    expect(reply.attempts[0]?.note).toBe('HTTP 429: slow down')
    expect(clock.waits.some((ms) => ms > 150 && ms <= 200)).toBe(true)
  })

  test('429 with retry-after-ms is waited for', async () => {
    server.next(send(429, { error: { message: 'slow down' } }, { 'retry-after-ms': '40' }), answer('Fog.'))
    expect(outcomes(await ask())).toEqual(['rate-limited', 'answered'])
    expect(clock.waits).toContain(40)
  })

  test('429 with Retry-After as a date is waited for', async () => {
    server.next((_request, response) => {
      // Whole seconds: a date two ahead is between one and two away.
      response.writeHead(429, { 'content-type': 'application/json', 'retry-after': new Date(clock.now() + 2_000).toUTCString() }).end('{"error":{"message":"slow"}}')
    }, answer('Fog.'))
    expect(outcomes(await ask())).toEqual(['rate-limited', 'answered'])
    expect(clock.waits.some((ms) => ms > 900 && ms <= 2_000)).toBe(true)
  })

  test('a wait of minutes puts the agent to sleep until then', async () => {
    server.next(send(429, { error: { message: 'slow down' } }, { 'retry-after': '300' }))
    const reply = await ask()
    expect(reply.kind).toBe('exhausted')
    expect(reply.kind === 'exhausted' && Math.abs(reply.untilMs - clock.now() - 300_000)).toBeLessThan(2_000)
  })

  test('three times 429 without a word of how long: given up, and the lane waited in between', async () => {
    server.next(...Array.from({ length: 3 }, () => send(429, { error: { message: 'slow down' } })))
    const reply = await ask()
    expect(reply).toMatchObject({ kind: 'failed', reason: 'unavailable' })
    expect(outcomes(reply)).toEqual(['rate-limited', 'rate-limited', 'rate-limited'])
  })
})

describe('nothing left', () => {
  const hours = (reply: ModelReply): number => (reply.kind === 'exhausted' ? Math.round((reply.untilMs - clock.now()) / 36_000) / 100 : -1)

  test('402 with resetAt sleeps until then', async () => {
    server.next(send(402, { error: { message: 'budget used up' }, resetAt: new Date(clock.now() + 3 * 3_600_000).toISOString(), usage: { used: 10, limit: 10 } }))
    const reply = await ask()
    expect(hours(reply)).toBe(3)
    expect(outcomes(reply)).toEqual(['rate-limited'])
  })

  test('402 with a reset next week sleeps a day', async () => {
    server.next(send(402, { error: { message: 'budget used up' }, reset_at: Math.floor(clock.now() / 1_000) + 7 * 86_400 }))
    expect(hours(await ask())).toBe(24)
  })

  test('429 for quota sleeps, whether a time is named or not', async () => {
    server.next(send(429, { error: { message: 'You exceeded your current quota, please check your plan and billing details.', type: 'insufficient_quota', param: null, code: 'insufficient_quota' } }))
    expect(hours(await ask())).toBe(1)
    server.next(send(429, { error: { message: 'daily limit reached', reset_at: new Date(clock.now() + 5 * 3_600_000).toISOString() } }))
    expect(hours(await ask())).toBe(5)
  })
})

describe('broken answers', () => {
  test('500 and 503, then fine', async () => {
    server.next(send(500, 'oh no', { 'content-type': 'text/plain' }), send(503, { error: { message: 'overloaded' } }), answer('Fog.'))
    expect(outcomes(await ask())).toEqual(['failed', 'failed', 'answered'])
  })

  test('500 for ever is given up after three', async () => {
    server.next(...Array.from({ length: 3 }, () => send(500, { error: { message: 'oh no' } })))
    expect(await ask()).toMatchObject({ kind: 'failed', reason: 'unavailable', message: 'HTTP 500: oh no' })
  })

  test('no answer within the time limit, three times', async () => {
    server.next(() => undefined, () => undefined, () => undefined)
    const reply = await ask(textRequest(), { timeoutMs: 500 })
    expect(reply).toMatchObject({ kind: 'failed', reason: 'unavailable', message: 'No answer within 500 ms.' })
    expect(outcomes(reply)).toEqual(['timed-out', 'timed-out', 'timed-out'])
  })

  test('a body that stalls half way is timed out, then fine', async () => {
    server.next((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write(completion('Fog.').slice(0, 40))
    }, answer('Fog.'))
    // Long enough for the second, on a busy machine too.
    expect(outcomes(await ask(textRequest(), { timeoutMs: 4_000 }))).toEqual(['timed-out', 'answered'])
  })

  test('a connection cut before and in the middle of the body', async () => {
    server.next((request) => request.socket.destroy(), (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' }).write(completion('Fog.').slice(0, 40), () => response.destroy())
    }, answer('Fog.'))
    const reply = await ask()
    expect(outcomes(reply)).toEqual(['failed', 'failed', 'answered'])
    expect(reply.attempts[1]?.note).toContain('connection was cut')
  })

  test('nobody listens', async () => {
    const gone = await BadServer.start()
    const url = gone.url
    await gone[Symbol.asyncDispose]()
    const reply = await ask(textRequest(), { baseUrl: url })
    expect(reply).toMatchObject({ kind: 'failed', reason: 'unavailable' })
    expect(reply.attempts).toHaveLength(3)
  })

  test('HTML, an empty body, JSON of another kind', async () => {
    server.next(send(200, '<html><h1>Welcome to nginx!</h1></html>', { 'content-type': 'text/html' }), send(200, ''), send(200, { hello: 'world' }))
    const reply = await ask()
    expect(reply).toMatchObject({ kind: 'failed', reason: 'malformed' })
    expect(outcomes(reply)).toEqual(['malformed', 'malformed', 'malformed'])
  })

  test('a completion without choices', async () => {
    server.next(answer('', { choices: [] }), answer('Fog.'))
    expect(outcomes(await ask())).toEqual(['malformed', 'answered'])
  })

  test('an endless body is cut and not asked for again', async () => {
    const choice = choiceOf({ provider: 'compatible', model: 'm', baseUrl: server.url })
    let sent = 0
    server.next((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536))) sent += 65_536
        if (!response.destroyed) response.once('drain', more)
      }
      more()
    })
    const { port } = portOver(openModels(boundedFetch(fetch, 1_000_000)), { choice, clock })
    const reply = await port.ask(textRequest(), abort.signal)
    expect(reply).toMatchObject({ kind: 'failed', reason: 'malformed', message: 'The reply went on for more than 977 KB.' })
    expect(reply.attempts).toHaveLength(1)
    await server.quiet(1_000)
    expect(sent).toBeLessThan(20_000_000)
  })

  test('a redirect is not followed: it would take the key along', async () => {
    server.next(...Array.from({ length: 3 }, () => send(307, '', { location: `${server.url}/elsewhere` })))
    expect(await ask()).toMatchObject({ kind: 'failed' })
  })
})

describe('what cannot be helped', () => {
  test.each([
    [401, 'Incorrect API key provided: sk-test-key.', 'HTTP 401: Incorrect API key provided: ….'],
    [404, 'The model `m` does not exist', 'HTTP 404: The model `m` does not exist'],
    [400, 'messages: at least one is due', 'HTTP 400: messages: at least one is due'],
  ])('%i is not tried again and its message carries no key', async (status, message, told) => {
    server.next(send(status, { error: { message } }))
    const reply = await ask()
    expect(reply).toMatchObject({ kind: 'failed', reason: 'unavailable', message: told })
    expect(reply.attempts).toHaveLength(1)
  })

  test('a refusal on the provider\'s rules', async () => {
    server.next(send(400, { error: { message: 'Content Exists Risk', code: 'invalid_request_error' } }))
    expect(await ask()).toMatchObject({ kind: 'failed', reason: 'refused' })
    server.next(answer('', { choices: [{ index: 0, message: { role: 'assistant', content: null, refusal: 'I cannot write that.' }, finish_reason: 'stop' }] }))
    expect(await ask()).toMatchObject({ kind: 'failed', reason: 'refused', message: 'I cannot write that.' })
  })

  test('a setting the server does not take is left out the next time', async () => {
    server.next(send(400, { error: { message: "'response_format.type' must be 'text'" } }), answer('{"bio":"Keeps the light.","interests":["fog"]}'))
    const reply = await ask(jsonRequest())
    expect(reply).toMatchObject({ kind: 'answered', value: { bio: 'Keeps the light.', interests: ['fog'] } })
    expect(server.bodies[0]).toHaveProperty('response_format')
    expect(server.bodies[1]).not.toHaveProperty('response_format')
    expect(JSON.stringify(server.bodies[1])).toContain('fits this JSON schema')
    server.next(send(400, { error: { message: 'Unsupported value: temperature does not support 0.7 with this model.' } }), answer('Fog.'))
    expect(outcomes(await ask(textRequest(), { temperature: 0.7 }))).toEqual(['failed', 'answered'])
  })
})

describe('replies that do not fit', () => {
  test('wrong types are mended where the meaning is plain', async () => {
    server.next(answer('Sure!\n```json\n{"bio":["Keeps","the light."],"interests":"fog","age":"61",}\n```'))
    const reply = await ask(jsonRequest())
    expect(reply).toMatchObject({ kind: 'answered', value: { bio: 'Keeps\nthe light.', interests: ['fog'], age: 61 } })
    expect(reply.attempts[0]?.note).toContain('/age made integer')
  })

  test('else the model is asked once more, with the fault', async () => {
    server.next(answer('{"bio":"Keeps the light.","mood":"stormy","interests":["fog"]}'), answer('{"bio":"Keeps the light.","mood":"calm","interests":["fog"]}'))
    const reply = await ask(jsonRequest())
    expect(outcomes(reply)).toEqual(['malformed', 'answered'])
    const told = JSON.stringify(server.bodies[1]?.['messages'])
    expect(told).toContain('/mood must be equal to one of the allowed values')
    expect(told).toContain('stormy')
  })

  test('and then given up', async () => {
    server.next(answer('I am a lighthouse.'), answer('Still a lighthouse.'))
    const reply = await ask(jsonRequest())
    expect(reply).toMatchObject({ kind: 'failed', reason: 'malformed' })
    expect(outcomes(reply)).toEqual(['malformed', 'malformed'])
  })

  test('empty text is asked for once more', async () => {
    server.next(answer('  '), answer('"Fog."'))
    expect(await ask()).toMatchObject({ kind: 'answered', text: 'Fog.' })
  })

  test('a reply without end is cut at the token limit and ended at a sentence', async () => {
    const long = 'Fog comes in. '.repeat(20)
    server.next(answer(`${long}And th`, { choices: [{ index: 0, message: { role: 'assistant', content: `${long}And th` }, finish_reason: 'length' }] }))
    const reply = await ask()
    expect(reply.kind === 'answered' && reply.text.endsWith('Fog comes in.')).toBe(true)
    expect(reply.attempts[0]?.note).toContain('cut off')
  })

  test('JSON cut at the token limit is asked for again, shorter and with more room', async () => {
    const cut = { choices: [{ index: 0, message: { role: 'assistant', content: '{"bio":"Keeps the li' }, finish_reason: 'length' }] }
    server.next(answer('', cut), answer('{"bio":"Keeps.","interests":[]}'))
    expect(outcomes(await ask(jsonRequest()))).toEqual(['malformed', 'answered'])
    expect(server.bodies.map((body) => body['max_tokens'])).toEqual([200, 400])
  })

  test('a server that does not count is counted for', async () => {
    server.next(answer('Fog.', { usage: undefined }))
    const reply = await ask()
    expect(reply.attempts[0]?.usage.inputTokens).toBeGreaterThan(5)
    expect(reply.attempts[0]?.note).toContain('tokens estimated')
  })
})

describe('the kill switch', () => {
  test('aborts a call under way at once and closes its connection', async () => {
    server.next(() => undefined)
    const asking = ask()
    while (server.underWay === 0) await delay(5)
    const beganMs = clock.now()
    abort.abort(new Error('kill switch'))
    const reply = await asking
    expect(clock.now() - beganMs).toBeLessThan(5_000)
    expect(reply).toMatchObject({ kind: 'failed', reason: 'aborted', message: 'Given up: kill switch' })
    await server.quiet(500)
  })

  test('aborts a wait between tries, and one in line', async () => {
    server.next(send(429, { error: { message: 'slow' } }, { 'retry-after': '20' }))
    const asking = ask(textRequest(), {}, { lanes: { compatible: { concurrent: 1, perMinute: null } } })
    while (!clock.waits.some((ms) => ms > 15_000)) await delay(5)
    abort.abort()
    expect(await asking).toMatchObject({ kind: 'failed', reason: 'aborted' })
  })

  test('aborted before it began, it throws the reason', async () => {
    abort.abort(new Error('stopped'))
    await expect(ask()).rejects.toThrow('stopped')
  })
})
