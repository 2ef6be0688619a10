/** "Send this event as this lead and show what would happen": nothing is kept and nothing sent. */
import { KNOWN_EVENT_TYPES, type Agent, type AgentTestResult, type Consumer } from '@troupe/contract'
import { FlaskConical } from 'lucide-react'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { Button } from '../../../../design/Button.tsx'
import { agentTestPath } from '../../../data/engagement-addresses.ts'
import { useSoldService } from '../../../data/engagement-queries.ts'
import { causeOf, send } from '../../../data/api.ts'
import { useMay } from '../../../data/queries.ts'
import { LeadPicker } from '../../../parts/engagement/LeadPicker.tsx'
import { Field, TextInput } from '../../../parts/fields.tsx'
import { MomentInput } from '../../../parts/TimeInput.tsx'
import { useKeptDraft } from '../../../parts/kept-draft.ts'
import { TypeHintLine } from '../../../parts/lead-agent/TypeHintLine.tsx'
import { Note } from '../../../parts/Note.tsx'
import { RoleNote } from '../../../parts/RoleNote.tsx'
import { YamlArea } from '../../../parts/YamlArea.tsx'
import { payloadFor, readPayload } from './test-payload.ts'
import { TestResult } from './TestResult.tsx'

export function TestBench({ agent }: { agent: Agent }) {
  const operator = useMay('operator')
  const known = useId()
  const [lead, setLead] = useState<Consumer | null>(null)
  const [type, setType] = useState(() => agent.triggers.find(({ eventType }) => eventType !== '*')?.eventType ?? 'page_view')
  const [kept, keep] = useKeptDraft(`test.${agent.id}.${type}`)
  const service = useSoldService(lead?.creatorId ?? agent.creator?.id)
  const example = payloadFor(type, service)
  const payload = kept ?? example
  const [at, setAt] = useState('')
  const [busy, setBusy] = useState(false)
  const [cause, setCause] = useState<string | null>(null)
  const [result, setResult] = useState<AgentTestResult | null>(null)
  const read = useMemo(() => readPayload(payload), [payload])
  const shown = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (result !== null) shown.current?.scrollIntoView({ block: 'nearest' })
  }, [result])
  const costs = agent.brain.kind !== 'rules'
  async function run(): Promise<void> {
    if (lead === null || read.payload === null || busy) return
    setBusy(true)
    setCause(null)
    try {
      setResult(await send<AgentTestResult>('POST', agentTestPath(agent.id), { consumerId: lead.id, event: { type: type.trim(), payload: read.payload }, ...(at === '' ? {} : { at: new Date(at).toISOString() }) }))
    } catch (error) {
      setResult(null)
      setCause(causeOf(error))
    } finally {
      setBusy(false)
    }
  }
  if (!operator) return <RoleNote what="Trying out an agent" needs="operator" />
  return (
    <div className="flex flex-col gap-6">
      <form
        className="flex max-w-2xl flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void run()
        }}
      >
        <p className="max-w-prose text-13 text-pretty text-ink-soft">As if this lead did this at this time. Nothing is kept and nothing is sent.{costs && ' Its brain is really asked, once, which may cost money.'}</p>
        <div className="grid gap-3 sm:grid-cols-3">
          <Field label="As"><LeadPicker value={lead} creatorId={agent.creator?.id} onPick={setLead} /></Field>
          <Field label="Event"><TextInput mono list={known} value={type} autoCapitalize="off" spellCheck={false} onChange={({ target }) => setType(target.value)} /></Field>
          <Field label="At" hint={at === '' ? 'Now; or a time by your clock.' : undefined}><MomentInput value={at} onValue={setAt} /></Field>
        </div>
        <TypeHintLine type={type} onMeant={setType} />
        <datalist id={known}>{[...new Set([...agent.triggers.map(({ eventType }) => eventType).filter((each) => each !== '*'), ...KNOWN_EVENT_TYPES])].map((each) => <option key={each} value={each} />)}</datalist>
        <YamlArea label="Payload" value={payload} onValue={(text) => keep(text === example ? null : text)} faults={read.faults} hint="What comes with the event, as JSON." linesMost={16} columns />
        <div className="flex items-center gap-3">
          <Button type="submit" variant="primary" disabled={busy || lead === null || read.payload === null || type.trim() === ''}><FlaskConical size={14} aria-hidden />{busy ? 'Trying…' : 'What would happen?'}</Button>
          {lead === null && <span className="text-12 text-ink-faint">Choose a lead first.</span>}
        </div>
        {cause !== null && <Note tone="bad">{cause}</Note>}
      </form>
      {result !== null && <div ref={shown}><TestResult result={result} /></div>}
    </div>
  )
}
