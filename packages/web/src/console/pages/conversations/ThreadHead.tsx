/** Whose thread it is, who has it, and whom one can give it to. */
import type { Conversation, ConversationDetail } from '@troupe/contract'
import { Check, Hand, Undo2, UserRoundPlus } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { CONVERSATIONS, conversationVerbPath } from '../../data/acting-addresses.ts'
import { causeOf, refresh, send } from '../../data/api.ts'
import { useMay, useMe } from '../../data/queries.ts'
import { useCreators } from '../../data/engagement-queries.ts'
import { ConversationMark, OptedOutMark } from '../../parts/engagement/acting-marks.tsx'
import { AgentLink, LeadLink } from '../../parts/engagement/links.tsx'
import { ChannelMark } from '../../parts/engagement/marks.tsx'
import { TextInput } from '../../parts/fields.tsx'

type Verb = 'take' | 'hand-back' | 'resolve' | 'escalate'

const TOLD: Readonly<Record<Verb, string>> = { take: 'You have it: agents keep still', 'hand-back': 'Handed back: agents hear what was left unanswered', resolve: 'Resolved', escalate: 'It waits for a person, and agents keep still' }

export function ThreadHead({ thread }: { thread: ConversationDetail }) {
  const { id, consumerId, consumerName, channel, state, reason, agentId, agentName, assignedTo, creatorId, optedOut } = thread
  const reviewer = useMay('reviewer')
  const me = useMe()
  const creator = useCreators()?.find((one) => one.id === creatorId)
  const [busy, setBusy] = useState(false)
  const [asking, setAsking] = useState<string | null>(null)
  const mine = assignedTo !== null && assignedTo.id === me?.user?.id
  async function tell(verb: Verb, body?: object): Promise<void> {
    setBusy(true)
    try {
      await send<Conversation>('POST', conversationVerbPath(id, verb), body)
      toast.success(TOLD[verb], { id: `thread ${id}` })
      setAsking(null)
    } catch (error) {
      toast.error(causeOf(error))
    } finally {
      await refresh(CONVERSATIONS)
      setBusy(false)
    }
  }
  const whoHas = state === 'with-person' ? assignedTo === null ? 'a person' : mine ? 'you' : assignedTo.name : null
  return (
    <header className="flex shrink-0 flex-col gap-2 border-b border-line px-4 py-2.5 sm:px-6">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h2 className="flex flex-wrap items-center gap-x-2"><LeadLink consumerId={consumerId} name={consumerName} className="text-16 font-semibold" /><ChannelMark channel={channel} className="text-13 text-ink-soft" /></h2>
          <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-13 text-ink-soft">
            {whoHas === null ? <ConversationMark state={state} /> : <span className="font-medium">with {whoHas}</span>}
            {agentId !== null && state === 'with-agent' && <AgentLink agentId={agentId} name={agentName ?? 'an agent that is gone'} />}
            {optedOut && <OptedOutMark className="text-bad" />}
            {creator !== undefined && <span className="text-ink-faint">on behalf of {creator.name}</span>}
          </p>
          {reason !== null && !(optedOut && state === 'resolved') && <p className="mt-0.5 max-w-prose text-13 text-pretty text-ink-soft">{reason}</p>}
        </div>
        {reviewer && (
          <div className="flex flex-wrap gap-1.5">
            {!mine && <Button size="small" disabled={busy} onClick={() => void tell('take')} title={assignedTo === null || mine ? 'Answer it yourself; agents keep still' : `${assignedTo.name} has it`}><Hand size={13} aria-hidden />Take</Button>}
            {(state === 'escalated' || state === 'with-person') && <Button size="small" disabled={busy} onClick={() => void tell('hand-back')}><Undo2 size={13} aria-hidden />Hand back</Button>}
            {(state === 'with-agent' || state === 'with-person') && <Button size="small" disabled={busy} onClick={() => setAsking('')}><UserRoundPlus size={13} aria-hidden />Escalate…</Button>}
            {state !== 'resolved' && <Button size="small" disabled={busy} onClick={() => void tell('resolve')}><Check size={13} aria-hidden />Resolve</Button>}
          </div>
        )}
      </div>
      {asking !== null && (
        <form className="flex gap-2" onSubmit={(event) => { event.preventDefault(); void tell('escalate', asking.trim() === '' ? {} : { reason: asking.trim() }) }}>
          <TextInput autoFocus aria-label="Why somebody should look at it" placeholder="Why somebody should look at it" value={asking} maxLength={300} onChange={({ target }) => setAsking(target.value)} onKeyDown={({ key }) => key === 'Escape' && setAsking(null)} />
          <Button type="submit" variant="primary" disabled={busy}>Ask for a person</Button>
        </form>
      )}
    </header>
  )
}
