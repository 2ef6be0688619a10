/**
 * Posts and comments of an agent whose answer was lost: are they there? They are never sent again on the strength of
 * this; it says what to put on record.
 */
import { must } from '../base/errors.ts'
import type { OutsideAct } from '../platform/outside-platform.ts'
import type { Found } from '../platform/outside/fate.ts'
import { earliestOf, Makings } from '../platform/outside/makings.ts'
import { beginsWith, sameWords } from '../platform/outside/plain-text.ts'
import { reasonOf } from '../platform/outside/reply.ts'
import type { ShowcaseClient } from './showcase-client.ts'
import type { ShowcaseItem } from './words.ts'

const LOOK_ITEMS = 50
const LOOK_PAGES = 6

export class OwnTexts {
  readonly #client: ShowcaseClient
  readonly #makings = new Makings()

  constructor(client: ShowcaseClient) {
    this.#client = client
  }

  /** This one has been accounted for: no other act made it. */
  know(act: OutsideAct, id: string): void {
    this.#makings.know(act, id)
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

  #one<Text extends Pick<ShowcaseItem, 'id' | 'user' | 'createdAt'>>(act: OutsideAct, texts: readonly Text[], recognised: (text: Text) => boolean): Promise<Found> {
    const makings = texts.map((text) => ({ id: text.id, authorId: text.user.id, atMs: text.createdAt, text }))
    return this.#makings.madeBy(act, makings, this.#client.skewMs, ({ text }) => recognised(text))
  }

  /** Everything since the act was intended, or why that cannot be had. */
  async #newest(act: OutsideAct, signal: AbortSignal): Promise<readonly ShowcaseItem[] | string> {
    const items: ShowcaseItem[] = []
    for (let page = 0; page < LOOK_PAGES; page++) {
      const reply = await this.#client.page(act.account.agentId, { sort: 'recent', limit: LOOK_ITEMS, offset: page * LOOK_ITEMS }, signal)
      if (reply.kind !== 'answered') return reasonOf(reply)
      items.push(...reply.value)
      // A site may give fewer than it was asked for: only an empty page is the last one for certain.
      if (reply.value.length === 0 || must(reply.value.at(-1), 'a last item').createdAt < earliestOf(act, this.#client.skewMs)) return items
    }
    return `its newest ${LOOK_PAGES * LOOK_ITEMS} items do not reach back far enough`
  }
}
