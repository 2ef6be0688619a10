/**
 * Finding out what became of messages whose answer was lost: each minute for ten, by the vendor's own listing. What is not found
 * then stays unknown, and a person looks. Nothing here sends; what its receiver takes once only is due again.
 */
import type { Channel as ChannelName, ConsentChannel, Vendor } from '@troupe/contract'
import { sql } from 'kysely'
import { messageOf as textOf } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { ReconcileOutcome } from '../../messaging/channel.ts'
import { uuids } from '../../store/columns.ts'
import type { Database } from '../../store/database.ts'
import type { Carriers } from './carriers.ts'
import type { HandedOver } from './judge-due.ts'
import { writeLog } from './sending-rows.ts'
import type { Settlement } from './settle.ts'

export const LOOKS_MOST = 10
/** Looked for at a time, one after the other: they are rare, and a vendor that has just been down is asked gently. So few that all are done before the next look is due, however slow it is. */
const AT_ONCE_MOST = 3
/** Other messages to the same lead from this long before and after. */
const NEAR_MS = 86_400_000

export interface ReconcileParts {
  readonly db: Database
  readonly ids: Ids
  readonly carriers: Carriers
  readonly reconcileEveryMs: number
}

interface Row {
  readonly id: Id
  readonly actionId: Id
  readonly workspaceId: Id
  readonly creatorId: Id
  readonly consumerId: Id
  readonly channel: ChannelName
  readonly vendor: Vendor
  readonly intendedMs: number
  readonly looks: number
  /** Null once the lead was erased. */
  readonly handed: HandedOver | null
}

export interface Looked {
  /** How many were looked for. */
  readonly looked: number
  /** To be settled. */
  readonly found: Settlement[]
}

/** Looks for a few. Those that were not found are due again, or given up, with that written. */
export async function reconcileDue(parts: ReconcileParts, nowMs: number, signal: AbortSignal): Promise<Looked> {
  const { db, ids, carriers, reconcileEveryMs } = parts
  const { rows } = await sql<Row>`UPDATE send_ledger l SET reconcile_tries = l.reconcile_tries + 1, reconcile_at = ${nowMs + reconcileEveryMs}
    FROM (SELECT id FROM send_ledger WHERE reconcile_at <= ${nowMs} ORDER BY reconcile_at LIMIT ${AT_ONCE_MOST} FOR UPDATE SKIP LOCKED) due WHERE l.id = due.id
    RETURNING l.id, l.action_id AS "actionId", l.workspace_id AS "workspaceId", l.creator_id AS "creatorId", l.consumer_id AS "consumerId", l.channel, l.vendor, l.intended_at AS "intendedMs", l.reconcile_tries AS looks, l.message AS handed`.execute(db)
  if (rows.length === 0) return { looked: 0, found: [] }
  const read = await carriers.read(db, rows)
  const found: Settlement[] = []
  const lost: { row: Row; reason: string }[] = []
  const taken = await takenIds(db, rows)
  // Oldest first: of two that read the same, the listing's first is the one that was sent first.
  for (const row of rows.toSorted((a, b) => a.intendedMs - b.intendedMs || (a.id < b.id ? -1 : 1))) {
    if (signal.aborted) break
    const outcome = await look(row, (way) => read.channel(row, row.channel, way), taken, signal)
    if (outcome.kind === 'found' && row.handed !== null) {
      taken.add(outcome.vendorId)
      found.push({ message: row.handed.message, outcome: { kind: 'sent', vendorId: outcome.vendorId }, reconciled: true })
    } else if (outcome.kind === 'again' && row.handed !== null) {
      found.push({ message: row.handed.message, outcome: { kind: 'not-called', reason: outcome.reason }, reconciled: true })
    } else if (row.looks >= LOOKS_MOST) {
      lost.push({ row, reason: outcome.kind === 'cannot-tell' ? outcome.reason : `${row.vendor} does not list it after ${LOOKS_MOST} looks; see for yourself, then replay or cancel it with a reason` })
    }
  }
  if (lost.length > 0) {
    await db.transaction().execute(async (within) => {
      await sql`UPDATE send_ledger SET reconcile_at = NULL WHERE id = ANY(${uuids(lost, ({ row }) => row.id)})`.execute(within)
      await writeLog(within, { ids, nowMs }, lost.map(({ row, reason }) => ({ actionId: row.actionId, kind: 'reconciled', state: 'unknown', policy: null, reason })))
    })
  }
  return { looked: rows.length, found }
}

async function look({ handed, vendor, intendedMs }: Row, channel: (way: ConsentChannel | null) => ReturnType<Awaited<ReturnType<Carriers['read']>>['channel']>, taken: ReadonlySet<string>, signal: AbortSignal): Promise<ReconcileOutcome> {
  if (handed === null) return { kind: 'cannot-tell', reason: 'the lead was erased, and with them what it could be recognised by' }
  const carrier = channel(handed.way)
  if (carrier.vendor !== vendor) return { kind: 'cannot-tell', reason: `it was handed to ${vendor}, which is not set up any more` }
  try {
    return await carrier.reconcile({ message: handed.message, intendedAtMs: intendedMs, taken }, signal)
  } catch (error) {
    return { kind: 'cannot-tell', reason: textOf(error) }
  }
}

/** Vendors' ids of other messages to the same leads. */
async function takenIds(db: Database, rows: readonly Row[]): Promise<Set<string>> {
  const { rows: found } = await sql<{ id: string }>`SELECT DISTINCT l.vendor_id AS id FROM unnest(${uuids(rows, (row) => row.consumerId)}) AS d (consumer_id) JOIN send_ledger l ON l.consumer_id = d.consumer_id
    WHERE l.state <> 'failed' AND l.vendor_id IS NOT NULL AND l.intended_at > ${Math.min(...rows.map((row) => row.intendedMs)) - NEAR_MS}`.execute(db)
  return new Set(found.map((row) => row.id))
}
