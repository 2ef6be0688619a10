import { agentStateSchema, type AgentState, type Status } from '@troupe/contract'
import { Link } from '@tanstack/react-router'
import { buttonClass } from '../../../design/Button.tsx'
import { counted, formatWhole } from '../../../design/number-format.ts'
import { agentsIn, useMay } from '../../data/queries.ts'
import { livelyIn } from '../../data/stops.ts'
import { StateMark, STATE_FILL, StoppedMark } from '../../parts/marks.tsx'
import { Section } from '../../parts/Page.tsx'

export interface AgentsByStateProps {
  agents: Status['agents']
  /** Those of them that stand still by the kill switch. */
  still: Partial<Status['agents']>
  project?: string
}

/** One bar for all agents; each state leads to its agents. Whom the kill switch stops is neither idle nor busy, but stopped. */
export function AgentsByState({ agents, still, project }: AgentsByStateProps) {
  const operator = useMay('operator')
  const total = agentsIn(agents)
  const stopped = livelyIn(still)
  const moving = (state: AgentState) => agents[state] - (still[state] ?? 0)
  const states = agentStateSchema.options.filter((state) => moving(state) > 0)
  const within = project === undefined ? {} : { projectId: project }
  if (total === 0) {
    return (
      <Section title="No agents yet">
        <p className="mb-3 max-w-prose text-ink-soft">An agent is a persona with a brain, set on a platform. Generate personas first; each can then become an agent.</p>
        {operator && <Link to="/personas/generate" className={buttonClass('primary', 'small')}>Generate personas</Link>}
      </Section>
    )
  }
  return (
    <Section title={stopped === 0 ? 'Agents by state' : stopped === total ? `All ${counted(total, 'agent', 'agents')} stand still by the kill switch` : `${formatWhole(stopped)} of ${counted(total, 'agent', 'agents')} stand still by the kill switch`}>
      <div aria-hidden className="flex h-2.5 gap-0.5 overflow-hidden rounded-full">
        {states.map((state) => <div key={state} className={`min-w-1 ${STATE_FILL[state]}`} style={{ flexGrow: moving(state) }} />)}
        {stopped > 0 && <div className="min-w-1 bg-bad" style={{ flexGrow: stopped }} />}
      </div>
      <ul className="mt-2 flex flex-wrap gap-x-1 gap-y-1">
        {stopped > 0 && (
          <li>
            <Link to="/agents" search={within} className="inline-flex h-7 items-center gap-1.5 rounded-full px-2 hover:bg-sunken"><StoppedMark /> <span className="tabular font-semibold">{formatWhole(stopped)}</span></Link>
          </li>
        )}
        {states.map((state) => (
          <li key={state}>
            <Link
              to="/agents"
              search={{ state, ...within }}
              className="inline-flex h-7 items-center gap-1.5 rounded-full px-2 hover:bg-sunken"
            >
              <StateMark state={state} /> <span className="tabular font-semibold">{formatWhole(moving(state))}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}
