import { goalDraftSchema, type Goal, type GoalDetail } from '@troupe/contract'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { useClock } from '../../../design/now.tsx'
import { refresh, send } from '../../data/api.ts'
import { useCreators } from '../../data/engagement-queries.ts'
import { GOALS } from '../../data/rule-addresses.ts'
import { useForm } from '../../forms/use-form.ts'
import { capital } from '../../parts/action-words.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { Field, NumberInput, Select, TextArea, TextInput } from '../../parts/fields.tsx'
import { Note } from '../../parts/Note.tsx'
import { beginOf, dayFrom, endOf } from './goal-dates.ts'
import { METRIC_WORDS } from './goal-words.ts'

interface Values { creatorId: string; title: string; detail: string; metric: Goal['metric']; target: number | null; fromDay: string; toDay: string }

const DAYS_STANDARD = 14
const UNITS: Readonly<Record<Goal['metric'], string>> = { bookings: 'bookings', payments: 'payments', revenue: '', replies: 'replies', 'engaged-leads': 'leads' }

export function NewGoalDialog({ creatorId: given, onClose }: { creatorId: string | undefined; onClose(): void }) {
  const navigate = useNavigate()
  const creators = useCreators() ?? []
  const { nowMs } = useClock()
  const [initial] = useState<Values>(() => ({ creatorId: given ?? creators[0]?.id ?? '', title: '', detail: '', metric: 'bookings', target: 10, fromDay: dayFrom(nowMs, 0), toDay: dayFrom(nowMs, DAYS_STANDARD - 1) }))
  const form = useForm({
    schema: goalDraftSchema,
    initial,
    keepAs: 'new-goal',
    shape: ({ fromDay, toDay, creatorId, target, ...rest }: Values) => ({ ...rest, creatorId: creatorId || creators[0]?.id, target: target ?? Number.NaN, from: beginOf(fromDay) ?? '', to: endOf(toDay) ?? '' }),
    send: async (draft) => {
      const made = await send<GoalDetail>('POST', GOALS, draft)
      await refresh(GOALS)
      toast.success(`“${made.title}” is set, and is being planned. Nothing is sent before you start it.`)
      onClose()
      await navigate({ to: '/goals/$goalId', params: { goalId: made.id } })
    },
  })
  const { values, set, faultOf, touch } = form
  const creator = creators.find(({ id }) => id === values.creatorId) ?? creators[0]
  return (
    <Dialog
      open onOpenChange={(open) => !open && onClose()} shape="side" title="New goal"
      description="It is planned next, from the sales profile and the leads. You read the plan, change what you want, and start it."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={form.busy || creators.length === 0} onClick={() => void form.submit()}>{form.busy ? 'Setting…' : 'Set the goal'}</Button>
        </>
      }
    >
      {creators.length === 0 ? <Note tone="wait">A goal is a creator’s. Onboard one first.</Note> : (
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            void form.submit()
          }}
        >
          {creators.length > 1 && <Field label="Whose" fault={faultOf('creatorId')}><Select value={creator?.id} onChange={({ target }) => set({ creatorId: target.value })}>{creators.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}</Select></Field>}
          <Field label="Goal" fault={faultOf('title')}><TextInput autoFocus placeholder="Fill the spring course" value={values.title} onChange={({ target }) => set({ title: target.value })} onBlur={() => touch('title')} /></Field>
          <Field label="More about it" hint="What the plan should keep in mind; may be left empty." fault={faultOf('detail')}><TextArea value={values.detail} onChange={({ target }) => set({ detail: target.value })} onBlur={() => touch('detail')} /></Field>
          <div className="grid grid-cols-2 gap-3">
            <Field label="Counted in" fault={faultOf('metric')}><Select value={values.metric} onChange={({ target }) => set({ metric: target.value as Goal['metric'] })}>{goalDraftSchema.shape.metric.options.map((metric) => <option key={metric} value={metric}>{capital(METRIC_WORDS[metric])}</option>)}</Select></Field>
            <Field label="Target" fault={faultOf('target')}><NumberInput unit={values.metric === 'revenue' ? creator?.currency ?? '' : UNITS[values.metric]} className="pr-20!" value={values.target} onValue={(target) => set({ target })} onBlur={() => touch('target')} /></Field>
            <Field label="From" fault={faultOf('from') === null ? null : 'Choose a day.'}><TextInput type="date" value={values.fromDay} onChange={({ target }) => set({ fromDay: target.value })} onBlur={() => touch('from')} /></Field>
            <Field label="To, and including" fault={faultOf('to') === null ? null : values.toDay === '' ? 'Choose a day.' : faultOf('to')}><TextInput type="date" value={values.toDay} onChange={({ target }) => set({ toDay: target.value })} onBlur={() => touch('to')} /></Field>
          </div>
          {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
          <button type="submit" hidden />
        </form>
      )}
    </Dialog>
  )
}
