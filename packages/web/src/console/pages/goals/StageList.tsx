import type { GoalWorkflow } from '@troupe/contract'
import { Gauge } from 'lucide-react'
import { capital, plainName } from '../../parts/action-words.ts'
import { audienceWords, daysWords, inputWords, taskWords, thresholdWords } from './goal-words.ts'

/** The stages in their order: whom each is about, what is done, and when it changes by itself. */
export function StageList({ workflow: { stages }, missing }: { workflow: GoalWorkflow; missing: readonly string[] }) {
  return (
    <ol className="flex flex-col">
      {stages.map((stage, place) => (
        <li key={stage.name} className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-3">
          <span className="relative flex justify-center">
            {place < stages.length - 1 && <span aria-hidden className="absolute top-6 bottom-0 w-px bg-line-strong" />}
            <span className="tabular mt-0.5 grid size-6 place-items-center rounded-full bg-sunken text-12 font-medium text-ink-soft">{place + 1}</span>
          </span>
          <div className="min-w-0 pb-6">
            <h3 className="flex flex-wrap items-baseline gap-x-3 text-14"><span className="font-semibold">{capital(stage.name)}</span><span className="text-12 text-ink-faint">{daysWords(stage)}</span></h3>
            <p className="text-13 text-ink-soft">{audienceWords(stage.audience)}.</p>
            <ul className="mt-2 flex flex-col gap-2">
              {stage.tasks.map((task) => (
                <li key={`${task.agent} ${task.tool}`} className="border-l-2 border-line-strong pl-3 text-13">
                  <p><span className="font-medium">{capital(taskWords(task))}</span>{missing.includes(task.tool) && <span className="text-bad"> · there is no tool “{plainName(task.tool)}”</span>}</p>
                  {inputWords(task.input) !== null && <p className="max-w-[65ch] break-words whitespace-pre-wrap text-ink-soft">{inputWords(task.input)}</p>}
                </li>
              ))}
            </ul>
            {stage.thresholds.length > 0 && (
              <ul className="mt-2 flex flex-col gap-0.5 text-12 text-ink-soft">
                {stage.thresholds.map((threshold) => <li key={JSON.stringify(threshold)} className="flex items-start gap-1.5"><Gauge aria-hidden size={13} className="mt-0.5 shrink-0 text-ink-faint" />{thresholdWords(threshold)}.</li>)}
              </ul>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}
