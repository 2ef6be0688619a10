/** What creators sell. Made by hand, or out of the services of their profile (`externalId`). */
import type { Product, productChangeSchema, productDraftSchema } from '@troupe/contract'
import type { Selectable } from 'kysely'
import type { z } from 'zod'
import type { Clock } from '../../base/clock.ts'
import { ConflictError, MissingError } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import { creatorAsked, creatorScope, type Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { IdPage, IdPageQuery } from '../../people/id-page.ts'
import type { Database, Within } from '../../store/database.ts'
import type { ProductsTable } from '../../store/lead-schema.ts'

export interface ProductsParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
}

type Row = Selectable<ProductsTable>

/** Of one creator. */
const PRODUCTS_MOST = 1_000

export class Products {
  readonly #parts: ProductsParts

  constructor(parts: ProductsParts) {
    this.#parts = parts
  }

  async list(by: Actor, { creatorId, limit, beforeId }: IdPageQuery & { readonly creatorId?: Id | undefined }): Promise<IdPage<Product>> {
    const of = creatorAsked(by, creatorId)
    let select = this.#parts.db.selectFrom('products').selectAll().where('workspace_id', '=', by.workspaceId)
    if (of !== null) select = select.where('creator_id', '=', of)
    if (beforeId !== null) select = select.where('id', '<', beforeId)
    const rows = await select.orderBy('id', 'desc').limit(limit + 1).execute()
    return { items: rows.slice(0, limit).map(shown), more: rows.length > limit }
  }

  async get(by: Actor, id: Id): Promise<Product> {
    return shown(await productOf(this.#parts.db, by, id))
  }

  async create(by: Actor, draft: z.output<typeof productDraftSchema>): Promise<Product> {
    const { db, clock, ids, audit } = this.#parts
    const nowMs = clock.now()
    return db.transaction().execute(async (within) => {
      const creator = await within.selectFrom('creators').select('currency').where('id', '=', draft.creatorId).where('workspace_id', '=', by.workspaceId).where('erasing_at', 'is', null).forShare().executeTakeFirst()
      if (creator === undefined) throw new MissingError('creator', draft.creatorId)
      const { count } = await within.selectFrom('products').select((is) => is.fn.countAll<number>().as('count')).where('creator_id', '=', draft.creatorId).executeTakeFirstOrThrow()
      if (count >= PRODUCTS_MOST) throw new ConflictError(`A creator has at most ${PRODUCTS_MOST} products.`, 'too-many-products')
      const { creatorId, externalId, priceMinor, currency = creator.currency, ...rest } = draft
      const row = await within.insertInto('products').values({ id: ids.next(), workspace_id: by.workspaceId, creator_id: creatorId, external_id: externalId, price_minor: priceMinor, currency, ...rest, created_at: nowMs, updated_at: nowMs })
        .onConflict((clash) => clash.columns(['creator_id', 'external_id']).doNothing()).returningAll().executeTakeFirst()
      if (row === undefined) throw taken(externalId)
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'product-created', subject: { kind: 'product', id: row.id }, after: shown(row) })
      return shown(row)
    })
  }

  async change(by: Actor, id: Id, { externalId, priceMinor, ...change }: z.output<typeof productChangeSchema>): Promise<Product> {
    const { db, clock, audit } = this.#parts
    return db.transaction().execute(async (within) => {
      const before = await productOf(within, by, id, true)
      if (externalId !== undefined && externalId !== null) {
        const other = await within.selectFrom('products').select('id').where('creator_id', '=', before.creator_id).where('external_id', '=', externalId).where('id', '!=', id).executeTakeFirst()
        if (other !== undefined) throw taken(externalId)
      }
      const given = Object.fromEntries(Object.entries({ ...change, external_id: externalId, price_minor: priceMinor }).filter(([, value]) => value !== undefined))
      const row = await within.updateTable('products').set({ ...given, updated_at: clock.now() }).where('id', '=', id).returningAll().executeTakeFirstOrThrow()
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'product-changed', subject: { kind: 'product', id }, before: shown(before), after: shown(row) })
      return shown(row)
    })
  }

  async remove(by: Actor, id: Id): Promise<void> {
    const { db, audit } = this.#parts
    await db.transaction().execute(async (within) => {
      const before = await productOf(within, by, id, true)
      await within.deleteFrom('products').where('id', '=', id).execute()
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'product-deleted', subject: { kind: 'product', id }, before: shown(before) })
    })
  }
}

async function productOf(db: Database | Within, by: Actor, id: Id, locked = false): Promise<Row> {
  const own = creatorScope(by)
  let select = db.selectFrom('products').selectAll().where('id', '=', id).where('workspace_id', '=', by.workspaceId)
  if (own !== null) select = select.where('creator_id', '=', own)
  const row = await (locked ? select.forUpdate() : select).executeTakeFirst()
  if (row === undefined) throw new MissingError('product', id)
  return row
}

function taken(externalId: string | null): ConflictError {
  return new ConflictError(`This creator has a product with the external id "${externalId}" already.`, 'product-exists')
}

function shown(row: Row): Product {
  const { id, name, description, kind, currency, url, active } = row
  return {
    id, creatorId: row.creator_id, name, description, kind, priceMinor: row.price_minor, currency, url, externalId: row.external_id, active,
    createdAt: new Date(row.created_at).toISOString(), updatedAt: new Date(row.updated_at).toISOString(),
  }
}
