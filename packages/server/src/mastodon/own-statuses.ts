/**
 * Posts and answers of an agent whose reply was lost: are they there? Looked for among its account's own statuses; never sent
 * again on the strength of this.
 */
import { must } from '../base/errors.ts'
import type { OutsideAct } from '../platform/outside-platform.ts'
import type { Found } from '../platform/outside/fate.ts'
import { earliestOf, Makings } from '../platform/outside/makings.ts'
import { reasonOf } from '../platform/outside/reply.ts'
import type { MastodonClient } from './mastodon-client.ts'
import { textOf, withoutAddress } from './statuses.ts'
import type { Status } from './words.ts'

const LOOK_STATUSES = 40
const LOOK_PAGES = 6
/** So much of a text tells it from another; what comes later may have been cut to make room for the label. */
const RECOGNISED_BY = 80

export interface Wanted {
  /** What it answers; null for a post. */
  readonly parentId: string | null
  readonly words: string
}

export class OwnStatuses {
  readonly #makings = new Makings()

  /** This one has been accounted for: no other act made it. */
  know(act: OutsideAct, id: string): void {
    this.#makings.know(act, id)
  }

  async find(client: MastodonClient, act: OutsideAct, { parentId, words }: Wanted, signal: AbortSignal): Promise<Found> {
    const newest = await this.#newest(client, act, signal)
    if (typeof newest === 'string') return { kind: 'unsure', reason: newest }
    const makings = newest.filter(({ reblog, inReplyToId }) => !reblog && inReplyToId === parentId).map((status) => ({ id: status.id, authorId: status.account.id, atMs: status.atMs, status }))
    const beginning = bare(words).slice(0, RECOGNISED_BY)
    return this.#makings.madeBy(act, makings, client.skewMs, ({ status }) => bare(textOf(status)).startsWith(beginning))
  }

  /** Everything since the act was intended, or why that cannot be had. */
  async #newest(client: MastodonClient, act: OutsideAct, signal: AbortSignal): Promise<readonly Status[] | string> {
    const statuses: Status[] = []
    for (let page = 0; page < LOOK_PAGES; page++) {
      const reply = await client.statusesOf(act.account.farId, { limit: LOOK_STATUSES, maxId: statuses.at(-1)?.id ?? null }, signal)
      if (reply.kind !== 'answered') return reasonOf(reply)
      statuses.push(...reply.value)
      if (reply.value.length === 0 || must(reply.value.at(-1), 'a last status').atMs < earliestOf(act, client.skewMs)) return statuses
    }
    return `its newest ${LOOK_PAGES * LOOK_STATUSES} statuses do not reach back far enough`
  }
}

/** Without what a server changes: blanks, composed letters, whom it is addressed to. */
function bare(text: string): string {
  return withoutAddress(text).normalize('NFC').replace(/\s+/g, ' ').trim()
}
