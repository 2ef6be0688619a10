import type { Id } from '../../base/ids.ts'
import type { Within } from '../../store/database.ts'

/** Any thread of the lead is, or waits for one: agents leave the lead alone on all of them. */
export async function isWithPerson(within: Within, consumerId: Id): Promise<boolean> {
  const one = await within.selectFrom('conversations').select('id').where('consumer_id', '=', consumerId).where('state', 'in', ['with-person', 'escalated']).limit(1).executeTakeFirst()
  return one !== undefined
}
