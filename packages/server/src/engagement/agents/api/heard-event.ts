/** The event that woke the agent, and what came with it. What came with it was written by others: data, whatever it says. */
import type { MessagingSituation } from '../situation.ts'

/** Of words taken from a payload into a message. */
const TEXT_LONGEST = 300

export class HeardEvent {
  readonly #situation: MessagingSituation

  constructor(situation: MessagingSituation) {
    this.#situation = situation
  }

  /** Its id. */
  get id(): string {
    return this.#situation.event.id
  }

  /** Its type, such as `page_view`. */
  get type(): string {
    return this.#situation.event.type
  }

  /** Who told of it: system, webhook, api or agent. */
  get source(): string {
    return this.#situation.event.source
  }

  /** When it happened, epoch milliseconds. */
  get atMs(): number {
    return this.#situation.event.atMs
  }

  /** All that came with it. */
  get payload(): Readonly<Record<string, unknown>> {
    return this.#situation.event.payload
  }

  /** Whether it is the first of its type for this lead. */
  get isFirst(): boolean {
    return this.#situation.event.nth === 1
  }

  /** Which of its type it is for this lead: 1, 2, 3 … */
  get nth(): number {
    return this.#situation.event.nth
  }

  /** False for opens and clicks by machines. */
  get byPerson(): boolean {
    return this.#situation.event.counted
  }

  /** What stands at this path of the payload, such as `order.items.0.name`; undefined when nothing does. */
  get(path: string): unknown {
    let found: unknown = this.#situation.event.payload
    for (const part of path.split('.')) {
      if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part)) return undefined
      found = (found as Readonly<Record<string, unknown>>)[part]
    }
    return found
  }

  /** The words at this path, on one line and at most 300 characters; null when there are none. */
  text(path: string): string | null {
    const found = this.get(path)
    if (typeof found !== 'string' && typeof found !== 'number') return null
    // oxlint-disable-next-line no-control-regex -- they are what is taken out
    const line = String(found).replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim()
    return line === '' ? null : line.length > TEXT_LONGEST ? `${line.slice(0, TEXT_LONGEST).toWellFormed()}…` : line
  }

  /** The number at this path, also where it came as text; null when there is none. */
  number(path: string): number | null {
    const found = this.get(path)
    const number = typeof found === 'string' && found.trim() !== '' ? Number(found) : found
    return typeof number === 'number' && Number.isFinite(number) ? number : null
  }

  /** The yes or no at this path, also where it came as text; null when there is none. */
  boolean(path: string): boolean | null {
    const found = this.get(path)
    if (typeof found === 'boolean') return found
    return found === 'true' || found === 1 ? true : found === 'false' || found === 0 ? false : null
  }

  /** The moment at this path, ISO 8601 or epoch milliseconds, as epoch milliseconds; null when there is none. */
  time(path: string): number | null {
    const found = this.get(path)
    const ms = typeof found === 'number' ? found : typeof found === 'string' ? Date.parse(found) : Number.NaN
    return Number.isFinite(ms) ? ms : null
  }

  /** What the lead wrote, where this event is a message from it; null elsewhere. */
  get said(): string | null {
    const { conversation, event } = this.#situation
    const found = event.payload['text'] ?? event.payload['body'] ?? event.payload['message']
    return conversation !== null && typeof found === 'string' && found.trim() !== '' ? found : null
  }
}
