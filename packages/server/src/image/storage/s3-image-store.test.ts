/** The vendor's real client against a server on loopback that speaks S3's wire. */
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SystemClock } from '../../base/clock.ts'
import type { S3Config } from '../../base/config.ts'
import { nameOf, StorageError } from './image-store.ts'
import { S3ImageStore, type S3Options } from './s3-image-store.ts'
import { describeImageStore } from './testing/image-store-suite.ts'
import { error, S3Server } from './testing/s3-server.ts'

const NEVER = new AbortController().signal
const BYTES = Buffer.from('a picture')
const NAME = nameOf(BYTES, 'png', 'posts')

function configOf(endpoint: string, change: Partial<S3Config> = {}): S3Config {
  return { bucket: 'gallery', endpoint, region: 'eu-test-1', pathStyle: true, accessKeyId: 'AKIATEST', secretAccessKey: 'secret', publicUrl: null, ...change }
}

describeImageStore('a bucket', async () => {
  const server = await S3Server.start('AKIATEST')
  const store = new S3ImageStore({ config: configOf(server.url), clock: new SystemClock() })
  return {
    store,
    async [Symbol.asyncDispose]() {
      store[Symbol.dispose]()
      await server[Symbol.asyncDispose]()
      expect(server.faults).toEqual([])
    },
  }
})

describe('a bucket', () => {
  let server: S3Server
  const stores: S3ImageStore[] = []
  const open = (change: Partial<S3Config> = {}, options: Partial<S3Options> = {}): S3ImageStore => {
    const store = new S3ImageStore({ config: configOf(server.url, change), clock: new SystemClock(), ...options })
    stores.push(store)
    return store
  }
  beforeEach(async () => {
    server = await S3Server.start('AKIATEST')
  })
  afterEach(async () => {
    for (const store of stores.splice(0)) store[Symbol.dispose]()
    await server[Symbol.asyncDispose]()
  })

  it('gets requests that are signed, and what browsers are to know', async () => {
    await open().put(BYTES, 'png', 'posts', NEVER)
    expect(server.requests).toEqual([expect.stringContaining(`PUT /gallery/${NAME}`)])
    expect(server.faults).toEqual([])
    expect(server.objects.get(`/gallery/${NAME}`)).toEqual({ bytes: BYTES, contentType: 'image/png', cacheControl: 'public, max-age=31536000, immutable' })
  })

  it('with a key that it does not know is told as such, and not tried again', async () => {
    await expect(open({ accessKeyId: 'OTHER' }).put(BYTES, 'png', 'posts', NEVER)).rejects.toThrow('HTTP 403')
    expect(server.requests).toHaveLength(1)
  })

  it('tells a missing picture from a missing bucket', async () => {
    expect(await open().get(NAME, NEVER)).toBeNull()
    await expect(open({ bucket: 'elsewhere' }).get(NAME, NEVER)).rejects.toThrow(StorageError)
  })

  it.each([[503, 'SlowDown'], [500, 'InternalError']])('that says %i twice is asked a third time', async (status, code) => {
    server.next(error(status, code), error(status, code))
    await open().put(BYTES, 'png', 'posts', NEVER)
    expect(server.requests).toHaveLength(3)
    expect(server.objects.size).toBe(1)
  })

  it('that goes on saying 503 fails in the end, with the reason', async () => {
    server.next(...Array.from({ length: 9 }, () => error(503, 'SlowDown')))
    await expect(open().put(BYTES, 'png', 'posts', NEVER)).rejects.toThrow(/could not be written in the bucket gallery \(HTTP 503\)/)
    expect(server.requests).toHaveLength(3)
  })

  it('that cuts the connection is asked again', async () => {
    server.next((request) => request.socket.destroy())
    expect((await open().put(BYTES, 'png', 'posts', NEVER)).name).toBe(NAME)
  })

  it('that never answers is given up', async () => {
    server.next(() => undefined)
    await expect(open({}, { timeoutMs: 200 }).get(NAME, NEVER)).rejects.toThrow('No answer within 200 ms')
  })

  it('that drips is given up', async () => {
    const timers: NodeJS.Timeout[] = []
    server.next((_, response) => {
      response.writeHead(200, { 'content-type': 'image/png', 'content-length': 100_000 })
      timers.push(setInterval(() => response.write('x'), 20))
    })
    const found = await open({}, { timeoutMs: 4_000 }).get(NAME, NEVER)
    await expect(buffer(found?.stream as never)).rejects.toThrow('took too long')
    timers.forEach((timer) => clearInterval(timer))
  })

  it('that breaks off within a picture, or sends none, is told', async () => {
    server.next((_, response) => {
      response.writeHead(200, { 'content-length': 100 })
      response.write('half')
      setTimeout(() => response.destroy(), 20)
    })
    const found = await open().get(NAME, NEVER)
    await expect(buffer(found?.stream as never)).rejects.toThrow('broke off')
    server.next((_, response) => { response.writeHead(200, { 'content-type': 'text/html', 'content-length': 1_000_000_000 }).end('<html>') })
    await expect(open().get(NAME, NEVER)).rejects.toThrow('no image of ours')
  })

  it('lets go when given up, before and within the answer', async () => {
    const [before, within] = [new AbortController(), new AbortController()]
    server.next(() => undefined)
    const asked = open().get(NAME, before.signal)
    await expect.poll(() => server.requests.length).toBe(1)
    before.abort(new Error('enough'))
    await expect(asked).rejects.toThrow('enough')
    server.next((_, response) => { response.writeHead(200, { 'content-length': 100 }).write('half') })
    const found = await open().get(NAME, within.signal)
    const read = buffer(found?.stream as never)
    within.abort(new Error('enough of it'))
    await expect(read).rejects.toThrow('enough of it')
  })

  it('that everybody can read has addresses', () => {
    expect(open().publicUrl(NAME)).toBeNull()
    expect(open({ publicUrl: 'https://images.example/g' }).publicUrl(NAME)).toBe(`https://images.example/g/${NAME}`)
  })
})
