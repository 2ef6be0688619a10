import type { Goal } from '@troupe/contract'
import { useClock } from '../../../design/now.tsx'
import { formatShare } from '../../../design/number-format.ts'
import { amountWords, progressOf } from './goal-words.ts'

/** How far it is, with a line where it would be if it came evenly. */
export function GoalProgress({ goal, currency, small = false }: { goal: Goal; currency: string; small?: boolean }) {
  const { nowMs } = useClock()
  const { share, elapsed } = progressOf(goal, nowMs)
  const words = `${amountWords(goal.metric, goal.current, currency)} of ${amountWords(goal.metric, goal.target, currency)}`
  const begun = nowMs >= Date.parse(goal.from)
  return (
    <div className="min-w-0">
      <div role="meter" aria-label={`${words}, ${formatShare(elapsed)} of the time has passed`} aria-valuenow={Math.round(Math.min(1, share) * 100)} aria-valuemin={0} aria-valuemax={100} className={`relative overflow-hidden rounded-full bg-pressed ${small ? 'h-1.5' : 'h-2.5'}`}>
        <div className={`h-full rounded-full ${share >= 1 ? 'bg-good' : 'bg-accent'}`} style={{ width: `${Math.min(1, Math.max(0, share)) * 100}%` }} />
        {begun && elapsed < 1 && <span aria-hidden title="Where it would be, if it came evenly" className="absolute inset-y-0 w-0.5 bg-ink" style={{ left: `${elapsed * 100}%` }} />}
      </div>
      <p className={`tabular mt-1 ${small ? 'truncate text-12 text-ink-faint' : 'text-13'}`}>
        {small ? words : <><span className="text-16 font-semibold">{amountWords(goal.metric, goal.current, currency)}</span> <span className="text-ink-soft">of {amountWords(goal.metric, goal.target, currency)} · {formatShare(share)}, {begun ? `and ${formatShare(elapsed)} of the time has passed` : 'it has not begun yet'}</span></>}
      </p>
    </div>
  )
}
