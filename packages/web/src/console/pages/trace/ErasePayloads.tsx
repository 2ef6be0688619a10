import type { Trace } from '@troupe/contract'
import { Eraser } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { counted } from '../../../design/number-format.ts'
import { turnPath } from '../../data/addresses.ts'
import { refresh, send } from '../../data/api.ts'
import { useMay } from '../../data/queries.ts'
import { ConfirmDialog, type Question } from '../../parts/ConfirmDialog.tsx'

/** The right to be forgotten: texts of a turn go, its entries and their hashes stay. */
export function ErasePayloads({ trace: { turn, entries } }: { trace: Trace }) {
  const admin = useMay('admin')
  const [question, setQuestion] = useState<Question | null>(null)
  const kept = entries.filter(({ payload }) => payload !== null).length
  if (!admin || kept === 0 || turn.outcome === 'running') return null
  const ask = () => setQuestion({
    title: 'Erase what was said and seen?',
    consequence: [
      `The texts of ${counted(kept, 'entry', 'entries')} are erased for good: prompts, answers, what it looked at. The turn can no longer be replayed.`,
      'That it happened, its verdicts, times and costs stay.',
    ],
    confirm: 'Erase the texts',
    danger: true,
    act: async () => {
      await send('DELETE', `${turnPath(turn.id)}/payloads`)
      await refresh(turnPath(turn.id))
      toast.success('The texts of this turn are erased.')
    },
  })
  return (
    <>
      <Button size="small" variant="quiet" onClick={ask}><Eraser size={14} aria-hidden />Erase texts…</Button>
      <ConfirmDialog question={question} onClose={() => setQuestion(null)} />
    </>
  )
}
