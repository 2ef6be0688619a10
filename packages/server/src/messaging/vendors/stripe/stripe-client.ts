/** Stripe's client over our own requests: behind the guard, given up by a signal, to another server where one is set. Loaded when first used. */
import type { Stripe } from 'stripe'
import { callSignal, type VendorParts } from '../vendor-parts.ts'

export async function stripeClient({ secretKey, baseUrl }: { readonly secretKey: string; readonly baseUrl: string | null }, parts: VendorParts, given: AbortSignal): Promise<Stripe> {
  const { Stripe: Client } = await import('stripe')
  const signal = callSignal(parts, given)
  const far = baseUrl === null ? null : new URL(baseUrl)
  const within: typeof fetch = (input, init = {}) => parts.fetch(input, { ...init, signal: init.signal ? AbortSignal.any([signal, init.signal]) : signal })
  return new Client(secretKey, {
    maxNetworkRetries: 0, telemetry: false, httpClient: Client.createFetchHttpClient(within as Parameters<typeof Client.createFetchHttpClient>[0]),
    ...(far === null ? {} : { host: far.hostname, protocol: far.protocol === 'http:' ? 'http' : 'https', ...(far.port === '' ? { port: far.protocol === 'http:' ? 80 : 443 } : { port: Number(far.port) }) }),
  })
}
