import type { Simulation } from '@troupe/contract'
import { useCallback, useMemo, useState } from 'react'
import { Answer } from '../../../parts/ListStates.tsx'
import { Page } from '../../../parts/Page.tsx'
import { hoursAt, leftAt } from '../data/simulation-words.ts'
import { useSimulations } from '../data/use-simulations.ts'
import { ChosenBar } from '../list/ChosenBar.tsx'
import { NoSimulations } from '../list/NoSimulations.tsx'
import { BranchRows } from './BranchRows.tsx'
import { lanesOf } from './branch-lanes.ts'

/** All runs with their lineage, over simulated time. */
export function BranchTreePage() {
  const simulations = useSimulations()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const clear = useCallback(() => setChosen(new Set()), [])
  const choose = useCallback((id: string) => setChosen((before) => {
    const next = new Set(before)
    if (!next.delete(id)) next.add(id)
    return next
  }), [])
  const runs = useMemo(() => new Map(simulations.data?.map((run) => [run.id, run])), [simulations.data])
  const { lanes, ticks } = useMemo(() => lanesOf([...runs.values()].map(branchOf)), [runs])
  const picked = lanes.filter(({ id }) => chosen.has(id)).map(({ id }) => id)
  return (
    <Page
      title="Branches" back={{ to: '/simulations', label: 'Simulations' }} fills
      bar={runs.size > 0 && <p className="px-4 pb-2 text-12 text-pretty text-ink-faint sm:px-6">Each line is a run over its simulated time; a branch leaves its parent where something changed. Dashed is yet to come.</p>}
    >
      <div className="relative flex min-h-0 flex-1 flex-col">
        <Answer query={simulations} what="branches">
          {() => lanes.length === 0 ? <NoSimulations narrowed={false} onClear={clear} /> : <BranchRows lanes={lanes} ticks={ticks} runs={runs} chosen={chosen} onChoose={choose} onEscape={clear} />}
        </Answer>
        {picked.length > 0 && <ChosenBar ids={picked} onDelete={null} onClear={clear} />}
      </div>
    </Page>
  )
}

function branchOf(run: Simulation) {
  const left = leftAt(run)
  return {
    id: run.id, parentId: run.parent,
    // Right after a turn the time is not told: what it has reached at least is drawn from the start then.
    leftAtHours: left === null ? null : hoursAt(run, left),
    reachedHours: hoursAt(run, run.now), untilHours: hoursAt(run, run.until),
  }
}
