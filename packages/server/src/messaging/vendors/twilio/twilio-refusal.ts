/** Twilio's error codes as far as they decide what becomes of a message (https://www.twilio.com/docs/api/errors). */
import type { SendOutcome } from '../../channel.ts'

interface Refusal {
  readonly reason: string
  readonly suppress?: 'stop'
}

/** No other try will do better, whatever status they come with. */
const FINAL: ReadonlyMap<number, Refusal> = new Map<number, Refusal>([
  [21610, { reason: 'The recipient has answered STOP to this number (21610).', suppress: 'stop' }],
  [21211, { reason: 'This is no number that can be written to (21211).' }],
  [21614, { reason: 'This number takes no text messages (21614).' }],
  [21408, { reason: 'The account may not send to this country (21408): allow it in the messaging geo permissions.' }],
  [21612, { reason: 'There is no way from this sender to that number (21612).' }],
  [63003, { reason: 'This number is not on WhatsApp (63003).' }],
  [63014, { reason: 'The recipient has blocked this WhatsApp sender (63014).', suppress: 'stop' }],
  [63016, { reason: 'Outside the window of 24 hours WhatsApp takes approved templates only (63016).' }],
  [63024, { reason: 'WhatsApp does not know this recipient (63024).' }],
  [63032, { reason: 'WhatsApp limits what this recipient is sent (63032).' }],
  [30003, { reason: 'The phone cannot be reached (30003).' }],
  [30004, { reason: 'The recipient blocks messages (30004).' }],
  [30005, { reason: 'This number is not in use (30005).' }],
  [30006, { reason: 'This is a landline (30006).' }],
])

/** Null for a code that says nothing final. */
export function twilioRefusal(code: number | null | undefined): Extract<SendOutcome, { kind: 'failed' }> | null {
  const known = code === null || code === undefined ? undefined : FINAL.get(code)
  return known === undefined ? null : { kind: 'failed', permanent: true, ...known }
}
