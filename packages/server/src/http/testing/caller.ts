/** Asks a test server as one caller: with a token, a cookie, or nothing. */
import type { InjectOptions, LightMyRequestResponse as Response } from 'fastify'
import type { App } from '../app.ts'
import { BOOTSTRAP_TOKEN } from './test-server.ts'

export const OWNER = { name: 'Olga Owner', email: 'olga@troupe.example', password: 'correct horse battery' }

export class Caller {
  readonly #app: App
  readonly headers: Readonly<Record<string, string>>

  constructor(app: App, headers: Readonly<Record<string, string>> = {}) {
    this.#app = app
    this.headers = headers
  }

  with(headers: Readonly<Record<string, string>>): Caller {
    return new Caller(this.#app, { ...this.headers, ...headers })
  }

  bearer(token: string): Caller {
    return this.with({ authorization: `Bearer ${token}` })
  }

  get(url: string): Promise<Response> {
    return this.#ask('GET', url)
  }

  post(url: string, body?: object): Promise<Response> {
    return this.#ask('POST', url, body)
  }

  patch(url: string, body: object): Promise<Response> {
    return this.#ask('PATCH', url, body)
  }

  put(url: string, body: object): Promise<Response> {
    return this.#ask('PUT', url, body)
  }

  delete(url: string): Promise<Response> {
    return this.#ask('DELETE', url)
  }

  #ask(method: NonNullable<InjectOptions['method']>, url: string, body?: object): Promise<Response> {
    return this.#app.inject({ method, url, headers: { ...this.headers }, ...(body === undefined ? {} : { payload: body }) })
  }
}

/** The first owner of a fresh instance, signed in with a bearer token. */
export async function firstOwner(app: App): Promise<Caller> {
  const answer = await new Caller(app).post('/api/auth/register', { ...OWNER, bootstrapToken: BOOTSTRAP_TOKEN })
  return new Caller(app).bearer(answer.json<{ accessToken: string }>().accessToken)
}

/** Somebody invited by `inviter`, signed in. */
export async function member(app: App, inviter: Caller, role: string, email = `${role}@troupe.example`): Promise<Caller> {
  const { link } = (await inviter.post('/api/invitations', { email, role })).json<{ link: string }>()
  const answer = await new Caller(app).post('/api/auth/register', {
    name: `A ${role}`, email, password: 'correct horse battery', inviteToken: link.split('#')[1],
  })
  return new Caller(app).bearer(answer.json<{ accessToken: string }>().accessToken)
}
