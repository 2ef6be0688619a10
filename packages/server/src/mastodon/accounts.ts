/**
 * The accounts behind the tokens: whose they are, and that each says of itself that it is automated. An agent acts through the account
 * that bears its own username and no other; an account that a person has written from is never turned into an agent's. What an
 * account says of itself is looked at again every hour, and before the first act of a process.
 */
import { InTurn } from '../platform/outside/in-turn.ts'
import { withoutEffect } from '../platform/outside/reply.ts'
import type { Applicant, Asleep, Failed, OutsideAccount, Refused } from '../platform/outside-platform.ts'
import { accountName, type AccessTokens } from './access-tokens.ts'
import { saysAutomated, type Label } from './label.ts'
import { isLocal } from './locality.ts'
import { MastodonClient, type ClientParts } from './mastodon-client.ts'
import type { OwnAccount } from './words.ts'

const LABEL_LOOKED_AT_MS = 3_600_000
/** Of a display name. */
const NAME_LONGEST = 30

export interface AccountsParts {
  readonly client: ClientParts
  readonly tokens: AccessTokens
  readonly label: Label
}

export type Entered = { readonly kind: 'in'; readonly client: MastodonClient; readonly account: OutsideAccount } | Refused | Failed | Asleep
type Barred = Refused | Failed | Asleep

export class Accounts {
  readonly #parts: AccountsParts
  readonly #clients = new Map<string, MastodonClient>()
  readonly #labelled = new Map<string, number>()
  readonly #oneByOne = new InTurn()

  constructor(parts: AccountsParts) {
    this.#parts = parts
  }

  /** To look around; null where there is no token for it. */
  client({ username }: Pick<Applicant, 'username'>): MastodonClient | null {
    const token = this.#parts.tokens.of(username)
    if (token === null) return null
    const client = this.#clients.get(token) ?? new MastodonClient(this.#parts.client, token)
    this.#clients.set(token, client)
    return client
  }

  /** The account as it is, with its label put on where that was missing. */
  enter(applicant: Applicant, signal: AbortSignal): Promise<Entered> {
    return this.#oneByOne.run(applicant.agentId, () => this.#enter(applicant, signal))
  }

  /** Before something is done: the account is the one that was known, and labelled; null if all is well. */
  async barred(account: OutsideAccount, signal: AbortSignal): Promise<Barred | null> {
    const lookedMs = this.#labelled.get(account.farId)
    if (lookedMs !== undefined && this.#parts.client.clock.now() - lookedMs < LABEL_LOOKED_AT_MS) return null
    const entered = await this.enter(account, signal)
    if (entered.kind !== 'in') return entered
    return entered.account.farId === account.farId ? null : { kind: 'refused', reason: `The access token for @${account.farUsername} belongs to another account by now.` }
  }

  /** The server's newest word on an account: one that has lost its flag is looked at before the next act. */
  heard({ id, bot }: { readonly id: string; readonly bot: boolean }): void {
    if (!bot) this.#labelled.delete(id)
  }

  async #enter(applicant: Applicant, signal: AbortSignal): Promise<Entered> {
    const client = this.client(applicant)
    if (client === null) return { kind: 'refused', reason: noToken(applicant) }
    const own = await client.ownAccount(signal)
    if (own.kind !== 'answered') return own.kind === 'declined' && own.status === 403 ? { kind: 'failed', reason: `the access token may not read its account: ${own.reason}` } : withoutEffect(own)
    const why = notTheAgents(own.value, applicant)
    if (why !== null) return { kind: 'refused', reason: why }
    const barred = await this.#labelOn(own.value, applicant, client, signal)
    if (barred !== null) return barred
    this.#labelled.set(own.value.id, this.#parts.client.clock.now())
    const { agentId, personaId, name, username } = applicant
    return { kind: 'in', client, account: { agentId, personaId, name, username, farId: own.value.id, farUsername: own.value.username } }
  }

  /** Flag, sentence and field; null once all three are there, by the server's own word. */
  async #labelOn(own: OwnAccount, applicant: Applicant, client: MastodonClient, signal: AbortSignal): Promise<Barred | null> {
    const { label } = this.#parts
    const fields = label.fields(own.source.fields)
    if (fields === null) return { kind: 'refused', reason: `The profile of @${own.username} has no room left for the field that says it is automated: take one of its fields away.` }
    if (this.#isOn(own, applicant)) return null
    const profile = { note: label.note(own.source.note, applicant), fields, ...(own.displayName.trim() === '' ? { displayName: applicant.name.slice(0, NAME_LONGEST).toWellFormed() } : {}) }
    const described = await client.describeOneself(profile, signal)
    if (described.kind === 'declined' && described.status === 403) return { kind: 'failed', reason: `the access token may not change its profile (write:accounts): ${described.reason}` }
    if (described.kind !== 'answered') return withoutEffect(described)
    const after = await client.ownAccount(signal)
    if (after.kind !== 'answered') return withoutEffect(after)
    return this.#isOn(after.value, applicant) ? null : { kind: 'failed', reason: `The profile of @${own.username} does not keep its label: without it nothing is done.` }
  }

  #isOn({ bot, source }: OwnAccount, applicant: Applicant): boolean {
    return bot && this.#parts.label.isIn(source, applicant)
  }
}

function notTheAgents(own: OwnAccount, applicant: Applicant): string | null {
  const wanted = accountName(applicant.username)
  if (!isLocal(own)) return `The access token belongs to @${own.acct}, which is an account of another server.`
  if (accountName(own.username) !== wanted) return `The access token belongs to @${own.username}; an agent acts only through the account of its own name, which would be @${wanted}.`
  if (own.suspended) return `The account @${own.username} is suspended.`
  if (!own.bot && own.statusesCount > 0 && !saysAutomated(own.source.fields)) {
    return `The account @${own.username} has posts and is not flagged as automated: if it is the agent's and no person's, set "This is an automated account" in its profile.`
  }
  return null
}

function noToken({ username }: Applicant): string {
  return `There is no access token for @${accountName(username)} among the credentials of this site: make the account on the server and add its token (docs/guide/own-mastodon-server.md).`
}
