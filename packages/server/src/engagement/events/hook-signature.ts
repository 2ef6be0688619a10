/** Whether a webhook comes from who holds its secret: Standard Webhooks (https://www.standardwebhooks.com), by our clock. */
import { Webhook } from 'standardwebhooks'
import { sameSecret } from '../../base/secrets.ts'

export interface SignedHook {
  readonly id: string | undefined
  readonly timestamp: string | undefined
  readonly signature: string | undefined
  readonly body: string
}

/** As the specification recommends; older ones may have been overheard and sent again. */
const TOLERANCE_MS = 5 * 60_000
/** While a secret is changed, senders sign with both. */
const SIGNATURES_MOST = 10

/** Null: it does. Otherwise what is wrong, in a sentence. */
export function wrongWithHook({ id, timestamp, signature, body }: SignedHook, secret: string, nowMs: number): string | null {
  if (!id || !timestamp || !signature) return 'A webhook is signed: it has webhook-id, webhook-timestamp and webhook-signature headers (Standard Webhooks).'
  if (!/^\d{1,12}$/.test(timestamp)) return 'webhook-timestamp is no time in seconds.'
  const atMs = Number(timestamp) * 1000
  if (Math.abs(nowMs - atMs) > TOLERANCE_MS) return 'webhook-timestamp lies more than five minutes from the time it is here. Set the clock, or sign anew for each try.'
  const right = new Webhook(secret).sign(id, new Date(atMs), body)
  return signature.split(' ', SIGNATURES_MOST).some((one) => sameSecret(one, right)) ? null : 'The signature is not made with this source\'s secret over exactly these bytes.'
}
