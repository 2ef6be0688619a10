/** What has happened with the lead so far, as far as its context knows: how often of each type, and when last. */
import { must } from '../../../base/errors.ts'
import { delayMs } from '../../../messaging/delay.ts'
import type { MessagingSituation } from '../situation.ts'

const HOUR_MS = 3_600_000

export class History {
  readonly #situation: MessagingSituation

  constructor(situation: MessagingSituation) {
    this.#situation = situation
  }

  count(type: string): number {
    const { counts } = this.#situation.context
    return Object.hasOwn(counts, type) ? counts[type] ?? 0 : 0
  }

  /** Milliseconds since the newest event of the type; null when there was none. */
  sinceMs(type: string): number | null {
    const { lastAtMs } = this.#situation.context
    const at = Object.hasOwn(lastAtMs, type) ? lastAtMs[type] : undefined
    return at === undefined ? null : Math.max(0, this.#situation.nowMs - at)
  }

  within(type: string, span: string): boolean {
    const since = this.sinceMs(type)
    return since !== null && since <= must(delayMs(span), 'a span such as 24h')
  }

  /** How long the lead had been away when this event came; null when it was never seen before. */
  get hoursAway(): number | null {
    const { before, atMs } = this.#situation.event
    return before.lastSeenMs === null ? null : Math.max(0, (atMs - before.lastSeenMs) / HOUR_MS)
  }

  get hasBought(): boolean {
    return this.count('payment_success') > this.count('payment_refunded')
  }

  get hasBooking(): boolean {
    return this.count('booking_created') > this.count('booking_cancelled')
  }
}
