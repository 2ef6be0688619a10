import type { Rhythm } from '@troupe/contract'
import { Plus, Trash2 } from 'lucide-react'
import { Button } from '../../../design/Button.tsx'
import { Field, NumberInput, TextInput } from '../../parts/fields.tsx'
import { DAYS } from '../../parts/rhythm-week.ts'
import { RhythmStrip } from '../../parts/RhythmStrip.tsx'

type Rule = Rhythm['rules'][number]

export interface RhythmFieldsProps {
  rhythm: Rhythm
  onChange(rhythm: Rhythm): void
  faultOf(path: string): string | null
  touch(path: string): void
}

export function RhythmFields({ rhythm, onChange, faultOf, touch }: RhythmFieldsProps) {
  const set = (patch: Partial<Rhythm>) => onChange({ ...rhythm, ...patch })
  const setRule = (place: number, patch: Partial<Rule>) => set({ rules: rhythm.rules.map((rule, at) => at === place ? { ...rule, ...patch } : rule) })
  const number = (name: 'activeMultiplier' | 'offPeakMultiplier' | 'minimumIntervalS' | 'maximumIntervalS', label: string, unit: string) => (
    <Field label={label} fault={faultOf(`rhythm.${name}`)}>
      <NumberInput unit={unit} value={rhythm[name]} onValue={(value) => set({ [name]: value ?? Number.NaN })} onBlur={() => touch(`rhythm.${name}`)} />
    </Field>
  )
  return (
    <div className="flex flex-col gap-5">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Time zone" className="sm:col-span-2" fault={faultOf('rhythm.timezone')} hint="An IANA name, such as Europe/London.">
          <TextInput value={rhythm.timezone} list="time-zones" onChange={({ target }) => set({ timezone: target.value })} onBlur={() => touch('rhythm.timezone')} />
        </Field>
        <datalist id="time-zones">{Intl.supportedValuesOf('timeZone').map((zone) => <option key={zone} value={zone} />)}</datalist>
        {number('minimumIntervalS', 'Shortest wait between turns', 's')}
        {number('maximumIntervalS', 'Longest wait between turns', 's')}
        {number('activeMultiplier', 'Rate at other hours of its active days', '×')}
        {number('offPeakMultiplier', 'Rate on its off days', '×')}
      </div>
      {rhythm.rules.map((rule, place) => (
        <RuleFields
          // Rules have no name of their own; their place is what "later rules win" goes by.
          key={place}
          rule={rule}
          fault={faultOf(`rhythm.rules.${place}.days`) ?? faultOf(`rhythm.rules.${place}.ranges.0.from`) ?? faultOf(`rhythm.rules.${place}.ranges.0.to`) ?? faultOf(`rhythm.rules.${place}.ranges`) ?? faultOf(`rhythm.rules.${place}.multiplier`)}
          onChange={(patch) => setRule(place, patch)}
          onRemove={() => set({ rules: rhythm.rules.filter((_, at) => at !== place) })}
        />
      ))}
      <Button size="small" className="self-start" onClick={() => set({ rules: [...rhythm.rules, { days: ['mon', 'tue', 'wed', 'thu', 'fri'], ranges: [{ from: '18:00', to: '23:00' }], multiplier: 2 }] })}>
        <Plus size={14} aria-hidden />Add peak hours
      </Button>
      {faultOf('rhythm.timezone') === null && isZone(rhythm.timezone) && <RhythmStrip rhythm={rhythm} className="max-w-md" />}
    </div>
  )
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

function RuleFields({ rule, fault, onChange, onRemove }: { rule: Rule; fault: string | null; onChange(patch: Partial<Rule>): void; onRemove(): void }) {
  const setRange = (place: number, patch: Partial<Rule['ranges'][number]>) => onChange({ ranges: rule.ranges.map((range, at) => at === place ? { ...range, ...patch } : range) })
  return (
    <div className="border-l-2 border-line-strong pl-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span role="group" aria-label="Days" className="flex gap-0.5">
          {DAYS.map((day) => (
            <button
              key={day}
              type="button"
              aria-pressed={rule.days.includes(day)}
              onClick={() => onChange({ days: DAYS.filter((each) => each === day ? !rule.days.includes(day) : rule.days.includes(each)) })}
              className="h-7 rounded-small px-1.5 text-12 text-ink-faint capitalize hover:bg-sunken aria-pressed:bg-accent-soft aria-pressed:font-semibold aria-pressed:text-accent"
            >
              {day}
            </button>
          ))}
        </span>
        <span className="w-24"><NumberInput aria-label="Rate" unit="× rate" value={rule.multiplier} onValue={(value) => onChange({ multiplier: value ?? Number.NaN })} /></span>
        <Button size="small" variant="quiet" aria-label="Remove these hours" onClick={onRemove}><Trash2 size={14} aria-hidden /></Button>
      </div>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        {rule.ranges.map((range, place) => (
          <span key={place} className="inline-flex items-center gap-1">
            <TextInput aria-label="From" value={range.from} onChange={({ target }) => setRange(place, { from: target.value })} className="tabular w-18!" />
            <span aria-hidden>–</span>
            <TextInput aria-label="To" value={range.to} onChange={({ target }) => setRange(place, { to: target.value })} className="tabular w-18!" />
            {rule.ranges.length > 1 && <button type="button" aria-label="Remove this range" onClick={() => onChange({ ranges: rule.ranges.filter((_, at) => at !== place) })} className="p-1 text-ink-faint hover:text-ink"><Trash2 size={13} aria-hidden /></button>}
          </span>
        ))}
        <button type="button" onClick={() => onChange({ ranges: [...rule.ranges, { from: '08:00', to: '10:00' }] })} className="text-12 text-accent hover:underline">and also</button>
      </div>
      {fault !== null && <p role="alert" className="mt-1 text-12 text-bad">{fault}</p>}
    </div>
  )
}
