import type { Channel, Channels, Credential } from '@troupe/contract'
import { CircleCheck, CircleX, Send } from 'lucide-react'
import { useState } from 'react'
import { path } from '../../../../api/path.ts'
import { Button } from '../../../../design/Button.tsx'
import { formatDuration } from '../../../../design/number-format.ts'
import { TEST_SEND, type TestSendResult } from '../../../data/acting-addresses.ts'
import { causeOf, refresh, send } from '../../../data/api.ts'
import { useMe } from '../../../data/queries.ts'
import { ActButton } from '../../../parts/ActButton.tsx'
import { ChannelMark } from '../../../parts/engagement/marks.tsx'
import { TextInput } from '../../../parts/fields.tsx'
import { vendorLabel } from './vendor-fields.ts'

/** Those whose tests go to an address; the others go to none. */
const ADDRESSED: ReadonlySet<Channel> = new Set(['email', 'sms', 'whatsapp'])

export interface ChannelRowProps { state: Channels['items'][number]; credential: Credential | undefined; creatorId: string | null; admin: boolean }

/** Who carries a channel now, and a test of it to oneself. */
export function ChannelRow({ state: { channel, vendor, note }, credential, creatorId, admin }: ChannelRowProps) {
  const me = useMe()
  const own = channel === 'email' ? me?.user?.email ?? '' : credential?.shown['ownNumber'] ?? ''
  const [asking, setAsking] = useState(false)
  const [to, setTo] = useState('')
  const [busy, setBusy] = useState(false)
  const [result, setResult] = useState<TestSendResult | null>(null)
  const addressed = ADDRESSED.has(channel) && vendor !== 'console'
  async function test(address: string): Promise<void> {
    setBusy(true)
    setResult(null)
    try {
      setResult(await send('POST', path<TestSendResult>(TEST_SEND, { creatorId }), { channel, to: address }))
      setAsking(false)
    } catch (error) {
      setResult({ ok: false, message: causeOf(error), vendorId: null, ms: 0 })
    } finally {
      setBusy(false)
      void refresh('/api/channels')
    }
  }
  const refused = !admin ? 'Sending a test takes the role admin or above.' : channel === 'payment-link' ? 'A payment link goes by another channel. Test the one that carries it.' : null
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1.5 py-2.5">
      <ChannelMark channel={channel} className="w-32 shrink-0 font-medium first-letter:uppercase" />
      <span className="min-w-0 flex-1 max-sm:basis-full">
        <span className="block">{vendor === 'console' ? 'The console' : vendorLabel(vendor)}</span>
        <span className="block text-12 text-pretty text-ink-faint">{note}</span>
      </span>
      <ActButton
        size="small" refused={refused} disabled={busy}
        onClick={() => {
          setResult(null)
          if (!addressed) return void test(vendor)
          setTo(own)
          setAsking(true)
        }}
      ><Send size={13} aria-hidden />{busy ? 'Sending…' : 'Test'}</ActButton>
      {asking && (
        <form
          className="flex basis-full gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            void test(to.trim())
          }}
        >
          <TextInput autoFocus aria-label="To your own address" placeholder={channel === 'email' ? 'your own address' : 'your own number, as it is saved with Twilio'} value={to} onChange={({ target }) => setTo(target.value)} onKeyDown={({ key }) => key === 'Escape' && setAsking(false)} className="max-w-80" />
          <Button type="submit" size="small" variant="primary" className="h-8!" disabled={busy || to.trim().length < 3}>Send a test to myself</Button>
        </form>
      )}
      {result !== null && (
        <span role="status" className={`flex basis-full items-start gap-1.5 ${result.ok ? 'text-ink-soft' : 'text-bad'}`}>
          {result.ok ? <CircleCheck size={15} aria-hidden className="mt-px shrink-0 text-good" /> : <CircleX size={15} aria-hidden className="mt-px shrink-0" />}
          <span className="min-w-0 break-words">{result.message}{result.ok && result.ms > 0 && ` It took ${formatDuration(result.ms)}.`}{result.vendorId !== null && <span className="ml-1.5 font-mono text-12 text-ink-faint">{result.vendorId}</span>}</span>
        </span>
      )}
    </li>
  )
}
