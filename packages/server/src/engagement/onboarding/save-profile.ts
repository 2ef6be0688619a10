/** Writes what an onboarding or a sync has found: fields edited by hand stay, services become products, what changed is told. */
import { isDeepStrictEqual } from 'node:util'
import type { ClaimFlag, ProfileField, SalesProfile } from '@troupe/contract'
import type { Id, Ids } from '../../base/ids.ts'
import { storable } from '../../base/storable.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { Within } from '../../store/database.ts'
import { readSourceProfile, type SourceProfile, type SourceService } from './source-profile.ts'

export interface Found {
  readonly source: SourceProfile
  /** As it came. */
  readonly json: unknown
  readonly profile: SalesProfile
  readonly flags: readonly ClaimFlag[]
  readonly generator: string
}

export interface SaveTools {
  readonly ids: Ids
  readonly nowMs: number
  readonly audit: AuditLog
}

const NAME_LONGEST = 120

/** Which fields of the profile are others now; null where the creator is gone. */
export async function saveProfile(within: Within, { ids, nowMs, audit }: SaveTools, creatorId: Id, kind: 'onboarding' | 'sync', found: Found): Promise<ProfileField[] | null> {
  const creator = await within.selectFrom('creators').selectAll().where('id', '=', creatorId).where('erasing_at', 'is', null).forUpdate().executeTakeFirst()
  if (creator === undefined) return null
  const { profile: before, edited } = creator
  const kept = before === null ? [] : edited
  const next: SalesProfile = { ...found.profile, ...Object.fromEntries(kept.map((field) => [field, before?.[field]])) }
  const changed = (Object.keys(next) as ProfileField[]).filter((field) => !isDeepStrictEqual(before?.[field], next[field]))
  await within.updateTable('creators').set({
    profile: JSON.stringify(next), flags: JSON.stringify(found.flags.filter(({ field }) => !kept.includes(field))), generator: found.generator, source: JSON.stringify(storable(found.json)), synced_at: nowMs, updated_at: nowMs,
    ...kind === 'onboarding' ? ownDetails(creator, found.source) : {},
  }).where('id', '=', creatorId).execute()
  const currency = creator.currency === 'USD' && kind === 'onboarding' ? currencyOf(found.source) ?? creator.currency : creator.currency
  await saveProducts(within, ids, nowMs, { id: creatorId, workspaceId: creator.workspace_id, username: creator.username, currency, before: creator.source }, found.source.services)
  await audit.record(within, {
    workspaceId: creator.workspace_id, by: { kind: 'system', id: null, name: 'onboarding' }, action: kind === 'sync' ? 'creator-synced' : 'creator-onboarded', subject: { kind: 'creator', id: creatorId },
    after: { changed, kept, generator: found.generator, flags: found.flags.length },
  })
  return changed
}

/** What nobody said when the creator was made. */
function ownDetails({ name, username, timezone, currency }: { name: string; username: string; timezone: string; currency: string }, source: SourceProfile): { name?: string; timezone?: string; currency?: string } {
  const told = currencyOf(source)
  return {
    ...name === username ? { name: source.name.slice(0, NAME_LONGEST) } : {}, ...timezone === 'UTC' && source.timezone !== null ? { timezone: source.timezone } : {}, ...currency === 'USD' && told !== null ? { currency: told } : {},
  }
}

function currencyOf({ services }: SourceProfile): string | null {
  return services.find((service) => service.currency !== null)?.currency ?? null
}

interface ProductsOf {
  readonly id: Id
  readonly workspaceId: Id
  readonly username: string
  readonly currency: string
  /** What the API said before. */
  readonly before: unknown
}

/** Products made by hand are left alone; those of services that are gone are offered no more. */
async function saveProducts(within: Within, ids: Ids, nowMs: number, creator: ProductsOf, services: readonly SourceService[]): Promise<void> {
  const here = new Map(services.map((service) => [service.externalId, service]))
  for (const { externalId, name, description, kind, priceMinor, currency, url } of here.values()) {
    const columns = { name, description, kind: kind.slice(0, 60), price_minor: priceMinor, currency: currency ?? creator.currency, url, updated_at: nowMs }
    await within.insertInto('products').values({ id: ids.next(), workspace_id: creator.workspaceId, creator_id: creator.id, external_id: externalId, ...columns, active: true, created_at: nowMs })
      .onConflict((clash) => clash.columns(['creator_id', 'external_id']).doUpdateSet(columns)).execute()
  }
  const gone = (readSourceProfile(creator.before, creator.username)?.profile.services ?? []).map((service) => service.externalId).filter((externalId) => !here.has(externalId))
  if (gone.length > 0) await within.updateTable('products').set({ active: false, updated_at: nowMs }).where('creator_id', '=', creator.id).where('external_id', 'in', gone).where('active', '=', true).execute()
}
