import { request as httpRequest } from 'node:http'
import Fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import type { App } from './app.ts'
import { close, listen } from './listen.ts'
import { answerProblem } from './problem.ts'
import { EventStreams, formatEvent, type EventSource, type EventStreamsOptions } from './sse.ts'

async function serving(source: EventSource, options: EventStreamsOptions = {}, allowed: () => boolean = () => true) {
  // As behind a proxy on this machine, so that readers can come from anywhere.
  const app = Fastify({ trustProxy: 'loopback' }) as unknown as App
  app.setErrorHandler((error, request, reply) => answerProblem(error, request, reply))
  app.decorateRequest('stillAllowed', async () => allowed())
  app.addHook('onRequest', async (request) => {
    const { who } = request.headers
    request.signedIn = typeof who === 'string' ? { kind: 'key', id: who, name: who, workspaceId: 'w', role: 'viewer', scopes: ['read'], creatorId: null } : null
  })
  const streams = new EventStreams(app, options)
  app.get('/stream', (request, reply) => streams.answer(request, reply, source))
  const { address } = await listen(app, { host: '127.0.0.1', port: 0 })
  return { app, streams, url: `${address}/stream` }
}

const untilAborted = (signal: AbortSignal) => new Promise<void>((resolve) => { signal.addEventListener('abort', () => resolve()) })

it('formats an event so that nothing in it can begin another', () => {
  expect(formatEvent({ id: '7', event: 'post-created', data: { text: 'two\nlines' } })).toBe('id: 7\nevent: post-created\ndata: {"text":"two\\nlines"}\n\n')
  expect(formatEvent({ id: '7\ndata: forged', data: null })).toBe('id: 7 data: forged\ndata: null\n\n')
})

it('writes what gathers within a batch at once, and ends when its source does', async () => {
  const { app, url } = await serving(async (stream) => {
    for (let i = 0; i < 3; i++) stream.send({ id: String(i), data: i })
    stream.send(formatEvent({ data: stream.lastEventId }))
  })
  const answer = await fetch(url, { headers: { 'last-event-id': '41' } })
  expect([answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual(['text/event-stream; charset=utf-8', 'no-store, no-transform'])
  expect(await answer.text()).toBe('retry: 2000\n\nid: 0\ndata: 0\n\nid: 1\ndata: 1\n\nid: 2\ndata: 2\n\ndata: "41"\n\n')
  await close(app)
})

it('sends a heartbeat, and ends a stream whose reader may no longer read', async () => {
  let allowed = true
  const { app, streams, url } = await serving((stream) => untilAborted(stream.signal), { heartbeatMs: 20 }, () => allowed)
  const reader = (await fetch(url)).body?.getReader()
  let text = ''
  while (!text.includes(': still here')) text += new TextDecoder().decode((await reader?.read())?.value)
  allowed = false
  await expect((async () => { while (!(await reader?.read())?.done); })()).rejects.toThrow('terminated')
  expect(streams.count).toBe(0)
  await close(app)
})

it('cuts off a reader that stops reading, and keeps no more than its buffer', async () => {
  const ended = Promise.withResolvers<number>()
  const { app, url } = await serving(async (stream) => {
    let sent = 0
    while (!stream.signal.aborted) {
      stream.send({ data: 'x'.repeat(10_000) })
      sent += 10_000
      await new Promise((resolve) => setImmediate(resolve))
    }
    ended.resolve(sent)
  }, { batchMs: 1, bufferBytesMost: 200_000 })
  const socket = httpRequest(url, (response) => response.pause())
  socket.on('error', () => {})
  socket.end()
  // What the kernel's socket buffers take comes on top of ours.
  expect(await ended.promise).toBeLessThan(20_000_000)
  socket.destroy()
  await close(app)
})

it('ends every stream when the server closes, also one whose source forgets its signal', async () => {
  const { app, streams, url } = await serving(() => new Promise(() => {}))
  const answer = await fetch(url)
  expect(streams.count).toBe(1)
  await close(app)
  await expect(answer.text()).rejects.toThrow('terminated')
  expect(streams.count).toBe(0)
})

describe('places', () => {
  const reading = async (url: string, headers: Record<string, string>) => {
    const answer = await fetch(url, { headers })
    const problem = answer.status === 200 ? null : ((await answer.json()) as { type: string }).type
    return { status: answer.status, problem, retryAfter: answer.headers.get('retry-after'), contentType: answer.headers.get('content-type'), end: () => answer.body?.cancel() }
  }
  const from = (address: string) => ({ 'x-forwarded-for': address })

  it('are limited for one network, so that it can\'t take all', async () => {
    const { app, streams, url } = await serving((stream) => untilAborted(stream.signal), { oneCallerMost: 2, publicMost: 3 })
    // Two addresses of one IPv6 customer are one network.
    const [first] = [await reading(url, from('2001:470:1:2::7')), await reading(url, from('2001:470:1:2::8'))]
    expect(await reading(url, from('2001:470:1:2:ffff::9'))).toMatchObject({ status: 429, problem: '/problems/too-many-streams-of-one', retryAfter: '10', contentType: 'application/problem+json; charset=utf-8' })
    expect(await reading(url, from('8.8.8.8'))).toMatchObject({ status: 200 })
    expect(await reading(url, from('9.9.9.9'))).toMatchObject({ status: 503, problem: '/problems/too-many-streams', retryAfter: '10', contentType: 'application/problem+json; charset=utf-8' })
    await first?.end()
    while (streams.count > 2) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(await reading(url, from('9.9.9.9'))).toMatchObject({ status: 200 })
    await close(app)
  })

  it('are others for who is signed in', async () => {
    const { app, url } = await serving((stream) => untilAborted(stream.signal), { oneCallerMost: 1, publicMost: 1, signedInMost: 2 })
    expect(await reading(url, from('8.8.8.8'))).toMatchObject({ status: 200 })
    expect(await reading(url, { ...from('8.8.8.8'), who: 'anna' })).toMatchObject({ status: 200 })
    expect(await reading(url, { ...from('9.9.9.9'), who: 'anna' })).toMatchObject({ status: 429 })
    expect(await reading(url, { ...from('8.8.8.8'), who: 'bert' })).toMatchObject({ status: 200 })
    expect(await reading(url, { ...from('8.8.8.8'), who: 'carl' })).toMatchObject({ status: 503 })
    await close(app)
  })
})
