/** What Twilio posts: statuses of messages, and messages that people write to our number. */
import type { Delivery } from '@troupe/contract'
import { isId, type Id } from '../../../base/ids.ts'
import { twilioRefusal } from './twilio-refusal.ts'

export type TwilioReceipt =
  | { readonly kind: 'status'; readonly sid: string; readonly ledgerId: Id | null; readonly channel: 'sms' | 'whatsapp'; readonly to: string; readonly delivery: Delivery; readonly reason: string | null; readonly stopped: boolean }
  | { readonly kind: 'inbound'; readonly sid: string; readonly channel: 'sms' | 'whatsapp'; readonly from: string; readonly text: string }

const DELIVERIES: Readonly<Record<string, Delivery>> = { accepted: 'queued', scheduled: 'queued', queued: 'queued', sending: 'queued', sent: 'sent', delivered: 'delivered', read: 'opened', undelivered: 'undelivered', failed: 'undelivered', canceled: 'undelivered' }

/** Null for what says nothing that is kept. */
export function twilioReceipt(form: Readonly<Record<string, string>>, ledger: string | null): TwilioReceipt | null {
  const sid = form['MessageSid'] ?? form['SmsSid'] ?? ''
  const { From: from = '', To: to = '', Body: body = '' } = form
  if (sid === '') return null
  const status = form['MessageStatus'] ?? form['SmsStatus'] ?? ''
  const number = (text: string): string => text.replace(/^whatsapp:/, '')
  if (status === 'received' || status === 'receiving' || (status === '' && body !== '')) {
    const attached = Number(form['NumMedia'] ?? 0)
    return { kind: 'inbound', sid, channel: from.startsWith('whatsapp:') ? 'whatsapp' : 'sms', from: number(from), text: body !== '' ? body : attached > 0 ? `[${attached} ${attached === 1 ? 'attachment' : 'attachments'}]` : '[no words]' }
  }
  const delivery = DELIVERIES[status.toLowerCase()]
  if (delivery === undefined) return null
  const code = form['ErrorCode'] === undefined || form['ErrorCode'] === '' ? null : Number(form['ErrorCode'])
  const refusal = twilioRefusal(code)
  return {
    kind: 'status', sid, ledgerId: ledger !== null && isId(ledger) ? ledger : null, channel: to.startsWith('whatsapp:') ? 'whatsapp' : 'sms', to: number(to), delivery, stopped: refusal?.suppress === 'stop',
    reason: refusal?.reason ?? (code === null ? null : `Twilio's error ${code}.`),
  }
}

/** `url`: the whole public address as it was set at Twilio, query included. */
export async function isFromTwilio(authTokens: readonly string[], signature: string, url: string, form: Readonly<Record<string, string>>): Promise<boolean> {
  if (authTokens.length === 0 || signature === '') return false
  const { default: twilio } = await import('twilio')
  return authTokens.some((token) => twilio.validateRequest(token, signature, url, form))
}
