import { apiKeyDraftSchema, scopeSchema, type ApiKey } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { KeyRound, Plus, Trash2 } from 'lucide-react'
import { useCallback, useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { API_KEYS } from '../../data/addresses.ts'
import { answerOf, refresh, send } from '../../data/api.ts'
import { useForm } from '../../forms/use-form.ts'
import { Ago } from '../../parts/Ago.tsx'
import { ConfirmDialog, type Question } from '../../parts/ConfirmDialog.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Field, Select, TextInput } from '../../parts/fields.tsx'
import { Verbatim } from '../../parts/Fold.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Note } from '../../parts/Note.tsx'
import { Section } from '../../parts/Page.tsx'

const DAY_MS = 24 * 60 * 60_000
type Scope = ApiKey['scopes'][number]
const SCOPE_WORDS: Readonly<Record<Scope, string>> = { read: 'read: look at everything', write: 'write: change agents and personas', admin: 'admin: people, keys and models too' }

export function ApiKeysSection() {
  const keys = useQuery(answerOf(API_KEYS))
  const [making, setMaking] = useState(false)
  const [question, setQuestion] = useState<Question | null>(null)
  const revoke = (key: ApiKey) => setQuestion({
    title: `Revoke “${key.name}”?`,
    consequence: [`Programs that use ${key.prefix}… are refused from this moment. A revoked key cannot come back.`],
    confirm: 'Revoke the key',
    danger: true,
    act: async () => {
      await send('DELETE', `/api/api-keys/${encodeURIComponent(key.id)}`)
      await refresh('/api/api-keys')
      toast.success(`“${key.name}” is revoked.`)
    },
  })
  return (
    <div className="max-w-3xl">
      <Section title="API keys" aside={<Button size="small" variant="primary" onClick={() => setMaking(true)}><Plus size={14} aria-hidden />New key</Button>}>
        <Answer query={keys} what="the keys">
          {({ items }) => items.length === 0 ? (
            <EmptyState icon={<KeyRound size={22} />} title="No keys yet">A key lets a program use the API as this workspace, within its scopes. The reference is at <a href="/api/docs" className="text-accent hover:underline">/api/docs</a>.</EmptyState>
          ) : (
            <ul className="divide-y divide-line border-y border-line">
              {items.map((key) => (
                <li key={key.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
                  <span className="min-w-44 flex-1"><span className="block font-medium">{key.name}</span><span className="font-mono text-12 text-ink-faint">{key.prefix}…</span></span>
                  <span className="text-ink-soft">{key.scopes.join(', ')}</span>
                  <span className="text-12 text-ink-faint">{key.lastUsedAt === null ? 'never used' : <>used <Ago instant={key.lastUsedAt} /></>}</span>
                  <span className="text-12 text-ink-faint">{key.expiresAt === null ? 'does not expire' : <>expires <Ago instant={key.expiresAt} /></>}</span>
                  <Button size="small" variant="quiet" aria-label={`Revoke ${key.name}`} title="Revoke…" onClick={() => revoke(key)}><Trash2 size={14} aria-hidden /></Button>
                </li>
              ))}
            </ul>
          )}
        </Answer>
      </Section>
      {making && <NewKey onClose={() => setMaking(false)} />}
      <ConfirmDialog question={question} onClose={() => setQuestion(null)} />
    </div>
  )
}

interface Values { name: string; scope: Scope; days: string }

function NewKey({ onClose }: { onClose(): void }) {
  const [key, setKey] = useState<string | null>(null)
  const shape = useCallback(({ name, scope, days }: Values) => ({
    name,
    // The widest scope holds those below it.
    scopes: scopeSchema.options.slice(0, scopeSchema.options.indexOf(scope) + 1),
    expiresAt: days === '' ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString(),
  }), [])
  const form = useForm({
    schema: apiKeyDraftSchema,
    initial: { name: '', scope: 'read', days: '90' } as Values,
    shape,
    send: async (draft) => {
      const made = await send<ApiKey>('POST', '/api/api-keys', draft)
      await refresh('/api/api-keys')
      setKey(made.key ?? '')
    },
  })
  if (key !== null) {
    return (
      <Dialog open onOpenChange={(open) => !open && onClose()} title="Copy the key now" description="It is shown this once; only its hash is kept." actions={<Button variant="primary" onClick={onClose}>I have it</Button>}>
        <Verbatim text={key} copies="key" />
      </Dialog>
    )
  }
  const { values, set } = form
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="New API key"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={form.busy} onClick={() => void form.submit()}>{form.busy ? 'Making…' : 'Make the key'}</Button>
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
        <Field label="Name" hint="What will use it." fault={form.faultOf('name')}><TextInput autoFocus value={values.name} onChange={({ target }) => set({ name: target.value })} onBlur={() => form.touch('name')} /></Field>
        <Field label="Scope"><Select value={values.scope} onChange={({ target }) => set({ scope: target.value as Scope })}>{scopeSchema.options.map((scope) => <option key={scope} value={scope}>{SCOPE_WORDS[scope]}</option>)}</Select></Field>
        <Field label="Expires" fault={form.faultOf('expiresAt')}>
          <Select value={values.days} onChange={({ target }) => set({ days: target.value })}>
            <option value="7">in a week</option>
            <option value="30">in 30 days</option>
            <option value="90">in 90 days</option>
            <option value="365">in a year</option>
            <option value="">never</option>
          </Select>
        </Field>
        {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
      </form>
    </Dialog>
  )
}
