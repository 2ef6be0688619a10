import type { Channels, Credential } from '@troupe/contract'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../../design/Button.tsx'
import { USE_ENVIRONMENT } from '../../../data/acting-addresses.ts'
import { causeOf, refresh, send } from '../../../data/api.ts'
import { useMe } from '../../../data/queries.ts'
import { pickedWorkspace } from '../../../data/session.ts'
import { Ago } from '../../../parts/Ago.tsx'
import { plainName } from '../../../parts/action-words.ts'
import { Fold, Verbatim } from '../../../parts/Fold.tsx'
import { REPORTS, VENDOR_FORMS, type SetUpVendor } from './vendor-fields.ts'

export interface VendorRowProps {
  vendor: SetUpVendor
  /** Of the one the page is about. */
  credential: Credential | undefined
  /** The workspace's, which a creator's own comes before. */
  inherited: boolean
  offer: Channels['environment'][number] | undefined
  admin: boolean
  onSetUp(): void
  onRemove(credential: Credential): void
}

export function VendorRow({ vendor, credential, inherited, offer, admin, onSetUp, onRemove }: VendorRowProps) {
  const { label, about } = VENDOR_FORMS[vendor]
  const [busy, setBusy] = useState(false)
  const me = useMe()
  const workspace = pickedWorkspace() ?? me?.workspaces[0]?.id
  const reports = REPORTS[vendor]
  async function take(): Promise<void> {
    setBusy(true)
    try {
      await send('POST', USE_ENVIRONMENT, { vendor })
      await refresh('/api/channels')
      toast.success(`${label} of the environment is used from now on.`)
    } catch (error) {
      toast.error(causeOf(error))
    } finally {
      setBusy(false)
    }
  }
  const shown = Object.entries(credential?.shown ?? {})
  return (
    <li className="py-2.5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5">
        <span className="min-w-52 flex-1 max-sm:basis-full">
          <span className="block font-medium">{label}{inherited && <span className="ml-2 text-12 font-normal text-ink-faint">the workspace’s</span>}</span>
          <span className="block text-12 text-pretty text-ink-faint">
            {credential === undefined ? about : (
              <>
                {shown.map(([name, value]) => <span key={name} className="mr-2 inline-block break-all">{plainName(name.replace(/([A-Z])/g, ' $1').toLowerCase())} <span className="font-mono">{value}</span></span>)}
                {credential.ending !== null && <span className="mr-2 font-mono">…{credential.ending}</span>}
                <span className="inline-block">saved <Ago instant={credential.savedAt} /></span>
                {credential.tested !== null && <span className={`block ${credential.tested.ok ? '' : 'text-bad'}`}>tested <Ago instant={credential.tested.at} />: {credential.tested.message}</span>}
              </>
            )}
            {credential === undefined && offer !== undefined && !offer.complete && offer.missing.length > 0 && <span className="block">The environment offers a part of it; missing: <code>{offer.missing.join(', ')}</code></span>}
          </span>
        </span>
        {admin && credential === undefined && offer?.complete === true && <Button size="small" variant="primary" disabled={busy} onClick={() => void take()}>{busy ? 'Taking it…' : 'Use the environment’s'}</Button>}
        {admin && <Button size="small" onClick={onSetUp}>{credential === undefined || inherited ? 'Set up' : 'Replace'}</Button>}
        {admin && credential !== undefined && !inherited && <Button size="small" variant="quiet" aria-label={`Remove ${label}`} title="Remove…" onClick={() => onRemove(credential)}><Trash2 size={14} aria-hidden /></Button>}
      </div>
      {credential !== undefined && reports !== undefined && workspace !== undefined && (
        <Fold label={`Where ${label} is to report to`}><Verbatim text={`${location.origin}${reports}${workspace}`} copies="address" /></Fold>
      )}
    </li>
  )
}
