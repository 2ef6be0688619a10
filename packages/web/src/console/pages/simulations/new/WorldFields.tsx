/** How long, by which clock, and what people are shown. */
import { recommenderSchema, type RecommenderName, type SimulationOptions } from '@troupe/contract'
import { counted } from '../../../../design/number-format.ts'
import { sentence } from '../../../forms/fault-words.ts'
import type { Form } from '../../../forms/use-form.ts'
import { Choice, Field, NumberInput, Select } from '../../../parts/fields.tsx'
import { MomentInput } from '../../../parts/TimeInput.tsx'
import { hoursWords } from '../tree/branch-lanes.ts'
import { STANDARD_WAKE, stepsOf, type NewSimulationValues } from './new-simulation-values.ts'

const WAKES = [
  { value: 'rhythm', label: 'By rhythm', hint: 'Each wakes when their persona is up: more in the evening, less at night.' },
  { value: 'cycle', label: 'All together', hint: 'Every so many minutes everybody takes a turn.' },
] as const

export function TimeFields({ form }: { form: Form<NewSimulationValues> }) {
  const { values } = form
  const steps = stepsOf(values)
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Simulated time" hint={values.hours === null || !Number.isFinite(values.hours) ? undefined : hoursWords(values.hours)} fault={form.faultOf('hours')}>
          <NumberInput unit="hours" value={values.hours} onValue={(hours) => form.set({ hours })} onBlur={() => form.touch('hours')} />
        </Field>
        <Field label="Begins (UTC)" hint="A Monday, so that a week begins as weeks do." fault={form.faultOf('from')}>
          <MomentInput value={values.from} onValue={(from) => form.set({ from })} onBlur={() => form.touch('from')} />
        </Field>
      </div>
      <Choice label="When people wake" value={values.wake.kind} options={WAKES} onChange={(kind) => kind !== values.wake.kind && form.set({ wake: kind === 'rhythm' ? { kind } : STANDARD_WAKE })} />
      {values.wake.kind === 'cycle' && (
        <Field label="Every" hint={steps === null ? undefined : counted(steps, 'step', 'steps')} fault={form.faultOf('wake.minutes')}>
          <NumberInput unit="minutes" inputMode="numeric" value={values.wake.minutes} onValue={(minutes) => form.set({ wake: { kind: 'cycle', minutes: minutes ?? Number.NaN } })} onBlur={() => form.touch('wake.minutes')} />
        </Field>
      )}
    </>
  )
}

export function RecommenderFields({ form, options }: { form: Form<NewSimulationValues>; options: SimulationOptions | undefined }) {
  const { values } = form
  const about = options?.recommenders.find(({ name }) => name === values.recommender)?.description
  return (
    <Field label="Recommender" hint={sentence(about ?? 'which posts people are shown')}>
      <Select value={values.recommender} onChange={({ target }) => form.set({ recommender: target.value as RecommenderName })}>
        {recommenderSchema.options.map((name) => <option key={name} value={name}>{name}</option>)}
      </Select>
    </Field>
  )
}
