/** Stripe's payment links: one a key, as its idempotency has it. */
import { fakeVendor, type FakeVendor } from './fake-vendor.ts'

export async function fakeStripe(): Promise<FakeVendor & { readonly links: Map<string, { readonly url: string; readonly form: URLSearchParams }> }> {
  const links = new Map<string, { readonly url: string; readonly form: URLSearchParams }>()
  const vendor = await fakeVendor({
    refusal: { status: 400, body: { error: { type: 'invalid_request_error', message: 'Invalid currency: xyz', param: 'currency' } } },
    accept: ({ method, url, body, headers }) => method === 'POST' && url.pathname === '/v1/payment_links' ? () => {
      const key = String(headers['idempotency-key'])
      const link = links.get(key) ?? { url: `https://buy.stripe.example/test_${links.size + 1}`, form: new URLSearchParams(body) }
      links.set(key, link)
      return { status: 200, body: { id: `plink_${links.size}`, object: 'payment_link', url: link.url } }
    } : null,
  })
  return Object.assign(vendor, { links })
}
