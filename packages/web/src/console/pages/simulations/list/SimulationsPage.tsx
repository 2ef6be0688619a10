import type { Simulation } from '@troupe/contract'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { GitBranch, Plus } from 'lucide-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { buttonClass } from '../../../../design/Button.tsx'
import { formatWhole } from '../../../../design/number-format.ts'
import { useMay } from '../../../data/queries.ts'
import { ConfirmDialog, type Question } from '../../../parts/ConfirmDialog.tsx'
import { Answer } from '../../../parts/ListStates.tsx'
import { Page } from '../../../parts/Page.tsx'
import { useSimulations } from '../data/use-simulations.ts'
import { ChosenBar } from './ChosenBar.tsx'
import { deleteQuestion } from './delete-question.ts'
import { NoSimulations } from './NoSimulations.tsx'
import { SimulationFilterBar } from './SimulationFilterBar.tsx'
import { matches, type SimulationFilters } from './simulation-filters.ts'
import { SimulationTable } from './SimulationTable.tsx'

export function SimulationsPage() {
  const filters = useSearch({ from: '/shell/simulations' })
  const navigate = useNavigate({ from: '/simulations' })
  const operator = useMay('operator')
  const simulations = useSimulations()
  const shown = useMemo(() => simulations.data?.filter((run) => matches(run, filters)) ?? [], [simulations.data, filters])
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [question, setQuestion] = useState<Question | null>(null)
  const searchBox = useRef<HTMLInputElement>(null)
  const lastChosen = useRef<string | null>(null)
  const clear = useCallback(() => setChosen(new Set()), [])

  const choose = useCallback((run: Simulation, range: boolean) => {
    setChosen((before) => {
      const next = new Set(before)
      const [from, to] = [lastChosen.current, run.id].map((wanted) => shown.findIndex(({ id }) => id === wanted)) as [number, number]
      if (range && from >= 0) for (const { id } of shown.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(id)
      else if (!next.delete(run.id)) next.add(run.id)
      lastChosen.current = run.id
      return next
    })
  }, [shown])
  const go = (next: SimulationFilters) => void navigate({ search: next, replace: true })
  const all = simulations.data ?? []
  // Those that were deleted meanwhile are no longer chosen. The oldest is what the others are compared with.
  const picked = all.filter(({ id }) => chosen.has(id)).toReversed()
  const narrowed = Object.values(filters).some((value) => value !== undefined)

  return (
    <Page
      title="Simulations"
      fills
      aside={simulations.data !== undefined && all.length > 0 && <span className="tabular text-ink-faint">{formatWhole(all.length)}{simulations.cut && '+'}</span>}
      actions={all.length > 0 && (
        <>
          <Link to="/simulations/tree" className={buttonClass('plain', 'small')}><GitBranch size={14} aria-hidden />Branches</Link>
          {operator && <Link to="/simulations/new" className={buttonClass('primary', 'small')}><Plus size={14} aria-hidden />New simulation</Link>}
        </>
      )}
      bar={all.length > 0 && <SimulationFilterBar filters={filters} runs={all} box={searchBox} onNarrow={(patch) => go({ ...filters, ...patch })} onClear={() => go({})} />}
    >
      <div className="relative flex min-h-0 flex-1 flex-col">
        <Answer query={simulations} what="simulations">
          {() => shown.length === 0 ? <NoSimulations narrowed={narrowed && all.length > 0} onClear={() => go({})} /> : <SimulationTable runs={shown} chosen={chosen} onChoose={choose} onEscape={clear} searchBox={searchBox} />}
        </Answer>
        {picked.length > 0 && <ChosenBar ids={picked.map(({ id }) => id)} onDelete={operator ? () => setQuestion(deleteQuestion(picked, all, clear)) : null} onClear={clear} />}
      </div>
      <ConfirmDialog question={question} onClose={() => setQuestion(null)} />
    </Page>
  )
}
