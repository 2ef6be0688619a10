/** "What would happen if": the gate is asked about a message that nobody sends, by the rules as they are typed, saved or not. */
import { channelSchema, type Channel, type Consumer, type MessagingPolicy, type WhatIfResult } from '@troupe/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ErrorState } from '../../../design/ErrorState.tsx'
import { causeOf, send } from '../../data/api.ts'
import { WHAT_IF } from '../../data/rule-addresses.ts'
import { LeadPicker } from '../../parts/engagement/LeadPicker.tsx'
import { channelWord } from '../../parts/engagement/marks.tsx'
import { VerdictList } from '../../parts/engagement/VerdictList.tsx'
import { Field, Select } from '../../parts/fields.tsx'
import { MomentInput } from '../../parts/TimeInput.tsx'
import { Note } from '../../parts/Note.tsx'
import { Section } from '../../parts/Page.tsx'
import { useSettled } from '../../parts/use-settled.ts'
import { clockThere, goesWords } from './what-if-words.ts'

const REACHING = channelSchema.exclude(['console', 'webhook']).options
const SETTLE_MS = 300

export interface WhatIfProps {
  creatorId: string | null
  /** The rules as they are typed; null while they can't be asked about, undefined where nothing was typed. */
  draft: MessagingPolicy | null | undefined
}

export function WhatIf({ creatorId, draft }: WhatIfProps) {
  const [lead, setLead] = useState<Consumer | null>(null)
  const [channel, setChannel] = useState<Channel>('email')
  const [at, setAt] = useState('')
  return (
    <aside id="what-if" aria-label="What would happen if" className="min-w-0 self-start rounded-large bg-sunken px-4 pt-3 pb-4 xl:sticky xl:top-0 xl:max-h-[calc(100dvh-11rem)] xl:overflow-y-auto">
      <Section title="What would happen if">
        <p className="mb-3 text-13 text-pretty text-ink-soft">An agent wrote to this lead. Nothing is sent.</p>
        <div className="flex flex-col gap-3">
          <Field label="Lead"><LeadPicker value={lead} creatorId={creatorId ?? undefined} onPick={setLead} /></Field>
          <div className="grid grid-cols-[minmax(5.5rem,1fr)_minmax(13.5rem,2fr)] gap-3">
            <Field label="By"><Select value={channel} onChange={({ target }) => setChannel(target.value as Channel)}>{REACHING.map((one) => <option key={one} value={one}>{channelWord(one)}</option>)}</Select></Field>
            <Field label="At" hint={at === '' ? 'Now; or choose a time by your clock.' : undefined}><MomentInput value={at} onValue={setAt} /></Field>
          </div>
          {lead === null ? null : draft === null ? <Note tone="wait">Mend what is marked in the rules, and it is asked by them.</Note> : <Answered lead={lead} channel={channel} at={at} draft={draft} />}
        </div>
      </Section>
    </aside>
  )
}

function Answered({ lead, channel, at, draft }: { lead: Consumer; channel: Channel; at: string; draft: MessagingPolicy | undefined }) {
  const asked = useSettled(JSON.stringify({ consumerId: lead.id, channel, at, policy: draft }), SETTLE_MS)
  const verdict = useQuery({
    queryKey: [WHAT_IF, asked] as const,
    queryFn: () => {
      const question = JSON.parse(asked) as { at: string }
      return send<WhatIfResult>('POST', WHAT_IF, { ...question, at: (question.at === '' ? new Date() : new Date(question.at)).toISOString() })
    },
    placeholderData: keepPreviousData,
    retry: false,
  })
  if (verdict.error !== null) return <ErrorState title="The gate could not be asked" cause={causeOf(verdict.error)} onRetry={() => void verdict.refetch()} />
  if (verdict.data === undefined) return <p className="text-13 text-ink-faint">Asking…</p>
  const { localTime, timezone, timezoneFrom } = verdict.data
  const from = { lead: 'as the lead’s profile says', phone: 'told from the phone number', creator: 'the creator’s, as the lead’s own is not known' }[timezoneFrom]
  return (
    <div role="status" className="flex flex-col gap-2 border-t border-line-strong pt-3 text-13">
      <p className="text-14 font-semibold text-balance">{goesWords(verdict.data)}</p>
      <p className="text-12 text-pretty text-ink-faint">It would be {clockThere(localTime)} there ({timezone}, {from}).{draft !== undefined && ' Judged by the rules as you have typed them.'}</p>
      <VerdictList key={asked} verdict={verdict.data} open />
    </div>
  )
}
