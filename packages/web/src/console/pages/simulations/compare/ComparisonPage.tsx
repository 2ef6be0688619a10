import { useQueries, useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { Columns3, FileDown } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button, buttonClass } from '../../../../design/Button.tsx'
import { EmptyState } from '../../../../design/EmptyState.tsx'
import { ErrorState } from '../../../../design/ErrorState.tsx'
import { answerOf, refresh } from '../../../data/api.ts'
import { Answer, RowSkeletons } from '../../../parts/ListStates.tsx'
import { Page, Section } from '../../../parts/Page.tsx'
import { csvOf } from '../../../parts/plot/plot-rows.ts'
import { PlotFigure } from '../../../parts/plot/PlotFigure.tsx'
import { useTheme } from '../../../parts/plot/use-theme.ts'
import { saveFile } from '../../../parts/save-chart.ts'
import { comparisonPath, measuresPath, SIMULATIONS } from '../data/simulation-addresses.ts'
import { useSimulations } from '../data/use-simulations.ts'
import { ComparisonTable } from './ComparisonTable.tsx'
import { comparisonRows, stands, type ReadyComparison } from './comparison-rows.ts'
import { overlaidPlots } from './overlaid-plots.ts'
import { Partings } from './Partings.tsx'
import { runsOfBranches } from './branch-runs.ts'

const WORKING_EVERY_MS = 700
const OVERLAID_MOST = 6
/** All differences on one scale, which takes several runs of each. */
const DIFFERENCES = 'comparison'

export function ComparisonPage() {
  const { runs = '' } = useSearch({ from: '/shell/simulations/compare' })
  const ids = useMemo(() => [...new Set(runs.split(',').filter((id) => id !== ''))], [runs])
  return (
    <Page title="Comparison" back={{ to: '/simulations', label: 'Simulations' }}>
      {ids.length < 2 ? (
        <EmptyState icon={<Columns3 size={22} />} title="Two runs are needed to compare" action={<Link to="/simulations" className={buttonClass('primary')}>Choose some</Link>}>
          Choose two or more in the list. Give each branch several seeds, and the differences come with intervals.
        </EmptyState>
      ) : <Comparison key={runs} ids={ids} />}
    </Page>
  )
}

function Comparison({ ids }: { ids: readonly string[] }) {
  const theme = useTheme()
  const query = useQuery({
    ...answerOf(comparisonPath(ids, theme), { freshMs: 60_000 }),
    refetchInterval: ({ state }) => (state.data?.state === 'working' ? WORKING_EVERY_MS : false),
    placeholderData: (before) => (before?.state === 'ready' ? before : undefined),
  })
  return (
    <Answer query={query} what="this comparison">
      {(comparison) => comparison.state === 'failed' ? <ErrorState title="They could not be compared" cause={comparison.message} onRetry={() => void refresh(`${SIMULATIONS}/compare`)} />
        : comparison.state === 'working' ? (
          <>
            <p role="status" className="tabular mb-3 text-ink-soft">Measuring the runs: {comparison.done} of {comparison.of || ids.length} done.</p>
            <RowSkeletons what="the comparison" rows={12} />
          </>
        ) : <Compared ids={ids} comparison={comparison} />}
    </Answer>
  )
}

