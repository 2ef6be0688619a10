/** The least a Node server can do: the same bytes and headers for whatever is asked. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface BarePage {
  readonly body: string
  readonly headers: readonly (readonly [string, string])[]
}

process.once('message', ({ body, headers }: BarePage) => {
  const bytes = Buffer.from(body)
  const head = [...headers, ['content-length', String(bytes.length)] as const].flat()
  const server = createServer((_request, response) => {
    response.writeHead(200, head).end(bytes)
  })
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
})
