/** What a yes is bound to: these words, by this way, to this address. SHA-256 over JSON with its keys in order, hexadecimal. */
import { createHash } from 'node:crypto'
import type { Channel, ConsentChannel, PlannedContent } from '@troupe/contract'

export interface WordsToApprove {
  /** The intent's name: `send_email`. */
  readonly kind: string
  readonly channel: Channel
  /** Who carries it; told apart for a payment link, which has the choice. */
  readonly way: ConsentChannel | null
  readonly content: PlannedContent
  readonly recipient: string | null
}

export function wordsHash({ kind, channel, way, content, recipient }: WordsToApprove): string {
  return createHash('sha256').update(canonical({ kind, channel, content, recipient, ...(channel === 'payment-link' ? { way } : {}) })).digest('hex')
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => typeof part === 'object' && part !== null && !Array.isArray(part)
    ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1))) : part)
}
