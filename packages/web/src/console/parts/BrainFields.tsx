import type { BrainConfig } from '@troupe/contract'
import { Choice, Field, NumberInput, TextArea, TextInput } from './fields.tsx'

const KINDS = [
  { value: 'habit', label: 'Habit', hint: 'Chooses by the persona’s weights; asks a model only for words.' },
  { value: 'model', label: 'Model', hint: 'A language model decides what to do, with tools. Costs a call a step.' },
  { value: 'rules', label: 'Rules', hint: 'Code of your own, registered under a name.' },
  { value: 'graph', label: 'Graph', hint: 'A LangGraph.js graph of your own, in the instance’s folder of agents.' },
  { value: 'http', label: 'HTTP', hint: 'A service of your own gets the situation and answers with actions.' },
] as const

export interface BrainFieldsProps {
  brain: BrainConfig
  onChange(brain: BrainConfig): void
  faultOf(path: string): string | null
  touch(path: string): void
}

/** What each kind starts as; fields one has filled in are kept while one looks at the others. */
function begun(kind: BrainConfig['kind']): BrainConfig {
  switch (kind) {
    case 'habit': return { kind }
    case 'model': return { kind, actionsMax: 10 }
    case 'rules': return { kind, rules: '' }
    case 'graph': return { kind, graph: '', timeoutMs: 30_000 }
    case 'http': return { kind, url: '', timeoutMs: 5_000 }
  }
}

export function BrainFields({ brain, onChange, faultOf, touch }: BrainFieldsProps) {
  return (
    <div className="flex flex-col gap-3">
      <Choice label="Brain" value={brain.kind} options={KINDS} onChange={(kind) => kind !== brain.kind && onChange(begun(kind))} />
      {brain.kind === 'model' && (
        <>
          <Field label="Extra instructions" hint="Added to what the persona gives." fault={faultOf('brain.instructions')}>
            <TextArea value={brain.instructions ?? ''} maxLength={4000} onChange={({ target }) => onChange(target.value === '' ? without(brain) : { ...brain, instructions: target.value })} />
          </Field>
          <Field label="Actions a turn, at most" fault={faultOf('brain.actionsMax')}>
            <NumberInput value={brain.actionsMax} onValue={(value) => onChange({ ...brain, actionsMax: value ?? Number.NaN })} onBlur={() => touch('brain.actionsMax')} />
          </Field>
        </>
      )}
      {brain.kind === 'rules' && (
        <Field label="Name of the rules" fault={faultOf('brain.rules')}>
          <TextInput mono value={brain.rules} onChange={({ target }) => onChange({ ...brain, rules: target.value })} onBlur={() => touch('brain.rules')} />
        </Field>
      )}
      {brain.kind === 'graph' && (
        <Field label="Name of the graph" fault={faultOf('brain.graph')}>
          <TextInput mono value={brain.graph} onChange={({ target }) => onChange({ ...brain, graph: target.value })} onBlur={() => touch('brain.graph')} />
        </Field>
      )}
      {brain.kind === 'http' && (
        <>
          <Field label="Address" fault={faultOf('brain.url')}>
            <TextInput mono inputMode="url" placeholder="https://" value={brain.url} onChange={({ target }) => onChange({ ...brain, url: target.value })} onBlur={() => touch('brain.url')} />
          </Field>
          <Field label="Time to answer" fault={faultOf('brain.timeoutMs')}>
            <NumberInput unit="ms" value={brain.timeoutMs} onValue={(value) => onChange({ ...brain, timeoutMs: value ?? Number.NaN })} onBlur={() => touch('brain.timeoutMs')} />
          </Field>
        </>
      )}
    </div>
  )
}

function without(brain: BrainConfig & { kind: 'model' }): BrainConfig {
  const { instructions: _gone, ...rest } = brain
  return rest
}
