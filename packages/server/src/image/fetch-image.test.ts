import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { SystemClock } from '../base/clock.ts'
import { ForbiddenAddressError, guardedFetch } from '../base/guarded-fetch.ts'
import { fetchImage, ImageFetchError, type FetchImageOptions } from './fetch-image.ts'
import { RefusedImageError } from './intake.ts'

const servers: Server[] = []

async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/image.png`
}

function fetched(address: string, change: Partial<FetchImageOptions> = {}): Promise<Uint8Array> {
  return fetchImage(address, { fetch: guardedFetch({ privateNetwork: true }), clock: new SystemClock(), signal: new AbortController().signal, ...change })
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

it('brings the bytes', async () => {
  expect(Buffer.from(await fetched(await serving((_, response) => response.end('bytes')))).toString()).toBe('bytes')
})

it('goes nowhere inside without leave', async () => {
  let asked = 0
  const address = await serving((_, response) => { asked++; response.end('secret') })
  for (const inside of [address, address.replace('127.0.0.1', 'localhost'), 'http://169.254.169.254/latest/meta-data', 'http://[::1]/x.png']) {
    await expect(fetched(inside, { fetch: guardedFetch({ privateNetwork: false }) }), inside).rejects.toThrow(ForbiddenAddressError)
  }
  expect(asked).toBe(0)
})

it('follows no redirect', async () => {
  const target = await serving((_, response) => response.end('elsewhere'))
  await expect(fetched(await serving((_, response) => { response.writeHead(302, { location: target }).end() }))).rejects.toThrow('redirect')
})

it.each(['file:///etc/passwd', 'data:image/png;base64,AA', 'ftp://x/y', 'image.png', '', 'http://user:secret@127.0.0.1/x'])('has no business with %s', async (address) => {
  await expect(fetched(address)).rejects.toThrow('no address')
})

it('stops at so many bytes, however they are announced', async () => {
  const address = await serving((_, response) => {
    const more = (): void => { while (response.write(Buffer.alloc(65_536)) && !response.destroyed); response.once('drain', more) }
    more()
  })
  await expect(fetched(address, { bytesMost: 1_000_000 })).rejects.toThrow(RefusedImageError)
})

it('stops a slow drip, an error, half a body, and when given up', async () => {
  const drip = await serving((_, response) => { const timer = setInterval(() => response.write('x'), 20); response.once('close', () => clearInterval(timer)) })
  await expect(fetched(drip, { timeoutMs: 200 })).rejects.toThrow('No answer within 200 ms')
  await expect(fetched(await serving((_, response) => { response.writeHead(404).end('no') }))).rejects.toThrow('answered 404')
  await expect(fetched(await serving((_, response) => { response.writeHead(200, { 'content-length': 100 }); response.write('half'); setTimeout(() => response.destroy(), 10) }))).rejects.toThrow(ImageFetchError)
  const controller = new AbortController()
  const given = fetched(drip, { signal: controller.signal })
  controller.abort(new Error('enough'))
  await expect(given).rejects.toThrow('enough')
})
