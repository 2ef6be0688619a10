/** Twilio's messages (2010-04-01): creating and listing, as far as its client goes. */
import { createHash } from 'node:crypto'
import { fakeVendor, type FakeVendor } from './fake-vendor.ts'

export interface FakeTwilioMessage {
  readonly sid: string
  readonly to: string
  readonly from: string | null
  readonly messaging_service_sid: string | null
  readonly body: string
  readonly date_created: string
  readonly direction: string
  readonly status: string
  readonly statusCallback: string | null
}

export interface FakeTwilio extends FakeVendor {
  readonly messages: FakeTwilioMessage[]
}

export const FAKE_ACCOUNT = `AC${'0'.repeat(32)}`

export async function fakeTwilio(now: () => number, refusal = { status: 400, code: 21610, message: 'Attempt to send to unsubscribed recipient' }): Promise<FakeTwilio> {
  const messages: FakeTwilioMessage[] = []
  const vendor = await fakeVendor({
    refusal: { status: refusal.status, body: { ...refusal, more_info: '' } },
    accept: ({ method, url, body }) => method === 'POST' && url.pathname === `/2010-04-01/Accounts/${FAKE_ACCOUNT}/Messages.json` ? () => {
      const form = new URLSearchParams(body)
      const message: FakeTwilioMessage = {
        sid: `SM${createHash('md5').update(`${messages.length}${body}`).digest('hex')}`, to: form.get('To') ?? '', from: form.get('From'), messaging_service_sid: form.get('MessagingServiceSid'),
        body: form.get('Body') ?? `template ${form.get('ContentSid')} ${form.get('ContentVariables')}`, date_created: new Date(now()).toUTCString(), direction: 'outbound-api', status: 'queued', statusCallback: form.get('StatusCallback'),
      }
      messages.unshift(message)
      return { status: 201, body: message }
    } : null,
    listing: ({ url }) => {
      const [to, from] = [url.searchParams.get('To'), url.searchParams.get('From')]
      return { status: 200, body: { messages: messages.filter((one) => (to === null || one.to === to) && (from === null || one.from === from)), page: 0, page_size: 100, next_page_uri: null } }
    },
  })
  return Object.assign(vendor, { messages })
}
