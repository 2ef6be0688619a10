/**
 * What is done with the PDS's admin password. It could do anything to anybody there; it is used for four things: an invite
 * code for an agent, the handles that go with DIDs, and, once an account is known to be an agent's of ours by its address
 * for mail, setting its password and deleting it.
 */
import type { Id } from '../base/ids.ts'
import { within, type Reply } from '../platform/outside/reply.ts'
import { emailOf, type SiteSecret } from './agent-login.ts'
import { isDeclined, type Xrpc } from './xrpc.ts'

export type Ownership = 'ours' | 'others' | 'absent'

export class Admin {
  readonly #xrpc: Xrpc
  readonly #authority: string

  constructor(xrpc: Xrpc, { secret }: SiteSecret) {
    this.#xrpc = xrpc
    this.#authority = `Basic ${Buffer.from(`admin:${secret}`).toString('base64')}`
  }

  async inviteCode(signal: AbortSignal): Promise<Reply<string>> {
    return within(await this.#xrpc.ask(this.#authority, signal, (client, options) => client.com.atproto.server.createInviteCode({ useCount: 1 }, options)), ({ code }) => code)
  }

  /** At most as many as fit into an address: fifty. */
  async handles(dids: readonly string[], signal: AbortSignal): Promise<Reply<ReadonlyMap<string, string>>> {
    const reply = await this.#xrpc.ask(this.#authority, signal, (client, options) => client.com.atproto.admin.getAccountInfos({ dids: [...dids] }, options))
    return within(reply, ({ infos }) => new Map(infos.map(({ did, handle }) => [did, handle])))
  }

  async ownership(did: string, agentId: Id, signal: AbortSignal): Promise<Reply<Ownership>> {
    const reply = await this.#xrpc.ask(this.#authority, signal, (client, options) => client.com.atproto.admin.getAccountInfo({ did }, options))
    if (isDeclined(reply, 'NotFound', 'AccountNotFound', 'RepoNotFound')) return { kind: 'answered', value: 'absent' }
    return within(reply, ({ email }) => email?.toLowerCase() === emailOf(agentId) ? 'ours' : 'others')
  }

  setPassword(did: string, password: string, signal: AbortSignal): Promise<Reply<unknown>> {
    return this.#xrpc.ask(this.#authority, signal, (client, options) => client.com.atproto.admin.updateAccountPassword({ did, password }, options).then(nothing))
  }

  deleteAccount(did: string, signal: AbortSignal): Promise<Reply<unknown>> {
    return this.#xrpc.ask(this.#authority, signal, (client, options) => client.com.atproto.admin.deleteAccount({ did }, options).then(nothing))
  }
}

/** These two answer with their status alone. */
function nothing(): { readonly data: null } {
  return { data: null }
}