function Compared({ ids, comparison }: { ids: readonly string[]; comparison: ReadyComparison }) {
  const [sureOnly, setSureOnly] = useState(false)
  const all = useSimulations().data
  const byId = useMemo(() => new Map(all?.map((run) => [run.id, run])), [all])
  const nameOf = (id: string) => byId.get(id)?.name ?? id
  const sure = comparison.metrics.filter((metric) => metric.branches.some(({ difference }) => stands(difference?.interval ?? null)))
  const metrics = sureOnly ? sure : comparison.metrics
  const single = comparison.branches.every(({ runs }) => runs < 2)
  // One of each branch tells where that branch parts; repetitions of the base have nothing else to tell.
  const standing = new Set(runsOfBranches(comparison, ids.map((id) => ({ id, name: nameOf(id) }))).map(({ id }) => id))
  const partings = single ? comparison.partings : comparison.partings.filter(({ id }) => standing.has(id))
  const saveTable = () => saveFile(new Blob([csvOf(comparisonRows(comparison))], { type: 'text/csv' }), 'comparison.csv')
  return (
    <div className="flex flex-col gap-10">
      <Section
        title={single ? `${comparison.branches.length} runs, side by side` : `In ${sure.length} of ${comparison.metrics.length} measures the interval excludes 0`}
        aside={
          <span className="flex items-center gap-2">
            {sure.length > 0 && <label className="flex items-center gap-1.5 text-12 text-ink-soft"><input type="checkbox" checked={sureOnly} onChange={() => setSureOnly(!sureOnly)} className="size-4 accent-accent" />these only</label>}
            <Button size="small" onClick={saveTable}><FileDown size={14} aria-hidden />CSV</Button>
          </span>
        }
      >
        {single && <p className="mb-2 max-w-[70ch] text-12 text-pretty text-ink-faint">One run of each: what differs may be chance. Branch or begin them again with other seeds, compare all of them, and every difference comes with an interval.</p>}
        <ComparisonTable comparison={comparison} metrics={metrics} />
        {comparison.notes.length > 0 && <ul className="mt-3 flex list-disc flex-col gap-0.5 pl-4 text-12 text-ink-faint">{comparison.notes.map((note) => <li key={note}>{note}</li>)}</ul>}
      </Section>
      <Section title="Where they part"><Partings partings={partings} base={byId.get(ids[0] ?? '')} others={comparison.partings.length - partings.length} nameOf={nameOf} /></Section>
      <Charts ids={ids} comparison={comparison} nameOf={nameOf} withIntervals={!single} />
    </div>
  )
}

function Charts({ ids, comparison, nameOf, withIntervals }: { ids: readonly string[]; comparison: ReadyComparison; nameOf(id: string): string; withIntervals: boolean }) {
  const theme = useTheme()
  const branches = runsOfBranches(comparison, ids.map((id) => ({ id, name: nameOf(id) }))).slice(0, OVERLAID_MOST)
  const answers = useQueries({
    queries: branches.map(({ id }) => ({
      ...answerOf(measuresPath(id, theme), { freshMs: 60_000 }),
      refetchInterval: ({ state }: { state: { data?: { state: string } | undefined } }) => (state.data?.state === 'working' ? WORKING_EVERY_MS : false as const),
    })),
  })
  const known = answers.map(({ data }) => (data?.state === 'ready' ? data.plots : null))
  const waiting = known.includes(null) && !answers.some(({ data, error }) => error !== null || data?.state === 'failed' || data?.state === 'empty')
  const plots = known.includes(null) ? [] : overlaidPlots(branches.map(({ name }, place) => ({ name, plots: known[place] ?? [] })))
  return (
    <Section title="Overlaid">
      {branches.length < comparison.branches.length && <p className="mb-3 text-12 text-ink-faint">The first {OVERLAID_MOST} branches; more lines could not be told apart.</p>}
      {waiting && <p role="status" className="mb-3 text-12 text-ink-faint">Measuring each run…</p>}
      <div className="grid gap-x-10 gap-y-10 lg:grid-cols-2">
        {plots.map((plot) => <PlotFigure key={plot.name} plot={plot} fileName={plot.name} />)}
        {comparison.plots.filter(({ name }) => name !== DIFFERENCES).map((plot) => <PlotFigure key={plot.name} plot={plot} fileName={plot.name} />)}
        {withIntervals && comparison.plots.filter(({ name }) => name === DIFFERENCES).map((plot) => <div key={plot.name} className="lg:col-span-2"><PlotFigure plot={plot} fileName={plot.name} /></div>)}
      </div>
    </Section>
  )
}
