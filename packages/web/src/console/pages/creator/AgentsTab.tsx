/** Agents that write to this creator's leads, and the shipped ones that could. */
import type { Creator } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Bot, Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { formatWhole } from '../../../design/number-format.ts'
import { answerOf } from '../../data/api.ts'
import { creatorAgentsPath } from '../../data/engagement-addresses.ts'
import { useMay } from '../../data/queries.ts'
import { AgentStateMark } from '../../parts/AgentStateMark.tsx'
import { Ago } from '../../parts/Ago.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { NewAgentDialog } from '../agents/NewAgentDialog.tsx'
import { DeployDialog } from './DeployDialog.tsx'

const EVERY_MS = 5_000

export function AgentsTab({ creator }: { creator: Creator }) {
  const agents = useQuery(answerOf(creatorAgentsPath(creator.id), { everyMs: EVERY_MS }))
  const operator = useMay('operator')
  const [deploying, setDeploying] = useState(false)
  const [making, setMaking] = useState(false)
  return (
    <div className="max-w-3xl">
      <Answer query={agents} what="the agents">
        {({ items }) => items.length === 0 ? (
          <EmptyState icon={<Bot size={22} />} title="No agent writes to these leads" action={operator && <Button variant="primary" onClick={() => setDeploying(true)}>Deploy agents</Button>}>An agent wakes when something happens with a lead, and plans what to say. The shipped ones work for any creator with a sales profile.</EmptyState>
        ) : (
          <>
            {operator && (
              <div className="mb-3 flex justify-end gap-2">
                <Button size="small" onClick={() => setMaking(true)}><Plus size={14} aria-hidden />One of your own</Button>
                <Button size="small" variant="primary" onClick={() => setDeploying(true)}><Plus size={14} aria-hidden />Deploy agents</Button>
              </div>
            )}
            <ul className="divide-y divide-line border-y border-line">
              {items.map((agent) => (
                <li key={agent.id}>
                  <Link to="/agents/$agentId" params={{ agentId: agent.id }} className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 py-1.5 hover:bg-sunken">
                    <span className="min-w-44 flex-1">
                      <span className="block font-medium">{agent.name}</span>
                      <span className="block truncate text-12 text-ink-faint">{agent.triggers.length === 0 ? 'nothing wakes it' : `wakes at ${agent.triggers.map(({ eventType, filter }) => `${eventType === '*' ? 'any event' : eventType}${filter === null ? '' : ' (filtered)'}`).join(', ')}`}</span>
                    </span>
                    <AgentStateMark agent={agent} className="w-20" />
                    <span className="tabular w-24 text-right text-ink-soft">{formatWhole(agent.turns)} turns</span>
                    <span className="w-24 text-right text-12 text-ink-faint">{agent.lastTurnAt === null ? 'not woken yet' : <Ago instant={agent.lastTurnAt} />}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </>
        )}
      </Answer>
      {making && <NewAgentDialog creatorId={creator.id} onClose={() => setMaking(false)} />}
      {deploying && <DeployDialog creator={creator} taken={agents.data?.items.flatMap(({ brain }) => brain.kind === 'rules' ? [brain.rules] : []) ?? []} onClose={() => setDeploying(false)} />}
    </div>
  )
}
