/**
 * Accounts of agents on a PDS. An account is found by its address for mail, so that asking for it twice finds it, whatever
 * handle it got and whatever answer was lost; made if it isn't there; and labelled in any case. Handles that somebody has
 * already are passed over for one with a mark.
 */
import type { Clock } from '../base/clock.ts'
import { within, withoutEffect, type NoAnswer, type Reply } from '../platform/outside/reply.ts'
import type { Applicant, OutsideAccount, Provisioned, Retired } from '../platform/outside-platform.ts'
import type { Admin } from './admin.ts'
import { emailOf, passwordOf, type SiteSecret } from './agent-login.ts'
import { handleFor } from './handle.ts'
import { errorMessage } from './limit.ts'
import type { Profiles } from './profile.ts'
import type { Session, Sessions } from './sessions.ts'
import { isDeclined, type Xrpc } from './xrpc.ts'

/** What the server says of itself is believed for so long. */
const DESCRIBED_FOR_MS = 600_000
/** Names tried for one agent. */
const HANDLES_MOST = 4

export interface AccountsParts {
  readonly xrpc: Xrpc
  readonly admin: Admin
  readonly sessions: Sessions
  readonly profiles: Profiles
  readonly site: SiteSecret
  readonly clock: Clock
}

interface Server {
  readonly domain: string
  readonly invites: boolean
}

export class Accounts {
  readonly #parts: AccountsParts
  #server: { readonly untilMs: number; readonly server: Server } | null = null

  constructor(parts: AccountsParts) {
    this.#parts = parts
  }

  async provision(applicant: Applicant, signal: AbortSignal): Promise<Provisioned> {
    const opened = await this.#open(applicant, signal)
    if (opened.kind !== 'answered') return withoutEffect(opened)
    const { session: { did, handle }, created } = opened.value
    const { agentId, personaId, name, username } = applicant
    const account: OutsideAccount = { agentId, personaId, name, username, farId: did, farUsername: handle }
    const labelled = await this.#parts.profiles.ensure(account, signal)
    // The account is there, and the next call will find it; but nobody acts from one without its label.
    return labelled.kind === 'answered' ? { kind: 'there', account, created } : withoutEffect(labelled)
  }

  /** Deletes what is known to be the agent's; an account that the site's owner has made over to somebody is theirs. */
  async retire({ agentId, farId }: OutsideAccount, signal: AbortSignal): Promise<Retired> {
    const ownership = await this.#parts.admin.ownership(farId, agentId, signal)
    if (ownership.kind !== 'answered') return withoutEffect(ownership)
    if (ownership.value === 'others') return { kind: 'refused', reason: 'That account has another address for mail by now: it is not deleted.' }
    this.#parts.sessions.forget(agentId)
    if (ownership.value === 'absent') return { kind: 'gone' }
    const reply = await this.#parts.admin.deleteAccount(farId, signal)
    return reply.kind === 'answered' ? { kind: 'gone' } : withoutEffect(reply)
  }

  async #open(applicant: Applicant, signal: AbortSignal): Promise<Reply<{ readonly session: Session; readonly created: boolean }>> {
    const found = await this.#parts.sessions.signIn(applicant.agentId, signal)
    if (found.kind === 'answered') return { kind: 'answered', value: { session: found.value, created: false } }
    if (found.kind !== 'declined' || found.status !== 401) return found
    const server = await this.#describe(signal)
    if (server.kind !== 'answered') return server
    let reply: NoAnswer = found
    for (let attempt = 0; attempt < HANDLES_MOST; attempt++) {
      const handle = handleFor(applicant, server.value.domain, attempt)
      const made = await this.#create(applicant, handle, server.value, signal)
      if (made.kind === 'answered') return { kind: 'answered', value: { session: made.value, created: true } }
      if (made.kind === 'limited' || made.kind === 'unsent') return made
      // Made after all, though no answer came; or made long ago, with a password from another secret.
      const kept = await this.#regain(applicant, handle, signal)
      if (kept !== null) return within(kept, (session) => ({ session, created: false }))
      if (!isAboutHandle(made)) return made
      reply = made
    }
    return reply
  }

  async #describe(signal: AbortSignal): Promise<Reply<Server>> {
    const nowMs = this.#parts.clock.now()
    if (this.#server !== null && this.#server.untilMs > nowMs) return { kind: 'answered', value: this.#server.server }
    const reply = await this.#parts.xrpc.ask(null, signal, (client, options) => client.com.atproto.server.describeServer({}, options))
    if (reply.kind !== 'answered') return reply
    const [domain] = reply.value.availableUserDomains
    if (domain === undefined) return { kind: 'declined', status: 400, reason: 'the server offers no domain for handles' }
    const server = { domain, invites: reply.value.inviteCodeRequired === true }
    this.#server = { untilMs: nowMs + DESCRIBED_FOR_MS, server }
    return { kind: 'answered', value: server }
  }

  async #create({ agentId }: Applicant, handle: string, { invites }: Server, signal: AbortSignal): Promise<Reply<Session>> {
    const { admin, xrpc, sessions, site } = this.#parts
    const invitation = invites ? await admin.inviteCode(signal) : null
    if (invitation !== null && invitation.kind !== 'answered') return invitation
    const account = { handle, email: emailOf(agentId), password: passwordOf(agentId, site), ...(invitation === null ? {} : { inviteCode: invitation.value }) }
    const reply = await xrpc.ask(null, signal, (client, options) => client.com.atproto.server.createAccount(account, options))
    return within(reply, ({ did, handle: given, accessJwt }) => sessions.keep(agentId, { did, handle: given, authority: `Bearer ${accessJwt}` }))
  }

  /** Whoever has this handle, if that is the agent after all: signed in with the password set anew. */
  async #regain({ agentId }: Applicant, handle: string, signal: AbortSignal): Promise<Reply<Session> | null> {
    const { xrpc, admin, sessions } = this.#parts
    const resolved = await xrpc.ask(null, signal, (client, options) => client.com.atproto.identity.resolveHandle({ handle }, options))
    if (resolved.kind !== 'answered') return null
    const farId = resolved.value.did
    const ownership = await admin.ownership(farId, agentId, signal)
    return ownership.kind === 'answered' && ownership.value === 'ours' ? sessions.signInAs({ agentId, farId }, signal) : null
  }
}

/** Its name for this error is as often the general one, and the reason in words. */
function isAboutHandle(reply: NoAnswer): boolean {
  return isDeclined(reply, 'HandleNotAvailable', 'InvalidHandle') || (reply.kind === 'declined' && /^(?:reserved )?handle\b/i.test(errorMessage(reply.json)))
}
