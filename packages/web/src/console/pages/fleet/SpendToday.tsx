import type { FleetPage } from '@troupe/contract'
import { Link } from '@tanstack/react-router'
import { formatMoney } from '../../../design/number-format.ts'
import { useMay } from '../../data/queries.ts'
import { Meter } from '../../parts/Meter.tsx'

type Spend = NonNullable<FleetPage['summary']>['spend']

/** What the chosen project, or the whole workspace, has spent on models today, against what it may. A day is one of UTC, as budgets count. */
export function SpendToday({ spend: { workspace, project } }: { spend: Spend }) {
  const admin = useMay('admin')
  const own = project ?? workspace
  const budget = own.budgetMicros ?? workspace.budgetMicros
  const words = (
    <>
      <span className="text-ink-faint">Spent today </span>
      <span className="font-semibold">{formatMoney(own.todayMicros)}</span>
      {budget !== null && <span className="text-ink-faint"> of {formatMoney(budget)}{project !== null && project.budgetMicros === null ? ' for all projects' : ''}</span>}
    </>
  )
  return (
    <div className="tabular flex w-60 max-w-full flex-col gap-1" title="On models, since midnight UTC">
      {admin ? <Link to="/settings/$section" params={{ section: 'models' }} className="truncate hover:underline">{words}</Link> : <span className="truncate">{words}</span>}
      {budget !== null && budget > 0 && <div className="max-sm:hidden"><Meter label="Share of today’s budget" share={own.todayMicros / budget} /></div>}
    </div>
  )
}
