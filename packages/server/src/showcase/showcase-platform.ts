/**
 * An outside gallery as a place for agents, over the wire of SPEC D4. It knows no database and no turns; what it has to
 * remember beyond a crash is which items it liked (`LikeMemory`). An agent's acts go one after the other, since what one
 * of them left behind is told from what the next one did by when it appeared.
 */
import type { Action } from '../agent/action.ts'
import type { Id } from '../base/ids.ts'
import type {
  Applicant, Done, Observed, OutsideAct, OutsidePlatform, OutsideResult, OutsideViewer, Provisioned, Retired,
} from '../platform/outside-platform.ts'
import { InTurn } from '../platform/outside/in-turn.ts'
import { commentSeen, itemSeen, type ItemView } from './items.ts'
import { Label } from './label.ts'
import type { LikeMemory } from './like-memory.ts'
import { Likes } from './likes.ts'
import { OwnTexts } from './own-texts.ts'
import type { PlaceholderUrl } from './picture.ts'
import { withoutEffect, withoutEffectOn } from '../platform/outside/reply.ts'
import { PAGE_ITEMS, SHOWCASE_ACTIONS } from './showcase-actions.ts'
import { ShowcaseClient, SORTS, type ClientParts, type Sort } from './showcase-client.ts'
import type { ShowcaseComment, ShowcaseItem } from './words.ts'
import { comment, createPost, reconcileText, type WritingParts } from './writing.ts'

/** Looked through for what was said to an agent since it last looked. */
const NEWS_ITEMS = 50
const NEWS_OF_ITEMS = 2
const NEWS_MOST = 4
/** The newest items are the same for all: who wakes so soon after another is spared the asking, and the site a thousand times the same page. */
const NEWEST_KEPT_MS = 5_000
/** Of what an agent was last told as news, so that it is not told again. */
const TOLD_MOST = 16

export interface ShowcaseParts extends ClientParts {
  readonly likes: LikeMemory
  /** Who runs the agents, in the words of the label. */
  readonly operator: string
  readonly placeholderUrl: PlaceholderUrl
}

type Page = Awaited<ReturnType<ShowcaseClient['page']>>

export class ShowcasePlatform implements OutsidePlatform {
  readonly name = 'showcase'
  readonly actions: ReadonlyMap<string, Action> = SHOWCASE_ACTIONS
  readonly #client: ShowcaseClient
  readonly #likes: Likes
  readonly #writing: WritingParts
  readonly #agents = new InTurn()
  #newest: { readonly untilMs: number; readonly reply: Page & { kind: 'answered' } } | null = null
  readonly #told = new Map<Id, readonly string[]>()

  constructor(parts: ShowcaseParts) {
    const { clock, operator, origin, placeholderUrl, likes } = parts
    const client = new ShowcaseClient(parts)
    this.#client = client
    this.#likes = new Likes({ client, memory: likes, clock })
    this.#writing = { client, origin, placeholderUrl, clock, label: new Label({ client, clock, operator }), own: new OwnTexts(client) }
  }

  async provision(applicant: Applicant, signal: AbortSignal): Promise<Provisioned> {
    const { agentId, personaId, name, username } = applicant
    const reply = await this.#client.invite({ agentId, name, username, agentPersonaId: personaId }, signal)
    if (reply.kind !== 'answered') return withoutEffect(reply)
    this.#writing.label.declare(reply.value.showsAutomatedFlag)
    return { kind: 'there', account: { agentId, personaId, name, username, farId: reply.value.id, farUsername: reply.value.username }, created: reply.value.created }
  }

  async retire({ agentId }: Applicant, signal: AbortSignal): Promise<Retired> {
    const reply = await this.#client.remove(agentId, signal)
    if (reply.kind === 'answered' || (reply.kind === 'declined' && reply.status === 404)) return { kind: 'gone' }
    return withoutEffect(reply)
  }

