import { experimentDraftSchema, KNOWN_EVENT_TYPES, type Experiment } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useId } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { EXPERIMENTS } from '../../data/acting-addresses.ts'
import { agentsPath } from '../../data/addresses.ts'
import { answerOf, refresh, send } from '../../data/api.ts'
import { useCreators } from '../../data/engagement-queries.ts'
import { useForm } from '../../forms/use-form.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { Field, NumberInput, Select, TextInput } from '../../parts/fields.tsx'
import { Note } from '../../parts/Note.tsx'
import { ArmFields, type ArmValue } from './ArmFields.tsx'
import { keyOfName } from './experiment-words.ts'

interface Values { name: string; key: string | null; creatorId: string; agentId: string; arms: ArmValue[]; holdoutPercent: number; goal: string; windowDays: number }

const INITIAL: Values = { name: '', key: null, creatorId: '', agentId: '', arms: [{ key: 'plain', text: '', weight: 1 }, { key: 'warm', text: '', weight: 1 }], holdoutPercent: 10, goal: 'payment_success', windowDays: 14 }

/** As the API takes it; the key follows the name until somebody writes one. */
function draftOf({ name, key, creatorId, agentId, arms, holdoutPercent, goal, windowDays }: Values): unknown {
  return { name, key: key ?? keyOfName(name), creatorId: creatorId === '' ? null : creatorId, agentId: agentId === '' ? null : agentId, arms, holdout: holdoutPercent / 100, goal, windowDays }
}

export function NewExperimentDialog({ onClose }: { onClose(): void }) {
  const navigate = useNavigate()
  const creators = useCreators() ?? []
  const goals = useId()
  const form = useForm({
    schema: experimentDraftSchema,
    initial: INITIAL,
    keepAs: 'new-experiment',
    shape: draftOf,
    send: async (draft) => {
      const made = await send<Experiment>('POST', EXPERIMENTS, draft)
      await refresh(EXPERIMENTS)
      toast.success(`“${made.name}” is written. It runs once you start it.`)
      onClose()
      await navigate({ to: '/experiments/$experimentId', params: { experimentId: made.id } })
    },
  })
  const { values, set, faultOf, touch } = form
  const agents = useQuery(answerOf(agentsPath({ creatorId: values.creatorId }), { freshMs: 15_000 })).data?.items.filter(({ platform }) => platform === 'messaging') ?? []
  return (
    <Dialog
      open onOpenChange={(open) => !open && onClose()} shape="side" title="New experiment"
      description="Several ways to say something, tried at once on leads who fall into them by chance; and some who hear nothing, for comparison."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={form.busy} onClick={() => void form.submit()}>{form.busy ? 'Writing…' : 'Write it'}</Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void form.submit()
        }}
      >
        <Field label="Name" fault={faultOf('name')}><TextInput autoFocus value={values.name} placeholder="First words" onChange={({ target }) => set({ name: target.value })} onBlur={() => touch('name')} /></Field>
        <Field label="Key" hint="By which an agent of code asks for its words." fault={faultOf('key')}><TextInput mono value={values.key ?? keyOfName(values.name)} onChange={({ target }) => set({ key: target.value === '' ? null : target.value })} onBlur={() => touch('key')} /></Field>
        {creators.length > 0 && <Field label="Whose leads" fault={faultOf('creatorId')}><Select value={values.creatorId} onChange={({ target }) => set({ creatorId: target.value, agentId: '' })}><option value="">Of all creators</option>{creators.map(({ id, name }) => <option key={id} value={id}>{name}’s</option>)}</Select></Field>}
        <Field label="Agent" hint={values.agentId === '' ? 'Agents that ask for words by the key.' : 'Every message of this agent. Those held out hear nothing of it.'} fault={faultOf('agentId')}>
          <Select value={values.agentId} onChange={({ target }) => set({ agentId: target.value })}><option value="">Whichever asks for its words</option>{agents.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}</Select>
        </Field>
        <ArmFields arms={values.arms} holdout={values.holdoutPercent / 100} onArms={(arms) => set({ arms })} faultOf={faultOf} touch={touch} />
        {faultOf('arms') !== null && <Note tone="bad">{faultOf('arms')}</Note>}
        <Field label="Who hear nothing" hint="Without them it tells which words do better, not whether any do good." fault={faultOf('holdout')}><NumberInput unit="% of leads" className="pr-20!" value={values.holdoutPercent} onValue={(share) => set({ holdoutPercent: share ?? Number.NaN })} onBlur={() => touch('holdout')} /></Field>
        <Field label="What counts" hint="An event, such as a payment or a booking." fault={faultOf('goal')}><TextInput mono list={goals} value={values.goal} onChange={({ target }) => set({ goal: target.value })} onBlur={() => touch('goal')} /></Field>
        <datalist id={goals}>{KNOWN_EVENT_TYPES.map((type) => <option key={type} value={type} />)}</datalist>
        <Field label="Within" hint="Of each lead’s first message of it. A lead counts once these days are over." fault={faultOf('windowDays')}><NumberInput unit="days" value={values.windowDays} onValue={(days) => set({ windowDays: days ?? Number.NaN })} onBlur={() => touch('windowDays')} /></Field>
        {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}
