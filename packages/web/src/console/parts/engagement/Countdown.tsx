import { clsx } from 'clsx'
import { Timer } from 'lucide-react'
import { useClock } from '../../../design/now.tsx'
import { exactTime } from '../../../design/relative-time.ts'
import { leftWords } from './left-words.ts'

const SOON_MS = 60 * 60_000

/** How long there still is; the last hour stands out. `over` is what it says afterwards. */
export function Countdown({ until, over, before = '', className }: { until: string; over: string; before?: string; className?: string }) {
  const { nowMs } = useClock()
  const leftMs = Date.parse(until) - nowMs
  return (
    <time dateTime={until} title={exactTime(until)} className={clsx('tabular inline-flex items-center gap-1 whitespace-nowrap', leftMs <= SOON_MS ? 'font-medium text-wait' : 'text-ink-faint', className)}>
      <Timer aria-hidden size={12} className="shrink-0" />{leftMs <= 0 ? over : `${before}${leftWords(leftMs)} left`}
    </time>
  )
}
