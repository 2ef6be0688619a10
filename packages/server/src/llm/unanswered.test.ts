/** What providers bill although no usable answer came: it must stand on the trace and count against the budget. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openModels } from './providers/open-model.ts'
import { completion, BadServer, answer, send, type Behaviour } from './testing/bad-server.ts'
import { CountingClock } from './testing/counting-clock.ts'
import { choiceOf, portOver, SCOPE } from './testing/ports.ts'
import { scriptedModel } from './testing/scripted-model.ts'
import { textRequest } from './testing/requests.ts'

let server: BadServer

beforeEach(async () => {
  server = await BadServer.start()
})

afterEach(() => server[Symbol.asyncDispose]())

const silent: Behaviour = () => undefined
const halfABody: Behaviour = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' }).write(completion('Fog.').slice(0, 40), () => response.destroy())
}
const QUESTION = textRequest({ instructions: 'x'.repeat(3_500), maxOutputTokens: 200 })

/** Only where a call is to be too late may it be so on a busy machine. */
async function asked(behaviours: readonly Behaviour[], { timeoutMs = 30_000, signal = new AbortController().signal }: { timeoutMs?: number; signal?: AbortSignal } = {}) {
  server.next(...behaviours)
  const choice = choiceOf({ provider: 'compatible', model: 'm', baseUrl: `${server.url}/v1`, timeoutMs })
  const { port, spend } = portOver(openModels(fetch), { choice, clock: new CountingClock() })
  const reply = await port.ask(QUESTION, signal)
  return { reply, first: reply.attempts[0], entries: spend.entries, spent: spend.spentSince(SCOPE, 0).workspace.tokens }
}

test('a call that timed out counts its prompt', async () => {
  const { first, entries } = await asked([silent, answer('Fog.')], { timeoutMs: 400 })
  expect(first).toMatchObject({ outcome: 'timed-out', note: expect.stringContaining('tokens estimated') })
  expect(first?.usage.inputTokens).toBeGreaterThanOrEqual(1_000)
  // Of the next one nothing is said: on a busy machine it may be late too.
  expect(entries[0]).toMatchObject({ estimated: true, inputTokens: first?.usage.inputTokens, outputTokens: 0 })
})

test('a call that a kill switch cut off counts its prompt', async () => {
  const stop = new AbortController()
  setTimeout(() => stop.abort(new Error('switched off')), 20)
  const { reply, spent, entries } = await asked([silent], { signal: stop.signal })
  expect(reply).toMatchObject({ kind: 'failed', reason: 'aborted' })
  expect(spent).toBeGreaterThanOrEqual(1_000)
  expect(entries).toMatchObject([{ estimated: true }])
})

test('an answer that can\'t be read counts as one, up to what was asked for', async () => {
  const { entries } = await asked([send(200, 'z'.repeat(350)), send(200, 'z'.repeat(35_000)), answer('Fog.')])
  expect(entries.map((entry) => [entry.estimated, entry.outputTokens])).toEqual([[true, 100], [true, 200], [false, 5]])
})

test('an answer that was cut counts, what never reached a model does not', async () => {
  const { reply, entries } = await asked([halfABody, send(503, { error: { message: 'overloaded' } }), answer('Fog.')])
  expect(reply.attempts.map((attempt) => attempt.outcome)).toEqual(['failed', 'failed', 'answered'])
  expect(entries.map((entry) => entry.estimated)).toEqual([true, false])
  expect(reply.attempts[1]).toMatchObject({ usage: { inputTokens: 0, outputTokens: 0 }, note: 'HTTP 503: overloaded' })
})

test('nothing counts of a call that was given up before it was made', async () => {
  const stop = new AbortController()
  const { port, spend } = portOver(() => scriptedModel([() => new Promise(() => {})]), { lanes: { openai: { concurrent: 1, perMinute: null } } })
  const first = port.ask(QUESTION, stop.signal)
  const second = port.ask(QUESTION, stop.signal)
  setTimeout(() => stop.abort(new Error('switched off')), 20)
  await Promise.all([first, second])
  expect(spend.entries).toHaveLength(1)
})
