import { providerKeySchema, type Provider } from '@troupe/contract'
import { useCallback } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { PROVIDER_KEYS } from '../../data/addresses.ts'
import { refresh, send } from '../../data/api.ts'
import { useForm } from '../../forms/use-form.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { Field, ListInput, TextInput } from '../../parts/fields.tsx'
import { Note } from '../../parts/Note.tsx'
import { isOwnServer } from './own-server.ts'

interface Values { label: string; baseUrl: string; apiKey: string; models: string[] }

/** A key for a provider of the catalogue, or (`null`) an OpenAI-compatible server of one's own. */
export function ProviderKeyDialog({ provider, onClose }: { provider: Provider | null; onClose(): void }) {
  const custom = provider === null || isOwnServer(provider)
  const shape = useCallback(({ label, baseUrl, apiKey, models }: Values) => ({
    provider: provider?.id ?? slug(label),
    ...(apiKey === '' ? {} : { apiKey }),
    ...(custom ? { baseUrl, label, models } : {}),
  }), [provider, custom])
  const form = useForm({
    schema: providerKeySchema,
    initial: { label: custom ? provider?.label ?? '' : '', baseUrl: provider?.baseUrl ?? '', apiKey: '', models: provider?.models ?? [] } as Values,
    shape,
    send: async (key) => {
      await send('POST', PROVIDER_KEYS, key)
      await refresh('/api/provider-keys', '/api/llm-config')
      toast.success(`${provider?.label ?? form.values.label} is saved.`, { description: 'Nothing has been asked of it yet. Press Test beside it to try it.' })
      onClose()
    },
  })
  const { values, set, faultOf, touch } = form
  const keyMissing = !custom && values.apiKey === ''
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={provider === null ? 'Add a server of your own' : custom ? provider.label : `Key for ${provider.label}`}
      description={custom ? 'Any server that speaks OpenAI’s wire: Ollama, vLLM, LM Studio and others.' : 'It is encrypted and cannot be read again, only replaced.'}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={form.busy || keyMissing} onClick={() => void form.submit()}>{form.busy ? 'Storing…' : 'Store'}</Button>
        </>
      }
    >
      <form
        autoComplete="off"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (!keyMissing) void form.submit()
        }}
      >
        {custom && (
          <>
            <Field label="Name" fault={faultOf('label') ?? faultOf('provider')}><TextInput autoFocus value={values.label} onChange={({ target }) => set({ label: target.value })} onBlur={() => touch('provider')} /></Field>
            <Field label="Base URL" hint="Up to and with /v1, for example http://127.0.0.1:11434/v1 for Ollama." fault={faultOf('baseUrl')}><TextInput mono inputMode="url" placeholder="http://127.0.0.1:11434/v1" value={values.baseUrl} onChange={({ target }) => set({ baseUrl: target.value })} onBlur={() => touch('baseUrl')} /></Field>
            <Field label="Models" hint="Their names, separated by commas." fault={faultOf('models')}><ListInput value={values.models} onValue={(models) => set({ models })} /></Field>
          </>
        )}
        <Field label={custom ? 'Key, if it wants one' : 'Key'} fault={faultOf('apiKey')}>
          <TextInput mono type="password" autoComplete="off" autoFocus={!custom} value={values.apiKey} onChange={({ target }) => set({ apiKey: target.value.trim() })} />
        </Field>
        {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
      </form>
    </Dialog>
  )
}

function slug(label: string): string {
  return label.trim().toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '').slice(0, 60)
}
