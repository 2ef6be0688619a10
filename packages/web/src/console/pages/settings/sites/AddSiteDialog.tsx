import { siteDraftSchema, siteKindSchema, type Site, type SiteKind } from '@troupe/contract'
import { useCallback } from 'react'
import { Button } from '../../../../design/Button.tsx'
import { refresh, send } from '../../../data/api.ts'
import { useForm } from '../../../forms/use-form.ts'
import { Dialog } from '../../../parts/Dialog.tsx'
import { Choice, Field, TextInput } from '../../../parts/fields.tsx'
import { Note } from '../../../parts/Note.tsx'
import { CredentialFields } from './CredentialFields.tsx'
import { KIND_WORDS, nameFor } from './site-words.ts'

interface Values { kind: SiteKind; origin: string; name: string; secret: string; identifier: string }

const HINTS: Readonly<Record<SiteKind, string>> = {
  showcase: 'An image gallery of your own that speaks Troupe’s HTTP wire.',
  mastodon: 'Mastodon, Pixelfed and others with its API, hosted by you. Accounts are flagged as bots.',
  atproto: 'A personal data server of your own. Accounts carry the bot label.',
}

/** `onAdded` goes on to the proof. */
export function AddSiteDialog({ onAdded, onClose }: { onAdded(site: Site): void; onClose(): void }) {
  const shape = useCallback(({ kind, origin, name, secret, identifier }: Values) => ({
    kind, origin, name: name.trim() === '' ? nameFor(origin) || origin : name,
    ...(secret === '' ? {} : { credentials: { secret, ...(kind === 'atproto' && identifier.trim() !== '' ? { identifier } : {}) } }),
  }), [])
  const form = useForm({
    schema: siteDraftSchema,
    initial: { kind: 'showcase', origin: '', name: '', secret: '', identifier: '' } as Values,
    shape,
    send: async (draft) => {
      const site = await send<Site>('POST', '/api/platforms', draft)
      await refresh('/api/platforms')
      onAdded(site)
    },
  })
  const { values, set, faultOf, touch } = form
  return (
    <Dialog
      open
      shape="side"
      onOpenChange={(open) => !open && onClose()}
      title="Add a site of your own"
      description="First its address, then the proof: you copy a file, serve it from the site, and let it be checked."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={form.busy} onClick={() => void form.submit()}>{form.busy ? 'Adding…' : 'Add and go on'}</Button>
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
        <Choice label="What it speaks" value={values.kind} onChange={(kind) => set({ kind })} options={siteKindSchema.options.map((kind) => ({ value: kind, label: KIND_WORDS[kind], hint: HINTS[kind] }))} />
        <Field label="Address" hint="On your own network, such as http://127.0.0.1:3000, it counts as owned without a file where the instance’s owner granted this workspace its private network." fault={faultOf('origin')}>
          <TextInput mono autoFocus inputMode="url" placeholder="https://gallery.example" value={values.origin} onChange={({ target }) => set({ origin: target.value })} onBlur={() => values.origin !== '' && touch('origin')} />
        </Field>
        <Field label="Name" hint="What it is called here; its host unless you name it." fault={faultOf('name')}>
          <TextInput placeholder={nameFor(values.origin)} value={values.name} onChange={({ target }) => set({ name: target.value })} onBlur={() => touch('name')} />
        </Field>
        <CredentialFields kind={values.kind} values={values} set={set} optional faultOf={(path) => faultOf(`credentials.${path}`)} />
        {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
        <Note>Social networks that belong to others (X, Instagram, TikTok, Reddit, mastodon.social, bsky.social and the like) are refused. There is no setting that changes this.</Note>
        <button type="submit" className="sr-only" tabIndex={-1} aria-hidden>Add</button>
      </form>
    </Dialog>
  )
}

