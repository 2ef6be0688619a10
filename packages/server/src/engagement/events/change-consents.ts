/**
 * Consent as events change it: the word itself into `consents`, how it stands now onto the lead, the address onto the suppression
 * list, and a thread with an agent is settled. Of two words the later holds, of two at the same moment the stricter, in whatever order they come.
 */
import type { Consent, ConsentChannel } from '@troupe/contract'
import { sql } from 'kysely'
import type { Id, Ids } from '../../base/ids.ts'
import type { SuppressionList, SuppressionWanted } from '../../messaging/suppression/suppression-list.ts'
import { bigints, givenRows, jsonbs, texts, uuids } from '../../store/columns.ts'
import type { Within } from '../../store/database.ts'
import { addressOn } from '../consumers/addresses-of.ts'
import { settleThreads } from '../conversations/settle-threads.ts'
import type { ConsentSaid } from './consent-said.ts'
import type { KnownLead } from './lead-event.ts'

export interface ConsentWord extends ConsentSaid {
  readonly lead: KnownLead
  readonly atMs: number
  /** Said by a system of the owner's. A page that anybody can read the key of may take a yes, but not take a no back. */
  readonly trusted: boolean
}

type Consents = Partial<Record<ConsentChannel, Consent>>

export interface ConsentTools {
  readonly ids: Ids
  readonly nowMs: number
  readonly suppressions: SuppressionList
}

/** Within the transaction that holds the leads' contexts. */
export async function changeConsents(within: Within, { ids, nowMs, suppressions }: ConsentTools, given: readonly ConsentWord[]): Promise<void> {
  const words = once(given)
  if (words.length === 0) return
  const leadIds = [...new Set(words.map(({ lead }) => lead.id))].sort()
  const { rows } = await sql<{ id: Id; consents: Consents }>`SELECT id, consents FROM consumers WHERE id = ANY(${uuids(leadIds, (id) => id)}) ORDER BY id FOR NO KEY UPDATE`.execute(within)
  const standing = new Map(rows.map(({ id, consents }) => [id, consents]))
  for (const word of words) standing.set(word.lead.id, withWord(standing.get(word.lead.id) ?? {}, word))
  await sql`WITH said AS (INSERT INTO consents (id, workspace_id, consumer_id, channel, status, source, at, proof, recorded_at)
      SELECT id, workspace_id, consumer_id, channel, status, source, at, proof, ${nowMs}
      FROM ${givenRows({ id: uuids(words, () => ids.next()), workspace_id: uuids(words, ({ lead }) => lead.workspaceId), consumer_id: uuids(words, ({ lead }) => lead.id), channel: texts(words, (one) => one.channel), status: texts(words, (one) => one.status),
        source: texts(words, (one) => one.source), at: bigints(words, (one) => one.atMs), proof: texts(words, (one) => one.proof) })} AS d)
    UPDATE consumers p SET consents = d.consents FROM ${givenRows({ id: uuids(leadIds, (id) => id), consents: jsonbs(leadIds, (id) => JSON.stringify(standing.get(id) ?? {})) })} AS d WHERE p.id = d.id`.execute(within)
  for (const [workspaceId, wanted] of Map.groupBy(words.flatMap((word) => suppressed(word).map((one) => [word.lead.workspaceId, one] as const)), ([id]) => id)) {
    await suppressions.suppress(within, workspaceId, wanted.map(([, one]) => one))
  }
  await settleThreads(within, words.flatMap(({ suppress, channel, lead }) => (suppress === null ? [] : [{ consumerId: lead.id, channel }])), nowMs)
}

/** Pure. */
export function withWord(consents: Consents, { channel, status, source, atMs, trusted }: Pick<ConsentWord, 'channel' | 'status' | 'source' | 'atMs' | 'trusted'>): Consents {
  const before = consents[channel]
  if (!trusted && status === 'granted' && before?.status === 'withdrawn') return consents
  const beforeMs = before === undefined ? -Infinity : Date.parse(before.at)
  const holds = atMs > beforeMs || (atMs === beforeMs && status === 'withdrawn')
  return holds ? { ...consents, [channel]: { status, source, at: new Date(atMs).toISOString() } } : consents
}

/** A reply that says STOP and the wish that was read from it are one word. */
function once(words: readonly ConsentWord[]): ConsentWord[] {
  const seen = new Map(words.map((word) => [`${word.lead.id} ${word.channel} ${word.status} ${word.atMs} ${word.suppress ?? ''}`, word]))
  return [...seen.values()]
}

/** What is not known can't be suppressed, but the consent is gone anyway. */
function suppressed({ suppress, channel, source, lead }: ConsentWord): SuppressionWanted[] {
  const address = suppress === null ? null : addressOn(lead, channel)
  return suppress === null || address === null ? [] : [{ channel, address, reason: suppress, source }]
}
