/** Where a person answers. What is typed is kept a thread at a time until it is sent; what is sent passes the gate like all else. */
import type { ConversationDetail } from '@troupe/contract'
import { Send } from 'lucide-react'
import { useState, type Ref } from 'react'
import { Button } from '../../../design/Button.tsx'
import { CONVERSATIONS, replyPath } from '../../data/acting-addresses.ts'
import { causeOf, refresh, send } from '../../data/api.ts'
import { useMay } from '../../data/queries.ts'
import { COMMAND_KEY } from '../../parts/command-key.ts'
import { TextArea, TextInput } from '../../parts/fields.tsx'
import { useKeptDraft } from '../../parts/kept-draft.ts'
import { Note } from '../../parts/Note.tsx'
import { WindowLeft } from './WindowLeft.tsx'

const TEXT_LONGEST = 10_000

interface Draft { subject: string; text: string }

export function ReplyBox({ thread: { id, channel, state, windowUntil, optedOut }, area, onSent }: { thread: ConversationDetail; area: Ref<HTMLTextAreaElement>; onSent(): void }) {
  const reviewer = useMay('reviewer')
  const [kept, keep] = useKeptDraft(`reply.${id}`)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const draft: Draft = kept === null ? { subject: '', text: '' } : JSON.parse(kept) as Draft
  const write = (next: Draft) => keep(next.subject === '' && next.text === '' ? null : JSON.stringify(next))
  const shut = busy || draft.text.trim() === '' || draft.text.length > TEXT_LONGEST
  async function answer(): Promise<void> {
    if (shut) return
    setBusy(true)
    setFailure(null)
    try {
      await send('POST', replyPath(id), { subject: draft.subject.trim() === '' ? null : draft.subject.trim(), text: draft.text.trim() })
      keep(null)
      onSent()
      await refresh(CONVERSATIONS, '/api/actions')
    } catch (error) {
      setFailure(causeOf(error))
    } finally {
      setBusy(false)
    }
  }
  if (!reviewer) return <p className="shrink-0 border-t border-line px-6 py-3 text-13 text-ink-faint">Answering takes the role reviewer or above.</p>
  return (
    <form
      className="flex shrink-0 flex-col gap-2 border-t border-line px-4 py-3 sm:px-6"
      onSubmit={(event) => {
        event.preventDefault()
        void answer()
      }}
    >
      {windowUntil !== null && <WindowLeft until={windowUntil} />}
      {failure !== null && <Note tone="bad">{failure} What you wrote is kept.</Note>}
      {channel === 'email' && (draft.text !== '' || draft.subject !== '') && <TextInput aria-label="Subject" placeholder="Subject: the last one, with “Re:”" value={draft.subject} maxLength={300} onChange={({ target }) => write({ ...draft, subject: target.value })} />}
      <TextArea
        ref={area} aria-label="Your answer" value={draft.text} className="max-h-60! min-h-16 text-14!" placeholder={state === 'with-person' ? 'Write an answer' : 'Write an answer; it makes the thread yours'}
        onChange={({ target }) => write({ ...draft, text: target.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
          event.preventDefault()
          void answer()
        }}
      />
      <div className="flex items-center gap-3">
        <span className="min-w-0 flex-1 text-12 text-pretty text-ink-faint">{draft.text.length > TEXT_LONGEST ? <span className="text-bad">Shorten it to {TEXT_LONGEST.toLocaleString('en-US')} characters.</span> : optedOut ? <span className="text-bad">They asked for no more messages here: the gate lets no answer out.</span> : draft.text === '' ? 'It passes the gate like every message, in your name.' : 'Kept in this browser until you send it.'}</span>
        <Button type="submit" variant="primary" disabled={shut} title={`${COMMAND_KEY} Enter`}><Send size={14} aria-hidden />{busy ? 'Sending…' : 'Answer'}</Button>
      </div>
    </form>
  )
}
