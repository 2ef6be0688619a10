/**
 * What people write to a number of ours. Who it is follows from the number; where several creators know it, it is meant for whom the
 * newest message to it was from. A STOP holds for the number itself, whoever knows it.
 */
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import { isStopWord } from '../../policy/messaging/stop-words.ts'
import type { SuppressionList } from '../../messaging/suppression/suppression-list.ts'
import type { Database, Within } from '../../store/database.ts'
import type { Inbound } from '../conversations/inbound.ts'
import type { Intake } from '../events/intake.ts'

export interface InboundReceiptsParts {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
  readonly intake: Pick<Intake, 'ingest' | 'hold'>
  readonly inbound: Inbound
  readonly suppressions: SuppressionList
  readonly onChanged: () => void
}

export interface WrittenToUs {
  readonly channel: 'sms' | 'whatsapp'
  readonly from: string
  readonly text: string
  readonly vendorId: string
  /** Whose number it was written to, where it is one creator's own. */
  readonly creatorId: Id | null
}

export class InboundReceipts {
  readonly #parts: InboundReceiptsParts

  constructor(parts: InboundReceiptsParts) {
    this.#parts = parts
  }

  async take(workspaceId: Id, written: WrittenToUs): Promise<void> {
    const { db, clock, inbound, suppressions, intake, onChanged, log } = this.#parts
    const { channel, from, text, vendorId } = written
    // Vendors tell again what they think was not heard; of somebody erased meanwhile that would make a new lead.
    if (await db.selectFrom('messages').select('id').where('workspace_id', '=', workspaceId).where('vendor', '=', 'twilio').where('vendor_id', '=', vendorId).where('direction', '=', 'in').executeTakeFirst() !== undefined) return
    const known = await this.#leads(db, workspaceId, written)
    const consumerIds = known.length > 0 ? known : await this.#madeKnown(workspaceId, written)
    const stop = isStopWord(text)
    if (consumerIds.length === 0) log.warn({ workspaceId, channel }, 'somebody wrote to a number of ours who is known to no creator, and it is not told which is meant')
    await db.transaction().execute(async (within) => {
      // Leads first, in the order of their ids, as everywhere.
      const heard = stop ? consumerIds : consumerIds.slice(0, 1)
      await intake.hold(within, heard.toSorted())
      if (stop) await suppressions.suppress(within, workspaceId, [{ channel, address: from, reason: 'stop', source: 'reply' }])
      for (const [index, consumerId] of heard.entries()) await inbound.hear(within, { workspaceId, consumerId, channel, text, vendor: 'twilio', vendorId: index === 0 ? vendorId : `${vendorId} ${index}`, atMs: clock.now() })
    })
    onChanged()
  }

  /** The one that is meant first. */
  async #leads(within: Database | Within, workspaceId: Id, { from, channel, creatorId }: WrittenToUs): Promise<Id[]> {
    const { rows } = await sql<{ id: Id }>`SELECT c.id FROM consumers c
      WHERE c.workspace_id = ${workspaceId} AND c.merged_into IS NULL AND c.erased_at IS NULL AND (${creatorId}::uuid IS NULL OR c.creator_id = ${creatorId}::uuid)
        AND c.id IN (SELECT i.consumer_id FROM consumer_identities i JOIN creators r ON r.id = i.creator_id WHERE r.workspace_id = ${workspaceId} AND i.kind IN ('phone', 'whatsapp') AND i.value = ${from})
      ORDER BY (SELECT max(m.id::text) FROM messages m WHERE m.consumer_id = c.id AND m.direction = 'out' AND m.channel = ${channel}) DESC NULLS LAST, c.id LIMIT 20`.execute(within)
    return rows.map((row) => row.id)
  }

  /** A stranger becomes a lead where it is told whose. */
  async #madeKnown(workspaceId: Id, { channel, from, creatorId }: WrittenToUs): Promise<Id[]> {
    const answer = await this.#parts.intake.ingest(workspaceId, [{ ...(creatorId === null ? {} : { creatorId }), ...(channel === 'whatsapp' ? { whatsapp: from } : { phone: from }), type: 'identify', payload: {}, source: 'webhook' }])
    return answer.items.flatMap(({ consumerId }) => consumerId === null ? [] : [consumerId])
  }
}
