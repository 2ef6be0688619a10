/**
 * Everybody who changes a lead, or what is about it, holds its context first: of several in the order of their ids, and before the
 * lead's own row, its threads, agents and actions. Whoever did it the other way round would wait in a circle with the intake.
 */
import type { Id } from '../../base/ids.ts'
import type { Within } from '../../store/database.ts'

/** Answers those that are there; a lead that was merged or erased has none. */
export async function holdContexts(within: Within, consumerIds: readonly Id[]): Promise<Set<Id>> {
  if (consumerIds.length === 0) return new Set()
  const rows = await within.selectFrom('consumer_contexts').select('consumer_id').where('consumer_id', 'in', [...new Set(consumerIds)]).orderBy('consumer_id').forUpdate().execute()
  return new Set(rows.map((row) => row.consumer_id))
}
