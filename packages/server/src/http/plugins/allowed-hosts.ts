/**
 * Defence against DNS rebinding: a page of another site whose name was made to point at this machine sends that name in
 * `Host`, so only names known to be ours are answered. Addresses written as numbers are safe, as nobody can make a
 * browser believe that a foreign page came from them.
 */
import { isIP } from 'node:net'
import { hostname } from 'node:os'
import { ExpectedError } from '../../base/errors.ts'
import type { App } from '../app.ts'

export class UnknownHostError extends ExpectedError {
  readonly kind = 'invalid'
  readonly code = 'unknown-host'
  /** 421 Misdirected Request (RFC 9110, 15.5.20). */
  readonly status = 421
  constructor() {
    super('This server does not answer under that host name. Set TROUPE_PUBLIC_URL to the address it is reached by.')
  }
}

export interface HostOptions {
  /** What the server is bound to. */
  readonly host: string
  readonly publicUrl: string | null
  /** Names beside those, such as a service name inside a container network. */
  readonly allowedHosts?: readonly string[]
}

/** The test for a host name without its port. */
export function hostTest(options: HostOptions): (name: string) => boolean {
  const names = new Set([options.host, hostname(), ...(options.allowedHosts ?? [])].map((name) => name.toLowerCase()))
  if (options.publicUrl !== null) names.add(new URL(options.publicUrl).hostname.toLowerCase())
  return (given) => {
    const name = given.toLowerCase().replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')
    return name === 'localhost' || name.endsWith('.localhost') || names.has(name) || isIP(name) !== 0
  }
}

export function guardHosts(app: App, options: HostOptions): void {
  const isOurs = hostTest(options)
  app.addHook('onRequest', (request, _reply, done) => {
    // With a trusted proxy `hostname` is what the proxy says it was asked for.
    done(isOurs(request.hostname) ? undefined : new UnknownHostError())
  })
}
