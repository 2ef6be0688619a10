import { CircleCheck, CircleX, Plug } from 'lucide-react'
import { useState } from 'react'
import { formatDuration } from '../../../design/number-format.ts'
import type { ProviderTestResult } from '../../data/addresses.ts'
import { causeOf, send } from '../../data/api.ts'
import { ActButton } from '../../parts/ActButton.tsx'

/** Sends the provider one small question, and says what came back and how fast. Key it by provider and model. */
export function TestButton({ provider, model, refused = null }: { provider: string; model: string; refused?: string | null }) {
  const [busy, setBusy] = useState(false)
  const [result, setResult] = useState<ProviderTestResult | null>(null)
  async function test(): Promise<void> {
    setBusy(true)
    setResult(null)
    try {
      setResult(await send<ProviderTestResult>('POST', '/api/llm-config/test', { provider, model }))
    } catch (error) {
      setResult({ ok: false, ms: 0, message: causeOf(error) })
    } finally {
      setBusy(false)
    }
  }
  return (
    <span className="flex min-h-8 flex-wrap items-center gap-2">
      <ActButton size="small" refused={refused} disabled={busy} {...(refused === null ? { title: `Ask ${model} one small question` } : {})} onClick={() => void test()}><Plug size={13} aria-hidden />{busy ? 'Asking…' : 'Test'}</ActButton>
      <span role="status" className="min-w-0">
        {result !== null && (
          <span className={`inline-flex items-start gap-1.5 ${result.ok ? 'text-ink-soft' : 'text-bad'}`}>
            {result.ok ? <CircleCheck aria-hidden size={15} className="mt-px shrink-0 text-good" /> : <CircleX aria-hidden size={15} className="mt-px shrink-0" />}
            <span className="min-w-0 break-words">{result.message}{result.ok && result.ms > 0 ? ` It took ${formatDuration(result.ms)}.` : ''}</span>
          </span>
        )}
      </span>
    </span>
  )
}
