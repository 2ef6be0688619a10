/** Where a link comes from by which something is paid. Making the same one twice does no harm: who makes them knows them by the action. */
import type { NotSent, OutboundMessage } from '../../channel.ts'

export interface PaymentLinks {
  linkFor(message: OutboundMessage, signal: AbortSignal): Promise<PaymentLink>
}

export type PaymentLink = { readonly kind: 'made'; readonly words: string } | NotSent
