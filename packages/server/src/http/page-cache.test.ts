import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { VirtualClock } from '../base/clock.ts'
import { testId } from '../feed/testing/small-world.ts'
import { type Keep, PageCache } from './page-cache.ts'
import { WorldChanges } from './world-changes.ts'

const WORLD = testId(9, 1)
const UNCHANGED: Keep = { kind: 'while-unchanged', worldId: WORLD }

let app: FastifyInstance
let clock: VirtualClock
let changes: WorldChanges
let made: number
/** What a making waits for. */
let gate: Promise<void>
let keep: Keep

beforeEach(() => {
  clock = new VirtualClock(1_000_000)
  changes = new WorldChanges()
  made = 0
  gate = Promise.resolve()
  keep = UNCHANGED
  const pages = new PageCache({ clock, changes })
  const make = async () => {
    const n = ++made
    await gate
    return { status: 200, headers: { 'content-type': 'text/plain' }, body: Buffer.from(`made ${n}`), keep }
  }
  app = Fastify()
  app.get('/page', (request, reply) => pages.answer(request, reply, make))
  app.get('/slow', (request, reply) => pages.answer(request, reply, make, { lagMs: 1_000, variant: (headers) => String(headers['x-theme'] ?? '') }))
})
afterEach(() => app.close())

const get = async (url: string, headers: Record<string, string> = {}) => (await app.inject({ url, headers })).body

it('makes a page once for many who ask at the same time', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  gate = promise
  const answers = Promise.all(Array.from({ length: 30 }, () => get('/page')))
  setImmediate(resolve)
  expect(new Set(await answers)).toEqual(new Set(['made 1']))
})

it('a page that a change overtook while it was made is made again for the next one', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  gate = promise
  const first = get('/page')
  await new Promise((done) => { setImmediate(done) })
  changes.poke(WORLD)
  const second = get('/page')
  resolve()
  // Whoever asks after the change does not get what was begun before it.
  expect([await first, await second, await get('/page')]).toEqual(['made 1', 'made 2', 'made 2'])
})

it('only its own world matters, or all of them at once', async () => {
  await get('/page')
  changes.poke(testId(9, 2))
  expect(await get('/page')).toBe('made 1')
  changes.poke(null)
  expect(await get('/page')).toBe('made 2')
})

it('a page that may lag does, for as long as it may', async () => {
  await get('/slow')
  changes.poke(WORLD)
  clock.advanceBy(999)
  expect(await get('/slow')).toBe('made 1')
  clock.advanceBy(1)
  expect(await get('/slow')).toBe('made 2')
  clock.advanceBy(9_999)
  expect(await get('/slow')).toBe('made 2')
})

it('what is withdrawn is gone at once, also from pages that may lag and from one being made', async () => {
  await get('/slow')
  changes.withdraw(WORLD)
  expect(await get('/slow')).toBe('made 2')
  clock.advanceBy(2_000)
  changes.poke(WORLD)
  const { promise, resolve } = Promise.withResolvers<void>()
  gate = promise
  const [first, shared] = [get('/slow'), get('/slow')]
  await new Promise((done) => { setImmediate(done) })
  changes.withdraw(null)
  const after = get('/slow')
  resolve()
  expect([await first, await shared, await after]).toEqual(['made 3', 'made 3', 'made 4'])
})

it('keeps variants apart', async () => {
  expect([await get('/slow', { 'x-theme': 'dark' }), await get('/slow'), await get('/slow', { 'x-theme': 'dark' })]).toEqual(['made 1', 'made 2', 'made 1'])
})

it('does not keep what is not to be kept, nor a failure', async () => {
  keep = { kind: 'not' }
  expect([await get('/page'), await get('/page')]).toEqual(['made 1', 'made 2'])
  gate = Promise.reject(new Error('no'))
  expect((await app.inject('/page')).statusCode).toBe(500)
  gate = Promise.resolve()
  keep = UNCHANGED
  expect([await get('/page'), await get('/page')]).toEqual(['made 4', 'made 4'])
})
