/** To try things out: what one types comes in as if the lead had written it, labelled as simulated. */
import type { Channel } from '@troupe/contract'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { SIMULATE } from '../../data/acting-addresses.ts'
import { causeOf, refresh, send } from '../../data/api.ts'
import { COMMAND_KEY } from '../command-key.ts'
import { TextArea } from '../fields.tsx'
import { useKeptDraft } from '../kept-draft.ts'
import { Note } from '../Note.tsx'

export function AnswerAsLead({ consumerId, channel }: { consumerId: string; channel: Channel }) {
  const [kept, keep] = useKeptDraft(`as-lead.${consumerId}`)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const text = kept ?? ''
  async function say(): Promise<void> {
    if (busy || text.trim() === '') return
    setBusy(true)
    setFailure(null)
    try {
      await send('POST', SIMULATE, { consumerId, channel, text: text.trim() })
      keep(null)
      toast.success('It came in as the lead’s', { description: 'The thread, the event and the agents take it as they would take a real one.' })
      await refresh('/api/messages', '/api/conversations', '/api/events', '/api/consumers')
    } catch (error) {
      setFailure(causeOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        void say()
      }}
    >
      {failure !== null && <Note tone="bad">{failure}</Note>}
      <div className="flex items-end gap-2">
        <TextArea
          aria-label="What the lead writes" placeholder="What the lead writes, for instance: How much is it?" value={text} maxLength={10_000} className="max-h-40! min-h-9"
          onChange={({ target }) => keep(target.value === '' ? null : target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
            event.preventDefault()
            void say()
          }}
        />
        <Button type="submit" disabled={busy || text.trim() === ''} title={`${COMMAND_KEY} Enter`}>{busy ? 'Saying…' : 'Say it'}</Button>
      </div>
    </form>
  )
}
