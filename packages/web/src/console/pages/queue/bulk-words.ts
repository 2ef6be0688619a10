/** What an order to many actions would do, in numbers, before it is given. The server decides by what they are then. */
import type { BulkOutcome, PlannedAction } from '@troupe/contract'
import { counted } from '../../../design/number-format.ts'

export type BulkVerb = 'cancel' | 'replay'

type Standing = Pick<PlannedAction, 'state'>

/** As the server has it (`engagement/actions/actions.ts`). */
const MOVED: Readonly<Record<BulkVerb, readonly PlannedAction['state'][]>> = { cancel: ['planned', 'awaiting-approval', 'approved', 'failed', 'unknown'], replay: ['failed', 'suppressed', 'unknown'] }

export function moves(verb: BulkVerb, { state }: Standing): boolean {
  return MOVED[verb].includes(state)
}

export interface BulkPreview { title: string; consequence: readonly string[]; confirm: string; moved: number; reason?: string }

export function bulkPreview(verb: BulkVerb, chosen: readonly Standing[]): BulkPreview {
  const moved = chosen.filter((one) => moves(verb, one)).length
  const left = chosen.length - moved
  const what = counted(moved, 'action', 'actions')
  const stays = left === 0 ? [] : [`${counted(left, 'other stays as it is', 'others stay as they are')}: ${verb === 'cancel' ? 'sent, under way, or ended already' : 'only what failed, was suppressed, or whose fate is unknown can be sent again'}.`]
  if (moved === 0) return { title: `Nothing to ${verb}`, consequence: stays, confirm: verb === 'cancel' ? 'Cancel them' : 'Replay them', moved }
  const open = chosen.filter(({ state }) => state === 'unknown').length
  const lost = open === 0 ? [] : [`${moved === 1 ? 'It may' : open === moved ? 'They may' : `${open} of them may`} have been sent: look at the vendor first, then say here what you found.`]
  return {
    ...verb === 'cancel'
      ? { title: `Cancel ${what}?`, consequence: [`${moved === 1 ? 'It is' : 'They are'} not sent. An agent may plan anew when it is woken again.`, ...lost, ...stays], confirm: `Cancel ${what}`, moved }
      : { title: `Replay ${what}?`, consequence: [`${moved === 1 ? 'It goes' : 'They go'} through the gate again, as things stand now, and then out.`, ...lost, ...stays], confirm: `Replay ${what}`, moved },
    ...open === 0 ? {} : { reason: 'What the vendor shows' },
  }
}

const REASONS_SHOWN = 3

export function outcomeWords(verb: BulkVerb, { done, failed }: BulkOutcome): { title: string; trouble: string | null } {
  const reasons = [...Map.groupBy(failed, ({ reason }) => reason)].slice(0, REASONS_SHOWN).map(([reason, those]) => `${those.length} × ${reason}`).join('\n')
  return { title: `${verb === 'cancel' ? 'Cancelled' : 'Put back into the queue'}: ${counted(done.length, 'action', 'actions')}`, trouble: failed.length === 0 ? null : reasons }
}
