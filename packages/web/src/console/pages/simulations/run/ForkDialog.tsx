import { recommenderSchema, simulationForkSchema, type RecommenderName, type Simulation } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useId, useMemo, useState } from 'react'
import { ApiError } from '../../../../api/request.ts'
import { Button } from '../../../../design/Button.tsx'
import { answerOf, refresh, send } from '../../../data/api.ts'
import { useForm } from '../../../forms/use-form.ts'
import { Dialog } from '../../../parts/Dialog.tsx'
import { Field, NumberInput, Select, TextArea, TextInput } from '../../../parts/fields.tsx'
import { Note } from '../../../parts/Note.tsx'
import { simulatedAgentsPath, SIMULATIONS, simulationVerbPath } from '../data/simulation-addresses.ts'
import { hoursAt, instantAfter, momentWords } from '../data/simulation-words.ts'
import { TimelineField } from '../new/TimelineField.tsx'
import { CHANGES_EXAMPLE, lineFaults, type LineFault } from '../new/timeline-text.ts'
import { hoursWords } from '../tree/branch-lanes.ts'
import { branchName, changeFault, requestOf, type ForkValues } from './fork-values.ts'

/** Where one came from: the run as a whole, or something that was said in it. */
export type ForkStart = { kind: 'time' } | { kind: 'turn'; turn: number; who: string; text: string }

const NAMES_OFFERED = 20

