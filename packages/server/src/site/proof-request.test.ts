/** Over the wire, against a far side on this machine that answers badly in every way. */
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { guardedFetch } from '../base/guarded-fetch.ts'
import { requestProof } from './proof-request.ts'
import { farSide, notFound, says, type FarSide } from './testing/far-side.ts'

const inside = guardedFetch({ privateNetwork: true })
const ask = (side: FarSide, timeMs = 2_000, fetchIt = inside) => requestProof(`${side.url}/.well-known/troupe.json`, { fetchIt, signal: new AbortController().signal, timeMs })

test('reads a file, and asks for that alone', async () => {
  await using side = await farSide(says('{"troupe":[]}'))
  expect(await ask(side)).toEqual({ kind: 'read', status: 200, text: '{"troupe":[]}' })
  expect(side.asked).toEqual(['/.well-known/troupe.json'])
})

test.each([404, 410, 401, 429, 500, 503, 204])('tells a %i', async (status) => {
  await using side = await farSide((_request, response) => void response.writeHead(status).end())
  expect(await ask(side)).toEqual({ kind: 'answered', status })
})

test('follows no redirect, to itself or to another', async () => {
  await using elsewhere = await farSide(says('{"troupe":[]}'))
  await using side = await farSide()
  for (const location of [`${elsewhere.url}/.well-known/troupe.json`, '/other', 'http://169.254.169.254/latest/meta-data']) {
    side.answer = (_request, response) => void response.writeHead(302, { location }).end()
    expect(await ask(side)).toEqual({ kind: 'redirected', location })
  }
  side.answer = (_request, response) => void response.writeHead(301, { location: 'x'.repeat(5_000) }).end()
  expect(await ask(side)).toEqual({ kind: 'redirected', location: 'x'.repeat(200) })
  expect([side.asked.length, elsewhere.asked]).toEqual([4, []])
})

test('reads no further than a proof file can be long', async () => {
  let sent = 0
  let closed = false
  await using side = await farSide(async (_request, response) => {
    response.on('close', () => { closed = true })
    response.writeHead(200, { 'content-type': 'application/json' })
    const block = Buffer.alloc(64 * 1024, 32)
    for (; sent < 10 * 1024 * 1024 && !closed; sent += block.length) if (!response.write(block)) await Promise.race([new Promise((resolve) => response.once('drain', resolve)), delay(50)])
    response.end()
  })
  expect(await ask(side)).toEqual({ kind: 'too-large' })
  await expect.poll(() => closed).toBe(true)
  expect(sent).toBeLessThan(10 * 1024 * 1024)
})

test('does not wait for a slow drip', async () => {
  await using side = await farSide(async (_request, response) => {
    response.writeHead(200)
    for (const letter of '{"troupe":[]}'.repeat(50)) {
      if (response.closed) return
      response.write(letter)
      await delay(20)
    }
    response.end()
  })
  const startedMs = performance.now()
  expect(await ask(side, 200)).toEqual({ kind: 'too-slow' })
  expect(performance.now() - startedMs).toBeLessThan(6_000)
})

test('does not wait for silence either', async () => {
  await using side = await farSide(() => {})
  expect(await ask(side, 100)).toEqual({ kind: 'too-slow' })
})

test('tells a cut-off body, rubbish, and nobody there', async () => {
  await using side = await farSide((_request, response) => {
    response.writeHead(200, { 'content-length': '500' })
    response.write('{"troupe":', () => response.destroy())
  })
  expect(await ask(side)).toMatchObject({ kind: 'unreachable' })
  side.answer = (_request, response) => void response.socket?.end('SSH-2.0-OpenSSH_9.9\r\n')
  expect(await ask(side)).toMatchObject({ kind: 'unreachable', why: expect.stringMatching(/HTTP|web server/) as string })
  const { url } = side
  await side[Symbol.asyncDispose]()
  expect(await requestProof(url, { fetchIt: inside, signal: new AbortController().signal })).toEqual({ kind: 'unreachable', why: 'nothing listens there (connection refused)' })
})

test('goes nowhere inside when it is for the outside, nor outside when it is for the inside', async () => {
  await using side = await farSide(notFound)
  expect(await ask(side, 2_000, guardedFetch({ privateNetwork: false }))).toMatchObject({ kind: 'forbidden' })
  const within = guardedFetch({ privateNetwork: true, publicNetwork: false })
  expect(await ask(side, 2_000, within)).toEqual({ kind: 'answered', status: 404 })
  expect(await requestProof('https://93.184.216.34/', { fetchIt: within, signal: new AbortController().signal })).toMatchObject({ kind: 'forbidden', why: expect.stringContaining('private network') as string })
  expect(side.asked).toHaveLength(1)
})

test('given up from outside, it is no outcome', async () => {
  await using side = await farSide(() => {})
  const stop = new AbortController()
  const asking = requestProof(side.url, { fetchIt: inside, signal: stop.signal })
  setTimeout(() => stop.abort(new Error('the process stops')), 30)
  await expect(asking).rejects.toThrow('the process stops')
})
