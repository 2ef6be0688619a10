import type { AgentKind, BrainConfig } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { answerOf } from '../../data/api.ts'
import { AGENT_KINDS } from '../../data/engagement-addresses.ts'
import { Choice, Field, NumberInput, Select, TextArea, TextInput } from '../fields.tsx'
import { Note } from '../Note.tsx'
import { KindSettings } from './KindSettings.tsx'

export type LeadBrain = Exclude<BrainConfig, { kind: 'habit' }>

const BRAINS = [
  { value: 'rules', label: 'Ready-made', hint: 'Code that ships, or that lies in this instance’s folder of agents. Costs nothing.' },
  { value: 'model', label: 'Model', hint: 'A language model decides what to say, from the sales profile. Costs a call each time it is woken.' },
  { value: 'http', label: 'HTTP', hint: 'A service of your own gets the event and the lead, and answers with actions.' },
  { value: 'graph', label: 'Graph', hint: 'A LangGraph.js graph of your own, in the instance’s folder of agents.' },
] as const

/** What each kind starts as. */
function begun(kind: LeadBrain['kind'], kinds: readonly AgentKind[]): LeadBrain {
  switch (kind) {
    case 'rules': return { kind, rules: kinds.find(({ brain }) => brain === 'rules')?.name ?? '' }
    case 'model': return { kind, actionsMax: 10 }
    case 'graph': return { kind, graph: kinds.find(({ brain }) => brain === 'graph')?.name ?? '', timeoutMs: 30_000 }
    case 'http': return { kind, url: '', timeoutMs: 5_000 }
  }
}

export interface LeadBrainFieldsProps {
  brain: LeadBrain
  /** `kind`: the ready-made one that was just chosen, whose triggers may be taken over. */
  onBrain(brain: LeadBrain, kind: AgentKind | null): void
  faultOf(path: string): string | null
  touch(path: string): void
}

export function LeadBrainFields({ brain, onBrain, faultOf, touch }: LeadBrainFieldsProps) {
  const kinds = useQuery(answerOf(AGENT_KINDS, { freshMs: 60_000 })).data?.items ?? []
  const made = kinds.filter((kind) => kind.brain === 'rules')
  const graphs = kinds.filter((kind) => kind.brain === 'graph')
  const kind = brain.kind === 'rules' ? made.find(({ name }) => name === brain.rules) : undefined
  const choose = (next: LeadBrain) => onBrain(next, next.kind === 'rules' ? made.find(({ name }) => name === next.rules) ?? null : null)
  return (
    <div className="flex flex-col gap-3">
      <Choice label="Brain" value={brain.kind} options={BRAINS} onChange={(next) => next !== brain.kind && choose(begun(next, kinds))} />
      {brain.kind === 'rules' && (
        <>
          <Field label="Which" hint={kind?.description} fault={faultOf('brain.rules')}>
            <Select value={brain.rules} onChange={({ target }) => choose({ kind: 'rules', rules: target.value })}>
              {!made.some(({ name }) => name === brain.rules) && <option value={brain.rules}>{brain.rules === '' ? 'Choose one' : `${brain.rules}, which is not here`}</option>}
              {made.map(({ name, title, shipped }) => <option key={name} value={name}>{title}{shipped ? '' : ' (this instance’s own)'}</option>)}
            </Select>
          </Field>
          {kind !== undefined && <KindSettings kind={kind} settings={brain.settings} onSettings={(settings) => onBrain({ ...brain, settings }, null)} faultOf={faultOf} />}
        </>
      )}
      {brain.kind === 'model' && (
        <>
          <Field label="Extra instructions" hint="Added to the creator’s sales profile and instructions." fault={faultOf('brain.instructions')}><TextArea value={brain.instructions ?? ''} maxLength={4000} onChange={({ target }) => onBrain({ kind: 'model', actionsMax: brain.actionsMax, ...(target.value === '' ? {} : { instructions: target.value }) }, null)} /></Field>
          <Field label="Actions each time, at most" fault={faultOf('brain.actionsMax')} className="max-w-56"><NumberInput value={brain.actionsMax} onValue={(most) => onBrain({ ...brain, actionsMax: most ?? Number.NaN }, null)} onBlur={() => touch('brain.actionsMax')} /></Field>
        </>
      )}
      {brain.kind === 'http' && (
        <>
          <Field label="Address" hint="Requests are signed as Standard Webhooks are; the secret is shown once." fault={faultOf('brain.url')}><TextInput mono inputMode="url" placeholder="https://" value={brain.url} onChange={({ target }) => onBrain({ ...brain, url: target.value }, null)} onBlur={() => touch('brain.url')} /></Field>
          <Field label="Time to answer" fault={faultOf('brain.timeoutMs')} className="max-w-56"><NumberInput unit="ms" value={brain.timeoutMs} onValue={(ms) => onBrain({ ...brain, timeoutMs: ms ?? Number.NaN }, null)} onBlur={() => touch('brain.timeoutMs')} /></Field>
        </>
      )}
      {brain.kind === 'graph' && (graphs.length === 0 && brain.graph === '' ? <Note>There is no graph in this instance’s folder of agents yet. Put one there and start Troupe again; it then stands here.</Note> : (
        <Field label="Which graph" fault={faultOf('brain.graph')}>
          <Select value={brain.graph} onChange={({ target }) => onBrain({ ...brain, graph: target.value }, null)}>
            {!graphs.some(({ name }) => name === brain.graph) && <option value={brain.graph}>{brain.graph}, which is not here</option>}
            {graphs.map(({ name }) => <option key={name} value={name}>{name}</option>)}
          </Select>
        </Field>
      ))}
    </div>
  )
}
