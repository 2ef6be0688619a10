import { siteChangeSchema, type Site } from '@troupe/contract'
import { useCallback } from 'react'
import { toast } from 'sonner'
import { part } from '../../../../api/path.ts'
import { Button } from '../../../../design/Button.tsx'
import { refresh, send } from '../../../data/api.ts'
import { useForm } from '../../../forms/use-form.ts'
import { Ago } from '../../../parts/Ago.tsx'
import { Dialog } from '../../../parts/Dialog.tsx'
import { Field, TextInput } from '../../../parts/fields.tsx'
import { Note } from '../../../parts/Note.tsx'
import { CredentialFields } from './CredentialFields.tsx'
import { credentialSentence } from './site-words.ts'

interface Values { name: string; secret: string; identifier: string; forget: boolean }

export function ChangeSiteDialog({ site, onClose }: { site: Site; onClose(): void }) {
  const { kind, credentials } = site
  const shape = useCallback(({ name, secret, identifier, forget }: Values) => ({
    name,
    ...(forget ? { credentials: null } : secret === '' ? {} : { credentials: { secret, ...(kind === 'atproto' && identifier.trim() !== '' ? { identifier } : {}) } }),
  }), [kind])
  const form = useForm({
    schema: siteChangeSchema,
    initial: { name: site.name, secret: '', identifier: credentials?.identifier ?? '', forget: false } as Values,
    shape,
    send: async (change) => {
      const changed = await send<Site>('PATCH', `/api/platforms/${part(site.id)}`, change)
      await refresh('/api/platforms')
      toast.success(`${changed.name} is changed.`)
      onClose()
    },
  })
  const { values, set, faultOf } = form
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Change ${site.name}`}
      description="Its address can’t be changed: the proof is of this one. Add another site instead."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={form.busy || !form.dirty} onClick={() => void form.submit()}>{form.busy ? 'Saving…' : 'Save'}</Button>
        </>
      }
    >
      <form
        autoComplete="off"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (form.dirty) void form.submit()
        }}
      >
        <Field label="Name" fault={faultOf('name')}><TextInput autoFocus value={values.name} onChange={({ target }) => set({ name: target.value })} onBlur={() => form.touch('name')} /></Field>
        {credentials !== null && (
          <p className="text-13 text-pretty text-ink-soft">
            {credentialSentence(kind, credentials)}, saved <Ago instant={credentials.savedAt} />. Left empty below, {credentials.tokens === null ? 'it stays' : 'they stay'}.
          </p>
        )}
        {!values.forget && <CredentialFields kind={kind} values={values} set={set} faultOf={(path) => faultOf(`credentials.${path}`)} />}
        {credentials !== null && (
          <label className="flex items-center gap-2 text-13">
            <input type="checkbox" className="accent-accent" checked={values.forget} onChange={({ target }) => set({ forget: target.checked })} />
            Forget it; agents can no longer sign in there
          </label>
        )}
        {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
      </form>
    </Dialog>
  )
}
