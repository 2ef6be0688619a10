/** An answer shows that the message before it arrived, whatever receipts say or never will. */
import type { Channel } from '@troupe/contract'
import { must } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import { movesForward } from '../../messaging/delivery-rank.ts'
import type { Within } from '../../store/database.ts'

/** An answer to what was sent longer ago is rather a question of its own. */
const ANSWERED_WITHIN_MS = 30 * 86_400_000

/** The newest message that was sent to the lead by this channel before. Whoever calls this holds the lead. */
export async function answered(within: Within, { consumerId, channel, atMs }: { readonly consumerId: Id; readonly channel: Channel; readonly atMs: number }): Promise<void> {
  const last = await within.selectFrom('messages').select(['id', 'action_id', 'delivery']).where('consumer_id', '=', consumerId).where('channel', '=', channel).where('direction', '=', 'out').where('action_id', 'is not', null)
    .where('at', '<=', atMs).where('at', '>', atMs - ANSWERED_WITHIN_MS).orderBy('id', 'desc').limit(1).executeTakeFirst()
  if (last === undefined || !movesForward(last.delivery, 'replied')) return
  await within.updateTable('messages').set({ delivery: 'replied' }).where('id', '=', last.id).execute()
  await within.updateTable('actions').set({ delivery: 'replied' }).where('id', '=', must(last.action_id, 'the action of a message')).execute()
}
