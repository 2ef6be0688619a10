/** Orders to actions: asks with the count, acts, says what came of it. */
import type { PlannedAction } from '@troupe/contract'
import { useState, type ReactNode } from 'react'
import { toast } from 'sonner'
import { ACTIONS_BULK } from '../../data/acting-addresses.ts'
import { refresh, send } from '../../data/api.ts'
import { ConfirmDialog, type Question } from '../../parts/ConfirmDialog.tsx'
import { bulkPreview, moves, outcomeWords, type BulkVerb } from './bulk-words.ts'

/** Orders are given in parts of as many as the API takes. */
const AT_ONCE_MOST = 1_000

export function useQueueOrder(onDone: () => void): { ask(verb: BulkVerb, chosen: readonly PlannedAction[]): void; dialog: ReactNode } {
  const [question, setQuestion] = useState<Question | null>(null)
  async function give(verb: BulkVerb, ids: readonly string[], reason: string): Promise<void> {
    const outcome = { done: [] as string[], failed: [] as { id: string; reason: string }[] }
    for (let from = 0; from < ids.length; from += AT_ONCE_MOST) {
      const { done, failed } = await send('POST', ACTIONS_BULK, { verb, ids: ids.slice(from, from + AT_ONCE_MOST), ...(reason === '' ? {} : { reason }) })
      outcome.done.push(...done)
      outcome.failed.push(...failed)
    }
    const { title, trouble } = outcomeWords(verb, outcome)
    if (trouble === null) toast.success(title)
    else toast.warning(`${title}; ${outcome.failed.length} did not change.`, { description: trouble, duration: 12_000 })
    onDone()
    await refresh('/api/actions', '/api/approvals')
  }
  return {
    ask: (verb, chosen) => {
      const { title, consequence, confirm, moved, reason } = bulkPreview(verb, chosen)
      setQuestion({ title, consequence, confirm, idle: moved === 0, danger: verb === 'cancel', ...(reason === undefined ? {} : { reason }), act: (said) => give(verb, chosen.filter((one) => moves(verb, one)).map(({ id }) => id), said) })
    },
    dialog: <ConfirmDialog question={question} onClose={() => setQuestion(null)} />,
  }
}
