import { consentChannelSchema, consumerDraftSchema, type Consumer } from '@troupe/contract'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../../design/Button.tsx'
import { refresh, send } from '../../data/api.ts'
import { LEADS } from '../../data/engagement-addresses.ts'
import { useCreators } from '../../data/engagement-queries.ts'
import { useForm } from '../../forms/use-form.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { Field, ListInput, Select, TextInput } from '../../parts/fields.tsx'
import { Note } from '../../parts/Note.tsx'
import { TimezoneInput } from '../../parts/TimezoneInput.tsx'
import { consentsOf, draftOf, NOBODY, type NewLeadValues } from './new-lead.ts'

/** Which show what is wrong with them. */
const FIELDS = ['creatorId', 'name', 'email', 'phone', 'whatsapp', 'timezone', 'locale', 'tags'] as const

export function NewLeadDialog({ creatorId, onClose }: { creatorId: string | undefined; onClose(): void }) {
  const creators = useCreators() ?? []
  const navigate = useNavigate()
  const [initial] = useState<NewLeadValues>(() => ({ ...NOBODY, creatorId: creatorId ?? creators[0]?.id ?? '' }))
  const form = useForm({
    schema: consumerDraftSchema,
    initial,
    shape: draftOf,
    keepAs: 'new-lead',
    send: async (draft) => {
      const lead = await send<Consumer>('POST', LEADS, draft)
      await refresh(LEADS, '/api/creators')
      onClose()
      await navigate({ to: '/leads/$leadId', params: { leadId: lead.id } })
    },
  })
  const { values, set, faultOf, touch } = form
  const text = (name: 'name' | 'email' | 'phone' | 'whatsapp' | 'locale') => ({ value: values[name], onChange: ({ target }: { target: { value: string } }) => set({ [name]: target.value }), onBlur: () => touch(name) })
  const asked = consentsOf(values).length > 0
  // What a field says already needs no second telling.
  const told = FIELDS.some((name) => faultOf(name) !== null) || (asked && faultOf('consents.0.source') !== null)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      shape="side"
      title="New lead"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={form.busy} onClick={() => void form.submit()}>{form.busy ? 'Saving…' : 'Add the lead'}</Button>
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
        <Field label="Creator" fault={faultOf('creatorId')}><Select value={values.creatorId} onChange={({ target }) => set({ creatorId: target.value })}>{values.creatorId === '' && <option value="">Choose one</option>}{creators.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}</Select></Field>
        <Field label="Name" fault={faultOf('name')}><TextInput autoFocus {...text('name')} /></Field>
        <Field label="E-mail" fault={faultOf('email')}><TextInput type="email" {...text('email')} /></Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label="Phone" hint="International: +49 30 …" fault={faultOf('phone')}><TextInput type="tel" {...text('phone')} /></Field>
          <Field label="WhatsApp" hint="Where it is another number." fault={faultOf('whatsapp')}><TextInput type="tel" {...text('whatsapp')} /></Field>
        </div>
        <div className="grid grid-cols-2 gap-3">
          <Field label="Timezone" hint="Told from the phone number where empty." fault={faultOf('timezone')}><TimezoneInput value={values.timezone} onValue={(timezone) => set({ timezone })} onBlur={() => touch('timezone')} /></Field>
          <Field label="Language" fault={faultOf('locale')}><TextInput {...text('locale')} /></Field>
        </div>
        <Field label="Tags" hint="With commas between." fault={faultOf('tags')}><ListInput value={values.tags} onValue={(tags) => set({ tags })} /></Field>
        <fieldset className="flex flex-col gap-2 border-t border-line pt-4">
          <legend className="sr-only">Consent</legend>
          <p className="text-13 font-medium">Agreed to be written to by</p>
          <div className="flex flex-wrap gap-x-5 gap-y-2">
            {consentChannelSchema.options.map((channel) => (
              <label key={channel} className="inline-flex items-center gap-2">
                <input type="checkbox" checked={values.consents.includes(channel)} onChange={() => set({ consents: values.consents.includes(channel) ? values.consents.filter((each) => each !== channel) : [...values.consents, channel] })} className="size-4 accent-accent" />
                {{ email: 'e-mail', whatsapp: 'WhatsApp', sms: 'SMS', 'in-app': 'messages in the app', call: 'calls' }[channel]}
              </label>
            ))}
          </div>
          {asked && <Field label="How do you know?" hint="Kept as the source: the form, the fair, the date." fault={faultOf('consents.0.source')}><TextInput value={values.consentSource} onChange={({ target }) => set({ consentSource: target.value })} onBlur={() => touch('consents.0.source')} /></Field>}
        </fieldset>
        {form.failure !== null && !told && <Note tone="bad">{form.failure}</Note>}
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}
