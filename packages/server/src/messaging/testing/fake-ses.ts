/** SES v2's SendEmail. */
import { fakeVendor, type FakeVendor } from './fake-vendor.ts'

export interface FakeMail {
  readonly FromEmailAddress: string
  readonly Destination: { readonly ToAddresses: readonly string[] }
  readonly Content: { readonly Simple: { readonly Subject: { readonly Data: string }; readonly Body: { readonly Text: { readonly Data: string }; readonly Html: { readonly Data: string } }; readonly Headers: readonly { readonly Name: string; readonly Value: string }[] } }
  readonly EmailTags: readonly { readonly Name: string; readonly Value: string }[]
}

export async function fakeSes(): Promise<FakeVendor & { readonly mails: FakeMail[] }> {
  const mails: FakeMail[] = []
  const vendor = await fakeVendor({
    refusal: { status: 400, body: { __type: 'MessageRejected', message: 'Email address is not verified.' } },
    accept: ({ method, url, body }) => method === 'POST' && url.pathname === '/v2/email/outbound-emails' ? () => {
      mails.push(JSON.parse(body) as FakeMail)
      return { status: 200, body: { MessageId: `0102-${mails.length}` } }
    } : null,
  })
  return Object.assign(vendor, { mails })
}
