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
import { isOwnNetworkAddress, isPrivateAddress } from './private-address.ts'

export class ForbiddenAddressError extends ExpectedError {
  readonly kind = 'forbidden'
  readonly code = 'forbidden-address'
  constructor(host: string) {
    super(`${host} is a loopback or private address, and this workspace has not been granted its private network.`)
  }
}

/** What is owned because it lies within the private network must not become, by another answer to its name, a place outside of it. */
export class PublicAddressError extends ExpectedError {
  readonly kind = 'forbidden'
  readonly code = 'public-address'
  constructor(host: string) {
    super(`${host} does not lie within the private network, and only that may be reached here.`)
  }
}

/** A far side pointed elsewhere; nobody follows. */
export class RedirectError extends TypeError {
  /** As the far side gave it; null where it gave none. */
  readonly location: string | null
  constructor(host: string, location: string | null) {
    super(`${host} answered with a redirect, and none is followed`)
    this.location = location
  }
}

export interface FetchGuard {
  /**
   * Whether loopback and private addresses may be reached: only for workspaces granted their private network. Read at
   * every request: a getter makes a grant that was withdrawn count from then on.
   */
  readonly privateNetwork: boolean
  /** Whether anything beyond the private network may be; unless it says otherwise, it may. */
  readonly publicNetwork?: boolean
}

/**
 * A connection that is kept for the next request to the same name is looked up no more. So those that may lead inside
 * are kept apart: whoever may not go there never gets one.
 */
const INSIDE = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) }
const OUTSIDE = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) }
const WITHIN = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) }

function connectionsFor({ privateNetwork, publicNetwork }: FetchGuard): typeof INSIDE {
  if (!privateNetwork) return OUTSIDE
  return publicNetwork === false ? WITHIN : INSIDE
}

/** Throws `ForbiddenAddressError` for a literal address that may not be reached; names are checked when looked up. */
export function refusePrivate(url: URL, guard: FetchGuard): void {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  if (isIP(host) !== 0) refuseAddress(host, host, guard)
}

function refuseAddress(address: string, shown: string, guard: FetchGuard): void {
  if (!guard.privateNetwork && isPrivateAddress(address)) throw new ForbiddenAddressError(shown)
  if (guard.publicNetwork === false && !isOwnNetworkAddress(address)) throw new PublicAddressError(shown)
}

/** A `fetch` behind the guard. Bodies are strings, bytes or absent. */
export function guardedFetch(guard: FetchGuard): typeof fetch {
  return async (input, init = {}) => {
    const wanted = plainly(input, init) ?? await throughRequest(input, init)
    const { url } = wanted
    if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new TypeError(`cannot request ${url.protocol} addresses`)
    // Asked once, when all is ready to go out, so that the check and the choice of the connection can't differ.
    const allowed: FetchGuard = { privateNetwork: guard.privateNetwork, publicNetwork: guard.publicNetwork !== false }
    refusePrivate(url, allowed)
    return send(wanted, init.signal ?? null, allowed)
  }
}

/** A request as it goes out. */
interface Wanted {
  readonly url: URL
  readonly method: string
  readonly headers: Record<string, string>
  readonly body: string | Buffer | null
}

const PLAIN_METHODS = new Set(['GET', 'POST', 'PUT', 'DELETE'])
/** Names as they stand in a `Headers`, values that need no cleaning. */
const PLAIN_NAME = /^[a-z0-9-]+$/
const PLAIN_VALUE = /^[\u0021-\u007e](?:[\u0020-\u007e]*[\u0021-\u007e])?$/

/**
 * What adapters send by the thousand: an address, headers as an object, a text or nothing to go with it. By way of a `Request` that took
 * 33 µs of the processor with a text and 11 without one; it takes 1. Null for anything that a `Request` might read in another way.
 */
function plainly(input: string | URL | Request, { method = 'GET', headers = {}, body = null }: RequestInit): Wanted | null {
  if (!(input instanceof URL) || input.username !== '' || input.password !== '' || !PLAIN_METHODS.has(method)) return null
  if (body !== null && (typeof body !== 'string' || method === 'GET' || !body.isWellFormed())) return null
  if (Object.getPrototypeOf(headers) !== Object.prototype) return null
  const own = headers as Record<string, string>
  for (const name in own) if (!PLAIN_NAME.test(name) || typeof own[name] !== 'string' || !PLAIN_VALUE.test(own[name])) return null
  if (body !== null && own['content-type'] === undefined) return null
  return { url: input, method, headers: { ...own }, body }
}

async function throughRequest(input: string | URL | Request, init: RequestInit): Promise<Wanted> {
  // Without the signal, which goes out by itself: a `Request` would follow it, for a tenth of a millisecond.
  const request = new Request(input, { ...init, signal: null })
  const body = request.body === null ? null : Buffer.from(await request.arrayBuffer())
  return { url: new URL(request.url), method: request.method, headers: Object.fromEntries(request.headers), body }
}

function send({ url, method, headers, body }: Wanted, signal: AbortSignal | null, guard: FetchGuard): Promise<Response> {
  return new Promise((resolve, reject) => {
    if (body !== null) headers['content-length'] = String(Buffer.byteLength(body))
    const secure = url.protocol === 'https:'
    const outgoing = (secure ? https : http).request(url, {
      method, headers, lookup: guardedLookup(guard), agent: connectionsFor(guard)[secure ? 'https' : 'http'],
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
  if (status >= 300 && status < 400) throw new RedirectError(url.host, incoming.headers.location ?? null)
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
      try {
        for (const { address } of addresses) refuseAddress(address, `${hostname} (${address})`, guard)
      } catch (refusal) {
        return callback(refusal as NodeJS.ErrnoException, '')
      }
      if (options.all) return (callback as unknown as (error: null, found: LookupAddress[]) => void)(null, addresses)
      const [first] = addresses
      callback(first === undefined ? Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND' }) : null, first?.address ?? '', first?.family)
    })
  }
}
