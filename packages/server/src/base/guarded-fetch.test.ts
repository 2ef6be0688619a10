import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { ForbiddenAddressError, guardedFetch, PublicAddressError, RedirectError } from './guarded-fetch.ts'
import { isOwnNetworkAddress, isPrivateAddress } from './private-address.ts'

const servers: Server[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

async function serve(listener: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(listener as never)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('private addresses', () => {
  test.each(['127.0.0.1', '10.1.2.3', '172.31.255.255', '192.168.0.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '::1', 'fe80::1', 'fd00::1',
    '::ffff:127.0.0.1', '::ffff:7f00:1', '64:ff9b::7f00:1', '2002:7f00:1::'])('%s is one', (address) => {
    expect(isPrivateAddress(address)).toBe(true)
  })
  test.each(['1.1.1.1', '172.32.0.1', '8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is none', (address) => {
    expect(isPrivateAddress(address)).toBe(false)
  })
})

describe('a network of one\'s own', () => {
  test.each(['127.0.0.1', '10.1.2.3', '172.31.255.255', '192.168.0.1', '100.64.0.1', '0.0.0.0', '::1', 'fd00::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:a01:203'])('has %s', (address) => {
    expect(isOwnNetworkAddress(address)).toBe(true)
  })
  test.each(['8.8.8.8', '172.32.0.1', '169.254.169.254', '224.0.0.1', '240.0.0.1', '192.0.2.1', '2606:4700::1111', 'fe80::1', '::ffff:8.8.8.8', '::ffff:808:808', '::ffff:0:808:808', '64:ff9b::808:808',
    '2002:808:808::', '2001::1', 'ff02::1'])('has not %s', (address) => {
    expect(isOwnNetworkAddress(address)).toBe(false)
  })
})

describe('a guarded fetch', () => {
  test('sends the same whether or not a Request is made of it on the way', async () => {
    const got: unknown[] = []
    const address = await serve(async (request, response) => {
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part as Buffer)
      got.push([request.method, request.url, request.headers, Buffer.concat(parts).toString()])
      response.end('{}')
    })
    const fetchIt = guardedFetch({ privateNetwork: true })
    const headers = { accept: 'application/json', authorization: 'Bearer T', 'x-agent-id': 'a b' }
    const calls: RequestInit[] = [
      { headers }, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: '{"text":"写真 🌱"}' }, { method: 'DELETE', headers }, { method: 'POST', headers, body: 'no type given' },
      { method: 'post', headers: { ...headers, 'X-Odd': ' spaced ' }, body: 'lone \ud800' },
    ]
    for (const init of calls) {
      // An address as a text always takes the way round.
      await (await fetchIt(`${address}/a?b=c`, init)).text()
      await (await fetchIt(new URL('/a?b=c', address), init)).text()
      const [round, straight] = got.splice(0)
      expect(straight).toEqual(round)
    }
    await expect(fetchIt(new URL(address.replace('//', '//user:secret@')))).rejects.toThrow(TypeError)
    await expect(fetchIt(new URL(address), { headers: { 'x-a': 'b\r\nx-c: d' } })).rejects.toThrow(TypeError)
    await expect(fetchIt(new URL(address), { method: 'GET', body: 'none' })).rejects.toThrow(TypeError)
    await expect(guardedFetch({ privateNetwork: false })(new URL(address), { headers })).rejects.toThrow(ForbiddenAddressError)
    expect(got).toEqual([])
  })

  test('refuses loopback, by number and by name, unless granted', async () => {
    const address = await serve((_request, response) => void response.end('inside'))
    const outside = guardedFetch({ privateNetwork: false })
    await expect(outside(address)).rejects.toThrow(ForbiddenAddressError)
    await expect(outside(address.replace('127.0.0.1', 'localhost'))).rejects.toThrow(/private network/)
    await expect(outside('http://[::ffff:127.0.0.1]/')).rejects.toThrow(ForbiddenAddressError)
    const inside = await guardedFetch({ privateNetwork: true })(address)
    expect(await inside.text()).toBe('inside')
  })

  test('asks at each request whether the private network is granted', async () => {
    const address = await serve((_request, response) => void response.end('inside'))
    let granted = true
    const guarded = guardedFetch({ get privateNetwork() { return granted } })
    expect(await (await guarded(address)).text()).toBe('inside')
    granted = false
    await expect(guarded(address)).rejects.toThrow(ForbiddenAddressError)
  })

  test('hands a connection that leads inside to nobody who may not go there', async () => {
    const address = (await serve((_request, response) => void response.end('inside'))).replace('127.0.0.1', 'localhost')
    // Read to its end, its connection is kept for the next request to that name.
    expect(await (await guardedFetch({ privateNetwork: true })(address)).text()).toBe('inside')
    await new Promise((resolve) => setTimeout(resolve, 20))
    await expect(guardedFetch({ privateNetwork: false })(address)).rejects.toThrow(ForbiddenAddressError)
  })

  test('sends method, headers and body; reads status and headers', async () => {
    const address = await serve((request, response) => {
      let body = ''
      request.on('data', (chunk) => { body += String(chunk) }).on('end', () => {
        response.writeHead(201, { 'x-told': `${request.method} ${request.headers['x-asked']}` }).end(body.toUpperCase())
      })
    })
    const response = await guardedFetch({ privateNetwork: true })(address, { method: 'POST', headers: { 'x-asked': 'yes' }, body: 'hello' })
    expect([response.status, response.headers.get('x-told'), await response.text()]).toEqual([201, 'POST yes', 'HELLO'])
  })

  test('goes inside alone when told so, by connections of its own', async () => {
    const address = await serve((_request, response) => void response.end('inside'))
    const within = guardedFetch({ privateNetwork: true, publicNetwork: false })
    expect(await (await within(address)).text()).toBe('inside')
    expect(await (await within(address.replace('127.0.0.1', 'localhost'))).text()).toBe('inside')
    // The last two carry 8.8.8.8 in other dress.
    for (const outside of ['http://93.184.216.34/', 'https://[2606:4700::1111]/', 'http://169.254.169.254/', 'http://[::ffff:8.8.8.8]/', 'http://[64:ff9b::8.8.8.8]/']) {
      await expect(within(outside, { signal: AbortSignal.timeout(2_000) }), outside).rejects.toThrow(PublicAddressError)
    }
  })

  test('follows no redirect', async () => {
    const address = await serve((_request, response) => void response.writeHead(302, { location: 'http://169.254.169.254/' }).end())
    const asked = guardedFetch({ privateNetwork: true })(address)
    await expect(asked).rejects.toThrow(/redirect/)
    await expect(asked).rejects.toThrow(expect.objectContaining({ location: 'http://169.254.169.254/' }))
    await expect(asked).rejects.toBeInstanceOf(RedirectError)
  })

  test('a status that HTTP does not have fails the request, not the process', async () => {
    const address = await serve((_request, response) => {
      response.socket?.end('HTTP/1.1 999 Request denied\r\ncontent-length: 0\r\n\r\n')
    })
    await expect(guardedFetch({ privateNetwork: true })(address)).rejects.toThrow(/status 999/)
  })

  test('stops when told to', async () => {
    const address = await serve(() => {})
    const stop = new AbortController()
    const asking = guardedFetch({ privateNetwork: true })(address, { signal: stop.signal })
    setTimeout(() => stop.abort(), 30)
    await expect(asking).rejects.toThrow(/abort/i)
  })
})
