/**
 * An agent's profile record: who it is, that it is automated, who runs it. Made with the account and looked after: what an
 * agent writes goes out only from an account whose profile has been seen to say so (SPEC P2). What the owner added to it by
 * hand, a picture for example, stays.
 */
import { z } from 'zod'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { plainText } from '../platform/outside/plain-text.ts'
import type { Reply } from '../platform/outside/reply.ts'
import type { OutsideAccount } from '../platform/outside-platform.ts'
import { SELF_LABELS, type Label } from './label.ts'
import { cutTo } from './post-text.ts'
import type { NewRecord, Repo, StoredRecord } from './repo.ts'
import { isDeclined } from './xrpc.ts'

const COLLECTION = 'app.bsky.actor.profile'
const KEY = 'self'
/** As app.bsky.actor.profile has them. */
const NAME_GRAPHEMES = 64
const NAME_BYTES = 640
const DESCRIPTION_GRAPHEMES = 256
const DESCRIPTION_BYTES = 2_560
const SELF_LABELS_MOST = 10
/** A label that somebody takes off is back within the hour. */
const SEEN_FOR_MS = 3_600_000
/** Somebody else may be changing it at the same moment. */
const TRIES_MOST = 2

/** What is looked at; whatever is wrong counts as not there. */
const profileSchema = z.object({
  displayName: z.string().catch(''),
  description: z.string().catch(''),
  labels: z.object({ values: z.array(z.object({ val: z.string().max(128) })) }).transform(({ values }) => values.map(({ val }) => val)).catch([]),
})

export class Profiles {
  readonly #repo: Repo
  readonly #label: Label
  readonly #clock: Clock
  readonly #seenMs = new Map<Id, number>()

  constructor(repo: Repo, label: Label, clock: Clock) {
    this.#repo = repo
    this.#label = label
    this.#clock = clock
  }

  async ensure(account: OutsideAccount, signal: AbortSignal): Promise<Reply<null>> {
    const nowMs = this.#clock.now()
    if (nowMs - (this.#seenMs.get(account.agentId) ?? Number.NEGATIVE_INFINITY) < SEEN_FOR_MS) return { kind: 'answered', value: null }
    for (let tries = 1; ; tries++) {
      const found = await this.#repo.find({ repo: account.farId, collection: COLLECTION, rkey: KEY }, signal)
      if (found.kind !== 'answered') return found
      const missing = this.#labelled(account, found.value)
      const reply = missing === null ? null : await this.#repo.put(account, COLLECTION, KEY, missing, found.value?.cid ?? null, signal)
      if (reply === null || reply.kind === 'answered') {
        this.#seenMs.set(account.agentId, nowMs)
        return { kind: 'answered', value: null }
      }
      if (!isDeclined(reply, 'InvalidSwap') || tries === TRIES_MOST) return reply
    }
  }

  /** The record as it should be; null where it is. */
  #labelled(account: OutsideAccount, found: StoredRecord | null): NewRecord | null {
    const { disclosure } = this.#label
    const { displayName, description, labels } = profileSchema.parse(found?.value ?? {})
    const disclosed = description.includes(disclosure)
    if (found !== null && disclosed && labels.includes('bot')) return null
    const values = ['bot', ...labels.filter((label) => label !== 'bot')].slice(0, SELF_LABELS_MOST)
    return {
      ...found?.value,
      $type: COLLECTION,
      displayName: displayName === '' ? cutTo(plainText(account.name, NAME_BYTES), NAME_GRAPHEMES, NAME_BYTES) : displayName,
      description: disclosed ? description : cutTo(`${disclosure}\n\n${description}`.trim(), DESCRIPTION_GRAPHEMES, DESCRIPTION_BYTES),
      labels: { ...SELF_LABELS, values: values.map((val) => ({ val })) },
      troupe: this.#label.automated({ account, generator: null }),
    }
  }
}
