import type { SiteCheck } from '@troupe/contract'
import { CircleCheck, CircleX } from 'lucide-react'
import { formatDuration } from '../../../../design/number-format.ts'
import { Ago } from '../../../parts/Ago.tsx'

/** What the newest look at a site came to: what was asked, what came, what is missing. */
export function CheckAnswer({ check }: { check: SiteCheck }) {
  const good = check.outcome === 'proved' || check.outcome === 'private-network'
  return (
    <div role="status" className={`flex gap-2 rounded-medium px-3 py-2 ${good ? 'bg-good-soft' : 'bg-bad-soft'}`}>
      {good ? <CircleCheck aria-hidden size={15} className="mt-0.5 shrink-0 text-good" /> : <CircleX aria-hidden size={15} className="mt-0.5 shrink-0 text-bad" />}
      <div className="min-w-0 flex-1">
        <p className="break-words text-pretty">{check.message}</p>
        <p className="mt-1 text-12 text-ink-soft">
          Checked <Ago instant={check.at} />
          {check.fetched === null ? '; nothing was asked of it.' : <>: asked for <span className="font-mono break-all">{check.fetched}</span>{check.status !== null && <>, answered {check.status}</>} in {formatDuration(check.ms)}.</>}
        </p>
      </div>
    </div>
  )
}