export function ForkDialog({ run, start, onClose }: { run: Simulation; start: ForkStart; onClose(): void }) {
  const navigate = useNavigate()
  const [faults, setFaults] = useState<readonly LineFault[]>([])
  const reached = hoursAt(run, run.now)
  const initial = useMemo((): ForkValues => {
    const recommender = run.recommender === 'popular' ? 'recent' : 'popular'
    return {
      name: '', kind: start.kind, atHours: Math.round(reached / 2 * 10) / 10, turn: start.kind === 'turn' ? start.turn : null, change: 'recommender',
      recommender, who: '', whom: '', text: '', changes: '', seed: '', hours: null,
    }
  }, [run.recommender, start, reached])
  const form = useForm({
    schema: simulationForkSchema, initial, keepAs: `fork.${run.id}.${start.kind === 'turn' ? start.turn : 'time'}`,
    shape: (values) => requestOf(run, values.name.trim() === '' ? { ...values, name: branchName(run, values) } : values),
    send: async (request) => {
      setFaults([])
      try {
        const branch = await send('POST', simulationVerbPath(run.id, 'forks'), request)
        void refresh(SIMULATIONS)
        onClose()
        await navigate({ to: '/simulations/runs/$simulationId', params: { simulationId: branch.id } })
      } catch (error) {
        if (error instanceof ApiError) setFaults(lineFaults(error.problem?.faults ?? []))
        throw error
      }
    },
  })
  const { values } = form
  const missing = changeFault(values)
  const words = values.atHours !== null && Number.isFinite(values.atHours) && values.atHours >= 0 ? `${momentWords(instantAfter(run, values.atHours))} UTC; it has come to ${hoursWords(reached)}.` : undefined
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      shape="side"
      title={`Branch ${run.name}`}
      description="Up to the point all is as it was; then something changes, and it goes its own way. Nothing happens to this run."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={form.busy || missing !== null} title={missing ?? undefined} onClick={() => void form.submit()}>{form.busy ? 'Branching…' : 'Branch and run'}</Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (missing === null) void form.submit()
        }}
      >
        <Field label="Where">
          <Select value={values.kind} onChange={({ target }) => form.set({ kind: target.value as ForkValues['kind'] })}>
            <option value="time">At a simulated time</option>
            <option value="turn">Right after a turn</option>
          </Select>
        </Field>
        {values.kind === 'time' ? (
          <Field label="After its beginning" hint={words} fault={form.faultOf('point.at')}>
            <NumberInput unit="hours" value={values.atHours} onValue={(atHours) => form.set({ atHours })} onBlur={() => form.touch('point.at')} />
          </Field>
        ) : (
          <Field label="Number of the turn" hint={start.kind === 'turn' ? `In it ${start.who} said: “${start.text.length > 90 ? `${start.text.slice(0, 90)}…` : start.text}”` : `Counted from 0; it has had ${run.counts?.turns.toLocaleString('en-US') ?? 'no'} turns.`} fault={form.faultOf('point.turn')}>
            <NumberInput inputMode="numeric" value={values.turn} onValue={(turn) => form.set({ turn })} onBlur={() => form.touch('point.turn')} />
          </Field>
        )}
        <Field label="What changes there">
          <Select value={values.change} onChange={({ target }) => form.set({ change: target.value as ForkValues['change'] })}>
            <option value="recommender">another recommender</option>
            <option value="post">a post in somebody’s name</option>
            <option value="ban">somebody’s account is closed</option>
            <option value="follow">somebody follows somebody</option>
            <option value="yaml">several things, in YAML</option>
            <option value="nothing">nothing: chance alone, or the same again</option>
          </Select>
        </Field>
        {values.change === 'recommender' && (
          <Field label="Recommender from there on" hint={`Until then ${run.recommender}.`}>
            <Select value={values.recommender} onChange={({ target }) => form.set({ recommender: target.value as RecommenderName })}>
              {recommenderSchema.options.map((name) => <option key={name} value={name}>{name}</option>)}
            </Select>
          </Field>
        )}
        {(values.change === 'ban' || values.change === 'post' || values.change === 'follow') && <Somebody runId={run.id} label="Who" value={values.who} onValue={(who) => form.set({ who })} />}
        {values.change === 'follow' && <Somebody runId={run.id} label="Whom they follow" value={values.whom} onValue={(whom) => form.set({ whom })} />}
        {values.change === 'post' && <Field label="What they say"><TextArea maxLength={1000} value={values.text} onChange={({ target }) => form.set({ text: target.value })} /></Field>}
        {values.change === 'yaml' && (
          <TimelineField
            label="Changes" hint="As in interventions, all done at the point: “at: start”." example={CHANGES_EXAMPLE} value={values.changes} faults={faults}
            onValue={(changes) => {
              form.set({ changes })
              setFaults([])
            }}
          />
        )}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Seed from there on" hint="The parent’s unless set: then only what changed makes the difference." fault={form.faultOf('seed')}>
            <TextInput mono placeholder={run.seed} value={values.seed} onChange={({ target }) => form.set({ seed: target.value })} />
          </Field>
          <Field label="Ends after" hint="Of the whole line; as long as its parent unless set." fault={form.faultOf('hours')}>
            <NumberInput unit="hours" placeholder={String(hoursAt(run, run.until))} value={values.hours} onValue={(hours) => form.set({ hours })} onBlur={() => form.touch('hours')} />
          </Field>
        </div>
        <Field label="Name" fault={form.faultOf('name')}>
          <TextInput placeholder={branchName(run, values)} maxLength={80} value={values.name} onChange={({ target }) => form.set({ name: target.value })} />
        </Field>
        {form.failure !== null && faults.length === 0 && <Note tone="bad">{form.failure}</Note>}
      </form>
    </Dialog>
  )
}

/** A username, offered as one types. */
function Somebody({ runId, label, value, onValue }: { runId: string; label: string; value: string; onValue(value: string): void }) {
  const list = useId()
  const { data } = useQuery(answerOf(simulatedAgentsPath(runId, value.trim().replace(/^@/, ''), NAMES_OFFERED), { freshMs: 60_000 }))
  const nobody = value.trim() !== '' && data !== undefined && data.items.length === 0
  return (
    <Field label={label} fault={nobody ? 'Nobody in this world is called that.' : null}>
      <TextInput list={list} value={value} placeholder="username" autoComplete="off" onChange={({ target }) => onValue(target.value)} />
      <datalist id={list}>{data?.items.map(({ username, displayName }) => <option key={username} value={username}>{displayName}</option>)}</datalist>
    </Field>
  )
}
