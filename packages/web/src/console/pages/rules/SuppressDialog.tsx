import { consentChannelSchema, suppressionDraftSchema, type ConsentChannel } from '@troupe/contract'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { refresh, send } from '../../data/api.ts'
import { SUPPRESSIONS } from '../../data/rule-addresses.ts'
import { useForm } from '../../forms/use-form.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { channelWord } from '../../parts/engagement/marks.tsx'
import { Field, Select, TextInput } from '../../parts/fields.tsx'
import { Note } from '../../parts/Note.tsx'

interface Values { channel: ConsentChannel; address: string; source: string }

function shape({ source, ...rest }: Values): unknown {
  return { ...rest, ...(source.trim() === '' ? {} : { source }) }
}

export function SuppressDialog({ onClose }: { onClose(): void }) {
  const form = useForm({
    schema: suppressionDraftSchema,
    initial: { channel: 'email', address: '', source: '' } as Values,
    shape,
    send: async (draft) => {
      await send('POST', SUPPRESSIONS, draft)
      await refresh(SUPPRESSIONS, '/api/consumers')
      toast.success(`Never written to by ${channelWord(draft.channel)} again.`)
      onClose()
    },
  })
  const { values, set, faultOf, touch } = form
  const example = values.channel === 'email' ? 'ada@example.com' : values.channel === 'in-app' ? 'the lead’s id in your app' : '+49 30 1234567'
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Never write to an address"
      description="From now on nothing goes there, by no creator of the workspace. The address itself is not kept, only a hash of it."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={form.busy} onClick={() => void form.submit()}>{form.busy ? 'Adding…' : 'Add it'}</Button>
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
        <Field label="Channel"><Select value={values.channel} onChange={({ target }) => set({ channel: target.value as ConsentChannel })}>{consentChannelSchema.options.map((channel) => <option key={channel} value={channel}>{channelWord(channel)}</option>)}</Select></Field>
        <Field label="Address" fault={faultOf('address')}><TextInput autoFocus autoComplete="off" placeholder={example} value={values.address} onChange={({ target }) => set({ address: target.value })} onBlur={() => touch('address')} /></Field>
        <Field label="Where they said so" hint="A letter, a call, with the day; may be left empty." fault={faultOf('source')}><TextInput value={values.source} onChange={({ target }) => set({ source: target.value })} onBlur={() => touch('source')} /></Field>
        {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}
