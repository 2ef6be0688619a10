import type { Provider } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { PROVIDER_KEYS, PROVIDERS, type StoredKey } from '../../data/addresses.ts'
import { answerOf, refresh, send } from '../../data/api.ts'
import { Ago } from '../../parts/Ago.tsx'
import { ConfirmDialog, type Question } from '../../parts/ConfirmDialog.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Section } from '../../parts/Page.tsx'
import { ofTheInstance } from './environment-key.ts'
import { isOwnServer } from './own-server.ts'
import { ProviderKeyDialog } from './ProviderKeyDialog.tsx'
import { TestButton } from './TestButton.tsx'

type Adding = { kind: 'key'; provider: Provider } | { kind: 'custom' }

const KEY_WORDS: Readonly<Record<Provider['key'], string>> = {
  stored: 'key stored here', environment: 'key from the environment', missing: 'no key', 'not-needed': 'needs no key',
}

/** Why there is nothing to test yet. */
function untestable(provider: Provider): string | null {
  if (provider.key === 'missing') return `There is no key for ${provider.label} yet. Add one first.`
  if (provider.id === 'rehearsal') return null
  if (!provider.allowed) return `${ofTheInstance(provider)} Save one of your own to test it.`
  if (provider.baseUrl === null) return 'It has no address yet. Set it first.'
  return provider.models.length === 0 ? 'No model of it is named yet. Name one first.' : null
}

function changeWords(provider: Provider): string {
  if (isOwnServer(provider)) return provider.baseUrl === null ? 'Set address' : 'Change'
  if (!provider.allowed) return 'Add own key'
  return provider.key === 'stored' ? 'Replace key' : 'Add key'
}

export function ProvidersSection() {
  const providers = useQuery(answerOf(PROVIDERS))
  const keys = useQuery(answerOf(PROVIDER_KEYS))
  const [adding, setAdding] = useState<Adding | null>(null)
  const [question, setQuestion] = useState<Question | null>(null)
  const remove = (key: StoredKey) => setQuestion({
    title: `Remove the key of ${key.label}?`,
    consequence: ['Calls that use it fail from now on, until another key is there or another provider is chosen.', 'Keys are write-only: to put it back you need the key itself.'],
    confirm: 'Remove the key',
    danger: true,
    act: async () => {
      await send('DELETE', `/api/provider-keys/${encodeURIComponent(key.id)}`)
      await refresh('/api/provider-keys', '/api/llm-config')
      toast.success(`The key of ${key.label} is removed.`)
    },
  })
  return (
    <div className="max-w-3xl">
      <Section title="Providers" aside={<Button size="small" onClick={() => setAdding({ kind: 'custom' })}><Plus size={14} aria-hidden />Own server</Button>}>
        <p className="mb-3 max-w-prose text-pretty text-ink-soft">Test asks a provider’s first model one small question. Keys are encrypted and never shown again. Having a key does not spend money: a provider is used once you choose it under “Models and budget”.</p>
        <Answer query={providers} what="the providers">
          {({ items }) => (
            <ul className="divide-y divide-line border-y border-line">
              {items.map((provider) => {
                const stored = keys.data?.items.find((key) => key.provider === provider.id)
                const model = provider.models[0]
                return (
                  <li key={provider.id} className="flex flex-wrap items-center gap-x-4 gap-y-1.5 py-2.5">
                    <span className="min-w-44 flex-1 max-sm:basis-full">
                      <span className="block font-medium">{provider.label}</span>
                      <span className="block text-12 text-ink-faint">
                        {provider.key === 'not-needed' && provider.baseUrl === null && provider.id !== 'rehearsal' ? 'no address yet' : KEY_WORDS[provider.key]}
                        {stored?.ending != null && <span className="font-mono"> …{stored.ending}</span>}
                        {stored !== undefined && <>, saved <Ago instant={stored.createdAt} /></>}
                        {provider.key === 'missing' && provider.keyName !== null && <> · or set <code>{provider.keyName}</code></>}
                        {!provider.allowed && <span className="block text-pretty">{ofTheInstance(provider)} You can save one of your own.</span>}
                        {provider.baseUrl !== null && <span className="font-mono max-sm:block max-sm:break-all"><span className="max-sm:hidden"> · </span>{provider.baseUrl}</span>}
                      </span>
                    </span>
                    <TestButton key={`${stored?.createdAt ?? ''} ${model ?? ''}`} provider={provider.id} model={model ?? ''} refused={untestable(provider)} />
                    {provider.id !== 'rehearsal' && <Button size="small" className="min-w-26" onClick={() => setAdding({ kind: 'key', provider })}>{changeWords(provider)}</Button>}
                    {stored !== undefined && <Button size="small" variant="quiet" aria-label={`Remove the key of ${provider.label}`} title="Remove…" onClick={() => remove(stored)}><Trash2 size={14} aria-hidden /></Button>}
                  </li>
                )
              })}
            </ul>
          )}
        </Answer>
      </Section>
      {adding !== null && <ProviderKeyDialog provider={adding.kind === 'key' ? adding.provider : null} onClose={() => setAdding(null)} />}
      <ConfirmDialog question={question} onClose={() => setQuestion(null)} />
    </div>
  )
}
