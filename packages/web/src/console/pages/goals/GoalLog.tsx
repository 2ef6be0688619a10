import type { GoalDetail } from '@troupe/contract'
import { ExactTime } from '../../../design/RelativeTime.tsx'

/** What happened with it, newest first. */
export function GoalLog({ goal: { log } }: { goal: GoalDetail }) {
  return (
    <ol className="flex flex-col divide-y divide-line border-y border-line text-13">
      {log.map(({ at, kind, text }) => (
        <li key={`${at} ${kind} ${text}`} className="flex flex-wrap gap-x-4 py-2">
          <span className="w-56 shrink-0 text-12 text-ink-faint"><ExactTime instant={at} /></span>
          <span className="min-w-0 flex-1 basis-60 text-pretty break-words">{text}</span>
        </li>
      ))}
    </ol>
  )
}
