/** The ramp-up plans of the fleet, each with its days as a picture and, opened, as numbers. */
import type { RampUp } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus, TrendingUp } from 'lucide-react'
import { buttonClass } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { counted } from '../../../design/number-format.ts'
import { RAMP_UPS } from '../../data/addresses.ts'
import { answerOf } from '../../data/api.ts'
import { useMay } from '../../data/queries.ts'
import { Ago } from '../../parts/Ago.tsx'
import { Fold } from '../../parts/Fold.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { RampChart } from '../ramp-ups/RampChart.tsx'
import { RampTable } from '../ramp-ups/RampTable.tsx'
import { nextDay, standing } from '../ramp-ups/ramp-words.ts'

const EVERY_MS = 5_000

export function PlanList({ projectId }: { projectId: string | undefined }) {
  const plans = useQuery(answerOf(RAMP_UPS, { everyMs: EVERY_MS }))
  const operator = useMay('operator')
  const write = operator && <Link to="/ramp-ups/new" search={projectId === undefined ? {} : { project: projectId }} className={buttonClass('primary', 'small')}><Plus size={14} aria-hidden />New plan</Link>
  return (
    <div className="min-h-0 flex-1 overflow-y-auto border-t border-line px-4 pb-12 sm:px-6">
      <Answer query={plans} what="plans">
        {({ items }) => {
          const shown = items.filter(({ project }) => projectId === undefined || project.id === projectId)
          return shown.length === 0 ? (
            <EmptyState icon={<TrendingUp size={22} />} title={projectId === undefined ? 'No plan yet' : 'No plan for this project'} action={write}>
              A plan starts new agents gently: how many are started on each day, and how much each may do. You see every day before anything begins.
            </EmptyState>
          ) : (
            <div className="max-w-2xl">
              <div className="flex justify-end py-3">{write}</div>
              <ul aria-label="Ramp-up plans" className="flex flex-col gap-8">{shown.map((plan) => <PlanItem key={plan.id} plan={plan} />)}</ul>
            </div>
          )
        }}
      </Answer>
    </div>
  )
}

function PlanItem({ plan }: { plan: RampUp }) {
  const { id, name, project, outlook, day, next } = plan
  return (
    <li className="min-w-0">
      <div className="mb-2 flex flex-wrap items-baseline gap-x-3">
        <Link to="/ramp-ups/$rampUpId" params={{ rampUpId: id }} className="text-14 font-semibold hover:underline">{name}</Link>
        <span className="text-12 text-ink-faint">{project.name}</span>
        <span className="text-ink-soft sm:ml-auto">{standing(plan)}</span>
        {next !== null && <span className="text-12 text-ink-faint">{counted(nextDay(plan)?.running ?? next.agents, 'agent', 'agents')} <Ago instant={next.at} /></span>}
      </div>
      <RampChart days={outlook} today={day} />
      <Fold label="Day by day" aside={counted(outlook.length, 'day', 'days')}>
        <RampTable days={outlook} today={day} onDay={null} />
      </Fold>
    </li>
  )
}
