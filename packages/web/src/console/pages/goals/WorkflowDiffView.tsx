import type { ReactNode } from 'react'
import { capital } from '../../parts/action-words.ts'
import { Fresh, Gone, Sides, TextSides, type SideLabels } from '../../parts/diff/TextDiff.tsx'
import type { WorkflowDiff } from './workflow-diff.ts'

const KINDS = { new: 'new stage', gone: 'stage taken away', changed: 'stage changed' } as const

export function WorkflowDiffView({ diff: { stages, moved, reasoning }, labels }: { diff: WorkflowDiff; labels: SideLabels }) {
  if (stages.length === 0 && reasoning === null && !moved) return <p className="text-13 text-ink-faint">Nothing: both say the same.</p>
  return (
    <div className="flex flex-col gap-5 text-13">
      {moved && <p className="text-ink-soft">The stages come in another order.</p>}
      {stages.map(({ name, kind, before, after }) => (
        <div key={name}>
          <h3 className="mb-1.5"><span className="font-semibold">{capital(name)}</span> <span className="text-12 text-ink-faint">{KINDS[kind]}</span></h3>
          <Sides before={<Lines lines={before} others={after} Mark={Gone} />} after={<Lines lines={after} others={before} Mark={Fresh} />} labels={labels} />
        </div>
      ))}
      {reasoning !== null && <div><h3 className="mb-1.5 font-semibold">Why</h3><TextSides before={reasoning.before} after={reasoning.after} labels={labels} /></div>}
    </div>
  )
}

/** In their own order, which in a plan says something; those that the other side has not are marked. */
function Lines({ lines, others, Mark }: { lines: readonly string[]; others: readonly string[]; Mark(props: { children: ReactNode }): ReactNode }) {
  if (lines.length === 0) return <span className="text-ink-faint">nothing</span>
  return <ul className="flex flex-col gap-1">{lines.map((line, place) => <li key={`${place} ${line}`}>{others.includes(line) ? line : <Mark>{line}</Mark>}</li>)}</ul>
}
