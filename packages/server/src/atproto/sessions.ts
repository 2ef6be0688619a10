/**
 * Agents signed in. Access tokens live for two hours on the reference server; one that has run out is declined, which does
 * nothing, so signing in anew and asking again is safe even for a write. No refresh tokens are kept: a sign-in every two
 * hours stays far below the server's limits (30 in five minutes, 300 a day, for each account).
 */
import type { Id } from '../base/ids.ts'
import { within, type Reply } from '../platform/outside/reply.ts'
import type { Admin } from './admin.ts'
import { emailOf, passwordOf, type SiteSecret } from './agent-login.ts'
import { isDeclined, type Authority, type Call, type Xrpc } from './xrpc.ts'

/** Tokens kept at hand; the agent that has been silent longest signs in again. */
const SESSIONS_MOST = 5_000

export interface Session {
  readonly did: string
  readonly handle: string
  readonly authority: Authority
}

export interface Signatory {
  readonly agentId: Id
  readonly farId: string
}

export class Sessions {
  readonly #xrpc: Xrpc
  readonly #admin: Admin
  readonly #site: SiteSecret
  readonly #open = new Map<Id, Session>()

  constructor(xrpc: Xrpc, admin: Admin, site: SiteSecret) {
    this.#xrpc = xrpc
    this.#admin = admin
    this.#site = site
  }

  /** Sent once in the agent's name; anew only where the first was declined for its token. */
  async ask<Data>(agent: Signatory, signal: AbortSignal, call: Call<Data>): Promise<Reply<Data>> {
    const kept = this.#open.get(agent.agentId)
    if (kept !== undefined) {
      const reply = await this.#xrpc.ask(kept.authority, signal, call)
      if (!isOutOfDate(reply)) return reply
      this.#open.delete(agent.agentId)
    }
    const session = await this.signInAs(agent, signal)
    return session.kind === 'answered' ? this.#xrpc.ask(session.value.authority, signal, call) : session
  }

  /** Signs in, after the password was set anew if need be. */
  async signInAs({ agentId, farId }: Signatory, signal: AbortSignal): Promise<Reply<Session>> {
    const first = await this.signIn(agentId, signal)
    if (first.kind !== 'declined' || first.status !== 401) return first
    const ownership = await this.#admin.ownership(farId, agentId, signal)
    if (ownership.kind !== 'answered') return ownership
    if (ownership.value !== 'ours') return first
    const set = await this.#admin.setPassword(farId, passwordOf(agentId, this.#site), signal)
    return set.kind === 'answered' ? this.signIn(agentId, signal) : set
  }

  /** Declined with 401 where there is no such account, or where it has another password. */
  async signIn(agentId: Id, signal: AbortSignal): Promise<Reply<Session>> {
    const login = { identifier: emailOf(agentId), password: passwordOf(agentId, this.#site) }
    const reply = await this.#xrpc.ask(null, signal, (client, options) => client.com.atproto.server.createSession(login, options))
    return within(reply, ({ did, handle, accessJwt }) => this.keep(agentId, { did, handle, authority: `Bearer ${accessJwt}` }))
  }

  keep(agentId: Id, session: Session): Session {
    this.#open.delete(agentId)
    this.#open.set(agentId, session)
    const [oldest] = this.#open.keys()
    if (this.#open.size > SESSIONS_MOST && oldest !== undefined) this.#open.delete(oldest)
    return session
  }

  forget(agentId: Id): void {
    this.#open.delete(agentId)
  }
}

function isOutOfDate(reply: Reply<unknown>): boolean {
  return (reply.kind === 'declined' && reply.status === 401) || isDeclined(reply, 'ExpiredToken', 'InvalidToken')
}
