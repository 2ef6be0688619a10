/** The adapter for a channel and what signs in at its vendor. Nothing of a vendor is loaded before the first message. */
import type { Channel as ChannelName, CredentialDraft } from '@troupe/contract'
import type { Channel } from '../channel.ts'
import { SesChannel } from './ses/ses-channel.ts'
import { SmtpChannel, type SmtpParts } from './smtp/smtp-channel.ts'
import { TwilioChannel } from './twilio/twilio-channel.ts'
import { WebhookChannel } from './webhook/webhook-channel.ts'

/** `statusUrl`: where the vendor is to tell what became of a message. Null where these credentials don't carry this channel. */
export function openChannel(channel: ChannelName, draft: CredentialDraft, statusUrl: string | null, parts: SmtpParts): Channel | null {
  switch (draft.vendor) {
    case 'smtp': return channel === 'email' ? new SmtpChannel(draft, parts) : null
    case 'ses': return channel === 'email' ? new SesChannel({ ...draft, configurationSet: draft.configurationSet ?? null, baseUrl: draft.baseUrl ?? null }, parts) : null
    case 'twilio': {
      const from = channel === 'sms' ? draft.smsFrom : channel === 'whatsapp' ? draft.whatsappFrom : undefined
      return from === undefined || (channel !== 'sms' && channel !== 'whatsapp') ? null : new TwilioChannel(channel, { ...draft, from, baseUrl: draft.baseUrl ?? null, statusUrl }, parts)
    }
    case 'webhook': return (channel === 'webhook' || channel === 'call') && draft.secret !== undefined ? new WebhookChannel(channel, { url: draft.url, secret: draft.secret }, parts) : null
    case 'stripe': return null
  }
}
