/** Where a site lies: within a private network, or outside. */
import type { LookUp } from '../base/look-up.ts'
import { isOwnNetworkAddress } from '../base/private-address.ts'
import { networkWords } from './proof-request.ts'
import type { SiteOrigin } from './site-origin.ts'

export type Reach = { readonly kind: 'inside'; readonly address: string } | { readonly kind: 'outside' } | { readonly kind: 'unknown'; readonly why: string }

/** A name with any other address counts as outside: one of its answers would else prove what another leads out of. */
export async function reachOf({ host, by }: SiteOrigin, lookUp: LookUp): Promise<Reach> {
  if (by !== 'name') return by === 'private-number' ? { kind: 'inside', address: host } : { kind: 'outside' }
  try {
    const addresses = await lookUp(host)
    const [first] = addresses
    if (first === undefined) return { kind: 'unknown', why: 'its name has no address' }
    return addresses.every(isOwnNetworkAddress) ? { kind: 'inside', address: first } : { kind: 'outside' }
  } catch (error) {
    return { kind: 'unknown', why: networkWords(error) }
  }
}
