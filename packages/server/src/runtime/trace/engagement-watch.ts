/**
 * Which lists of engagement have changed, told to whoever watches: at once where it was quiet, and otherwise a few times a
 * second at most, however many events come in. It knows neither whose they are nor what they say: readers look for themselves.
 */
import { engagementTopicSchema, type EngagementTopic } from '@troupe/contract'
import type { Notifier } from '../../store/notifier.ts'

const GATHER_MS = 300

type WatchListener = (topics: readonly EngagementTopic[]) => void

export class EngagementWatch implements Disposable {
  readonly #listeners = new Set<WatchListener>()
  readonly #waiting = new Set<EngagementTopic>()
  readonly #gatherMs: number
  #gathering: NodeJS.Timeout | null = null

  constructor(notifier: Pick<Notifier, 'on'>, gatherMs = GATHER_MS) {
    this.#gatherMs = gatherMs
    for (const topic of engagementTopicSchema.options) notifier.on(topic, () => this.#hear(topic))
  }

  /** Returns the function that ends it. */
  watch(listener: WatchListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  [Symbol.dispose](): void {
    if (this.#gathering !== null) clearTimeout(this.#gathering)
    this.#listeners.clear()
  }

  #hear(topic: EngagementTopic): void {
    if (this.#listeners.size === 0) return
    this.#waiting.add(topic)
    if (this.#gathering === null) this.#tell()
  }

  #tell(): void {
    this.#gathering = null
    if (this.#waiting.size === 0) return
    const topics = [...this.#waiting]
    this.#waiting.clear()
    for (const listener of this.#listeners) listener(topics)
    this.#gathering = setTimeout(() => this.#tell(), this.#gatherMs).unref()
  }
}
