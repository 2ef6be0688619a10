/**
 * A Mastodon server that one owns as a place for agents (SPEC D5), through `masto`. Each agent acts through an account of its own, which
 * says that it is automated; only what is the server's own is seen and touched. It knows no database and no turns. An agent's acts go
 * one after the other, since what one of them left behind is told from what the next one did by when it appeared.
 */
import type { SiteCredentials } from '@troupe/contract'
import type { Action } from '../agent/action.ts'
import { InTurn } from '../platform/outside/in-turn.ts'
import type { PictureOf } from '../platform/outside/picture.ts'
import { withoutEffect } from '../platform/outside/reply.ts'
import type {
  Applicant, Failed, Observed, OutsideAct, OutsidePlatform, OutsideResult, OutsideViewer, Provisioned, Retired,
} from '../platform/outside-platform.ts'
import { AccessTokens, accountName } from './access-tokens.ts'
import { Accounts } from './accounts.ts'
import { Label } from './label.ts'
import { observe, people, thread, timeline } from './looking.ts'
import { MASTODON_ACTIONS } from './mastodon-actions.ts'
import type { ClientParts, MastodonClient } from './mastodon-client.ts'
import { OwnStatuses } from './own-statuses.ts'
import { react, REACTIONS, reconcileReaction, type ReactionsParts } from './reactions.ts'
import { Writing } from './writing.ts'

export interface MastodonParts extends ClientParts {
  /** One access token, or a JSON object of access tokens by username. */
  readonly credentials: SiteCredentials
  /** Who runs the agents, in the words of the label. */
  readonly operator: string
  /** The site declares that its pages show which accounts are automated. */
  readonly showsFlag: boolean
  /** The images that agents have had made. */
  readonly pictureOf: PictureOf
}

const WRITES = new Set(['create_post', 'create_image_post', 'comment'])
const TOKENLESS: Failed = { kind: 'failed', reason: 'There is no access token for this account any more.' }

export class MastodonPlatform implements OutsidePlatform {
  readonly name = 'mastodon'
  readonly actions: ReadonlyMap<string, Action> = MASTODON_ACTIONS
  readonly #accounts: Accounts
  readonly #writing: Writing
  readonly #own = new OwnStatuses()
  readonly #reactions: ReactionsParts
  readonly #agents = new InTurn()

  /** Throws `InvalidError` for credentials that hold no access token. */
  constructor(parts: MastodonParts) {
    const { credentials, operator, showsFlag, pictureOf, clock } = parts
    const label = new Label({ operator, showsFlag })
    this.#accounts = new Accounts({ client: parts, tokens: new AccessTokens(credentials), label })
    this.#writing = new Writing({ accounts: this.#accounts, label, own: this.#own, clock, pictureOf })
    this.#reactions = { accounts: this.#accounts, clock }
  }

  /** The account must be there already: it is found and labelled, never made. */
  async provision(applicant: Applicant, signal: AbortSignal): Promise<Provisioned> {
    const entered = await this.#accounts.enter(applicant, signal)
    return entered.kind === 'in' ? { kind: 'there', account: entered.account, created: false } : entered
  }

  /** No program deletes an account: its owner does. One whose token is gone is out of reach in any case. */
  async retire(account: Applicant, signal: AbortSignal): Promise<Retired> {
    const client = this.#accounts.client(account)
    if (client === null) return { kind: 'gone' }
    const own = await client.ownAccount(signal)
    if (own.kind !== 'answered') return withoutEffect(own)
    const name = accountName(own.value.username)
    // A token that was given without a name may be anybody's.
    if (name !== accountName(account.username)) return { kind: 'gone' }
    return { kind: 'refused', reason: `Mastodon lets no program delete an account: delete @${name} on the server ("tootctl accounts delete ${name}"), and take its access token from this site.` }
  }

  async observe(viewer: OutsideViewer, signal: AbortSignal): Promise<Observed> {
    const client = this.#accounts.client(viewer.account)
    return client === null ? TOKENLESS : observe(client, viewer, signal)
  }

  perform(act: OutsideAct, signal: AbortSignal): Promise<OutsideResult> {
    return this.#inTurn(act, (client) => this.#perform(client, act, signal))
  }

  reconcile(act: OutsideAct, signal: AbortSignal): Promise<OutsideResult> {
    return this.#inTurn(act, async (client) => {
      if (WRITES.has(act.intent.action)) return this.#writing.reconcile(client, act, signal)
      const reaction = REACTIONS.get(act.intent.action)
      return reaction === undefined ? this.#perform(client, act, signal) : reconcileReaction(reaction, client, act, this.#reactions, signal)
    })
  }

  #inTurn({ account }: OutsideAct, job: (client: MastodonClient) => Promise<OutsideResult>): Promise<OutsideResult> {
    return this.#agents.run(account.agentId, async () => {
      const client = this.#accounts.client(account)
      return client === null ? TOKENLESS : job(client)
    })
  }

  async #perform(client: MastodonClient, act: OutsideAct, signal: AbortSignal): Promise<OutsideResult> {
    const { action, target } = act.intent
    const reaction = REACTIONS.get(action)
    if (reaction !== undefined) return react(reaction, client, act, this.#reactions, signal)
    switch (action) {
      case 'refresh_feed':
        return timeline(client, act, (page) => client.localTimeline(page, signal), signal)
      case 'view_followed_posts':
        return timeline(client, act, (page) => client.homeTimeline(page, signal), signal)
      case 'view_comments':
        return thread(client, act, target ?? '', signal)
      case 'search_people':
        return people(client, act, signal)
      case 'create_post':
        return this.#writing.post(client, act, signal)
      case 'create_image_post':
        return this.#writing.imagePost(client, act, signal)
      case 'comment':
        return this.#writing.answer(client, act, signal)
      case 'do_nothing':
        return { kind: 'done', items: [], madeId: null, note: 'Let it be.' }
      default:
        return { kind: 'refused', reason: `A Mastodon server has no ${action}.` }
    }
  }
}
