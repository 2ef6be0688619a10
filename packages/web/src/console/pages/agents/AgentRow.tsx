import type { Agent } from '@troupe/contract'
import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { memo } from 'react'
import { Avatar } from '../../../design/Avatar.tsx'
import { formatMoney, formatWhole } from '../../../design/number-format.ts'
import { RelativeTime } from '../../../design/RelativeTime.tsx'
import { AgentStateMark } from '../../parts/AgentStateMark.tsx'
import { NextWake } from '../../parts/NextWake.tsx'
import { useArchetypeLabel } from '../../parts/use-archetype-label.ts'

/** The columns of the wide table; the head uses the same. `--box` is the width of the first, which only those have who may act. */
export const AGENT_COLUMNS = 'grid grid-cols-[var(--box)_minmax(11rem,1.5fr)_minmax(6rem,1fr)_4.5rem_minmax(7rem,1fr)_5.5rem_5.5rem_4.5rem_4.5rem_5.5rem] items-center gap-x-3 px-6'
export const AGENT_COLUMNS_MIDDLE = 'grid grid-cols-[var(--box)_minmax(10rem,1.5fr)_minmax(6rem,1fr)_4.5rem_5.5rem_4.5rem_5.5rem] items-center gap-x-3 px-6'

export interface AgentRowProps {
  agent: Agent
  layout: 'card' | 'middle' | 'wide'
  chosen: boolean
  current: boolean
  /** Null for those who may not act on agents. */
  onChoose: ((agent: Agent, range: boolean) => void) | null
}

export const AgentRow = memo(function AgentRow({ agent, layout, chosen, current, onChoose }: AgentRowProps) {
  const { id, name, persona, stateReason, brain, lastTurnAt } = agent
  const labelOf = useArchetypeLabel()
  const why = stateReason ?? undefined
  const box = onChoose === null ? <span /> : (
    <input
      type="checkbox"
      checked={chosen}
      aria-label={`Choose ${name}`}
      onChange={(event) => onChoose(agent, (event.nativeEvent as MouseEvent).shiftKey)}
      className="size-4 accent-accent max-sm:size-5"
    />
  )
  const who = (
    <Link to="/agents/$agentId" params={{ agentId: id }} className="flex min-w-0 items-center gap-2 font-medium -outline-offset-1 hover:underline">
      <Avatar name={name} src={persona?.avatarUrl ?? null} size={layout === 'card' ? 32 : 24} decorative />
      <span className="truncate">{name}</span>
    </Link>
  )
  const wake = <NextWake agent={agent} />
  const look = clsx('h-full border-b border-line', chosen ? 'bg-accent-soft' : current && 'bg-sunken', current && 'shadow-[inset_3px_0_0_var(--color-accent)]')

  if (layout === 'card') {
    return (
      <div className={clsx('flex items-center gap-3 px-4', look)}>
        {onChoose !== null && <span className="-m-2 p-2">{box}</span>}
        <div className="min-w-0 flex-1">
          <div className="flex items-center gap-2">{who}<AgentStateMark agent={agent} className="ml-auto shrink-0 text-12" /></div>
          <p className="mt-0.5 truncate pl-10 text-12 text-ink-faint">
            {stateReason ?? <>{brain.kind}{persona?.archetype ? ` · ${labelOf(persona.archetype)}` : ''}{agent.nextWakeAt !== null && <> · {wake}</>}</>}
          </p>
        </div>
      </div>
    )
  }
  const wide = layout === 'wide'
  return (
    <div className={clsx(wide ? AGENT_COLUMNS : AGENT_COLUMNS_MIDDLE, !chosen && 'hover:bg-sunken', look)}>
      {box}
      {who}
      <span className="flex min-w-0 items-center gap-1.5" title={why}>
        <AgentStateMark agent={agent} />
        {stateReason !== null && <span className="truncate text-12 text-ink-faint">{stateReason}</span>}
      </span>
      <span className="text-ink-soft">{brain.kind}</span>
      {wide && <span className="truncate text-ink-soft">{persona?.archetype ? labelOf(persona.archetype) : '–'}</span>}
      <span className="text-right whitespace-nowrap text-ink-soft">{wake}</span>
      {wide && <span className="text-right whitespace-nowrap text-ink-soft">{lastTurnAt === null ? '–' : <RelativeTime instant={lastTurnAt} />}</span>}
      {wide && <span className="tabular text-right text-ink-soft">{formatWhole(agent.turns)}</span>}
      <span className="tabular text-right text-ink-soft">{formatWhole(agent.acts)}</span>
      <span className="tabular text-right whitespace-nowrap text-ink-soft">{agent.costMicros === 0 ? '–' : formatMoney(agent.costMicros)}</span>
    </div>
  )
})
