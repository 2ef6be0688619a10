/** Each try at each step, with what came back word for word. */
import type { OnboardingLogEntry } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { Check, CircleX, LifeBuoy, Wrench, type LucideIcon } from 'lucide-react'
import { useEffect } from 'react'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { formatDuration, formatMoney } from '../../../design/number-format.ts'
import { answerOf } from '../../data/api.ts'
import { onboardingLogPath } from '../../data/engagement-addresses.ts'
import { ClockTime } from '../../parts/ClockTime.tsx'
import { Fold, Verbatim } from '../../parts/Fold.tsx'
import { Answer } from '../../parts/ListStates.tsx'

const STEPS: Readonly<Record<OnboardingLogEntry['step'], string>> = { fetch: 'Fetched the profile', model: 'Asked for the sales profile', check: 'Checked the claims' }
const OUTCOMES: Readonly<Record<OnboardingLogEntry['outcome'], { Icon: LucideIcon; colour: string; word: string }>> = {
  ok: { Icon: Check, colour: 'text-good', word: 'ok' },
  repaired: { Icon: Wrench, colour: 'text-wait', word: 'repaired' },
  fallback: { Icon: LifeBuoy, colour: 'text-wait', word: 'fallback' },
  failed: { Icon: CircleX, colour: 'text-bad', word: 'failed' },
}

export interface OnboardingLogProps {
  creatorId: string
  /** Of one job alone. */
  jobId?: string
  /** Another value means that there is more to read. */
  renewedBy?: string
  /** Without the raw replies. */
  short?: boolean
}

export function OnboardingLog({ creatorId, jobId, renewedBy = '', short = false }: OnboardingLogProps) {
  const log = useQuery(answerOf(onboardingLogPath(creatorId)))
  const { refetch } = log
  useEffect(() => {
    if (renewedBy !== '') void refetch()
  }, [renewedBy, refetch])
  if (short && log.data === undefined) return null
  return (
    <Answer query={log} what="the log">
      {({ items }) => {
        const entries = jobId === undefined ? items : items.filter((entry) => entry.jobId === jobId)
        if (entries.length === 0) return short ? null : <EmptyState title="Nothing has been tried yet">Each fetch of the profile and each question to a model appears here, with what came back.</EmptyState>
        return <ol className="flex max-w-3xl flex-col divide-y divide-line border-y border-line">{entries.map((entry) => <LogLine key={entry.id} entry={entry} short={short} />)}</ol>
      }}
    </Answer>
  )
}

function LogLine({ entry: { step, outcome, attempt, at, ms, raw, error, generator, costMicros }, short }: { entry: OnboardingLogEntry; short: boolean }) {
  const { Icon, colour, word } = OUTCOMES[outcome]
  return (
    <li className="flex min-w-0 flex-col gap-1 py-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
        <span className="inline-flex items-center gap-1.5 whitespace-nowrap"><Icon aria-hidden size={13} className={colour} />{word}</span>
        <span className="font-medium">{STEPS[step]}</span>
        {attempt > 1 && <span className="text-12 text-ink-faint">try {attempt}</span>}
        {generator !== null && <span className="text-12 text-ink-faint">{generator}</span>}
        <span className="tabular ml-auto flex gap-3 text-12 text-ink-faint">
          {costMicros !== null && costMicros > 0 && <span>{formatMoney(costMicros)}</span>}
          <span>{formatDuration(ms)}</span>
          <ClockTime instant={at} />
        </span>
      </div>
      {error !== null && <p className={clsx('text-13 text-pretty', outcome === 'failed' ? 'text-bad' : 'text-ink-soft')}>{error}</p>}
      {!short && raw !== null && <Fold label="What came back" aside={`${raw.length.toLocaleString('en-US')} characters`}><Verbatim text={raw} copies="reply" /></Fold>}
    </li>
  )
}
