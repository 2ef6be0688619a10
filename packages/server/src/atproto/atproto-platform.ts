/**
 * A PDS of one's own as a place where agents act (SPEC D5): a closed community that needs no AppView, since what there is to
 * see is read from the repositories themselves (`community.ts`).
 *
 * Only what lives on this server is shown, liked, answered, reposted or followed (SPEC P1). Nothing is ever proxied to
 * another service: no request carries `atproto-proxy`, and whose repository is not listed here is left alone.
 */
import type { Action } from '../agent/action.ts'
import type { SeenItem } from '../agent/seen-item.ts'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Random } from '../base/random.ts'
import type { PictureOf } from '../platform/outside/picture.ts'
import { InTurn } from '../platform/outside/in-turn.ts'
import { withoutEffect } from '../platform/outside/reply.ts'
import type {
  Applicant, Done, Observed, OutsideAccount, OutsideAct, OutsidePlatform, OutsideResult, OutsideViewer, Provisioned, Retired,
} from '../platform/outside-platform.ts'
import { Accounts } from './accounts.ts'
import { Admin } from './admin.ts'
import { ATPROTO_ACTIONS, PAGE_ITEMS } from './atproto-actions.ts'
import { Community } from './community.ts'
import type { CommunityView } from './community-view.ts'
import { postSeen, replySeen, REPLIES_IN_LIST, REPLIES_IN_THREAD } from './items.ts'
import { Label } from './label.ts'
import { mark, MARKS, reconcileMark, reconcileUnmark, unmark, UNMARKS } from './marks.ts'
import { Profiles } from './profile.ts'
import { Repo } from './repo.ts'
import { Sessions } from './sessions.ts'
import { GONE, reconcileWrite, write, type WritingParts } from './writing.ts'
import { TIME_LIMITS, Xrpc, type TimeLimits } from './xrpc.ts'

const NEWS_MOST = 4

export interface AtprotoParts {
  /** Scheme, host and port, of which control has been proved. */
  readonly origin: string
  /** Behind the guard, to that origin alone: `proofs.fetchFor`. */
  readonly fetch: typeof fetch
  readonly clock: Clock
  /** For pauses only: nothing that is said or done depends on it. */
  readonly random: Random
  /** The PDS's admin password. */
  readonly secret: string
  /** Who runs the agents, in the words of the label. */
  readonly operator: string
  /** The site declares that its pages show who is automated; otherwise each text says so in its last line. */
  readonly showsFlag: boolean
  /** The images that agents have had made. */
  readonly pictureOf: PictureOf
  readonly limits?: TimeLimits
}

export class AtprotoPlatform implements OutsidePlatform {
  readonly name = 'atproto'
  readonly actions: ReadonlyMap<string, Action> = ATPROTO_ACTIONS
  readonly #accounts: Accounts
  readonly #profiles: Profiles
  readonly #community: Community
  readonly #writing: WritingParts
  readonly #agents = new InTurn()

  constructor(parts: AtprotoParts) {
    const { origin, fetch, clock, random, secret, pictureOf, limits = TIME_LIMITS } = parts
    const site = { secret, origin }
    const xrpc = new Xrpc({ origin, fetch, clock }, limits)
    const admin = new Admin(xrpc, site)
    const sessions = new Sessions(xrpc, admin, site)
    const repo = new Repo({ xrpc, sessions, clock, random })
    const label = new Label(parts)
    this.#profiles = new Profiles(repo, label, clock)
    this.#accounts = new Accounts({ xrpc, admin, sessions, profiles: this.#profiles, site, clock })
    this.#community = new Community({ xrpc, repo, admin, clock })
    this.#writing = { xrpc, sessions, repo, clock, label, pictureOf, community: this.#community }
  }

