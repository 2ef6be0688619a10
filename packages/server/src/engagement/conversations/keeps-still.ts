/**
 * Leads whom no agent may write to now, because a person talks with them or is about to: any thread of theirs that is
 * escalated or with a person, whatever its channel. A mail that sells would spoil the talk on WhatsApp.
 */
import type { Id } from '../../base/ids.ts'
import type { Database } from '../../store/database.ts'

export async function keepsStill(within: Database, consumerIds: readonly Id[]): Promise<Set<Id>> {
  if (consumerIds.length === 0) return new Set()
  const rows = await within.selectFrom('conversations').select('consumer_id').where('consumer_id', 'in', [...new Set(consumerIds)]).where('state', 'in', ['escalated', 'with-person']).execute()
  return new Set(rows.map((row) => row.consumer_id))
}
