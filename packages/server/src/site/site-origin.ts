/**
 * The address of a site as it is kept and compared: scheme, host, port, in one spelling. What a browser would take for the same
 * host is the same here (case, punycode, full-width letters, escapes, a dot at the end), since `URL` writes it so.
 */
import { isIP } from 'node:net'
import { InvalidError } from '../base/errors.ts'
import { ForbiddenAddressError } from '../base/guarded-fetch.ts'
import { isOwnNetworkAddress, isPrivateAddress } from '../base/private-address.ts'
import { ThirdPartyNetworkError } from './third-party-network-error.ts'
import { thirdPartyNetworkOf } from './third-party-networks.ts'

export interface SiteOrigin {
  /** `https://gallery.example`, `http://[::1]:8080`. */
  readonly origin: string
  /** `gallery.example`, `::1`. */
  readonly host: string
  readonly secure: boolean
  /** Whether the host is an address by number, and which sort; a name has to be looked up. */
  readonly by: 'name' | 'private-number' | 'public-number'
}

/** Throws `ThirdPartyNetworkError` first of all, else `InvalidError`. */
export function readOrigin(text: string): SiteOrigin {
  const url = parsed(text)
  const host = canonicalHost(url.hostname)
  const network = thirdPartyNetworkOf(host)
  if (network !== null) throw new ThirdPartyNetworkError(host, network)
  if (host === '') throw wrong('name a host, for example https://gallery.example')
  if (url.username !== '' || url.password !== '') throw wrong('leave user and password out of the address; credentials have fields of their own')
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') throw wrong(`give the address without what follows the host: ${url.protocol}//${url.host}`)
  const by = isIP(host) === 0 ? 'name' : isOwnNetworkAddress(host) ? 'private-number' : 'public-number'
  if (by === 'public-number' && isPrivateAddress(host)) throw wrong('it is an address of nobody\'s network; give the site\'s name, or its own address')
  const port = url.port === '' ? '' : `:${url.port}`
  return { origin: `${url.protocol}//${isIP(host) === 6 ? `[${host}]` : host}${port}`, host, secure: url.protocol === 'https:', by }
}

/** Throws where this workspace can't ever own it: told now, so that nobody waits for a check to say so. */
export function refuseUnreachable({ host, secure, by }: SiteOrigin, privateNetwork: boolean): void {
  const inside = by === 'private-number' || isLocalName(host)
  if (inside && !privateNetwork) throw new ForbiddenAddressError(host)
  if (!secure && !inside && (!privateNetwork || by === 'public-number')) throw wrong('a public site is proved over https alone: begin the address with https://')
}

/** `hostname` as `URL` gives it. */
export function canonicalHost(hostname: string): string {
  return hostname.toLowerCase().replace(/^\[(.*)\]$/, '$1').replace(/\.+$/, '')
}

function isLocalName(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost')
}

function parsed(text: string): URL {
  if (!/^https?:\/\//i.test(text.trim())) throw wrong('begin the address with https://, for example https://gallery.example')
  try {
    return new URL(text.trim())
  } catch {
    throw wrong('this is no address; give one such as https://gallery.example')
  }
}

function wrong(message: string): InvalidError {
  return new InvalidError(`This address cannot be used: ${message}.`, [{ path: '/origin', message }])
}