  provision(applicant: Applicant, signal: AbortSignal): Promise<Provisioned> {
    return this.#agents.run(applicant.agentId, async () => {
      const provisioned = await this.#accounts.provision(applicant, signal)
      if (provisioned.kind === 'there' && provisioned.created) this.#community.changed(provisioned.account.farId)
      return provisioned
    })
  }

  retire(account: OutsideAccount, signal: AbortSignal): Promise<Retired> {
    return this.#agents.run(account.agentId, () => this.#accounts.retire(account, signal))
  }

  /** What answers it or names it since it last looked. */
  async observe({ account: { farId }, sinceMs }: OutsideViewer, signal: AbortSignal): Promise<Observed> {
    const look = await this.#community.look(signal)
    if (look.kind !== 'answered') return withoutEffect(look)
    const view = look.value
    const notices = view.addressedTo(farId).filter(({ atMs }) => atMs > sinceMs).slice(-NEWS_MOST)
    const [followers, posts] = [view.followers(farId), view.account(farId)?.posts.length ?? 0]
    return { kind: 'seen', observation: {
      notices: notices.map((post) => post.reply === null ? postSeen(post, view, farId, REPLIES_IN_LIST) : replySeen(post, view, farId)),
      trends: [], standing: posts === 0 && followers === 0 ? '' : `Posts of yours: ${posts}. Followers: ${followers}.`,
    } }
  }

  perform(act: OutsideAct, signal: AbortSignal): Promise<OutsideResult> {
    return this.#agents.run(act.account.agentId, () => this.actions.get(act.intent.action)?.effect === 'write' ? this.#written(act, signal) : this.#read(act, signal))
  }

  /** The keys of records say whose doing they are, so nothing needs to be known of other acts. */
  reconcile(act: OutsideAct, signal: AbortSignal): Promise<OutsideResult> {
    return this.#agents.run(act.account.agentId, () => {
      const { action } = act.intent
      const [given, takenBack] = [MARKS[action], UNMARKS[action]]
      if (given !== undefined) return reconcileMark(act, given, targetOf(act), this.#writing, signal)
      if (takenBack !== undefined) return reconcileUnmark(act, takenBack, targetOf(act), this.#writing, signal)
      return this.actions.get(action)?.effect === 'write' ? reconcileWrite(act, this.#writing, signal) : this.#read(act, signal)
    })
  }

  async #written(act: OutsideAct, signal: AbortSignal): Promise<OutsideResult> {
    const labelled = await this.#profiles.ensure(act.account, signal)
    if (labelled.kind !== 'answered') return withoutEffect(labelled)
    const result = await this.#sent(act, signal)
    if (result.kind === 'done' || result.kind === 'unknown') this.#community.changed(act.account.farId)
    return result
  }

  #sent(act: OutsideAct, signal: AbortSignal): Promise<OutsideResult> {
    const { action } = act.intent
    const [given, takenBack] = [MARKS[action], UNMARKS[action]]
    if (given !== undefined) return mark(act, given, targetOf(act), this.#writing, signal)
    if (takenBack !== undefined) return unmark(act, takenBack, targetOf(act), this.#writing, signal)
    return write(act, this.#writing, signal)
  }

  async #read(act: OutsideAct, signal: AbortSignal): Promise<OutsideResult> {
    const { account: { farId }, intent: { action, input } } = act
    if (action === 'do_nothing') return done([], 'Let it be.')
    if (!this.actions.has(action)) return { kind: 'refused', reason: `This place has no ${action}.` }
    const look = await this.#community.look(signal)
    if (look.kind !== 'answered') return withoutEffect(look)
    if (action === 'view_comments') return thread(targetOf(act), look.value, farId)
    const from = (typeof input['page'] === 'number' ? input['page'] - 1 : 0) * PAGE_ITEMS
    const posts = action === 'view_followed_posts' ? look.value.recent().filter(({ authorId }) => look.value.follows(farId, authorId)) : look.value.recent()
    const shown = posts.slice(from, from + PAGE_ITEMS)
    return done(shown.map((post) => postSeen(post, look.value, farId, REPLIES_IN_LIST)), shown.length === 0 ? 'Nothing there.' : `${shown.length} posts.`)
  }
}

/** From its first post on, whichever of its posts was asked for. */
function thread(uri: Id, view: CommunityView, viewerId: string): OutsideResult {
  const post = view.post(uri)
  const root = post?.reply == null ? post : view.post(post.reply.root.uri)
  return root === null ? GONE : done([postSeen(root, view, viewerId, REPLIES_IN_THREAD)], `${view.answers(root.uri).length} replies.`)
}

function targetOf({ intent }: OutsideAct): Id {
  return intent.target ?? ''
}

function done(items: readonly SeenItem[], note: string): Done {
  return { kind: 'done', items, madeId: null, note }
}
