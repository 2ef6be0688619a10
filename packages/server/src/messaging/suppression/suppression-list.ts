/**
 * Addresses that nothing is sent to any more (SPEC E8). An entry outlives the person it came from: erased, imported again and
 * written to, they are still on it. Written within the transaction of what was the reason for it.
 */
import type { ConsentChannel, Suppression, SuppressionReason } from '@troupe/contract'
import { sql, type Selectable } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { MissingError } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { IdPage, IdPageQuery } from '../../people/id-page.ts'
import type { Database } from '../../store/database.ts'
import type { SuppressionsTable } from '../../store/lead-schema.ts'
import { addressMark, suppressionKey } from './address-mark.ts'

export interface ChannelAddress {
  readonly channel: ConsentChannel
  /** As `addressOn` gives it; on `in-app` the lead's id. */
  readonly address: string
}

export interface SuppressionWanted extends ChannelAddress {
  readonly reason: SuppressionReason
  readonly source: string
}

export interface MarkedSuppression extends Omit<SuppressionWanted, 'address'> {
  readonly mark: Buffer
}

export interface SuppressionListParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  /** The instance's. */
  readonly secretKey: Uint8Array
}

/** Bytes of an entry's HMAC shown to people, who may want to tell two apart. */
const ENDING_BYTES = 4

export class SuppressionList {
  readonly #parts: SuppressionListParts
  readonly #key: Buffer

  constructor(parts: SuppressionListParts) {
    this.#parts = parts
    this.#key = suppressionKey(parts.secretKey)
  }

  /** Those that stand there already keep their first reason. Resolves to how many are new. */
  async suppress(within: Database, workspaceId: Id, wanted: readonly SuppressionWanted[]): Promise<number> {
    if (wanted.length === 0) return 0
    const marked = wanted.map(({ channel, address, reason, source }) => ({ channel, reason, source, mark: this.#mark(workspaceId, { channel, address }) }))
    return this.suppressMarks(within, workspaceId, marked)
  }

  /** Addresses that are known by their marks alone, as a link to unsubscribe has them. */
  async suppressMarks(within: Database, workspaceId: Id, marked: readonly MarkedSuppression[]): Promise<number> {
    const { clock, ids } = this.#parts
    const rows = marked.map(({ channel, mark, reason, source }) => ({ id: ids.next(), workspace_id: workspaceId, channel, address_hmac: mark, reason, source, at: clock.now() }))
    // In one order whoever writes, so that two batches never wait for each other.
    const ordered = rows.toSorted((a, b) => Buffer.compare(a.address_hmac, b.address_hmac))
    const { numInsertedOrUpdatedRows = 0n } = await within.insertInto('suppressions').values(ordered).onConflict((clash) => clash.columns(['workspace_id', 'channel', 'address_hmac']).doNothing()).executeTakeFirstOrThrow()
    return Number(numInsertedOrUpdatedRows)
  }

  /** For each in its place the reason, or null; one query whatever their number. */
  async reasons(within: Database, workspaceId: Id, asked: readonly ChannelAddress[]): Promise<(SuppressionReason | null)[]> {
    if (asked.length === 0) return []
    const marks = asked.map((one) => this.#mark(workspaceId, one))
    const found = await within.selectFrom('suppressions').select(['channel', 'address_hmac', 'reason']).where('workspace_id', '=', workspaceId)
      .where('address_hmac', '=', sql<Buffer>`ANY(${marks})`).execute()
    const known = new Map(found.map((row) => [row.address_hmac.toString('base64'), row.reason]))
    return marks.map((mark) => known.get(mark.toString('base64')) ?? null)
  }

  async list(workspaceId: Id, { limit, beforeId }: IdPageQuery): Promise<IdPage<Suppression>> {
    let select = this.#parts.db.selectFrom('suppressions').selectAll().where('workspace_id', '=', workspaceId)
    if (beforeId !== null) select = select.where('id', '<', beforeId)
    const rows = await select.orderBy('id', 'desc').limit(limit + 1).execute()
    return { items: rows.slice(0, limit).map(shown), more: rows.length > limit }
  }

  /** Throws `MissingError`. */
  async find(within: Database, workspaceId: Id, asked: ChannelAddress): Promise<Suppression> {
    const row = await within.selectFrom('suppressions').selectAll().where('workspace_id', '=', workspaceId).where('channel', '=', asked.channel).where('address_hmac', '=', this.#mark(workspaceId, asked)).executeTakeFirst()
    if (row === undefined) throw new MissingError('suppression')
    return shown(row)
  }

  /** By hand, where somebody asks to be written to again. Throws `MissingError`. */
  async lift(within: Database, workspaceId: Id, id: Id): Promise<Suppression> {
    const row = await within.deleteFrom('suppressions').where('id', '=', id).where('workspace_id', '=', workspaceId).returningAll().executeTakeFirst()
    if (row === undefined) throw new MissingError('suppression', id)
    return shown(row)
  }

  #mark(workspaceId: Id, { channel, address }: ChannelAddress): Buffer {
    return addressMark(this.#key, workspaceId, channel, address)
  }
}

function shown({ id, channel, reason, source, at, address_hmac: mark }: Selectable<SuppressionsTable>): Suppression {
  return { id, channel, reason, source, at: new Date(at).toISOString(), hashEnding: mark.subarray(-ENDING_BYTES).toString('hex') }
}
