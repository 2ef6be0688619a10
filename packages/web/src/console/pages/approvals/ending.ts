/** How whoever gets a message may hear no more: the line that the server puts last (its `textToSend`). */
import type { Approval } from '@troupe/contract'

/** Null where none is put there. Which channel takes a payment link is found when it is sent, so its line is not known before. */
export function endingOf({ action: { channel }, disclosure }: { action: Pick<Approval['action'], 'channel'>; disclosure: string | null }): string | null {
  if (channel === 'email') return 'Unsubscribe: a link for this address, added when it is sent'
  return disclosure !== null && (channel === 'whatsapp' || channel === 'sms') ? 'Reply STOP to hear no more.' : null
}