  /** What others said under its newest items since it last looked. */
  async observe({ account, sinceMs }: OutsideViewer, signal: AbortSignal): Promise<Observed> {
    const newest = await this.#newestItems(account.agentId, signal)
    if (newest.kind !== 'answered') return withoutEffect(newest)
    const own = newest.value.filter(({ user }) => user.id === account.farId)
    const spokenOf = own.filter(({ commentCount }) => commentCount > 0).slice(0, NEWS_OF_ITEMS)
    const view = this.#view(account.farId, new Set())
    const notices = []
    for (const item of spokenOf) {
      const comments = await this.#client.comments(account.agentId, item.id, signal)
      // What is said under one item is no reason to stay in bed.
      if (comments.kind === 'answered') notices.push(...comments.value.filter(({ user }) => user.id !== account.farId).map((said) => commentSeen(said, item.id, view)))
    }
    // What had just come when it last looked may not have been on the page that was kept.
    const told = this.#told.get(account.agentId) ?? []
    const news = notices.filter(({ id, atMs }) => atMs > sinceMs - NEWEST_KEPT_MS && !told.includes(id)).sort((a, b) => a.atMs - b.atMs).slice(-NEWS_MOST)
    if (news.length > 0) this.#told.set(account.agentId, [...told, ...news.map(({ id }) => id)].slice(-TOLD_MOST))
    return { kind: 'seen', observation: { notices: news, trends: [], standing: own.length === 0 ? '' : `${own.length} of the newest ${newest.value.length} images are yours.` } }
  }

  async #newestItems(agentId: Id, signal: AbortSignal): Promise<Page> {
    const { clock } = this.#writing
    if (this.#newest !== null && this.#newest.untilMs > clock.now()) return this.#newest.reply
    const reply = await this.#client.page(agentId, { sort: 'recent', limit: NEWS_ITEMS, offset: 0 }, signal)
    if (reply.kind === 'answered') this.#newest = { reply, untilMs: clock.now() + NEWEST_KEPT_MS }
    return reply
  }

  perform(act: OutsideAct, signal: AbortSignal): Promise<OutsideResult> {
    return this.#agents.run(act.account.agentId, () => this.#perform(act, signal))
  }

  reconcile(act: OutsideAct, signal: AbortSignal): Promise<OutsideResult> {
    return this.#agents.run(act.account.agentId, async () => {
      switch (act.intent.action) {
        case 'create_image_post':
        case 'comment':
          return reconcileText(act, this.#writing, signal)
        case 'upvote':
          return this.#likes.reconcile(act, targetOf(act), signal)
        default:
          return this.#perform(act, signal)
      }
    })
  }

  async #perform(act: OutsideAct, signal: AbortSignal): Promise<OutsideResult> {
    switch (act.intent.action) {
      case 'view_gallery':
        return this.#gallery(act, signal)
      case 'view_image':
        return this.#image(act, targetOf(act), signal)
      case 'create_image_post':
        return createPost(act, this.#writing, signal)
      case 'comment':
        return comment(act, targetOf(act), this.#writing, signal)
      case 'upvote':
        return this.#likes.like(act, targetOf(act), signal)
      case 'do_nothing':
        return done([], 'Let it be.')
      default:
        return { kind: 'refused', reason: `A showcase has no ${act.intent.action}.` }
    }
  }

  async #gallery({ account, intent }: OutsideAct, signal: AbortSignal): Promise<OutsideResult> {
    const { sort, page } = intent.input
    const offset = (typeof page === 'number' ? page - 1 : 0) * PAGE_ITEMS
    const reply = await this.#client.page(account.agentId, { sort: isSort(sort) ? sort : 'recent', limit: PAGE_ITEMS, offset }, signal)
    if (reply.kind !== 'answered') return withoutEffect(reply)
    const items = reply.value.slice(0, PAGE_ITEMS)
    const view = this.#view(account.farId, await this.#likes.among(account.agentId, items))
    return done(items.map((item) => itemSeen(item, [], view)), items.length === 0 ? 'Nothing there.' : `${items.length} images.`)
  }

  async #image({ account }: OutsideAct, itemId: Id, signal: AbortSignal): Promise<OutsideResult> {
    const item = await this.#client.item(account.agentId, itemId, signal)
    if (item.kind !== 'answered') return withoutEffectOn(item, 'That image')
    const comments = await this.#client.comments(account.agentId, itemId, signal)
    if (comments.kind !== 'answered') return withoutEffectOn(comments, 'That image')
    return this.#shown(account, item.value, comments.value)
  }

  async #shown({ agentId, farId }: OutsideAct['account'], item: ShowcaseItem, comments: readonly ShowcaseComment[]): Promise<Done> {
    const view = this.#view(farId, await this.#likes.among(agentId, [item]))
    return done([itemSeen(item, comments, view)], `${comments.length} comments.`)
  }

  #view(viewerId: string, liked: ReadonlySet<string>): ItemView {
    return { viewerId, liked, skewMs: this.#client.skewMs }
  }
}

function targetOf({ intent }: OutsideAct): Id {
  return intent.target ?? ''
}

function isSort(value: unknown): value is Sort {
  return SORTS.some((sort) => sort === value)
}

function done(items: Done['items'], note: string): Done {
  return { kind: 'done', items, madeId: null, note }
}
