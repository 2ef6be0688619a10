import type { ModelChoice, Provider } from '@troupe/contract'
import { useId } from 'react'
import { Field, NumberInput, Select, TextInput } from '../../parts/fields.tsx'
import { Note } from '../../parts/Note.tsx'
import { ofTheInstance } from './environment-key.ts'
import { TestButton } from './TestButton.tsx'

const REHEARSAL = 'rehearsal'

export interface ModelFieldsProps {
  /** Path of the choice within the form. */
  name: string
  choice: ModelChoice
  providers: readonly Provider[]
  onChange(choice: ModelChoice): void
  faultOf(path: string): string | null
  touch(path: string): void
}

export function ModelFields({ name, choice, providers, onChange, faultOf, touch }: ModelFieldsProps) {
  const listId = useId()
  const known = providers.some(({ id }) => id === REHEARSAL)
  const provider = providers.find(({ id }) => id === choice.provider)
  const refused = provider?.allowed === false ? `${ofTheInstance(provider)} Save one of your own under “Providers and keys”.` : null
  const rehearsal = choice.provider === REHEARSAL
  return (
    <div className="flex flex-col gap-2">
      <div className="grid gap-3 sm:grid-cols-[1fr_1.4fr_6rem_7.5rem]">
        <Field label="Provider" fault={faultOf(`${name}.provider`)}>
          <Select value={choice.provider} onChange={({ target }) => onChange({ provider: target.value, model: providers.find(({ id }) => id === target.value)?.models[0] ?? (target.value === REHEARSAL ? REHEARSAL : '') })}>
            {!known && <option value={REHEARSAL}>Rehearsal (offline)</option>}
            {providers.map(({ id, label, key, allowed }) => <option key={id} value={id}>{label}{key === 'missing' ? ' (no key)' : allowed ? '' : ' (the instance’s key)'}</option>)}
          </Select>
        </Field>
        <Field label="Model" fault={faultOf(`${name}.model`)}>
          <TextInput mono list={listId} value={choice.model} disabled={rehearsal} onChange={({ target }) => onChange({ ...choice, model: target.value })} onBlur={() => touch(`${name}.model`)} />
          <datalist id={listId}>{provider?.models.map((model) => <option key={model} value={model} />)}</datalist>
        </Field>
        <Field label="Temperature" fault={faultOf(`${name}.temperature`)}>
          <NumberInput value={choice.temperature} placeholder="usual" disabled={rehearsal} onValue={(temperature) => onChange(withOption(choice, 'temperature', temperature))} onBlur={() => touch(`${name}.temperature`)} />
        </Field>
        <Field label="Longest answer" fault={faultOf(`${name}.maxOutputTokens`)}>
          <NumberInput unit="tokens" value={choice.maxOutputTokens} placeholder="usual" disabled={rehearsal} onValue={(tokens) => onChange(withOption(choice, 'maxOutputTokens', tokens))} onBlur={() => touch(`${name}.maxOutputTokens`)} />
        </Field>
      </div>
      {provider?.key === 'missing' && <Note tone="wait">There is no key for {provider.label} yet. Add one under “Providers and keys”{provider.keyName === null ? '' : `, or set ${provider.keyName} in the environment`}.</Note>}
      {refused !== null && <Note tone="wait">{refused}</Note>}
      {!rehearsal && choice.model !== '' && <div className="flex flex-wrap items-center gap-y-1.5"><TestButton key={`${choice.provider}/${choice.model}`} provider={choice.provider} model={choice.model} refused={refused} /></div>}
    </div>
  )
}

function withOption(choice: ModelChoice, option: 'temperature' | 'maxOutputTokens', value: number | null): ModelChoice {
  const { [option]: _before, ...rest } = choice
  return value === null ? rest : { ...rest, [option]: value }
}
