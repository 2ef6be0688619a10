import { credentialDraftSchema, type Credential } from '@troupe/contract'
import { useCallback, useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../../design/Button.tsx'
import { CREDENTIALS } from '../../../data/acting-addresses.ts'
import { refresh, send } from '../../../data/api.ts'
import { useForm } from '../../../forms/use-form.ts'
import { path } from '../../../../api/path.ts'
import { Dialog } from '../../../parts/Dialog.tsx'
import { Field, TextInput } from '../../../parts/fields.tsx'
import { Verbatim } from '../../../parts/Fold.tsx'
import { Note } from '../../../parts/Note.tsx'
import { credentialOf, valuesOf, VENDOR_FORMS, type SetUpVendor } from './vendor-fields.ts'

export interface CredentialDialogProps {
  vendor: SetUpVendor
  /** Null for the whole workspace. */
  creator: { id: string; name: string } | null
  saved: Credential | undefined
  onClose(): void
}

/** What signs in at a vendor. Secrets go in and never come out. */
export function CredentialDialog({ vendor, creator, saved, onClose }: CredentialDialogProps) {
  const { label, about, fields } = VENDOR_FORMS[vendor]
  const [made, setMade] = useState<string | null>(null)
  const shape = useCallback((values: Record<string, string>) => credentialOf(vendor, values), [vendor])
  const [initial] = useState(() => valuesOf(vendor, saved?.shown ?? {}))
  const form = useForm({
    schema: credentialDraftSchema,
    initial,
    shape,
    send: async (draft) => {
      const stored = await send<Credential>('PUT', path(CREDENTIALS, { creatorId: creator?.id }), draft)
      await refresh('/api/channels')
      toast.success(`${label} is set up${creator === null ? '' : ` for ${creator.name}`}.`, { description: 'Nothing was sent yet. Press Test beside a channel to try it.' })
      if (stored.secret === undefined) onClose()
      else setMade(stored.secret)
    },
  })
  if (made !== null) {
    return (
      <Dialog open onOpenChange={(open) => !open && onClose()} title="The signing secret" description="Keep it now: it is shown this once. Your program checks with it that a message is from here." actions={<Button variant="primary" onClick={onClose}>I have it</Button>}>
        <Verbatim text={made} copies="secret" />
      </Dialog>
    )
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      shape="side"
      title={saved === undefined ? `Set up ${label}` : `Replace ${label}`}
      description={<>{about} {creator === null ? 'For the whole workspace.' : `For ${creator.name} alone.`} Secrets are encrypted and cannot be read again, only replaced.</>}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={form.busy} onClick={() => void form.submit()}>{form.busy ? 'Storing…' : 'Store'}</Button>
        </>
      }
    >
      <form
        autoComplete="off"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void form.submit()
        }}
      >
        {fields.map(({ name, label: words, hint, placeholder, secret = false, optional = false }, place) => (
          <Field key={name} label={words} aside={optional ? 'may be left out' : undefined} hint={secret && saved?.ending != null ? `${hint ?? ''} The one stored now ends in …${saved.ending}; it has to be given again.`.trim() : hint} fault={form.faultOf(name)}>
            <TextInput
              mono autoFocus={place === 0} {...(secret ? { type: 'password', autoComplete: 'new-password' } : { autoComplete: 'off' })} spellCheck={false} placeholder={placeholder}
              value={form.values[name] ?? ''} onChange={({ target }) => form.set({ [name]: target.value })} onBlur={() => form.touch(name)}
            />
          </Field>
        ))}
        {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}
