/**
 * A lead who wants to hear no more on a channel has said the last word there: a thread that an agent had is settled, with why. One
 * that a person has, or is to have, stays theirs: they decide whether something is left to do, and see what the lead said.
 */
import type { ConsentChannel } from '@troupe/contract'
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { texts, uuids } from '../../store/columns.ts'
import type { Within } from '../../store/database.ts'

export interface LastWord {
  readonly consumerId: Id
  readonly channel: ConsentChannel
}

const REASON = 'asked for no more messages'

/** Within the transaction that holds the leads' contexts. */
export async function settleThreads(within: Within, words: readonly LastWord[], nowMs: number): Promise<void> {
  if (words.length === 0) return
  // The console stands for the place in the creator's own app.
  const threads = words.flatMap(({ consumerId, channel }) => (channel === 'in-app' ? ['in-app', 'console'] : [channel]).map((on) => ({ consumerId, on })))
  await sql`UPDATE conversations c SET state = 'resolved', reason = ${REASON}, unanswered_event_id = NULL, updated_at = greatest(c.updated_at, ${nowMs})
    FROM unnest(${uuids(threads, ({ consumerId }) => consumerId)}, ${texts(threads, ({ on }) => on)}) AS d (consumer_id, channel)
    WHERE c.consumer_id = d.consumer_id AND c.channel = d.channel AND c.state = 'with-agent'`.execute(within)
}
