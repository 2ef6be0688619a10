/**
 * The system's clock, counting the waits that have not ended: a test that leaves one has leaked a timer. Pauses between
 * tries, recognised by their length, take a tenth of their time; `waits` has what they were meant to be.
 */
import { SystemClock } from '../../base/clock.ts'

export class CountingClock extends SystemClock {
  pending = 0
  /** How long each wait was meant to be, in milliseconds. */
  readonly waits: number[] = []

  override async until(atMs: number, signal?: AbortSignal): Promise<void> {
    const meantMs = atMs - this.now()
    this.waits.push(meantMs)
    this.pending++
    try {
      await super.until(meantMs > 200 && meantMs < 4_000 ? this.now() + meantMs / 10 : atMs, signal)
    } finally {
      this.pending--
    }
  }
}
