import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { agentPath } from '../../data/addresses.ts'
import { answerOf } from '../../data/api.ts'
import { AgentPicker } from '../../parts/AgentPicker.tsx'

/** One agent's activity alone. */
export function AgentFilter({ agentId, onPick }: { agentId: string | undefined; onPick(id: string | undefined): void }) {
  const { data: agent } = useQuery({ ...answerOf(agentPath(agentId ?? ''), { freshMs: 60_000 }), enabled: agentId !== undefined })
  if (agentId === undefined) return <AgentPicker onPick={onPick} />
  return (
    <button
      type="button"
      title="Show all agents"
      onClick={() => onPick(undefined)}
      className="inline-flex h-8 shrink-0 items-center gap-1.5 rounded-full border border-accent bg-accent-soft px-3 text-13 font-medium whitespace-nowrap text-accent"
    >
      {agent?.name ?? 'one agent'}
      <X size={13} aria-hidden />
      <span className="sr-only">: show all agents</span>
    </button>
  )
}
