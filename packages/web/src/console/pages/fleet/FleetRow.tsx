import type { FleetAgent } from '@troupe/contract'
import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { memo } from 'react'
import { Avatar } from '../../../design/Avatar.tsx'
import { formatMoney } from '../../../design/number-format.ts'
import { RelativeTime } from '../../../design/RelativeTime.tsx'
import { useLastWords } from '../../live/latest-acts.ts'
import { AgentStateMark } from '../../parts/AgentStateMark.tsx'
import { NextWake } from '../../parts/NextWake.tsx'
import { DayStrip } from '../../parts/strip/DayStrip.tsx'
import { zoneName } from '../../parts/strip/strip-words.ts'
import { useArchetypeLabel } from '../../parts/use-archetype-label.ts'

export const FLEET_COLUMNS = {
  wide: 'grid grid-cols-[minmax(9rem,1.1fr)_minmax(6rem,.9fr)_minmax(9rem,1.2fr)_minmax(12rem,2.2fr)_5.5rem_5.5rem] items-center gap-x-4 px-6',
  middle: 'grid grid-cols-[minmax(8rem,1.1fr)_minmax(5rem,.7fr)_minmax(7rem,1fr)_minmax(9rem,1.5fr)_4.5rem_5rem] items-center gap-x-3 px-6',
} as const

export interface FleetRowProps {
  agent: FleetAgent
  layout: 'card' | 'middle' | 'wide'
  current: boolean
  /** Each strip is cut by a clock of its own, which is then named. */
  ownClock: boolean
}

export const FleetRow = memo(function FleetRow({ agent, layout, current, ownClock }: FleetRowProps) {
  const { id, name, persona, site, account, stateReason, spentTodayMicros } = agent
  const labelOf = useArchetypeLabel()
  const look = clsx('h-full border-b border-line', current && 'bg-sunken shadow-[inset_3px_0_0_var(--color-accent)]')
  const who = (
    <Link to="/agents/$agentId" params={{ agentId: id }} className="flex min-w-0 items-center gap-2 font-medium -outline-offset-1 hover:underline" title={`${name}, ${labelOf(persona?.archetype ?? null)}${site === null ? '' : `, ${account === null ? 'no account yet' : `@${account.username}`} on ${site.name}`}`}>
      <Avatar name={name} src={persona?.avatarUrl ?? null} size={layout === 'card' ? 32 : 24} decorative />
      <span className="truncate">{name}</span>
    </Link>
  )
  const day = <AgentDay agent={agent} ownClock={ownClock} />
  if (layout === 'card') {
    return (
      <div className={clsx('flex flex-col justify-center gap-1.5 px-4', look)}>
        <div className="flex items-center gap-2">{who}<AgentStateMark agent={agent} className="ml-auto shrink-0 text-12" /></div>
        <div className="flex items-center gap-3 pl-10"><div className="min-w-0 flex-1">{day}</div><span className="w-14 shrink-0 text-right text-12 text-ink-faint"><NextWake agent={agent} /></span></div>
        <div className="flex gap-3 pl-10 text-12"><span className="min-w-0 flex-1 truncate text-ink-soft">{stateReason ?? <LatestWords agent={agent} />}</span>{spentTodayMicros > 0 && <span className="tabular shrink-0 text-ink-faint">{formatMoney(spentTodayMicros)} today</span>}</div>
      </div>
    )
  }
  return (
    <div className={clsx(FLEET_COLUMNS[layout], 'hover:bg-sunken', look)}>
      {who}
      <span className="flex min-w-0 items-center gap-1.5" title={stateReason ?? undefined}>
        <AgentStateMark agent={agent} />
        {stateReason !== null && <span className="truncate text-12 text-ink-faint">{stateReason}</span>}
      </span>
      {day}
      <LatestWords agent={agent} />
      <span className="text-right whitespace-nowrap text-ink-soft"><NextWake agent={agent} /></span>
      <span className="tabular text-right whitespace-nowrap text-ink-soft">{spentTodayMicros === 0 ? '–' : formatMoney(spentTodayMicros)}</span>
    </div>
  )
})

export function AgentDay({ agent: { strip, wake, persona }, ownClock }: { agent: Pick<FleetAgent, 'strip' | 'wake' | 'persona'>; ownClock: boolean }) {
  if (wake.kind === 'cycle') return <span className="block truncate text-12 text-ink-faint" title="It wakes with all of its project, whatever its rhythm.">all together, every {wake.minutes} min</span>
  if (strip === null) return <span className="block truncate text-12 text-ink-faint">{persona === null ? 'no persona, no rhythm' : 'no rhythm'}</span>
  return (
    <span className="flex items-center gap-2">
      <DayStrip strip={strip} className="min-w-0 flex-1" />
      {ownClock && <span className="w-20 shrink-0 truncate text-12 text-ink-faint" title={strip.zone}>{zoneName(strip.zone)}</span>}
    </span>
  )
}

/** The newer of what it did and what it thought; the other on hover. */
function LatestWords({ agent }: { agent: FleetAgent }) {
  const { act, thought } = useLastWords(agent)
  if (act === null && thought === null) return <span className="truncate text-12 text-ink-faint">nothing yet</span>
  const thinks = thought !== null && (act === null || thought.at >= act.at)
  const { at, text, turnId } = thinks ? thought : act!
  return (
    <Link
      to="/turns/$turnId"
      params={{ turnId }}
      preload={false}
      title={[...(act === null ? [] : [act.text]), ...(thought === null ? [] : [`Thought: “${thought.text}”`])].join('\n')}
      className="flex min-w-0 items-baseline gap-2 text-ink-soft hover:underline"
    >
      <span className={clsx('min-w-0 flex-1 truncate', thinks && 'italic')}>{thinks ? `“${text}”` : text}</span>
      <RelativeTime instant={at} className="shrink-0 text-12 text-ink-faint" />
    </Link>
  )
}
