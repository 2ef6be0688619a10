import type { GoalDetail } from '@troupe/contract'
import { ListChecks } from 'lucide-react'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { RelativeTime } from '../../../design/RelativeTime.tsx'
import { capital } from '../../parts/action-words.ts'
import { TaskMark } from './GoalMarks.tsx'
import { toolWords } from './goal-words.ts'

/** The API hands out so many, newest first. */
const SHOWN_MOST = 200

export function TaskList({ goal: { tasks, state } }: { goal: GoalDetail }) {
  if (tasks.length === 0) return <EmptyState icon={<ListChecks size={22} />} title="Nothing has been handed out yet">{state === 'running' ? 'Tasks come by the day as the plan says; the first within a minute.' : 'Once the goal runs, each day’s tasks stand here, with what came of them.'}</EmptyState>
  return (
    <>
      <ul className="divide-y divide-line border-y border-line text-13">
        {tasks.map(({ id, stage, agent, tool, state: at, tries, result, version, at: planned, endedAt }) => (
          <li key={id} className="flex flex-wrap items-start gap-x-4 gap-y-0.5 py-2">
            <span className="min-w-52 flex-1">
              <span className="block font-medium">{capital(toolWords(tool))}</span>
              <span className="block text-12 text-ink-faint">{stage} · by {capital(agent)} · version {version}{tries > 1 && ` · ${tries} tries`}</span>
              {result !== null && <span className="block max-w-prose text-pretty break-words text-ink-soft">{capital(result)}</span>}
            </span>
            <TaskMark state={at} className="w-28" />
            <span className="tabular w-12 text-right text-12 text-ink-faint"><RelativeTime instant={endedAt ?? planned} /></span>
          </li>
        ))}
      </ul>
      {tasks.length >= SHOWN_MOST && <p className="py-3 text-center text-12 text-ink-faint">The newest {SHOWN_MOST}. The history tells of the older ones.</p>}
    </>
  )
}
