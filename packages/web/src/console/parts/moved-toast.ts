/**
 * "Paused 3 agents – Undo". Orders of the same verb given shortly after each other are one notice with one undo, so that
 * pausing five agents one by one does not stack five notices. What is ordered otherwise meanwhile can't be undone by an
 * older notice any more.
 */
import type { AgentVerb, BulkOutcome } from '@troupe/contract'
import { toast } from 'sonner'
import { counted } from '../../design/number-format.ts'
import { causeOf, refresh, send } from '../data/api.ts'
import { UNDO } from '../pages/agents/bulk-preview.ts'

export const PAST: Readonly<Record<AgentVerb, string>> = { start: 'Started', pause: 'Paused', resume: 'Resumed', stop: 'Stopped' }

/** An undo is not to be missed. */
const UNDO_MS = 10_000

interface OpenNotice { toastId: string | number; ids: ReadonlySet<string> }
const open = new Map<AgentVerb, OpenNotice>()

/** `name` where it was a single agent. */
export function tellMoved(verb: AgentVerb, moved: readonly string[], name: string | null = null): void {
  for (const [other, notice] of open) {
    if (other === verb || !moved.some((id) => notice.ids.has(id))) continue
    open.delete(other)
    toast.dismiss(notice.toastId)
  }
  const before = open.get(verb)
  if (before !== undefined) toast.dismiss(before.toastId)
  const ids = new Set([...before?.ids ?? [], ...moved])
  const gone = () => {
    if (open.get(verb)?.toastId === toastId) open.delete(verb)
  }
  const toastId = toast.success(ids.size === 1 && name !== null ? `${PAST[verb]} ${name}` : `${PAST[verb]} ${counted(ids.size, 'agent', 'agents')}`, {
    onDismiss: gone,
    onAutoClose: gone,
    ...(ids.size === 0 ? {} : {
      duration: UNDO_MS,
      action: {
        label: 'Undo',
        onClick: () => {
          gone()
          void takeBack(UNDO[verb], [...ids])
        },
      },
    }),
  })
  open.set(verb, { toastId, ids })
}

async function takeBack(verb: AgentVerb, ids: readonly string[]): Promise<void> {
  try {
    const { done } = await send<BulkOutcome>('POST', '/api/agents/bulk', { verb, ids })
    toast.success(`Taken back: ${PAST[verb].toLowerCase()} ${counted(done.length, 'agent', 'agents')}`)
    await refresh('/api/agents', '/api/fleet', '/api/status')
  } catch (error) {
    toast.error(causeOf(error))
  }
}
