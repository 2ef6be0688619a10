/** All there is to decide on: whom it goes to, the exact words, why it asks; then yes, no, or other words. */
import type { Approval } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Check, Pencil, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '../../../design/Button.tsx'
import { Skeleton } from '../../../design/Skeleton.tsx'
import { approvalPath } from '../../data/acting-addresses.ts'
import { answerOf } from '../../data/api.ts'
import { useMay } from '../../data/queries.ts'
import { Ago } from '../../parts/Ago.tsx'
import { ApprovalMark } from '../../parts/engagement/acting-marks.tsx'
import { LeadWords } from '../../parts/engagement/LeadWords.tsx'
import { TextInput } from '../../parts/fields.tsx'
import { useKeptDraft } from '../../parts/kept-draft.ts'
import { useListKeys } from '../../parts/keyboard.ts'
import { Answer } from '../../parts/ListStates.tsx'
import { Note } from '../../parts/Note.tsx'
import { ApprovalFacts } from './ApprovalFacts.tsx'
import { ApprovalHead } from './ApprovalHead.tsx'
import { ChangedWords } from './ChangedWords.tsx'
import { EditWords } from './EditWords.tsx'
import { endingOf } from './ending.ts'
import { useDecision, type Edit } from './use-decision.ts'

export interface ApprovalFileProps {
  id: string
  /** As the list has it. */
  known: Approval | undefined
  /** It is decided: on to the next one. */
  onDecided(): void
}

export function ApprovalFile({ id, known, onDecided }: ApprovalFileProps) {
  const approval = useQuery({ ...answerOf(approvalPath(id)), ...(known === undefined ? {} : { placeholderData: known }) })
  return (
    <Answer query={approval} what="this approval" skeleton={<div className="flex flex-col gap-4 p-6"><Skeleton className="h-5 w-56" /><Skeleton className="h-40 w-full max-w-xl" /></div>}>
      {(found) => <Deciding approval={found} onDecided={onDecided} />}
    </Answer>
  )
}

function Deciding({ approval, onDecided }: { approval: Approval; onDecided(): void }) {
  const reviewer = useMay('reviewer')
  const decision = useDecision(approval)
  const { seen, newer, busy, failure } = decision
  const [draft, keepDraft] = useKeptDraft(`approval.${approval.id}`)
  const [note, setNote] = useState('')
  const noteBox = useRef<HTMLInputElement>(null)
  const waiting = seen.state === 'waiting'
  const content = seen.action.content
  const mine = draft === null ? null : JSON.parse(draft) as Edit
  const written: Edit = { subject: content?.subject ?? null, text: content?.text ?? '' }
  const unchanged = mine !== null && mine.subject === written.subject && mine.text === written.text
  const may = reviewer && waiting && !busy && newer === null

  const approve = () => void (may && mine === null && decision.approve(note).then((done) => done && onDecided()))
  const reject = () => void (may && decision.reject(note).then((done) => done && onDecided()))
  const edit = () => reviewer && waiting && mine === null && content !== null && keepDraft(JSON.stringify(written))
  useListKeys({ a: approve, r: () => noteBox.current?.focus(), e: () => void edit() })

  return (
    <article className="flex min-h-full flex-col">
      <div className="flex flex-1 flex-col gap-5 px-4 pt-4 pb-6 sm:px-6">
        <ApprovalHead approval={seen} />
        {waiting && <Note tone="wait">{sentenceOf(seen.why)}</Note>}
        {!waiting && <Decided approval={seen} />}
        {newer !== null && <ChangedWords before={content} newer={newer.action.content} mine={unchanged ? null : mine} onLook={decision.look} onDropMine={() => { keepDraft(null); decision.look() }} />}
        {mine === null || !waiting ? (
          <section aria-label="As the lead will see it">
            <h2 className="mb-1.5 text-12 text-ink-faint">{waiting ? 'As the lead will see it' : 'The words'}</h2>
            <LeadWords channel={seen.action.channel} content={content} disclosure={seen.disclosure} ending={endingOf(seen)} />
          </section>
        ) : <EditWords edit={mine} held={newer !== null} busy={busy} unchanged={unchanged} onEdit={(next) => keepDraft(JSON.stringify(next))} onSave={() => void decision.edit(mine).then((done) => done && keepDraft(null))} onDiscard={() => keepDraft(null)} />}
        {waiting || mine === null ? null : <Note>You had begun to put it otherwise, and it was decided meanwhile. <button type="button" className="text-accent hover:underline" onClick={() => keepDraft(null)}>Throw my words away</button><span className="mt-1 block whitespace-pre-wrap text-ink-soft">{mine.text}</span></Note>}
        <ApprovalFacts approval={seen} />
      </div>
      {waiting && (
        <div className="sticky bottom-0 flex flex-col gap-2 border-t border-line bg-page px-4 py-3 sm:px-6">
          {failure !== null && <Note tone="bad">{failure}</Note>}
          {reviewer ? (
            <div role="toolbar" aria-label="Decide" className="flex flex-wrap items-center gap-2">
              <Button variant="primary" disabled={!may || mine !== null} title={mine === null ? 'Approve (a)' : 'Save your words first, or throw them away'} onClick={approve} className="max-sm:h-10 max-sm:flex-1"><Check size={15} aria-hidden />Approve</Button>
              <Button disabled={busy || mine !== null || content === null} title="Put it otherwise (e)" onClick={edit} className="max-sm:h-10"><Pencil size={14} aria-hidden />Edit</Button>
              <form className="flex min-w-56 flex-1 items-center gap-2 max-sm:basis-full" onSubmit={(event) => { event.preventDefault(); reject() }}>
                <TextInput ref={noteBox} aria-label="Note" placeholder="Note, kept with the decision (r)" value={note} maxLength={500} onChange={({ target }) => setNote(target.value)} className="max-sm:h-10" />
                <Button type="submit" disabled={!may} title="Reject (r, then Enter)" className="text-bad! max-sm:h-10"><X size={15} aria-hidden />Reject</Button>
              </form>
            </div>
          ) : <p className="text-13 text-ink-faint">Deciding takes the role reviewer or above.</p>}
        </div>
      )}
    </article>
  )
}

function Decided({ approval: { state, decidedAt, decidedBy, note, expiresAt } }: { approval: Approval }) {
  const words = { approved: 'It goes out as it stands here, once the gate lets it.', rejected: 'Nothing of it is said.', expired: 'Nobody decided in time, so nothing is said.', withdrawn: 'What asked for it has gone: nothing is left to decide.', waiting: '' }[state]
  return (
    <Note>
      <ApprovalMark state={state} className="font-medium" />{decidedBy !== null && <> by {decidedBy}</>} <Ago instant={decidedAt ?? expiresAt} />. {words}
      {note !== null && <span className="mt-0.5 block break-words">“{note}”</span>}
    </Note>
  )
}

function sentenceOf(why: string): string {
  const text = why.trim()
  return `It asks because ${/^(a|an|the|it|every|messages|you)\b/i.test(text) ? text[0]?.toLowerCase() + text.slice(1) : text}${/[.!?]$/.test(text) ? '' : '.'}`
}
