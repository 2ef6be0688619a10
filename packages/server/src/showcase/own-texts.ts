/**
 * Posts and comments of an agent whose answer was lost: are they there? They are never sent again on the strength of
 * this; it says what to put on record.
 *
 * An agent's acts go one after the other, so whatever of its own appeared since the act was intended, and isn't known to
 * be another act's, is this act's doing. Something like that in other words (a site may rewrite them) leaves it open.
 */
import { must } from '../base/errors.ts'
import type { Done, OutsideAct, OutsideResult } from '../platform/outside-platform.ts'
import { beginsWith, sameWords } from './plain-text.ts'
import type { NoAnswer } from './reply.ts'
import type { ShowcaseClient } from './showcase-client.ts'
import type { ShowcaseItem } from './words.ts'

/** Clocks are compared to the second, and told by a `Date` header that may be old by a request. */
const CLOCK_TOLERANCE_MS = 60_000
/**
 * From an intent until whatever came of it has come: a picture may take three minutes to make, an answer 20 s, and a
 * request that was cut off may be carried out late.
 */
export const SETTLED_MS = 600_000
const LOOK_ITEMS = 50
const LOOK_PAGES = 6
/** Of what an agent is known to have made, the newest: others are too old to be taken for something else. */
const KNOWN_MOST = 256

export type Found = { readonly kind: 'there'; readonly id: string } | { readonly kind: 'absent' } | { readonly kind: 'unsure'; readonly reason: string }

export class OwnTexts {
  readonly #client: ShowcaseClient
  readonly #known = new Map<string, Set<string>>()

  constructor(client: ShowcaseClient) {
    this.#client = client
  }

  /** This one has been accounted for: no other act made it. */
  know(agentId: string, id: string): void {
    const known = this.#known.get(agentId) ?? new Set()
    this.#known.set(agentId, known.add(id))
    const [oldest] = known
    if (known.size > KNOWN_MOST && oldest !== undefined) known.delete(oldest)
  }

  async findPost(act: OutsideAct, wanted: { readonly title: string; readonly imageUrl: string | null }, signal: AbortSignal): Promise<Found> {
    const newest = await this.#newest(act, signal)
    if (typeof newest === 'string') return { kind: 'unsure', reason: newest }
    return this.#one(act, newest, (item) => sameWords(item.title, wanted.title) || (wanted.imageUrl !== null && item.image === wanted.imageUrl))
  }

  async findComment(act: OutsideAct, itemId: string, words: string, signal: AbortSignal): Promise<Found> {
    const reply = await this.#client.comments(act.account.agentId, itemId, signal)
    if (reply.kind === 'declined' && reply.status === 404) return { kind: 'absent' }
    if (reply.kind !== 'answered') return { kind: 'unsure', reason: reasonOf(reply) }
    return this.#one(act, reply.value, (comment) => beginsWith(comment.content, words))
  }

  #one<Text extends Pick<ShowcaseItem, 'id' | 'user' | 'createdAt'>>(act: OutsideAct, texts: readonly Text[], recognised: (text: Text) => boolean): Found {
    const known = this.#known.get(act.account.agentId) ?? new Set()
    const earliest = this.#earliest(act)
    const latest = act.intendedMs + this.#client.skewMs + SETTLED_MS + CLOCK_TOLERANCE_MS
    const unexplained = texts.filter((text) => text.user.id === act.account.farId && text.createdAt >= earliest && text.createdAt <= latest && !known.has(text.id))
    const [found] = unexplained.filter(recognised)
    if (found !== undefined) {
      this.know(act.account.agentId, found.id)
      return { kind: 'there', id: found.id }
    }
    return unexplained.length === 0 ? { kind: 'absent' } : { kind: 'unsure', reason: 'something of its own is there that is in other words' }
  }

  /** Everything since the act was intended, or why that cannot be had. */
  async #newest(act: OutsideAct, signal: AbortSignal): Promise<readonly ShowcaseItem[] | string> {
    const items: ShowcaseItem[] = []
    for (let page = 0; page < LOOK_PAGES; page++) {
      const reply = await this.#client.page(act.account.agentId, { sort: 'recent', limit: LOOK_ITEMS, offset: page * LOOK_ITEMS }, signal)
      if (reply.kind !== 'answered') return reasonOf(reply)
      items.push(...reply.value)
      // A site may give fewer than it was asked for: only an empty page is the last one for certain.
      if (reply.value.length === 0 || must(reply.value.at(-1), 'a last item').createdAt < this.#earliest(act)) return items
    }
    return `its newest ${LOOK_PAGES * LOOK_ITEMS} items do not reach back far enough`
  }

  /** By the site's clock. */
  #earliest({ intendedMs }: OutsideAct): number {
    return intendedMs + this.#client.skewMs - CLOCK_TOLERANCE_MS
  }
}

export function made(id: string, note: string): Done {
  return { kind: 'done', items: [], madeId: id, note }
}

/**
 * `settled`: whatever was sent has been carried out by now, or never will be, so that what is absent was not done.
 */
export function fateOf(found: Found, reason: string, settled: boolean): OutsideResult {
  switch (found.kind) {
    case 'there':
      return made(found.id, `It is there (${reason}).`)
    case 'absent':
      return settled ? { kind: 'failed', reason: `${reason}, and it is not there` } : { kind: 'unknown', reason: `${reason}; it is not there yet` }
    case 'unsure':
      return { kind: 'unknown', reason: `${reason}; ${found.reason}` }
  }
}

function reasonOf(reply: NoAnswer): string {
  return reply.kind === 'limited' ? reply.asleep.reason : reply.reason
}
