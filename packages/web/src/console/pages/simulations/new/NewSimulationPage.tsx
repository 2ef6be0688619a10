import { newSimulationSchema } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { toast } from 'sonner'
import { ApiError } from '../../../../api/request.ts'
import { Button } from '../../../../design/Button.tsx'
import { counted } from '../../../../design/number-format.ts'
import { answerOf, refresh, send } from '../../../data/api.ts'
import { useForm } from '../../../forms/use-form.ts'
import { Field, TextInput } from '../../../parts/fields.tsx'
import { Note } from '../../../parts/Note.tsx'
import { Page } from '../../../parts/Page.tsx'
import { ForRole } from '../../../parts/RoleNote.tsx'
import { SIMULATION_OPTIONS, SIMULATIONS } from '../data/simulation-addresses.ts'
import { rememberImport } from '../run/import-report.ts'
import { estimateWords } from './estimate.ts'
import { FormGroup } from './FormGroup.tsx'
import { ChanceFields, MindFields } from './MindFields.tsx'
import { FIRST_RUN, goneFiles, nameFor, requestOf } from './new-simulation-values.ts'
import { PopulationFields } from './PopulationFields.tsx'
import { lineFaults, type LineFault } from './timeline-text.ts'
import { TimelineField } from './TimelineField.tsx'
import { RecommenderFields, TimeFields } from './WorldFields.tsx'

const OPTIONS_FRESH_MS = 60_000

export function NewSimulationPage() {
  return (
    <Page title="New simulation" back={{ to: '/simulations', label: 'Simulations' }}>
      <ForRole what="Beginning a simulation" needs="operator"><NewSimulationForm /></ForRole>
    </Page>
  )
}

function NewSimulationForm() {
  const navigate = useNavigate()
  const { data: options } = useQuery(answerOf(SIMULATION_OPTIONS, { freshMs: OPTIONS_FRESH_MS }))
  const [faults, setFaults] = useState<readonly LineFault[]>([])
  const [typed, setTyped] = useState<readonly LineFault[]>([])
  const form = useForm({
    schema: newSimulationSchema, initial: FIRST_RUN, keepAs: 'new-simulation', shape: requestOf,
    send: async (request) => {
      setFaults([])
      try {
        const { simulation, import: report } = await send('POST', SIMULATIONS, request)
        if (report !== null) rememberImport(simulation.id, report)
        if (report !== null && report.odditiesTotal > 0) toast.warning(`${counted(report.odditiesTotal, 'oddity', 'oddities')} in the files; the run’s page says what was done about each.`)
        void refresh(SIMULATIONS)
        await navigate({ to: '/simulations/runs/$simulationId', params: { simulationId: simulation.id } })
      } catch (error) {
        if (error instanceof ApiError) setFaults(lineFaults(error.problem?.faults ?? []))
        throw error
      }
    },
  })
  const { values } = form
  const gone = values.who === 'files' && goneFiles(values).length > 0
  const marked = [...typed, ...faults].length
  return (
    <form
      className="max-w-4xl"
      aria-busy={form.busy}
      onSubmit={(event) => {
        event.preventDefault()
        void form.submit()
      }}
    >
      <p className="mb-4 max-w-[65ch] text-pretty text-ink-soft">It runs on its own clock, apart from the live site: nothing here reaches anybody. What is filled in makes a good first run.</p>
      <FormGroup title="Name" about="What lists and charts call it.">
        <Field label="Name" fault={form.faultOf('name')}>
          <TextInput placeholder={nameFor(values)} maxLength={80} value={values.name} onChange={({ target }) => form.set({ name: target.value })} />
        </Field>
      </FormGroup>
      <FormGroup title="Who" about="The people who live in it, and whom they follow."><PopulationFields form={form} options={options} /></FormGroup>
      <FormGroup title="How long" about="Time in the world, not on your clock."><TimeFields form={form} /></FormGroup>
      <FormGroup title="What they see" about="A recommender picks what each is shown."><RecommenderFields form={form} options={options} /></FormGroup>
      <FormGroup title="What happens" about="Done from outside, at their time: posts, bans, another recommender, interviews.">
        <TimelineField
          label="Interventions"
          hint="Optional, in YAML. Does: post, recommender, ban, unban, follow, unfollow, edges, persona, weights, kill, release, interview."
          value={values.timeline}
          onValue={(timeline) => {
            form.set({ timeline })
            setFaults([])
          }}
          faults={faults}
          onChecked={setTyped}
        />
      </FormGroup>
      <FormGroup title="How they think" about="Decisions and words."><MindFields form={form} options={options} /></FormGroup>
      <FormGroup title="Chance" about="What makes a run repeatable."><ChanceFields form={form} /></FormGroup>
      <div className="sticky bottom-0 -mx-4 flex flex-col gap-2 border-t border-line bg-page px-4 py-3 sm:-mx-6 sm:px-6">
        {form.failure !== null && faults.length === 0 && <Note tone="bad">{form.failure}</Note>}
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button type="submit" variant="primary" disabled={form.busy || gone || typed.length > 0}>{form.busy ? 'Beginning…' : 'Begin'}</Button>
          <p role="status" className="tabular min-w-0 flex-1 basis-64 text-12 text-pretty text-ink-soft">
            {gone ? 'Choose the files again first.' : marked > 0 ? `${counted(marked, 'line', 'lines')} of the interventions must be mended.` : estimateWords({ agents: values.who === 'files' ? null : values.agents, hours: values.hours ?? Number.NaN, wake: values.wake, brains: values.brains, model: values.model })}
          </p>
          {form.dirty && <Button variant="quiet" onClick={form.reset}>Start over</Button>}
        </div>
        {!form.valid && form.dirty && <p className="text-12 text-bad">Some fields need another look before it can begin.</p>}
      </div>
    </form>
  )
}
