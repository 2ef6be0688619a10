/** How people decide and who speaks for them. */
import type { SimulationOptions } from '@troupe/contract'
import type { Form } from '../../../forms/use-form.ts'
import { Choice, Field, NumberInput, TextInput } from '../../../parts/fields.tsx'
import { useId } from 'react'
import type { NewSimulationValues } from './new-simulation-values.ts'

const BRAINS = [
  { value: 'habit', label: 'Habit', hint: 'By their weights; a model gives them words only. The fastest.' },
  { value: 'mixed', label: 'Mixed', hint: 'Every third decides by calling tools, as in the sample.' },
  { value: 'model', label: 'Model', hint: 'Everybody decides by calling tools.' },
] as const

export function MindFields({ form, options }: { form: Form<NewSimulationValues>; options: SimulationOptions | undefined }) {
  const { values } = form
  const list = useId()
  const asks = values.model !== 'rehearsal'
  return (
    <>
      <Choice label="How people decide" value={values.brains} options={BRAINS} onChange={(brains) => form.set({ brains })} />
      <Field label="Model" hint={asks ? 'Calls are recorded: carried on or repeated, nothing is asked twice.' : 'The rehearsal model is code and no AI model: free, fast, the same each time.'} fault={form.faultOf('model')}>
        <TextInput mono list={list} value={values.model} onChange={({ target }) => form.set({ model: target.value })} onBlur={() => form.touch('model')} />
      </Field>
      <datalist id={list}>{options?.models.map(({ name, label }) => <option key={name} value={name}>{label}</option>)}</datalist>
      {asks && (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Budget" hint="What this run may spend at most." fault={form.faultOf('budgetUsd')}>
            <NumberInput unit="USD" value={values.budgetUsd} onValue={(budgetUsd) => form.set({ budgetUsd })} onBlur={() => form.touch('budgetUsd')} />
          </Field>
          <Field label="Wait at once" hint="People who may wait for the model together; 8 unless set." fault={form.faultOf('concurrency')}>
            <NumberInput unit="people" inputMode="numeric" value={values.concurrency} onValue={(concurrency) => form.set({ concurrency })} onBlur={() => form.touch('concurrency')} />
          </Field>
        </div>
      )}
    </>
  )
}

export function ChanceFields({ form }: { form: Form<NewSimulationValues> }) {
  const { values } = form
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Seed" hint="The same inputs and seed give the same journal, to the byte." fault={form.faultOf('seed')}>
        <TextInput mono value={values.seed} onChange={({ target }) => form.set({ seed: target.value })} onBlur={() => form.touch('seed')} />
      </Field>
      <Field label="Seed of the people" hint="Keep it over several seeds, and they share one population." fault={form.faultOf('peopleSeed')}>
        <TextInput mono placeholder={values.seed} value={values.peopleSeed} onChange={({ target }) => form.set({ peopleSeed: target.value })} onBlur={() => form.touch('peopleSeed')} />
      </Field>
    </div>
  )
}
