import { QUESTION_LONGEST } from '@troupe/contract'
import { X } from 'lucide-react'
import { Field, ListInput, NumberInput, Select, TextArea, TextInput } from '../../../parts/fields.tsx'
import type { QuestionValues } from '../../agent/question-values.ts'

export interface QuestionFieldsProps {
  label: string
  question: QuestionValues
  onChange(question: QuestionValues): void
  /** Null for the only one. */
  onRemove: (() => void) | null
  faultOf(path: string): string | null
  touch(path: string): void
}

/** One question and the form its answer takes. */
export function QuestionFields({ label, question: asked, onChange, onRemove, faultOf, touch }: QuestionFieldsProps) {
  const { question, kind, options, to, low, high } = asked
  const set = (patch: Partial<QuestionValues>) => onChange({ ...asked, ...patch })
  return (
    <div className="flex flex-col gap-3">
      <Field
        label={label} fault={faultOf('ask')}
        aside={onRemove === null ? undefined : <button type="button" aria-label={`Leave out ${label.toLowerCase()}`} onClick={onRemove} className="grid size-6 place-items-center rounded-full hover:bg-sunken hover:text-ink"><X size={13} aria-hidden /></button>}
      >
        <TextArea rows={2} maxLength={QUESTION_LONGEST} placeholder="What do you think of …?" value={question} onChange={({ target }) => set({ question: target.value })} onBlur={() => touch('ask')} />
      </Field>
      <div className="flex flex-col gap-3">
        <Field label="Answer as">
          <Select value={kind} onChange={({ target }) => set({ kind: target.value as QuestionValues['kind'] })}>
            <option value="free">Their own words</option>
            <option value="choice">One of several</option>
            <option value="scale">A number on a scale</option>
          </Select>
        </Field>
        {kind === 'choice' && (
          <Field label="Answers to choose from" hint="One a line, two at least." fault={faultOf('form.options')}>
            <ListInput between="line" value={options} onValue={(next) => set({ options: next })} onBlur={() => touch('form.options')} />
          </Field>
        )}
        {kind === 'scale' && (
          <div className="grid grid-cols-[5rem_1fr_1fr] gap-3">
            <Field label="From 1 to" fault={faultOf('form.to')}><NumberInput inputMode="numeric" value={to} onValue={(next) => set({ to: next })} onBlur={() => touch('form.to')} /></Field>
            <Field label="1 means"><TextInput value={low} maxLength={100} placeholder="not at all" onChange={({ target }) => set({ low: target.value })} /></Field>
            <Field label={`${to ?? '…'} means`}><TextInput value={high} maxLength={100} placeholder="very much" onChange={({ target }) => set({ high: target.value })} /></Field>
          </div>
        )}
      </div>
    </div>
  )
}
