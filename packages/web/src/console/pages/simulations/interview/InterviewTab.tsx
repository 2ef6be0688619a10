import { simulationInterviewSchema, type Simulation, type SimulationAnswers } from '@troupe/contract'
import { useEffect, useState } from 'react'
import { MessageCircleQuestionMark, Plus } from 'lucide-react'
import { Button } from '../../../../design/Button.tsx'
import { EmptyState } from '../../../../design/EmptyState.tsx'
import { counted, formatDuration } from '../../../../design/number-format.ts'
import { send } from '../../../data/api.ts'
import { useMay } from '../../../data/queries.ts'
import { queryClient } from '../../../data/query-client.ts'
import { useForm } from '../../../forms/use-form.ts'
import { Field, NumberInput, Select } from '../../../parts/fields.tsx'
import { Note } from '../../../parts/Note.tsx'
import { RoleNote } from '../../../parts/RoleNote.tsx'
import { NO_QUESTION } from '../../agent/question-values.ts'
import { simulationInterviewPath } from '../data/simulation-addresses.ts'
import { hoursAt, instantAfter, momentWords } from '../data/simulation-words.ts'
import { hoursWords } from '../tree/branch-lanes.ts'
import { AnswerList } from './AnswerList.tsx'
import { AudienceFields } from './AudienceFields.tsx'
import { NO_INTERVIEW, requestOf } from './interview-values.ts'
import { QuestionFields } from './QuestionFields.tsx'

const QUESTIONS_MOST = 20

export function InterviewTab({ run }: { run: Simulation }) {
  const operator = useMay('operator')
  // Kept beside the API's answers, so that leaving the tab loses none; a reload asks again, and gets the same.
  const key = [`${simulationInterviewPath(run.id)}#last`]
  const [answers, setAnswers] = useState<SimulationAnswers | undefined>(() => queryClient.getQueryData<SimulationAnswers>(key))
  const form = useForm({
    schema: simulationInterviewSchema, initial: NO_INTERVIEW, keepAs: `simulation-interview.${run.id}`, shape: (values) => requestOf(run, values),
    send: async (request) => {
      const given = await send('POST', simulationInterviewPath(run.id), request)
      queryClient.setQueryData<SimulationAnswers>(key, given)
      setAnswers(given)
    },
  })
  const { values } = form
  const reached = hoursAt(run, run.now)
  const late = values.when === 'moment' && values.atHours !== null && values.atHours > reached ? `It has come to ${hoursWords(reached)} so far.` : null
  if (run.counts === null) return <EmptyState icon={<MessageCircleQuestionMark size={22} />} title="Nobody can be asked yet">Once it has begun, its people answer here from what they remember, at any moment of it.</EmptyState>
  return (
    <div className="grid gap-x-12 gap-y-8 xl:grid-cols-[minmax(0,26rem)_minmax(0,1fr)]">
      <form
        aria-busy={form.busy}
        className="flex min-w-0 flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (late === null) void form.submit()
        }}
      >
        <Note>The world stays unchanged. They answer from what they remember at that moment, in a copy that is thrown away; nobody there sees question or answer, and the journal keeps its hash.</Note>
        <RoleNote what="Asking people of a simulation" needs="operator" />
        <AudienceFields run={run} form={form} />
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="When">
            <Select value={values.when} onChange={({ target }) => form.set({ when: target.value as typeof values.when, ...(values.atHours === null ? { atHours: Math.round(reached / 2 * 10) / 10 } : {}) })}>
              <option value="end">{run.state === 'done' ? 'at its end' : 'at how far it has come'}</option>
              <option value="moment">at a moment of it</option>
            </Select>
          </Field>
          {values.when === 'moment' && (
            <Field label="After its beginning" hint={values.atHours !== null && Number.isFinite(values.atHours) ? `${momentWords(instantAfter(run, values.atHours))} UTC` : undefined} fault={late ?? form.faultOf('at')}>
              <NumberInput unit="hours" value={values.atHours} onValue={(atHours) => form.set({ atHours })} onBlur={() => form.touch('at')} />
            </Field>
          )}
        </div>
        {values.questions.map((question, place) => (
          <QuestionFields
            key={place}
            label={values.questions.length === 1 ? 'Question' : `Question ${place + 1}`}
            question={question}
            onChange={(next) => form.set({ questions: values.questions.map((each, other) => (other === place ? next : each)) })}
            onRemove={values.questions.length === 1 ? null : () => form.set({ questions: values.questions.filter((_each, other) => other !== place) })}
            faultOf={(path) => form.faultOf(`questions.${place}.${path}`)}
            touch={(path) => form.touch(`questions.${place}.${path}`)}
          />
        ))}
        {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" variant="primary" disabled={form.busy || !operator || late !== null}>{form.busy ? 'Asking…' : 'Ask'}</Button>
          {values.questions.length < QUESTIONS_MOST && <Button variant="quiet" onClick={() => form.set({ questions: [...values.questions, NO_QUESTION] })}><Plus size={14} aria-hidden />Another question</Button>}
        </div>
      </form>
      <div className="min-w-0">
        {form.busy ? <Asking people={values.whom === 'named' ? values.who.length : values.sample ?? 0} questions={values.questions.length} />
          : answers === undefined ? <EmptyState icon={<MessageCircleQuestionMark size={22} />} title="Answers come here">Ask a sample of everybody, those of an archetype, or people by name; in their own words, by choice or on a scale.</EmptyState>
          : <AnswerList answers={answers} fileName={`${run.id}-interview`} />}
      </div>
    </div>
  )
}

/** The world is brought to the moment first, which the API tells no share of: so what is done, and for how long already. */
function Asking({ people, questions }: { people: number; questions: number }) {
  const [sinceMs, setSinceMs] = useState(0)
  useEffect(() => {
    const begun = performance.now()
    const timer = setInterval(() => setSinceMs(performance.now() - begun), 1_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <div role="status" className="flex flex-col gap-2 py-6 text-ink-soft">
      <p>Bringing a copy of the world to that moment, then asking {counted(people, 'person', 'people')} {counted(questions, 'question', 'questions')}.</p>
      <span className="block h-1.5 overflow-hidden rounded-full bg-pressed"><span className="block h-full w-1/3 animate-breathe rounded-full bg-busy" /></span>
      <p className="tabular text-12 text-ink-faint">{formatDuration(Math.floor(sinceMs / 1000) * 1000)} so far</p>
    </div>
  )
}
