import { CircleCheck, CircleX, Plug } from 'lucide-react'
import { useState } from 'react'
import { formatDuration } from '../../../design/number-format.ts'
import type { ProviderTestResult } from '../../data/addresses.ts'
import { causeOf, send } from '../../data/api.ts'
import { ActButton } from '../../parts/ActButton.tsx'

/** Sends the provider one small question, and says what came back and how fast, on a line of its own in a row that wraps. Key it by provider and model. */
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
  const said = result === null ? '' : `${result.message}${result.ok && result.ms > 0 ? ` It took ${formatDuration(result.ms)}.` : ''}`
  return (
    <>
      <ActButton size="small" refused={refused} disabled={busy} {...(refused === null ? { title: `Ask ${model} one small question` } : {})} onClick={() => void test()}><Plug size={13} aria-hidden />{busy ? 'Asking…' : 'Test'}</ActButton>
      <span role="status" className="sr-only">{said}</span>
      {result !== null && (
        <span aria-hidden className={`order-last flex basis-full items-start gap-1.5 ${result.ok ? 'text-ink-soft' : 'text-bad'}`}>
          {result.ok ? <CircleCheck size={15} className="mt-px shrink-0 text-good" /> : <CircleX size={15} className="mt-px shrink-0" />}
          <span className="min-w-0 break-words">{said}</span>
        </span>
      )}
    </>
  )
}
