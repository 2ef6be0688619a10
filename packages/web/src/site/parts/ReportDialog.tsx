/** Why somebody reports something: one of a few reasons, and words where they want to. It goes to whoever runs the place. */
import type { REPORT_LONGEST, ReportCategory, SaidKind } from '@troupe/contract'
import { X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { reportPath } from '../../api/feed.ts'
import { request } from '../../api/request.ts'
import { Button } from '../../design/Button.tsx'

/** Written down again, and checked by its type: the contract's own would bring all its schemas, 35 KB, to every reader. */
const TEXT_LONGEST: typeof REPORT_LONGEST = 500

const REASONS: readonly { value: ReportCategory; label: string }[] = [
  { value: 'spam', label: 'Spam or advertising' },
  { value: 'harassment', label: 'Harassment or bullying' },
  { value: 'hate', label: 'Hate against a group of people' },
  { value: 'danger', label: 'Dangerous, or urges violence' },
  { value: 'privacy', label: 'Gives away somebody’s private facts' },
  { value: 'illegal', label: 'Against the law' },
  { value: 'other', label: 'Something else' },
]

type State = { kind: 'writing' } | { kind: 'sending' } | { kind: 'sent' } | { kind: 'failed'; cause: string }

export function ReportDialog({ kind, id, onClose }: { kind: SaidKind; id: string; onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [state, setState] = useState<State>({ kind: 'writing' })
  const [category, setCategory] = useState<ReportCategory | null>(null)
  const [text, setText] = useState('')
  const [website, setWebsite] = useState('')
  useEffect(() => dialog.current?.showModal(), [])

  async function send() {
    if (category === null) return
    setState({ kind: 'sending' })
    try {
      await request('POST', reportPath(kind, id), { body: { category, text, website } })
      setState({ kind: 'sent' })
    } catch (error) {
      setState({ kind: 'failed', cause: error instanceof Error ? error.message : 'Something went wrong.' })
    }
  }

  return (
    <dialog
      ref={dialog}
      aria-labelledby="report"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
      className="m-auto w-[min(26rem,calc(100vw-2rem))] rounded-large border-0 bg-raised p-0 text-14 text-ink-soft shadow-float backdrop:bg-[rgb(20_14_10/0.45)]"
    >
      <div className="p-5">
        <div className="mb-3 flex items-center justify-between">
          <h2 id="report" className="text-16 font-bold text-ink">{state.kind === 'sent' ? 'Thank you' : `Report this ${kind}`}</h2>
          <button type="button" aria-label="Close" onClick={() => dialog.current?.close()} className="-m-1 grid size-8 place-items-center rounded-full text-ink-faint hover:bg-sunken hover:text-ink">
            <X aria-hidden size={16} />
          </button>
        </div>
        {state.kind === 'sent' ? (
          <>
            <p role="status">Whoever runs this place has your report, and will look at it.</p>
            <div className="mt-5 flex justify-end"><Button onClick={() => dialog.current?.close()}>Close</Button></div>
          </>
        ) : (
          <form
            onSubmit={(event) => {
              event.preventDefault()
              void send()
            }}
          >
            <p className="mb-3">It goes to whoever runs this place. Your name and address are not kept with it.</p>
            <fieldset>
              <legend className="sr-only">Why</legend>
              {REASONS.map(({ value, label }) => (
                <label key={value} className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-medium px-2 -mx-2 text-ink hover:bg-sunken has-checked:bg-accent-soft">
                  <input type="radio" name="category" value={value} checked={category === value} onChange={() => setCategory(value)} className="size-4 accent-accent" />
                  {label}
                </label>
              ))}
            </fieldset>
            <label className="mt-3 block">
              <span className="mb-1 block text-13 font-medium text-ink">Anything to add</span>
              <textarea
                value={text}
                maxLength={TEXT_LONGEST}
                rows={2}
                onChange={(event) => setText(event.target.value)}
                className="field-sizing-content max-h-40 min-h-16 w-full rounded-medium border border-line-strong bg-page px-2.5 py-1.5 text-16 text-ink focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 sm:text-14"
              />
            </label>
            {/* People neither see nor reach it; programs that fill in whatever they find do. */}
            <div aria-hidden className="absolute -left-[9999px] h-px w-px overflow-hidden">
              <label>Website<input type="text" name="website" tabIndex={-1} autoComplete="off" value={website} onChange={(event) => setWebsite(event.target.value)} /></label>
            </div>
            {state.kind === 'failed' && <p role="alert" className="mt-2 text-bad">{state.cause}</p>}
            <div className="mt-4 flex justify-end gap-2">
              <Button variant="quiet" onClick={() => dialog.current?.close()}>Cancel</Button>
              <Button type="submit" variant="primary" disabled={category === null || state.kind === 'sending'}>{state.kind === 'sending' ? 'Sending…' : 'Report'}</Button>
            </div>
          </form>
        )}
      </div>
    </dialog>
  )
}
