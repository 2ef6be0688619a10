/** Stripe's payment links: one a key, as its idempotency has it, which repeats failures too. */
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
    once: ({ headers }) => String(headers['idempotency-key']),
    listing: () => ({ status: 200, body: { object: 'list', url: '/v1/payment_links', has_more: false, data: [...links.values()].map(({ url, form }) => ({ object: 'payment_link', url, metadata: Object.fromEntries([...form].flatMap(([name, value]) => name.startsWith('metadata[') ? [[name.slice(9, -1), value]] : [])) })).toReversed() } }),
  })
  return Object.assign(vendor, { links })
}
