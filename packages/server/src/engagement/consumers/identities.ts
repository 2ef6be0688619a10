/** By what a lead is known: an address or an id belongs to one lead of a creator. Waits for whoever is claiming the same one. */
import { ConflictError } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import type { Within } from '../../store/database.ts'
import type { Identity } from './contact.ts'

export interface Claimed extends Identity {
  readonly consumerId: Id
}

/** Those that somebody else has already, with whom. */
export async function claimIdentities(within: Within, creatorId: Id, consumerId: Id, identities: readonly Identity[]): Promise<Claimed[]> {
  if (identities.length === 0) return []
  // In one order whoever claims, so that two never wait for each other.
  const ordered = identities.toSorted((a, b) => a.kind.localeCompare(b.kind) || (a.value < b.value ? -1 : 1))
  await within.insertInto('consumer_identities').values(ordered.map(({ kind, value }) => ({ creator_id: creatorId, kind, value, consumer_id: consumerId }))).onConflict((clash) => clash.doNothing()).execute()
  const rows = await within.selectFrom('consumer_identities').select(['kind', 'value', 'consumer_id']).where('creator_id', '=', creatorId)
    .where((is) => is.or(ordered.map(({ kind, value }) => is.and([is('kind', '=', kind), is('value', '=', value)])))).execute()
  return rows.filter((row) => row.consumer_id !== consumerId).map((row) => ({ kind: row.kind, value: row.value, consumerId: row.consumer_id }))
}

export async function releaseIdentities(within: Within, consumerId: Id, identities: readonly Identity[]): Promise<void> {
  for (const { kind, value } of identities) await within.deleteFrom('consumer_identities').where('consumer_id', '=', consumerId).where('kind', '=', kind).where('value', '=', value).execute()
}

const NOUN: Readonly<Record<Identity['kind'], string>> = { external: 'external id', anonymous: 'anonymous id', email: 'e-mail address', phone: 'phone number', whatsapp: 'WhatsApp number' }

export function refuseTaken([taken]: readonly Claimed[]): void {
  if (taken !== undefined) throw new ConflictError(`The ${NOUN[taken.kind]} ${taken.value} belongs to the lead ${taken.consumerId} already. Change that one, or merge the two.`, 'lead-known')
}
