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
import { Answer } from '../../parts/ListStates.tsx'
import { Page } from '../../parts/Page.tsx'
import { nextDay, standing } from './ramp-words.ts'

const LOOK_EVERY_MS = 5_000

export function RampUpsPage() {
  const plans = useQuery(answerOf(RAMP_UPS, { everyMs: LOOK_EVERY_MS }))
  const operator = useMay('operator')
  return (
    <Page title="Ramp-ups" actions={operator && <Link to="/ramp-ups/new" className={buttonClass('primary', 'small')}><Plus size={14} aria-hidden />New plan</Link>}>
      <Answer query={plans} what="plans">
        {({ items }) => items.length === 0 ? (
          <EmptyState icon={<TrendingUp size={22} />} title="Plans that start agents gently" action={operator && <Link to="/ramp-ups/new" className={buttonClass('primary')}>Write one</Link>}>
            A place that had nobody yesterday should not have fifty today. A plan says how many agents are started on each day and how much each may do.
          </EmptyState>
        ) : (
          <ul className="max-w-4xl divide-y divide-line border-t border-line">
            {items.map((plan) => (
              <li key={plan.id}>
                <Link to="/ramp-ups/$rampUpId" params={{ rampUpId: plan.id }} className="flex min-h-12 flex-wrap items-center gap-x-4 py-2 hover:bg-sunken">
                  <span className="min-w-0 flex-1"><span className="font-medium">{plan.name}</span> <span className="text-12 text-ink-faint">{plan.project.name}</span></span>
                  <span className="text-ink-soft">{standing(plan)}</span>
                  {plan.next !== null && <span className="w-44 text-right text-12 text-ink-faint max-sm:w-full max-sm:text-left">{counted(nextDay(plan)?.running ?? plan.next.agents, 'agent', 'agents')} <Ago instant={plan.next.at} /></span>}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </Page>
  )
}
