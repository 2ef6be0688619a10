import { useParams, useSearch } from '@tanstack/react-router'
import { GitBranch } from 'lucide-react'
import { Link } from '@tanstack/react-router'
import { LiveMark } from '../../../../design/LiveMark.tsx'
import { Answer } from '../../../parts/ListStates.tsx'
import { Page } from '../../../parts/Page.tsx'
import { TabLinks } from '../../../parts/TabLinks.tsx'
import { isMoving } from '../data/simulation-words.ts'
import { useRun } from '../data/use-run.ts'
import { InterviewTab } from '../interview/InterviewTab.tsx'
import { SimulationMark } from '../SimulationMark.tsx'
import { RunActs } from './RunActs.tsx'
import { RunCharts } from './RunCharts.tsx'
import { RunClock } from './RunClock.tsx'
import { RunGlance } from './RunGlance.tsx'
import { RunFeed } from './RunFeed.tsx'
import { RunInputs } from './RunInputs.tsx'

const TABS = [
  { tab: undefined, label: 'Feed' },
  { tab: 'charts', label: 'Charts' },
  { tab: 'interview', label: 'Interview' },
  { tab: 'inputs', label: 'Inputs' },
] as const

export function RunPage() {
  const { simulationId } = useParams({ from: '/shell/simulations/runs/$simulationId' })
  const { tab } = useSearch({ from: '/shell/simulations/runs/$simulationId' })
  const { run, feed, live } = useRun(simulationId)
  return (
    <Page
      title={run.data?.name ?? 'Simulation'}
      back={{ to: '/simulations', label: 'Simulations' }}
      heading={run.data && (
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-0.5">
          <h1 className="flex min-w-0 items-center gap-2 text-16 font-semibold">
            {run.data.forks.length > 0 && <GitBranch aria-label="a branch" size={15} className="shrink-0 text-ink-faint" />}
            <span className="truncate">{run.data.name}</span>
          </h1>
          <SimulationMark state={run.data.state} />
          {isMoving(run.data) && <LiveMark live={live} />}
        </div>
      )}
      actions={run.data && <RunActs run={run.data} />}
    >
      <Answer query={run} what="this simulation">
        {(data) => (
          <>
            <RunClock run={data} />
            <TabLinks
              label="About this simulation"
              tabs={TABS.map((each) => ({ key: each.tab ?? 'feed', label: each.label, to: '/simulations/runs/$simulationId' as const, params: { simulationId }, search: { tab: each.tab } }))}
              current={tab ?? 'feed'}
            />
            {tab === 'charts' ? <RunCharts run={data} />
              : tab === 'interview' ? <InterviewTab key={data.id} run={data} />
              : tab === 'inputs' ? <RunInputs run={data} />
              : <div className="grid gap-x-12 gap-y-8 xl:grid-cols-[minmax(0,1fr)_24rem]"><RunFeed run={data} feed={feed} /><RunGlance run={data} /></div>}
            {tab === undefined && data.parent !== null && (
              <p className="mt-6 text-12 text-ink-faint">Branched off <Link to="/simulations/runs/$simulationId" params={{ simulationId: data.parent }} className="text-accent hover:underline">{data.parent}</Link>.</p>
            )}
          </>
        )}
      </Answer>
    </Page>
  )
}
