/** A decision on its way: given, told with a way back, and remembered so that `u` finds the last one. */
import type { ModerationActKind, ModerationOrder, ModerationOutcome } from '@troupe/contract'
import { toast } from 'sonner'
import { causeOf, refresh, send } from '../../data/api.ts'
import { doneWords } from './moderation-words.ts'

/** So many decisions can be gone back over. */
const REMEMBERED_MOST = 50
const given: { act: ModerationActKind; acts: readonly string[]; toastId: string | number }[] = []

export function preview(order: ModerationOrder): Promise<ModerationOutcome> {
  return send<ModerationOutcome>('POST', '/api/moderation', { ...order, preview: true })
}

/** Throws when nothing of it could be done. */
export async function decide(order: ModerationOrder): Promise<ModerationOutcome> {
  const outcome = await send<ModerationOutcome>('POST', '/api/moderation', order)
  await lookAgain()
  const [failure] = outcome.failed
  if (outcome.acts.length === 0) throw new Error(failure?.reason ?? 'There was nothing to do.')
  const words = doneWords(order.act, outcome)
  const left = outcome.failed.length === 0 ? {} : { description: `${outcome.failed.length} left as they were: ${failure?.reason}` }
  if (order.act === 'delete') toast.success(words, left)
  else {
    const toastId = toast.success(words, { ...left, duration: 10_000, action: { label: 'Undo', onClick: () => void undo(outcome.acts) } })
    given.push({ act: order.act, acts: outcome.acts, toastId })
    if (given.length > REMEMBERED_MOST) given.shift()
  }
  return outcome
}

/** For keys and buttons that ask nothing first: the cause of a failure is told. */
export async function decideAtOnce(order: ModerationOrder): Promise<boolean> {
  try {
    await decide(order)
    return true
  } catch (error) {
    toast.error(causeOf(error))
    return false
  }
}

export async function undoLast(): Promise<void> {
  const last = given.at(-1)
  if (last === undefined) toast('Nothing to take back', { description: 'Decisions of this visit can be taken back here; older ones in their own lists.' })
  else await undo(last.acts)
}

export async function undo(acts: readonly string[]): Promise<void> {
  const place = given.findIndex((each) => each.acts === acts)
  if (place >= 0) toast.dismiss(given.splice(place, 1)[0]?.toastId)
  try {
    const { acts: done, failed } = await send<ModerationOutcome>('POST', '/api/moderation/undo', { acts })
    await lookAgain()
    if (done.length > 0) toast.success('Taken back')
    if (failed[0] !== undefined) toast.error(failed[0].reason)
  } catch (error) {
    toast.error(causeOf(error))
  }
}

function lookAgain(): Promise<void> {
  return refresh('/api/reports', '/api/moderation', '/api/posts', '/api/comments', '/api/profiles', '/api/agents', '/api/status')
}
