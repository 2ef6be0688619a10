/** One row an archetype: who is awake, the day's peaks, what it costs, and the buttons that hold it still and let it go on. */
import type { FleetArchetype, FleetVerb } from '@troupe/contract'
import { agentStateSchema, NO_ARCHETYPE } from '@troupe/contract'
import { Link } from '@tanstack/react-router'
import { Pause, RotateCw } from 'lucide-react'
import { useRef } from 'react'
import { counted, formatMoney, formatWhole } from '../../../design/number-format.ts'
import { ActButton } from '../../parts/ActButton.tsx'
import { StateMark } from '../../parts/marks.tsx'
import { DayScale, DayStrip, Peaks } from '../../parts/strip/DayStrip.tsx'
import { zoneName } from '../../parts/strip/strip-words.ts'
import { useArchetypeLabel } from '../../parts/use-archetype-label.ts'
import { useWidth } from '../../parts/use-width.ts'
import { moves } from '../agents/bulk-preview.ts'
import type { FleetFilters } from './fleet-filters.ts'

const COLUMNS = {
  wide: 'grid grid-cols-[minmax(9rem,1.1fr)_minmax(8rem,1fr)_minmax(9rem,1.5fr)_minmax(8rem,1.1fr)_5.5rem_11rem] items-center gap-x-4',
  middle: 'grid grid-cols-[minmax(8rem,1.1fr)_minmax(6rem,.9fr)_minmax(7rem,1.3fr)_5rem_11rem] items-center gap-x-3',
} as const
const WIDE_PX = 1000
const CARDS_BELOW_PX = 700

export interface ArchetypeListProps {
  archetypes: readonly FleetArchetype[]
  filters: FleetFilters
  /** Null for those who may not act on agents. */
  onOrder: ((verb: FleetVerb, archetype: string) => void) | null
  busy: boolean
}

export function ArchetypeList({ archetypes, filters, onOrder, busy }: ArchetypeListProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const width = useWidth(scroller)
  const layout = width >= WIDE_PX ? 'wide' : width >= CARDS_BELOW_PX ? 'middle' : 'card'
  const shown = filters.archetype === undefined ? archetypes : archetypes.filter(({ archetype }) => (archetype ?? NO_ARCHETYPE) === filters.archetype)
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto border-t border-line px-4 pb-12 sm:px-6">
      {layout !== 'card' && (
        <div aria-hidden className={`${COLUMNS[layout]} sticky top-0 z-10 h-9 border-b border-line bg-page text-12 text-ink-faint`}>
          <span>Archetype</span>
          <span>States</span>
          <DayScale />
          {layout === 'wide' && <span className="truncate">{filters.clock === 'own' ? 'Peaks today, by their clock' : 'Peaks today, your time'}</span>}
          <span className="text-right">Spent today</span>
        </div>
      )}
      <ul aria-label="Archetypes">
        {shown.map((group) => <ArchetypeRow key={group.archetype ?? NO_ARCHETYPE} {...{ group, layout, filters, onOrder, busy }} />)}
      </ul>
    </div>
  )
}

type ArchetypeRowProps = { group: FleetArchetype; layout: 'card' | 'middle' | 'wide' } & Omit<ArchetypeListProps, 'archetypes'>

function ArchetypeRow({ group, layout, filters, onOrder, busy }: ArchetypeRowProps) {
  const { archetype, agents, states, strip, byCycle, spentTodayMicros } = group
  const key = archetype ?? NO_ARCHETYPE
  const name = useArchetypeLabel()(archetype)
  const who = <Link to="/fleet" search={{ ...filters, view: undefined, archetype: key }} className="min-w-0 truncate font-medium hover:underline">{name} <span className="tabular text-12 font-normal text-ink-faint">{formatWhole(agents)}</span></Link>
  const how = (
    <span className="flex min-w-0 flex-wrap gap-x-3 gap-y-0.5">
      {agentStateSchema.options.filter((state) => (states[state] ?? 0) > 0).map((state) => (
        <span key={state} className="inline-flex items-center gap-1.5 text-ink-soft"><StateMark state={state} /><span className="tabular font-semibold">{formatWhole(states[state] ?? 0)}</span></span>
      ))}
    </span>
  )
  const day = strip === null ? <span className="text-12 text-ink-faint">{byCycle > 0 ? 'all together, by their project’s cycle' : 'no rhythm'}</span> : <DayStrip strip={strip} />
  const peaks = strip !== null && (
    <span className="tabular min-w-0 text-12 text-ink-soft">
      <Peaks strip={strip} none="no peak today" />
      {filters.clock === 'own' && <span className="text-ink-faint"> {zoneName(strip.zone)}</span>}
      {byCycle > 0 && <span className="text-ink-faint"> ({counted(byCycle, 'wakes', 'wake')} by cycle)</span>}
    </span>
  )
  const orders = onOrder !== null && (
    <span className="flex shrink-0 justify-end gap-1.5">
      <OrderButton verb="pause" bare={layout === 'card'} onOrder={() => onOrder('pause', key)} {...{ group, name, busy }} />
      <OrderButton verb="resume" bare={layout === 'card'} onOrder={() => onOrder('resume', key)} {...{ group, name, busy }} />
    </span>
  )
  if (layout === 'card') {
    return (
      <li className="flex flex-col gap-1.5 border-b border-line py-2.5">
        <div className="flex items-center justify-between gap-3">{who}{orders}</div>
        {how}
        {day}
        <div className="flex items-baseline justify-between gap-3">{peaks}{spentTodayMicros > 0 && <span className="tabular shrink-0 text-12 text-ink-faint">{formatMoney(spentTodayMicros)} today</span>}</div>
      </li>
    )
  }
  return (
    <li className={`${COLUMNS[layout]} min-h-9 border-b border-line py-1`}>
      {who}
      {how}
      {day}
      {layout === 'wide' && (peaks || <span />)}
      <span className="tabular text-right text-ink-soft">{spentTodayMicros === 0 ? '–' : formatMoney(spentTodayMicros)}</span>
      {orders || <span />}
    </li>
  )
}

const LOOKS = { pause: { Icon: Pause, word: 'Pause', none: 'None of them runs.' }, resume: { Icon: RotateCw, word: 'Resume', none: 'None of them is paused.' } } as const

function OrderButton({ verb, group: { states }, name, busy, bare, onOrder }: { verb: FleetVerb; group: FleetArchetype; name: string; busy: boolean; bare: boolean; onOrder(): void }) {
  const { Icon, word, none } = LOOKS[verb]
  const moved = agentStateSchema.options.reduce((sum, state) => sum + (moves(verb, state) ? states[state] ?? 0 : 0), 0)
  return <ActButton size="small" refused={moved === 0 ? none : null} disabled={busy} aria-label={`${word} ${name}`} onClick={onOrder}><Icon size={13} aria-hidden />{!bare && word}</ActButton>
}
