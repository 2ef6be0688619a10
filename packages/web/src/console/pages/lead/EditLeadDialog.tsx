import { consumerChangeSchema, stageSchema, type Consumer, type Stage } from '@troupe/contract'
import { useCallback, useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { refresh, send } from '../../data/api.ts'
import { leadPath, LEADS } from '../../data/engagement-addresses.ts'
import { useForm } from '../../forms/use-form.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { Field, ListInput, Select, TextInput } from '../../parts/fields.tsx'
import { Note } from '../../parts/Note.tsx'
import { TimezoneInput } from '../../parts/TimezoneInput.tsx'
import { changeOf, valuesOf, type LeadValues } from './edit-lead.ts'

export function EditLeadDialog({ lead, onClose }: { lead: Consumer; onClose(): void }) {
  // As it was when the dialog opened: news of the lead may come while one types.
  const [initial] = useState(() => valuesOf(lead))
  const shape = useCallback((values: LeadValues) => changeOf(initial, values), [initial])
  const form = useForm({
    schema: consumerChangeSchema,
    initial, shape,
    keepAs: `lead.${lead.id}`,
    send: async (change) => {
      if (Object.keys(change).length > 0) await send('PATCH', leadPath(lead.id), change)
      await refresh(LEADS)
      toast.success('Saved.')
      onClose()
    },
  })
  const { values, set, faultOf, touch } = form
  const text = (name: 'name' | 'email' | 'phone' | 'whatsapp' | 'locale') => ({ value: values[name], onChange: ({ target }: { target: { value: string } }) => set({ [name]: target.value }), onBlur: () => touch(name) })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      shape="side"
      title="Edit the lead"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={form.busy} onClick={() => void form.submit()}>{form.busy ? 'Saving…' : 'Save changes'}</Button>
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
        <Field label="Name" fault={faultOf('name')}><TextInput {...text('name')} /></Field>
        <Field label="E-mail" fault={faultOf('email')}><TextInput type="email" {...text('email')} /></Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label="Phone" fault={faultOf('phone')}><TextInput type="tel" {...text('phone')} /></Field>
          <Field label="WhatsApp" fault={faultOf('whatsapp')}><TextInput type="tel" {...text('whatsapp')} /></Field>
        </div>
        <div className="grid grid-cols-2 gap-3">
          <Field label="Timezone" fault={faultOf('timezone')}><TimezoneInput value={values.timezone} onValue={(timezone) => set({ timezone })} onBlur={() => touch('timezone')} /></Field>
          <Field label="Language" fault={faultOf('locale')}><TextInput {...text('locale')} /></Field>
        </div>
        <Field label="Tags" hint="With commas between." fault={faultOf('tags')}><ListInput value={values.tags} onValue={(tags) => set({ tags })} /></Field>
        <Field label="Stage" hint={values.stage === initial.stage ? 'Follows from what happens.' : 'Set by hand: events do not move it back.'} fault={faultOf('stage')}>
          <Select value={values.stage} onChange={({ target }) => set({ stage: target.value as Stage })}>{stageSchema.options.map((stage) => <option key={stage} value={stage}>{stage}</option>)}</Select>
        </Field>
        {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}
