import { interviewQuestionSchema, QUESTION_LONGEST, type Agent, type Interview } from '@troupe/contract'
import { useId } from 'react'
import { Button } from '../../../design/Button.tsx'
import { agentPath } from '../../data/addresses.ts'
import { refresh, send } from '../../data/api.ts'
import { useForm } from '../../forms/use-form.ts'
import { COMMAND_KEY } from '../../parts/command-key.ts'
import { Field, ListInput, NumberInput, Select, TextArea, TextInput } from '../../parts/fields.tsx'
import { Note } from '../../parts/Note.tsx'
import { NO_QUESTION, requestOf, type QuestionValues } from './question-values.ts'

export function QuestionForm({ agent: { id, name } }: { agent: Agent }) {
  const form = useForm<QuestionValues, Parameters<typeof interviewQuestionSchema.parse>[0]>({
    schema: interviewQuestionSchema, initial: NO_QUESTION, keepAs: `interview.${id}`, shape: requestOf,
    send: async (question) => {
      await send<Interview>('POST', `${agentPath(id)}/interview`, question)
      await refresh(`/api/agents/${id}`)
      form.set({ question: '' })
    },
  })
  const { values } = form
  const hint = useId()
  return (
    <form
      aria-busy={form.busy}
      className="mb-6 flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        void form.submit()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
        event.preventDefault()
        void form.submit()
      }}
    >
      <Field label={`Ask ${name}`} fault={form.faultOf('question')} aside={values.question.length > QUESTION_LONGEST * 0.8 ? `${values.question.length} of ${QUESTION_LONGEST}` : undefined}>
        <TextArea
          value={values.question}
          onChange={({ target }) => form.set({ question: target.value })}
          placeholder="What do you think of …?"
          rows={2}
        />
      </Field>
      <div className="grid gap-3 sm:grid-cols-[12rem_minmax(0,1fr)]">
        <Field label="Answer as">
          <Select value={values.kind} onChange={({ target }) => form.set({ kind: target.value as QuestionValues['kind'] })}>
            <option value="free">Its own words</option>
            <option value="choice">One of several</option>
            <option value="scale">A number on a scale</option>
          </Select>
        </Field>
        {values.kind === 'choice' && (
          <Field label="Answers to choose from" hint="One a line, two at least." fault={form.faultOf('form.options')}>
            <ListInput between="line" value={values.options} onValue={(options) => form.set({ options })} />
          </Field>
        )}
        {values.kind === 'scale' && (
          <div className="grid grid-cols-[5rem_1fr_1fr] gap-3">
            <Field label="From 1 to" fault={form.faultOf('form.to')}>
              <NumberInput value={values.to} onValue={(to) => form.set({ to })} />
            </Field>
            <Field label="1 means"><TextInput value={values.low} maxLength={100} placeholder="not at all" onChange={({ target }) => form.set({ low: target.value })} /></Field>
            <Field label={`${values.to ?? '…'} means`}><TextInput value={values.high} maxLength={100} placeholder="very much" onChange={({ target }) => form.set({ high: target.value })} /></Field>
          </div>
        )}
      </div>
      {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
      <div className="flex items-center gap-3">
        <Button type="submit" variant="primary" disabled={form.busy || values.question.trim() === ''} aria-describedby={hint}>{form.busy ? 'Asking…' : 'Ask'}</Button>
        <span id={hint} className="text-12 text-ink-faint"><span className="max-sm:hidden">{COMMAND_KEY} + Enter. </span>Nobody in its world sees question or answer.</span>
      </div>
    </form>
  )
}
