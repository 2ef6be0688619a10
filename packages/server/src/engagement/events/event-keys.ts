/**
 * What was answered to a key: a request's `Idempotency-Key`, an event's message id. For 24 hours the same key gets the same answer
 * and does nothing. A key is written with what it answers for, in one transaction; of two that come at once the second waits,
 * fails on it, and finds the answer when it tries again.
 */
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { bytes, givenRows, jsons, texts, uuids } from '../../store/columns.ts'
import { KEPT } from '../../store/kept-statements.ts'
import type { Database, Within } from '../../store/database.ts'

const KEPT_MS = 24 * 3_600_000
/** Deleted at a time, so that no statement holds thousands of rows for long. */
const SWEPT_AT_ONCE_MOST = 5_000
const SWEEPS_MOST = 40

export interface KeyUsed {
  readonly workspaceId: Id
  readonly key: string
  readonly fingerprint: Buffer
}
export interface KeyAnswered extends KeyUsed {
  readonly answer: unknown
}

export function requestKey(entryId: Id | null, key: string): string {
  return `request ${entryId ?? 'api'} ${key}`
}

export function messageKey(entryId: Id | null, messageId: string): string {
  return `message ${entryId ?? 'api'} ${messageId}`
}

/** By workspace and key, as `keyName` writes them. */
export async function answersTo(within: Within, used: readonly KeyUsed[], nowMs: number): Promise<Map<string, KeyAnswered>> {
  if (used.length === 0) return new Map()
  const { rows } = await sql<{ workspace_id: Id; key: string; request_hash: Buffer; answer: unknown }>`${KEPT} SELECT k.workspace_id, k.key, k.request_hash, k.answer
    FROM ${givenRows({ workspace_id: uuids(used, (one) => one.workspaceId), key: texts(used, (one) => one.key) })} AS w JOIN event_keys k ON k.workspace_id = w.workspace_id AND k.key = w.key
    WHERE k.expires_at > ${nowMs}`.execute(within)
  return new Map(rows.map((row) => [keyName({ workspaceId: row.workspace_id, key: row.key }), { workspaceId: row.workspace_id, key: row.key, fingerprint: row.request_hash, answer: row.answer }]))
}

/** Resolves to whether all are ours now; where not, somebody else was quicker and the transaction is to be undone. */
export async function keepAnswers(within: Within, answered: readonly KeyAnswered[], nowMs: number): Promise<boolean> {
  if (answered.length === 0) return true
  // In one order whoever writes, so that two batches never wait for each other.
  const ordered = answered.toSorted((a, b) => (keyName(a) < keyName(b) ? -1 : 1))
  const { numAffectedRows = 0n } = await sql`${KEPT} INSERT INTO event_keys AS k (workspace_id, key, request_hash, answer, expires_at)
    SELECT workspace_id, key, request_hash, answer, ${nowMs + KEPT_MS}
    FROM ${givenRows({ workspace_id: uuids(ordered, (one) => one.workspaceId), key: texts(ordered, (one) => one.key), request_hash: bytes(ordered, (one) => one.fingerprint), answer: jsons(ordered, (one) => JSON.stringify(one.answer)) })} AS d
    ON CONFLICT (workspace_id, key) DO UPDATE SET request_hash = excluded.request_hash, answer = excluded.answer, expires_at = excluded.expires_at WHERE k.expires_at <= ${nowMs}`.execute(within)
  return numAffectedRows === BigInt(ordered.length)
}

export function keyName({ workspaceId, key }: { workspaceId: Id; key: string }): string {
  return `${workspaceId} ${key}`
}

/** Those whose time is over; resolves to how many. */
export async function sweepKeys(db: Database, nowMs: number): Promise<number> {
  let swept = 0
  for (let n = 0; n < SWEEPS_MOST; n++) {
    const { numAffectedRows = 0n } = await sql`DELETE FROM event_keys WHERE ctid = ANY(ARRAY(SELECT ctid FROM event_keys WHERE expires_at <= ${nowMs} LIMIT ${SWEPT_AT_ONCE_MOST}))`.execute(db)
    swept += Number(numAffectedRows)
    if (numAffectedRows < BigInt(SWEPT_AT_ONCE_MOST)) break
  }
  return swept
}
