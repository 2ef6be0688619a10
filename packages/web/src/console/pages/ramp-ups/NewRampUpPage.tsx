/** Writing a plan: a curve in a few numbers, or each day by hand, with what it would bring before anything is activated. */
import { rampUpDraftSchema, type RampDay, type RampUp, type RampUpPreview } from '@troupe/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../../design/Button.tsx'
import { RAMP_UPS } from '../../data/addresses.ts'
import { causeOf, refresh, send } from '../../data/api.ts'
import { useProjects } from '../../data/queries.ts'
import { useForm } from '../../forms/use-form.ts'
import { Field, NumberInput, Select, TextInput } from '../../parts/fields.tsx'
import { MomentInput } from '../../parts/TimeInput.tsx'
import { Note } from '../../parts/Note.tsx'
import { Page } from '../../parts/Page.tsx'
import { ForRole } from '../../parts/RoleNote.tsx'
import { RampChart } from './RampChart.tsx'
import { RampTable } from './RampTable.tsx'
import { crewWords } from './ramp-words.ts'

interface Values { projectId: string; name: string; kind: 'linear' | 'doubling'; count: number | null; agents: number | null; actsPerDay: number | null; startsAt: string; days: RampDay[] | null }

export function NewRampUpPage() {
  const { project } = useSearch({ from: '/shell/ramp-ups/new' })
  const projects = useProjects().filter(({ kind }) => kind === 'live')
  const navigate = useNavigate()
  const [blank] = useState<Values>(() => ({ projectId: project ?? '', name: 'Gently', kind: 'linear', count: 7, agents: 12, actsPerDay: 40, startsAt: '', days: null }))
  const form = useForm({
    schema: rampUpDraftSchema,
    initial: blank,
    shape: draftOf,
    send: async (draft) => {
      const made = await send<RampUp>('POST', '/api/ramp-ups', draft)
      await refresh(RAMP_UPS)
      await navigate({ to: '/ramp-ups/$rampUpId', params: { rampUpId: made.id } })
    },
  })
  const { values, set, faultOf, touch } = form
  const draft = rampUpDraftSchema.safeParse(draftOf(values))
  const preview = useQuery({
    queryKey: ['ramp-up preview', draft.data], enabled: draft.success, placeholderData: keepPreviousData, queryFn: () => send<RampUpPreview>('POST', `${RAMP_UPS}/preview`, draft.data),
  })
  const shape = (patch: Partial<Values>) => set({ ...patch, days: null })
  const daysNow = (): RampDay[] => preview.data?.days.map(({ agents, actsPerDay }) => ({ agents, actsPerDay })) ?? []
  return (
    <Page title="New ramp-up plan" back={{ to: '/ramp-ups', label: 'Ramp-ups' }}>
      <ForRole what="Writing plans" needs="operator">
        <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[20rem_minmax(0,1fr)]">
          <form
            className="flex flex-col gap-4"
            onSubmit={(event) => {
              event.preventDefault()
              void form.submit()
            }}
          >
            <Field label="Project" fault={faultOf('projectId')}>
              <Select value={values.projectId} onChange={({ target }) => set({ projectId: target.value })} onBlur={() => touch('projectId')}>
                <option value="">Choose a project</option>
                {projects.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
              </Select>
            </Field>
            <Field label="Name" fault={faultOf('name')}><TextInput value={values.name} onChange={({ target }) => set({ name: target.value })} onBlur={() => touch('name')} /></Field>
            <Field label="How it rises" hint="Any day can be changed in the table.">
              <Select value={values.kind} onChange={({ target }) => shape({ kind: target.value as Values['kind'] })}>
                <option value="linear">Evenly</option>
                <option value="doubling">Doubling each day</option>
              </Select>
            </Field>
            <div className="grid grid-cols-3 gap-3">
              <Field label="Days" fault={faultOf('curve.days')}><NumberInput value={values.count} onValue={(count) => shape({ count })} /></Field>
              <Field label="Agents" fault={faultOf('curve.agents')}><NumberInput value={values.agents} onValue={(agents) => shape({ agents })} /></Field>
              <Field label="Acts a day" fault={faultOf('curve.actsPerDay')}><NumberInput value={values.actsPerDay} onValue={(actsPerDay) => shape({ actsPerDay })} /></Field>
            </div>
            <Field label="Day 1 begins" hint="When it is activated, unless you name a time."><MomentInput value={values.startsAt} onValue={(startsAt) => set({ startsAt })} /></Field>
            {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
            {faultOf('days') !== null && <Note tone="bad">{faultOf('days')}</Note>}
            <Button type="submit" variant="primary" disabled={form.busy || !draft.success} className="self-start">{form.busy ? 'Saving…' : 'Save as a draft'}</Button>
            <p className="text-12 text-pretty text-ink-faint">A draft starts nobody. You activate it on its page.</p>
          </form>
          <div className="flex min-w-0 flex-col gap-4">
            {preview.error !== null && <Note tone="bad">{causeOf(preview.error)}</Note>}
            {preview.data === undefined ? <p className="max-w-prose text-ink-soft">{values.projectId === '' ? 'Choose a project to see what the plan would bring.' : 'Give days, agents and acts to see what the plan would bring.'}</p> : (
              <>
                <p className="max-w-2xl text-pretty text-ink-soft">{crewWords(preview.data.days, preview.data.agents)}</p>
                <div className="max-w-2xl"><RampChart days={preview.data.days} /></div>
                <RampTable days={preview.data.days} onDay={(place, patch) => set({ days: daysNow().map((day, at) => (at === place ? { ...day, ...patch } : day)) })} />
              </>
            )}
          </div>
        </div>
      </ForRole>
    </Page>
  )
}

function draftOf({ projectId, name, kind, count, agents, actsPerDay, startsAt, days }: Values): unknown {
  const start = startsAt === '' ? null : new Date(startsAt)
  return {
    projectId, name, startsAt: start === null || Number.isNaN(start.getTime()) ? null : start.toISOString(),
    ...(days === null ? { curve: { kind, days: count, agents, actsPerDay } } : { days }),
  }
}
