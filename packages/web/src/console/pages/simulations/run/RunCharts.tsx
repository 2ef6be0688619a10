/** What a run comes to: a figure each, then one chart a measure. A moving run is measured at its last checkpoint. */
import type { Simulation, SimulationMeasures } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { ChartSpline, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../../design/Button.tsx'
import { EmptyState } from '../../../../design/EmptyState.tsx'
import { ErrorState } from '../../../../design/ErrorState.tsx'
import { Loading, Skeleton } from '../../../../design/Skeleton.tsx'
import { answerOf, refresh } from '../../../data/api.ts'
import { Answer } from '../../../parts/ListStates.tsx'
import { PlotFigure } from '../../../parts/plot/PlotFigure.tsx'
import { figure } from '../../../parts/plot/page-option.ts'
import { useTheme } from '../../../parts/plot/use-theme.ts'
import { measuresPath, simulationPath } from '../data/simulation-addresses.ts'
import { isMoving, momentWords } from '../data/simulation-words.ts'

const WORKING_EVERY_MS = 700

export function RunCharts({ run }: { run: Simulation }) {
  const theme = useTheme()
  const query = useQuery({
    ...answerOf(measuresPath(run.id, theme), { freshMs: 30_000 }),
    refetchInterval: ({ state }) => (state.data?.state === 'working' ? WORKING_EVERY_MS : false),
    placeholderData: (before) => (before?.state === 'ready' ? before : undefined),
  })
  return <Answer query={query} what="measures" skeleton={<ChartSkeletons />}>{(measures) => <Measured run={run} measures={measures} />}</Answer>
}

function Measured({ run, measures }: { run: Simulation; measures: SimulationMeasures }) {
  const [again, setAgain] = useState(false)
  const measureAgain = async () => {
    setAgain(true)
    await refresh(`${simulationPath(run.id)}/measures`)
    setAgain(false)
  }
  if (measures.state === 'working') return <ChartSkeletons done={measures.done} of={measures.of} />
  if (measures.state === 'failed') return <ErrorState title="It could not be measured" cause={measures.message} onRetry={() => void measureAgain()} />
  if (measures.state === 'empty') {
    return <EmptyState icon={<ChartSpline size={22} />} title="Nothing to measure yet">{isMoving(run) ? 'Charts come with the first checkpoint.' : 'Start it: charts of who speaks when, who is heard, and how people part into camps come here.'}</EmptyState>
  }
  const { at, metrics, plots } = measures
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-1 text-12 text-ink-faint">
        <span>Measured at <time dateTime={at} className="tabular">{momentWords(at)}</time>{isMoving(run) ? ', its last checkpoint' : ''}.</span>
        {Date.parse(at) < Date.parse(run.now) && <Button size="small" disabled={again} onClick={() => void measureAgain()}><RefreshCw size={13} aria-hidden />{again ? 'Measuring…' : 'Measure again'}</Button>}
      </div>
      <div className="grid gap-x-10 gap-y-10 lg:grid-cols-2">
        {plots.map((plot) => <PlotFigure key={plot.name} plot={plot} fileName={`${run.id}-${plot.name}`} />)}
      </div>
      <section className="mt-10">
        <h2 className="mb-2 text-14 font-semibold">All figures</h2>
        <dl className="grid gap-x-10 border-t border-line sm:grid-cols-2 xl:grid-cols-3">
          {metrics.map(({ key, name, unit, value }) => (
            <div key={key} className="flex min-h-9 items-center justify-between gap-3 border-b border-line py-1.5">
              <dt className="min-w-0 text-ink-soft">{name}</dt>
              <dd className="tabular shrink-0 text-right font-medium">{figure(value)} <span className="font-normal text-ink-faint">{unit}</span></dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  )
}

function ChartSkeletons({ done, of }: { done?: number; of?: number }) {
  return (
    <Loading what="measures">
      <p className="mb-4 text-12 text-ink-faint">Measuring{of !== undefined && of > 1 ? `: ${done} of ${of}` : ''}… A large world takes half a minute.</p>
      <div className="grid gap-x-10 gap-y-10 lg:grid-cols-2">
        {Array.from({ length: 4 }, (_, place) => (
          <div key={place} className="flex flex-col gap-3"><Skeleton className="h-4 w-72 max-w-full" /><Skeleton className="h-64" /></div>
        ))}
      </div>
    </Loading>
  )
}
