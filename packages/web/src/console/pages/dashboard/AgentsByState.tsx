import { agentStateSchema, type Status } from '@troupe/contract'
import { Link } from '@tanstack/react-router'
import { buttonClass } from '../../../design/Button.tsx'
import { formatWhole } from '../../../design/number-format.ts'
import { agentsIn } from '../../data/queries.ts'
import { StateMark, STATE_FILL } from '../../parts/marks.tsx'
import { Section } from '../../parts/Page.tsx'

/** One bar for all agents; each state leads to its agents. */
export function AgentsByState({ agents, project }: { agents: Status['agents']; project?: string }) {
  const total = agentsIn(agents)
  const states = agentStateSchema.options.filter((state) => (agents[state] ?? 0) > 0)
  if (total === 0) {
    return (
      <Section title="No agents yet">
        <p className="mb-3 max-w-prose text-ink-soft">An agent is a persona with a brain, set on a platform. Generate personas first; each can then become an agent.</p>
        <Link to="/personas/generate" className={buttonClass('primary', 'small')}>Generate personas</Link>
      </Section>
    )
  }
  return (
    <Section title="Agents by state">
      <div aria-hidden className="flex h-2.5 gap-0.5 overflow-hidden rounded-full">
        {states.map((state) => <div key={state} className={`min-w-1 ${STATE_FILL[state]}`} style={{ flexGrow: agents[state] }} />)}
      </div>
      <ul className="mt-2 flex flex-wrap gap-x-1 gap-y-1">
        {states.map((state) => (
          <li key={state}>
            <Link
              to="/agents"
              search={{ state, ...(project === undefined ? {} : { projectId: project }) }}
              className="inline-flex h-7 items-center gap-1.5 rounded-full px-2 hover:bg-sunken"
            >
              <StateMark state={state} /> <span className="tabular font-semibold">{formatWhole(agents[state] ?? 0)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}
