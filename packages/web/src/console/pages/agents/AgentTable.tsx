import type { Agent } from '@troupe/contract'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState, type CSSProperties, type RefObject } from 'react'
import { useListKeys } from '../../parts/keyboard.ts'
import { useRows } from '../../parts/use-rows.ts'
import { useWidth } from '../../parts/use-width.ts'
import { AGENT_COLUMNS, AGENT_COLUMNS_MIDDLE, AgentRow } from './AgentRow.tsx'

const ROW_PX = 36
const HEAD_PX = 36
const CARD_PX = 60
const AHEAD = 30
const WIDE_PX = 1000
const CARDS_BELOW_PX = 620

export interface AgentTableProps {
  agents: readonly Agent[]
  chosen: ReadonlyMap<string, Agent>
  allChosen: boolean
  /** Null for those who may not act on agents. */
  onChoose: ((agent: Agent, range: boolean) => void) | null
  onChooseLoaded(): void
  onEscape(): void
  searchBox: RefObject<HTMLInputElement | null>
  more: (() => void) | null
}

export function AgentTable({ agents, chosen, allChosen, onChoose, onChooseLoaded, onEscape, searchBox, more }: AgentTableProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const width = useWidth(scroller)
  const navigate = useNavigate()
  const [current, setCurrent] = useState<string | null>(null)
  const layout = width >= WIDE_PX ? 'wide' : width >= CARDS_BELOW_PX ? 'middle' : 'card'
  // The head lies over the first pixels of what scrolls.
  const rows = useRows({ count: agents.length, heightPx: layout === 'card' ? CARD_PX : ROW_PX, scroller, keyOf: (place) => agents[place]?.id ?? place, headPx: HEAD_PX })
  const shown = rows.getVirtualItems()
  const nearEnd = more !== null && (shown.at(-1)?.index ?? 0) >= agents.length - AHEAD
  useEffect(() => {
    if (nearEnd) more?.()
  }, [nearEnd, more])

  const move = (by: 1 | -1) => {
    const next = Math.min(agents.length - 1, Math.max(0, agents.findIndex(({ id }) => id === current) + by))
    setCurrent(agents[next]?.id ?? null)
    rows.scrollToIndex(next)
  }
  const at = () => agents.find(({ id }) => id === current)
  useListKeys({
    j: () => move(1),
    k: () => move(-1),
    x: () => {
      const agent = at()
      if (agent) onChoose?.(agent, false)
    },
    Enter: () => current !== null && void navigate({ to: '/agents/$agentId', params: { agentId: current } }),
    '/': () => searchBox.current?.focus(),
    Escape: onEscape,
  })

  const columns = layout === 'wide' ? AGENT_COLUMNS : AGENT_COLUMNS_MIDDLE
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto border-t border-line" style={{ '--box': onChoose === null ? '0rem' : '2rem' } as CSSProperties}>
      {layout !== 'card' && (
        <div className={`${columns} sticky top-0 z-10 h-9 border-b border-line bg-page text-12 text-ink-faint`}>
          {onChoose === null ? <span /> : <input type="checkbox" aria-label="Choose all that are loaded" checked={allChosen} onChange={onChooseLoaded} className="size-4 accent-accent" />}
          <span>Agent</span>
          <span>State</span>
          <span>Brain</span>
          {layout === 'wide' && <span>Archetype</span>}
          <span className="text-right">Next wake</span>
          {layout === 'wide' && <span className="text-right">Last turn</span>}
          {layout === 'wide' && <span className="text-right">Turns</span>}
          <span className="text-right">Acts</span>
          <span className="text-right">Cost</span>
        </div>
      )}
      <ul aria-label="Agents" className="relative" style={{ height: rows.getTotalSize() }}>
        {shown.map(({ index, key, start, size }) => {
          const agent = agents[index]
          return agent && (
            <li key={key} className="absolute inset-x-0 top-0" style={{ height: size, transform: `translateY(${start}px)` }}>
              <AgentRow agent={agent} layout={layout} chosen={chosen.has(agent.id)} current={agent.id === current} onChoose={onChoose} />
            </li>
          )
        })}
      </ul>
    </div>
  )
}
