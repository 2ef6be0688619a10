/**
 * Creators as agents speak of them: profile and products, kept at hand and never stale. Whoever asks brings along the stamp that stands in
 * the database now, which costs next to nothing; only what has changed since is read.
 */
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { SituatedCreator } from '../../engagement/agents/situation.ts'
import { uuids } from '../../store/columns.ts'
import type { Database } from '../../store/database.ts'

/** Profiles have some kilobytes. */
const KEPT_MOST = 5_000
const PRODUCTS_MOST = 100

export interface Offered extends SituatedCreator {
  /** The creator's own, so that its kill switch holds what is written in its name. */
  readonly projectId: Id
}

export class OfferedByCreators {
  #kept = new Map<Id, { readonly stamp: string; readonly offered: Offered }>()

  /** Of each creator its stamp; creators that are gone are not in the answer. */
  async of(within: Database, stamps: ReadonlyMap<Id, string>): Promise<Map<Id, Offered>> {
    const missing = [...stamps].filter(([id, stamp]) => this.#kept.get(id)?.stamp !== stamp).map(([id]) => id)
    if (missing.length > 0) {
      if (this.#kept.size + missing.length > KEPT_MOST) this.#kept.clear()
      for (const { stamp, ...offered } of await read(within, missing)) this.#kept.set(offered.id, { stamp, offered })
    }
    return new Map([...stamps.keys()].flatMap((id) => {
      const known = this.#kept.get(id)
      return known === undefined ? [] : [[id, known.offered] as const]
    }))
  }
}

/** When a creator `r` or its products last changed, and how many there are. */
export const CREATOR_STAMP = sql<string>`(SELECT r.updated_at || ' ' || coalesce(max(p.updated_at), 0) || ' ' || count(p.id) FROM products p WHERE p.creator_id = r.id)`

async function read(within: Database, ids: readonly Id[]): Promise<(Offered & { readonly stamp: string })[]> {
  const { rows } = await sql<Offered & { readonly stamp: string }>`SELECT r.id, r.project_id AS "projectId", r.username, r.name, r.timezone, r.locale, r.currency, r.profile, ${CREATOR_STAMP} AS stamp,
      coalesce((SELECT json_agg(json_build_object('id', p.id, 'externalId', p.external_id, 'name', p.name, 'description', p.description, 'kind', p.kind, 'priceMinor', p.price_minor, 'currency', p.currency, 'url', p.url) ORDER BY p.id)
        FROM (SELECT * FROM products WHERE creator_id = r.id AND active ORDER BY id LIMIT ${PRODUCTS_MOST}) p), '[]') AS products
    FROM creators r WHERE r.id = ANY(${uuids(ids, (id) => id)})`.execute(within)
  return rows
}
