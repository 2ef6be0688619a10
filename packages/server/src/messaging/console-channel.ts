/** The inbox of this instance (SPEC E7): whatever is sent by it leaves no machine. The row of the message is the sending. */
import type { Channel as ChannelName } from '@troupe/contract'
import type { Channel, OutboundMessage, ReconcileOutcome, ReconcileSearch, SendOutcome } from './channel.ts'

/** Carries every channel that has no vendor set up, and those that need none: in-app messages and requests to call. */
export class ConsoleChannel implements Channel {
  readonly vendor = 'console'
  readonly channel: ChannelName

  constructor(channel: ChannelName) {
    this.channel = channel
  }

  async send(message: OutboundMessage): Promise<SendOutcome> {
    return { kind: 'sent', vendorId: message.ledgerId }
  }

  /** Nothing can be lost between us and ourselves. */
  async reconcile({ message }: ReconcileSearch): Promise<ReconcileOutcome> {
    return { kind: 'found', vendorId: message.ledgerId }
  }
}
