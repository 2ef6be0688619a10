/** Stands in for a vendor whose credentials can't be read: what was to go by it must not quietly go by another way. */
import type { Channel as ChannelName, Vendor } from '@troupe/contract'
import type { Channel, ReconcileOutcome, SendOutcome } from './channel.ts'

export class UnusableChannel implements Channel {
  readonly channel: ChannelName
  readonly vendor: Vendor
  readonly #reason: string

  constructor(channel: ChannelName, vendor: Vendor, reason: string) {
    this.channel = channel
    this.vendor = vendor
    this.#reason = reason
  }

  async send(): Promise<SendOutcome> {
    return { kind: 'failed', permanent: false, reason: this.#reason }
  }

  async reconcile(): Promise<ReconcileOutcome> {
    return { kind: 'cannot-tell', reason: this.#reason }
  }
}
