/** A site on this machine that answers for its proof file as a test wants, and counts who asked. */
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { guardedFetch } from '../../base/guarded-fetch.ts'
import type { LookUp } from '../../base/look-up.ts'

export interface FarSide extends AsyncDisposable {
  readonly url: string
  /** Paths in the order they were asked for. */
  readonly asked: string[]
  /** How it answers from now on. */
  answer: RequestListener
}

export async function farSide(answer: RequestListener = notFound): Promise<FarSide> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    side.answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const side: FarSide = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answer,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return side
}

export const notFound: RequestListener = (_request, response) => void response.writeHead(404).end('nothing here')

export function says(text: string, headers: Record<string, string> = { 'content-type': 'application/json' }): RequestListener {
  return (_request, response) => void response.writeHead(200, headers).end(text)
}

/** A public name whose https requests go to the far side on this machine; whoever asks for another fails the test. */
export function standingInFor(name: string, side: { readonly url: string }): { readonly lookUp: LookUp; readonly fetchOutside: typeof fetch; readonly tried: string[] } {
  const tried: string[] = []
  const guarded = guardedFetch({ privateNetwork: true })
  return {
    tried,
    lookUp: async (host) => {
      tried.push(host)
      if (host === 'localhost') return ['127.0.0.1', '::1']
      if (host.endsWith('.lan')) return ['10.1.2.3']
      if (host.endsWith('.mixed')) return ['93.184.216.34', '127.0.0.1']
      if (host !== name) throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' })
      return ['93.184.216.34']
    },
    fetchOutside: async (input, init) => {
      const asked = String(input)
      tried.push(asked)
      if (!asked.startsWith(`https://${name}/`)) throw new Error(`${asked} was asked for`)
      return guarded(asked.replace(`https://${name}`, side.url), init)
    },
  }
}
