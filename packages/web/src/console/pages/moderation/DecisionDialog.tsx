/** Asks before what is done to many, or is not easily undone: the consequence in numbers, counted by the server; a reason; how long. */
import { MODERATION_REASON_LONGEST, type ModerationActKind, type ModerationOrder, type ModerationOutcome } from '@troupe/contract'
import { useEffect, useState } from 'react'
import { Button } from '../../../design/Button.tsx'
import { Skeleton } from '../../../design/Skeleton.tsx'
import { causeOf } from '../../data/api.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { Field, Select, TextInput } from '../../parts/fields.tsx'
import { Note } from '../../parts/Note.tsx'
import { decide, preview } from './decide.ts'
import type { Which } from './moderation-filters.ts'
import { consequencesOf } from './moderation-words.ts'

const TITLES: Readonly<Record<ModerationActKind, string>> = {
  hide: 'Hide', unhide: 'Show again', delete: 'Delete', suspend: 'Suspend', unsuspend: 'Let back', dismiss: 'Dismiss the reports of',
}
const DAY_MS = 86_400_000
/** Days; the first stands until somebody lifts it. */
const SPANS = [{ days: 0, label: 'until it is lifted' }, { days: 1, label: 'for a day' }, { days: 7, label: 'for a week' }, { days: 30, label: 'for 30 days' }] as const

export interface DecisionDialogProps {
  act: ModerationActKind
  targets: readonly Which[]
  reason?: string
  onClose(): void
  onDone(): void
}

export function DecisionDialog({ act, targets, reason: given = '', onClose, onDone }: DecisionDialogProps) {
  const [counted, setCounted] = useState<ModerationOutcome | null>(null)
  const [cause, setCause] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [reason, setReason] = useState(given)
  const [erase, setErase] = useState(false)
  const [days, setDays] = useState(0)

  useEffect(() => {
    let current = true
    preview({ act, targets: [...targets] }).then((outcome) => current && setCounted(outcome), (error: unknown) => current && setCause(causeOf(error)))
    return () => { current = false }
  }, [act, targets])

  const total = counted === null ? 0 : counted.counts.posts + counted.counts.comments + counted.counts.profiles
  async function go() {
    setBusy(true)
    setCause(null)
    try {
      const order: ModerationOrder = {
        act, targets: [...targets], reason, ...(act === 'delete' ? { erase } : {}), ...(act === 'suspend' && days > 0 ? { until: new Date(Date.now() + days * DAY_MS).toISOString() } : {}),
      }
      await decide(order)
      onDone()
    } catch (error) {
      setCause(causeOf(error))
      setBusy(false)
    }
  }

  const noun = targets.length === 1 ? (act === 'suspend' || act === 'unsuspend' ? 'this author' : `this ${targets[0]?.kind ?? 'post'}`) : act === 'suspend' || act === 'unsuspend' ? 'their authors' : `these ${targets.length}`
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`${TITLES[act]} ${noun}?`}
      description={counted === null
        ? cause === null && <span className="flex flex-col gap-1.5" role="status" aria-label="Counting"><Skeleton className="h-3 w-72" /><Skeleton className="h-3 w-48" /></span>
        : <>{consequencesOf(act, counted, erase).map((line) => <p key={line}>{line}</p>)}</>}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant={act === 'delete' || act === 'suspend' ? 'danger' : 'primary'} disabled={busy || total === 0} onClick={() => void go()}>
            {busy ? 'Working…' : TITLES[act].replace(' the reports of', '')}
          </Button>
        </>
      }
    >
      <form className="flex flex-col gap-3" onSubmit={(event) => { event.preventDefault(); if (!busy && total > 0) void go() }}>
        <Field label="Reason" hint="Kept in the audit log, for moderators.">
          <TextInput value={reason} maxLength={MODERATION_REASON_LONGEST} autoFocus onChange={({ target }) => setReason(target.value)} />
        </Field>
        {act === 'suspend' && (
          <Field label="How long">
            <Select value={days} onChange={({ target }) => setDays(Number(target.value))}>{SPANS.map((span) => <option key={span.days} value={span.days}>{span.label}</option>)}</Select>
          </Field>
        )}
        {act === 'delete' && (
          <label className="flex items-center gap-2 text-13">
            <input type="checkbox" checked={erase} onChange={({ target }) => setErase(target.checked)} className="size-4 accent-accent" />
            Erase the words too
          </label>
        )}
        {cause !== null && <Note tone="bad">{cause}</Note>}
      </form>
    </Dialog>
  )
}
