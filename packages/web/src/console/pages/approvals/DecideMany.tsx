/** Several decided at once: every word of each stands here first, since a yes is for the words that were seen, and what was not decided stays with why. */
import type { Approval, ApprovalBulk, BulkOutcome } from '@troupe/contract'
import { APPROVALS_AT_ONCE_MOST } from '@troupe/contract'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { counted } from '../../../design/number-format.ts'
import { APPROVALS, APPROVALS_BULK } from '../../data/acting-addresses.ts'
import { causeOf, refresh, send } from '../../data/api.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { nameOr } from '../../parts/engagement/lead-name.ts'
import { LeadWords } from '../../parts/engagement/LeadWords.tsx'
import { ChannelMark } from '../../parts/engagement/marks.tsx'
import { Field, TextInput } from '../../parts/fields.tsx'
import { Note } from '../../parts/Note.tsx'
import { decidedWords, type DecidedWords } from './decided-words.ts'
import { endingOf } from './ending.ts'

export interface DecideManyProps {
  verb: ApprovalBulk['verb']
  /** As they were when they were chosen: a decision is for these words. */
  chosen: readonly Approval[]
  /** Those that were decided. */
  onDecided(ids: readonly string[]): void
  onClose(): void
}

export function DecideMany({ verb, chosen, onDecided, onClose }: DecideManyProps) {
  // The list goes on under the dialog; what was asked about does not change.
  const [asked] = useState(chosen)
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const [cause, setCause] = useState<string | null>(null)
  const [outcome, setOutcome] = useState<DecidedWords | null>(null)
  const what = counted(asked.length, 'message', 'messages')
  const yes = verb === 'approve'

  async function decide(): Promise<void> {
    if (busy || outcome !== null) return
    setBusy(true)
    setCause(null)
    const all: BulkOutcome = { done: [], failed: [] }
    try {
      for (let from = 0; from < asked.length; from += APPROVALS_AT_ONCE_MOST) {
        const items = asked.slice(from, from + APPROVALS_AT_ONCE_MOST).map(({ id, contentHash }) => ({ id, contentHash }))
        const { done, failed } = await send('POST', APPROVALS_BULK, { verb, items, ...(note.trim() === '' ? {} : { note: note.trim() }) })
        all.done.push(...done)
        all.failed.push(...failed)
      }
      const words = decidedWords(verb, all, asked)
      if (words.open.length > 0) return setOutcome(words)
      toast.success(words.title)
      onClose()
    } catch (error) {
      setCause(causeOf(error))
    } finally {
      onDecided(all.done)
      await refresh(APPROVALS, '/api/actions', '/api/creators')
      setBusy(false)
    }
  }

  if (outcome !== null) {
    return (
      <Dialog open onOpenChange={(open) => !open && onClose()} title={outcome.title} actions={<Button variant="primary" onClick={onClose}>Close</Button>}>
        <ul aria-label="Not decided" className="divide-y divide-line border-y border-line">
          {outcome.open.map(({ id, name, why }) => <li key={id} className="py-2"><p className="font-medium">{name}</p><p className="text-13 text-pretty text-ink-soft">{why}</p></li>)}
        </ul>
      </Dialog>
    )
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      shape="side"
      title={`${yes ? 'Approve' : 'Reject'} ${what}?`}
      description={yes ? 'Each goes out in exactly these words, once the gate lets it. One whose words change before you press is left waiting.' : 'Nothing of them is said.'}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant={yes ? 'primary' : 'danger'} disabled={busy} onClick={() => void decide()}>{busy ? 'Working…' : `${yes ? 'Approve' : 'Reject'} ${what}`}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        <Field label="Note" hint="Kept with each decision; may be left empty."><TextInput value={note} maxLength={500} onChange={({ target }) => setNote(target.value)} /></Field>
        {cause !== null && <Note tone="bad">{cause}</Note>}
        <ol aria-label="What is decided on" className="flex flex-col gap-4">
          {asked.map((approval) => {
            const { id, action, recipient, disclosure } = approval
            return (
              <li key={id} className="min-w-0">
                <p className="mb-1.5 flex flex-wrap items-center gap-x-2 text-13"><span className="font-medium">{nameOr(action.consumerName, action.consumerId)}</span><ChannelMark channel={action.channel} className="text-ink-soft" />{recipient !== null && <span className="font-mono text-12 break-all text-ink-faint">{recipient}</span>}</p>
                <LeadWords channel={action.channel} content={action.content} disclosure={disclosure} ending={endingOf(approval)} />
              </li>
            )
          })}
        </ol>
      </div>
    </Dialog>
  )
}
