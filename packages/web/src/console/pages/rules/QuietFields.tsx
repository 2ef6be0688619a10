import { Field, Switch } from '../../parts/fields.tsx'
import { TimeInput } from '../../parts/TimeInput.tsx'
import { Section } from '../../parts/Page.tsx'
import type { RuleFieldsProps } from './fields-props.ts'

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

export function QuietFields({ values: { quiet, quietHours }, set, faultOf, touch }: RuleFieldsProps) {
  const change = (patch: Partial<typeof quietHours>) => set({ quietHours: { ...quietHours, ...patch } })
  const days = faultOf('quietHours.days')
  return (
    <Section title="Quiet hours" aside={<Switch label="Quiet hours" checked={quiet} onChange={(on) => set({ quiet: on })} />}>
      <p className="mb-3 max-w-prose text-13 text-pretty text-ink-soft">By the lead’s own clock; the creator’s where it is not known. What falls into them waits until they end. An answer to what a lead has just written does not wait.</p>
      {quiet && (
        <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
          <Field label="From" fault={faultOf('quietHours.from')} className="w-28 max-sm:w-40"><TimeInput value={quietHours.from} onValue={(from) => change({ from })} onBlur={() => touch('quietHours.from')} /></Field>
          <Field label="To" fault={faultOf('quietHours.to')} className="w-28 max-sm:w-40"><TimeInput value={quietHours.to} onValue={(to) => change({ to })} onBlur={() => touch('quietHours.to')} /></Field>
          <div className="flex flex-col gap-1">
            <span className="text-13 font-medium">On</span>
            <span role="group" aria-label="Days with quiet hours" className="flex h-8 items-center gap-0.5 max-sm:h-10">
              {DAYS.map((day) => (
                <button
                  key={day} type="button" aria-pressed={quietHours.days.includes(day)}
                  onClick={() => { touch('quietHours.days'); change({ days: DAYS.filter((each) => (each === day ? !quietHours.days.includes(day) : quietHours.days.includes(each))) }) }}
                  className="h-7 rounded-small px-1.5 text-12 text-ink-faint capitalize hover:bg-sunken aria-pressed:bg-accent-soft aria-pressed:font-semibold aria-pressed:text-accent max-sm:h-10 max-sm:px-2"
                >{day}</button>
              ))}
            </span>
            {days !== null && <p role="alert" className="text-12 text-bad">Choose a day, or turn quiet hours off.</p>}
          </div>
        </div>
      )}
    </Section>
  )
}
