import { createServer, type AddressInfo, type Server } from 'node:net'
import Fastify from 'fastify'
import { expect, it } from 'vitest'
import type { App } from './app.ts'
import { close, listen } from './listen.ts'

function occupy(port: number): Promise<Server> {
  return new Promise((resolve) => {
    const server: Server = createServer().listen(port, '127.0.0.1', () => resolve(server))
  })
}

it('moves on from a taken port, and says so', async () => {
  const neighbour = await occupy(0)
  const { port } = neighbour.address() as AddressInfo
  const app = Fastify().get('/', async () => 'here') as unknown as App
  const listening = await listen(app, { host: '127.0.0.1', port })
  expect(listening.takenPort).toBe(port)
  expect(listening.port).toBeGreaterThan(port)
  expect(await (await fetch(listening.address)).text()).toBe('here')
  await close(app)
  await expect(fetch(listening.address)).rejects.toThrow('fetch failed')
  neighbour.close()
})

it('takes any port for 0', async () => {
  const app = Fastify() as unknown as App
  const listening = await listen(app, { host: '127.0.0.1', port: 0 })
  expect(listening).toEqual({ port: expect.any(Number), address: `http://127.0.0.1:${listening.port}`, takenPort: null })
  await close(app)
})

it('gives up with the reason when the address is not ours', async () => {
  const app = Fastify() as unknown as App
  await expect(listen(app, { host: '192.0.2.1', port: 0 })).rejects.toThrow('EADDRNOTAVAIL')
  await app.close()
})
