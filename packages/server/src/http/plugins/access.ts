/**
 * The guard: no handler runs before the route's `access` is met. Programs show a bearer token or an API key, the console a
 * cookie; a cookie travels by itself, so changes made with one must also carry the session's CSRF token and come from us.
 */
import cookie from '@fastify/cookie'
import type { FastifyRequest } from 'fastify'
import { InvalidError, must } from '../../base/errors.ts'
import { isId, type Id } from '../../base/ids.ts'
import type { Actor } from '../../people/actor.ts'
import type { Authentication, Credential } from '../../people/authentication.ts'
import { NotAllowedError, NotSignedInError, lacksRole, onlyOwnCreator } from '../../people/refusals.ts'
import { mayActAs } from '../../people/roles.ts'
import { isCsrfTokenOf } from '../../people/sessions.ts'
import type { Access, App } from '../app.ts'

export const SESSION_COOKIE = 'troupe_session'
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

export interface OwnOrigins {
  readonly publicUrl: string | null
  /** Origins beside our own from which pages may use the cookie. */
  readonly corsOrigins: readonly string[]
}

export interface AccessOptions extends OwnOrigins {
  readonly authentication: Pick<Authentication, 'identify'>
}

export async function guardAccess(app: App, options: AccessOptions): Promise<void> {
  const { authentication } = options
  // Parsed by the guard where it needs them, not for each public page.
  await app.register(cookie, { hook: false })
  app.decorateRequest('signedIn', null)
  app.decorateRequest('credential', null)
  app.decorateRequest('actor', { getter(this: FastifyRequest) { return must(this.signedIn, `somebody signed in on ${this.url}`) } })
  app.decorateRequest('stillAllowed', async function (this: FastifyRequest): Promise<boolean> {
    const { access = 'public', creatorMay = false } = this.routeOptions.config
    if (access === 'public' || access === 'member') return true
    try {
      admit(await authentication.identify(must(this.credential, 'a credential'), workspaceOf(this)), access, creatorMay)
      return true
    } catch (error) {
      if (error instanceof NotSignedInError || error instanceof NotAllowedError) return false
      throw error
    }
  })

  app.addHook('onRoute', (route) => {
    if (route.url.startsWith('/api/') && route.config?.access === undefined) {
      throw new TypeError(`${String(route.method)} ${route.url} must say in its config who has access`)
    }
  })

  app.addHook('onRequest', (request, _reply, done) => {
    const { access = 'public', creatorMay = false } = request.routeOptions.config
    if (access === 'public' || access === 'member') done()
    else letIn(request, access, creatorMay).then(() => done(), done)
  })

  async function letIn(request: FastifyRequest, access: Exclude<Access, 'public' | 'member'>, creatorMay: boolean): Promise<void> {
    const credential = credentialOf(request)
    if (!credential) throw new NotSignedInError()
    const actor = await authentication.identify(credential, workspaceOf(request))
    if (credential.carrier === 'cookie' && !SAFE_METHODS.has(request.method)) refuseForgery(request, credential.token, options)
    admit(actor, access, creatorMay)
    request.credential = credential
    request.signedIn = actor
  }
}

/** What the request shows. A token outranks the cookie, which the browser may have added unasked. */
export function credentialOf(request: FastifyRequest): Credential | null {
  const { authorization } = request.headers
  if (authorization !== undefined) {
    const token = /^bearer +([\w.~+/-]+=*) *$/i.exec(authorization)?.[1]
    if (token === undefined) throw new NotSignedInError(`${wrongWith(authorization)} Send "Authorization: Bearer" and an access token or an API key.`, 'bad-authorization')
    return { carrier: 'bearer', token }
  }
  const { cookie: given } = request.headers
  const token = given === undefined ? undefined : request.server.parseCookie(given)[SESSION_COOKIE]
  return token === undefined || token === '' ? null : { carrier: 'cookie', token }
}

/** Nothing of it is repeated: what stands in the wrong place may be the secret. */
function wrongWith(authorization: string): string {
  const [scheme = '', ...rest] = authorization.trim().split(/ +/)
  if (scheme.toLowerCase() !== 'bearer') return rest.length === 0 ? 'The Authorization header names no scheme.' : 'The Authorization header has another scheme than Bearer.'
  if (rest.length === 0) return 'The Authorization header has no token after "Bearer".'
  return 'The token in the Authorization header holds characters that no token has; mind quotes, blanks and line ends.'
}

function workspaceOf(request: FastifyRequest): Id | null {
  const named = request.headers['x-workspace']
  if (named === undefined) return null
  const id = String(named).toLowerCase()
  if (!isId(id)) throw new InvalidError('The header X-Workspace must be the id of a workspace.', [], 'bad-workspace')
  return id
}

function admit(actor: Actor, access: Exclude<Access, 'public' | 'member'>, creatorMay: boolean): void {
  if (actor.creatorId !== null && !creatorMay) throw onlyOwnCreator()
  if (access !== 'session' && !mayActAs(actor.role, access)) throw lacksRole(actor, access)
}

/** Cross-site request forgery. Also checked by routes that are public but act on the cookie. */
export function refuseForgery(request: FastifyRequest, sessionToken: string, own: OwnOrigins, toldBy = 'GET /api/auth/me'): void {
  const given = request.headers['x-csrf-token']
  if (!isOurs(request, own) || typeof given !== 'string' || !isCsrfTokenOf(sessionToken, given)) {
    throw new NotAllowedError(`A change made with the session cookie needs its X-CSRF-Token header (${toldBy} tells it).`, 'csrf')
  }
}

/** Compared without the protocol: behind a proxy that ends TLS we are asked over plain HTTP. */
export function isOurs(request: FastifyRequest, { publicUrl, corsOrigins }: OwnOrigins): boolean {
  const { origin } = request.headers
  if (origin === undefined) return true
  // An origin leaves its protocol's usual port out; Host may spell it.
  const host = URL.parse(origin)?.host
  return host !== undefined && (host === request.host.replace(/:(80|443)$/, '') || (publicUrl !== null && host === new URL(publicUrl).host) || corsOrigins.includes(origin))
}
