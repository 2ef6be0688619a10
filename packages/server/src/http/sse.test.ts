import { request as httpRequest } from 'node:http'
import Fastify from 'fastify'
import { expect, it } from 'vitest'
import type { App } from './app.ts'
import { close, listen } from './listen.ts'
import { EventStreams, formatEvent, type EventSource, type EventStreamsOptions } from './sse.ts'

async function serving(source: EventSource, options: EventStreamsOptions = {}, allowed: () => boolean = () => true) {
  const app = Fastify() as unknown as App
  app.decorateRequest('stillAllowed', async () => allowed())
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
