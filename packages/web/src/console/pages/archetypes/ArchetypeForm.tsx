/** The common fields of an archetype, each written into the YAML beside it. What has no field here is left to the text. */
import type { PackFaultShown } from '@troupe/contract'
import { rhythmSchema } from '@troupe/contract'
import { Field, ListInput, NumberInput, Select, TextArea, TextInput } from '../../parts/fields.tsx'
import { Note } from '../../parts/Note.tsx'
import { Section } from '../../parts/Page.tsx'
import { RhythmFields } from '../personas/RhythmFields.tsx'
import { at, listAt, numberAt, readValues, textAt, weightsIn, withField, type FieldPath } from './archetype-yaml.ts'
import { WeightBars } from './WeightBars.tsx'

const LENGTHS = ['terse', 'short', 'medium', 'long'] as const
const CASINGS = ['sentence', 'lower', 'upper', 'title', 'erratic'] as const

export interface ArchetypeFormProps {
  text: string
  faults: readonly PackFaultShown[]
  onText(text: string): void
}

export function ArchetypeForm({ text, faults, onText }: ArchetypeFormProps) {
  const values = readValues(text)
  if (values === null) return <Note tone="bad">The text is no YAML at the moment, so there is nothing to fill in here. Mend it under YAML.</Note>
  const set = (path: FieldPath, value: unknown) => onText(withField(text, path, value))
  const faultOf = (path: string): string | null => faults.find((fault) => fault.path === path || fault.path.startsWith(`${path}.`))?.message ?? null
  const field = (path: string[], label: string, extra: { hint?: string; className?: string } = {}) => ({ label, fault: faultOf(path.join('.')), ...extra })
  const words = (...path: string[]) => ({ value: textAt(values, path), onChange: ({ target }: { target: { value: string } }) => set(path, target.value) })
  const list = (...path: string[]) => ({ value: listAt(values, path), onValue: (entries: string[]) => set(path, entries) })
  const number = (...path: string[]) => ({ value: numberAt(values, path), onValue: (value: number | null) => { if (!Number.isNaN(value)) set(path, value ?? undefined) } })
  const rhythm = rhythmSchema.safeParse(at(values, ['rhythm']))
  return (
    <div className="flex flex-col gap-8">
      <Section title="Who they are">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field {...field(['name'], 'Name')}><TextInput {...words('name')} /></Field>
          <Field {...field(['weight'], 'Weight', { hint: 'Share of a generated population, beside the others’.' })}><NumberInput {...number('weight')} value={numberAt(values, ['weight']) ?? 1} /></Field>
          <Field {...field(['description'], 'Description', { className: 'sm:col-span-2' })}><TextArea rows={2} {...words('description')} /></Field>
          <Field {...field(['age', 'from'], 'Youngest')}><NumberInput {...number('age', 'from')} /></Field>
          <Field {...field(['age', 'to'], 'Oldest')}><NumberInput {...number('age', 'to')} /></Field>
          <Field {...field(['interests'], 'Interests', { className: 'sm:col-span-2', hint: 'Separated by commas. Each persona has three to six of them.' })}><ListInput {...list('interests')} /></Field>
          <Field {...field(['beliefs'], 'Beliefs', { className: 'sm:col-span-2', hint: 'One a line.' })}><ListInput between="line" {...list('beliefs')} /></Field>
          <Field {...field(['bios'], 'Bios', { className: 'sm:col-span-2', hint: 'One a line. Slots: {name} {age} {location} {interest} {belief}.' })}><ListInput between="line" {...list('bios')} /></Field>
        </div>
      </Section>
      <Section title="How they speak">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field {...field(['voice', 'tone'], 'Tone', { className: 'sm:col-span-2' })}><TextInput {...words('voice', 'tone')} /></Field>
          <Field {...field(['voice', 'length'], 'Length')}><Select {...words('voice', 'length')}>{LENGTHS.map((length) => <option key={length}>{length}</option>)}</Select></Field>
          <Field {...field(['voice', 'casing'], 'Letter case')}><Select {...words('voice', 'casing')}>{CASINGS.map((casing) => <option key={casing}>{casing}</option>)}</Select></Field>
          <Field {...field(['voice', 'emoji'], 'Emoji in', { hint: 'Share of texts, 0 to 1.' })}><NumberInput {...number('voice', 'emoji')} /></Field>
          <Field {...field(['voice', 'emojis'], 'Which emoji', { hint: 'Separated by commas.' })}><ListInput {...list('voice', 'emojis')} /></Field>
          <Field {...field(['voice', 'slang'], 'Fillers and tags', { hint: 'Separated by commas.' })}><ListInput {...list('voice', 'slang')} /></Field>
          <Field {...field(['voice', 'vocabulary'], 'Words they prefer')}><ListInput {...list('voice', 'vocabulary')} /></Field>
        </div>
      </Section>
      <Section title="What they do">
        <WeightBars weights={weightsIn(values)} gallery={at(values, ['imageWorkflows']) !== undefined} onWeight={(action, weight) => set(['actionWeights', action], weight)} />
        {faultOf('actionWeights') !== null && <p role="alert" className="mt-1 text-12 text-bad">{faultOf('actionWeights')}</p>}
      </Section>
      <Section title="When they are awake">
        {rhythm.success ? (
          <RhythmFields rhythm={rhythm.data} onChange={(changed) => set(['rhythm'], changed)} faultOf={faultOf} touch={() => {}} />
        ) : <Note tone="bad">{faultOf('rhythm') ?? 'The rhythm cannot be read.'} Mend it under YAML.</Note>}
      </Section>
    </div>
  )
}
