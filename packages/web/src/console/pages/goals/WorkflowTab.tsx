import type { GoalDetail } from '@troupe/contract'
import { Pencil, Route } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { Button } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { Skeleton } from '../../../design/Skeleton.tsx'
import { useMay } from '../../data/queries.ts'
import { StageList } from './StageList.tsx'

// With the reader of YAML, which only those need who change a plan.
const EditPlan = lazy(() => import('./EditPlan.tsx').then(({ EditPlan: Edit }) => ({ default: Edit })))

export function WorkflowTab({ goal }: { goal: GoalDetail }) {
  const operator = useMay('operator')
  const [editing, setEditing] = useState(false)
  const version = goal.versions.find((each) => each.version === goal.version)
  if (version === undefined) return <EmptyState icon={<Route size={22} />} title="There is no plan yet">It is made from the sales profile and the leads, and shown here as soon as it is there.</EmptyState>
  if (editing) return <Suspense fallback={<Skeleton className="h-80" />}><EditPlan goal={goal} base={version} onClose={() => setEditing(false)} /></Suspense>
  const open = goal.state !== 'done' && goal.state !== 'failed'
  return (
    <div>
      <div className="mb-4 flex items-start justify-between gap-x-4 gap-y-2 max-sm:flex-col">
        <p className="max-w-prose text-13 text-pretty text-ink-soft">{version.workflow.reasoning}</p>
        {operator && open && <Button size="small" onClick={() => setEditing(true)}><Pencil size={13} aria-hidden />Change the plan</Button>}
      </div>
      <StageList workflow={version.workflow} missing={version.missingTools} />
    </div>
  )
}
