/**
 * Requests to addresses that a user gave (SPEC K4). The name is looked up once, every address it has is checked, and the
 * connection goes to the address that was checked, so a name that answers differently the second time gains nothing.
 * Redirects are never followed: one could lead anywhere, and would carry credentials along.
 */
import { lookup as systemLookup, type LookupAddress } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { Readable } from 'node:stream'
import { ExpectedError } from './errors.ts'
import { isPrivateAddress } from './private-address.ts'

export class ForbiddenAddressError extends ExpectedError {
  readonly kind = 'forbidden'
  readonly code = 'forbidden-address'
  constructor(host: string) {
    super(`${host} is a loopback or private address, and this workspace has not been granted its private network.`)
  }
}

export interface FetchGuard {
  /**
   * Whether loopback and private addresses may be reached: only for workspaces granted their private network. Read at
   * every request: a getter makes a grant that was withdrawn count from then on.
   */
  readonly privateNetwork: boolean
}

/**
 * A connection that is kept for the next request to the same name is looked up no more. So those that may lead inside
 * are kept apart: whoever may not go there never gets one.
 */
const INSIDE = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) }
const OUTSIDE = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) }

/** Throws `ForbiddenAddressError` for a literal address that may not be reached; names are checked when looked up. */
export function refusePrivate(url: URL, guard: FetchGuard): void {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  if (!guard.privateNetwork && isIP(host) !== 0 && isPrivateAddress(host)) throw new ForbiddenAddressError(host)
}

/** A `fetch` behind the guard. Bodies are strings, bytes or absent. */
export function guardedFetch(guard: FetchGuard): typeof fetch {
  return async (input, init = {}) => {
    // Without the signal, which goes out by itself: a `Request` would follow it, for a tenth of a millisecond.
    const request = new Request(input, { ...init, signal: null })
    const url = new URL(request.url)
    if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new TypeError(`cannot request ${url.protocol} addresses`)
    const body = request.body === null ? null : Buffer.from(await request.arrayBuffer())
    // Asked once, when all is ready to go out, so that the check and the choice of the connection can't differ.
    const allowed: FetchGuard = { privateNetwork: guard.privateNetwork }
    refusePrivate(url, allowed)
    return send(url, request, body, init.signal ?? null, allowed)
  }
}

function send(url: URL, request: Request, body: Buffer | null, signal: AbortSignal | null, guard: FetchGuard): Promise<Response> {
  return new Promise((resolve, reject) => {
    const headers: Record<string, string> = Object.fromEntries(request.headers)
    if (body !== null) headers['content-length'] = String(body.byteLength)
    const secure = url.protocol === 'https:'
    const outgoing = (secure ? https : http).request(url, {
      method: request.method, headers, lookup: guardedLookup(guard), agent: (guard.privateNetwork ? INSIDE : OUTSIDE)[secure ? 'https' : 'http'],
      ...(signal === null ? {} : { signal }),
    })
    outgoing.on('error', reject)
    outgoing.once('response', (incoming) => {
      // Thrown from an event it would end the process, so whatever the far side says must end here.
      try {
        resolve(responseOf(incoming, url))
      } catch (error) {
        incoming.destroy()
        reject(error)
      }
    })
    outgoing.end(body ?? undefined)
  })
}

function responseOf(incoming: http.IncomingMessage, url: URL): Response {
  const status = incoming.statusCode ?? 502
  if (status >= 300 && status < 400) throw new TypeError(`${url.host} answered with a redirect, and none is followed`)
  // HTTP lets any three digits pass, a `Response` does not.
  if (status < 200 || status > 599) throw new TypeError(`${url.host} answered with the status ${status}, which HTTP does not have`)
  const answered = new Headers()
  for (let i = 0; i < incoming.rawHeaders.length; i += 2) answered.append(incoming.rawHeaders[i] as string, incoming.rawHeaders[i + 1] as string)
  if (status !== 204 && status !== 205) return new Response(Readable.toWeb(incoming) as ReadableStream, { status, headers: answered })
  // Read to its end, so that its connection is free again.
  incoming.resume()
  return new Response(null, { status, headers: answered })
}

function guardedLookup(guard: FetchGuard): LookupFunction {
  return (hostname, options, callback) => {
    systemLookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error !== null) return callback(error, '')
      const wrong = guard.privateNetwork ? undefined : addresses.find(({ address }) => isPrivateAddress(address))
      if (wrong !== undefined) return callback(new ForbiddenAddressError(`${hostname} (${wrong.address})`) as NodeJS.ErrnoException, '')
      if (options.all) return (callback as unknown as (error: null, found: LookupAddress[]) => void)(null, addresses)
      const [first] = addresses
      callback(first === undefined ? Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND' }) : null, first?.address ?? '', first?.family)
    })
  }
}
