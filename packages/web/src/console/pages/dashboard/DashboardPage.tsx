import type { Status } from '@troupe/contract'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Skeleton, Loading } from '../../../design/Skeleton.tsx'
import { useProjects, useStatus } from '../../data/queries.ts'
import { useStandingStill } from '../../data/stops.ts'
import { FacetMenu } from '../../parts/FacetMenu.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Note } from '../../parts/Note.tsx'
import { projectName } from '../../parts/project-name.ts'
import { Page } from '../../parts/Page.tsx'
import { AgentsByState } from './AgentsByState.tsx'
import { ErrorsByCause } from './ErrorsByCause.tsx'
import { Figures } from './Figures.tsx'
import { HourChart } from './HourChart.tsx'
import { LatestActs } from './LatestActs.tsx'
import { ModelSpend } from './ModelSpend.tsx'

export function DashboardPage() {
  const { project } = useSearch({ from: '/shell/' })
  const navigate = useNavigate({ from: '/' })
  const projects = useProjects()
  const status = useStatus(project)
  return (
    <Page
      title="Dashboard"
      actions={projects.length > 1 && (
        <FacetMenu
          label="Project"
          value={project}
          options={projects.map((project) => ({ value: project.id, label: projectName(project), count: project.counts.agents }))}
          onPick={(picked) => void navigate({ search: { project: picked } })}
        />
      )}
    >
      <Answer query={status} what="the dashboard" skeleton={<DashboardSkeleton />}>
        {(data) => <Board status={data} stale={status.error !== null} {...(project === undefined ? {} : { project })} />}
      </Answer>
    </Page>
  )
}

function Board({ status, stale, project }: { status: Status; stale: boolean; project?: string }) {
  const still = useStandingStill(status, project)
  return (
    <div className="flex flex-col gap-7">
      {stale && <Note tone="wait">The server does not answer; these are the last numbers it gave.</Note>}
      {status.filling !== null && <Filling share={status.filling} />}
      <Figures status={status} still={still} />
      <div className="grid gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,1.7fr)_minmax(17rem,1fr)]">
        <div className="flex min-w-0 flex-col gap-8">
          <AgentsByState agents={status.agents} still={still} {...(project === undefined ? {} : { project })} />
          <HourChart hours={status.actsByHour} />
          <LatestActs key={project ?? ''} {...(project === undefined ? {} : { project })} />
        </div>
        <div className="flex min-w-0 flex-col gap-8">
          <ModelSpend spend={status.spend} />
          <ErrorsByCause errors={status.errors} />
          <p className="text-12 text-ink-faint">
            Something looks wrong? <Link to="/activity" search={{ show: 'troubles' }} className="text-accent hover:underline">See what was held back or failed</Link>.
          </p>
        </div>
      </div>
    </div>
  )
}

function Filling({ share }: { share: number }) {
  const percent = Math.floor(share * 100)
  return (
    <div>
      <div className="mb-1 flex justify-between text-13">
        <span>Filling in the sample’s last 24 hours, by running its agents on a fast clock</span>
        <span className="tabular text-ink-faint">{percent} %</span>
      </div>
      <div role="progressbar" aria-label="Filling the sample" aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100} className="h-1.5 overflow-hidden rounded-full bg-pressed">
        <div className="h-full rounded-full bg-accent transition-[width] duration-150" style={{ width: `${percent}%` }} />
      </div>
    </div>
  )
}

function DashboardSkeleton() {
  return (
    <Loading what="the dashboard">
      <div className="flex flex-col gap-7">
        <div className="grid grid-cols-2 gap-6 sm:grid-cols-3 xl:grid-cols-6">{Array.from({ length: 6 }, (_, cell) => <Skeleton key={cell} className="h-12" />)}</div>
        <div className="grid gap-10 lg:grid-cols-[1.7fr_1fr]">
          <div className="flex flex-col gap-8"><Skeleton className="h-16" /><Skeleton className="h-44" /><Skeleton className="h-48" /></div>
          <div className="flex flex-col gap-8"><Skeleton className="h-32" /><Skeleton className="h-40" /></div>
        </div>
      </div>
    </Loading>
  )
}
