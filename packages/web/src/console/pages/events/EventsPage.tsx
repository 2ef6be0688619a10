/** What happens with leads, as it happens. */
import { eventSourceSchema, type EventSource, type LeadEvent } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Pause, Play } from 'lucide-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { Button } from '../../../design/Button.tsx'
import { ErrorState } from '../../../design/ErrorState.tsx'
import { LiveMark, type LiveState } from '../../../design/LiveMark.tsx'
import { useClock } from '../../../design/now.tsx'
import { answerOf } from '../../data/api.ts'
import { eventsPath, eventTypesPath, leadPath } from '../../data/engagement-addresses.ts'
import { useLivePages } from '../../live/use-live-pages.ts'
import { useLiveState } from '../../live/use-live-state.ts'
import { CreatorMenu } from '../../parts/engagement/CreatorMenu.tsx'
import { LeadMenu } from '../../parts/engagement/LeadMenu.tsx'
import { leadName } from '../../parts/engagement/lead-name.ts'
import { FacetMenu } from '../../parts/FacetMenu.tsx'
import { ClearFilters, FilterChip } from '../../parts/FilterChip.tsx'
import { RowSkeletons } from '../../parts/ListStates.tsx'
import { NewPill } from '../../parts/NewPill.tsx'
import { Page } from '../../parts/Page.tsx'
import { RowList } from '../../parts/RowList.tsx'
import { useNarrow } from '../../parts/use-narrow.ts'
import { dayKey, daysBegun } from './days-begun.ts'
import { isNarrowed, type EventFilters } from './event-filters.ts'
import { EventPanel } from './EventPanel.tsx'
import { EventRow } from './EventRow.tsx'
import { eventWords, SOURCE_LOOKS } from './event-words.ts'
import { NoEvents } from './NoEvents.tsx'

const ROW_PX = 36
const CARD_PX = 60
const TYPES_EVERY_MS = 10_000
const NEWS = ['events'] as const

export function EventsPage() {
  const filters = useSearch({ from: '/shell/events' })
  // Another question is another list: nothing of the old one may linger.
  return <Monitor key={`${filters.creatorId ?? ''}/${filters.consumerId ?? ''}/${filters.type ?? ''}/${filters.source ?? ''}`} filters={filters} />
}

function Monitor({ filters }: { filters: EventFilters }) {
  const { event: openId, ...query } = filters
  const navigate = useNavigate({ from: '/events' })
  const narrow = useNarrow()
  const connection = useLiveState()
  const [paused, setPaused] = useState(false)
  /** Below the top, or with the pointer on a row, nothing may move. */
  const [reading, setReading] = useState(false)
  const { buffer, first, cause, more, moreFailed, ended, show, retry } = useLivePages<LeadEvent>(eventsPath(query), NEWS, paused || reading)
  const scroller = useRef<HTMLDivElement>(null)
  const waiting = buffer.held.length
  const { nowMs } = useClock()
  const today = dayKey(nowMs)
  // Named anew when a day ends.
  const days = useMemo(() => daysBegun(buffer.shown, today), [buffer.shown, today])
  const live: LiveState = paused ? { state: 'paused', waiting } : connection
  const letIn = () => {
    show()
    scroller.current?.scrollTo({ top: 0 })
  }
  const toggle = () => {
    if (paused) letIn()
    setPaused(!paused)
  }
  const go = useCallback((patch: Partial<EventFilters>) => void navigate({ search: { ...filters, ...patch }, replace: true }), [filters, navigate])
  return (
    <Page
      title="Events"
      fills
      aside={<LiveMark live={live} className="ml-1" />}
      actions={
        <Button size="small" onClick={toggle} aria-pressed={paused} title="Space">
          {paused ? <><Play size={14} aria-hidden />Go on</> : <><Pause size={14} aria-hidden />Pause</>}
        </Button>
      }
      bar={<FilterBar filters={filters} onNarrow={go} onClear={() => void navigate({ search: {}, replace: true })} />}
    >
      {first === 'failed' ? <ErrorState title="Events could not be loaded" cause={cause ?? ''} onRetry={retry} />
        : first === 'loading' ? <RowSkeletons what="events" rows={14} />
        : buffer.shown.length === 0 && ended ? <NoEvents narrowed={isNarrowed(filters)} creatorId={filters.creatorId} type={filters.type} onType={(type) => go({ type })} onWiden={() => void navigate({ search: {}, replace: true })} />
        : (
          <div className="relative flex min-h-0 flex-1 flex-col">
            <NewPill waiting={waiting} onShow={letIn} />
            <RowList
              label="Events, newest first"
              items={buffer.shown}
              keyOf={({ id }) => id}
              heightPx={narrow ? CARD_PX : ROW_PX}
              onOpen={({ id }) => go({ event: id })}
              onReading={setReading}
              more={more}
              moreFailed={moreFailed}
              end={ended && 'This is where it begins.'}
              scroller={scroller}
              keys={() => ({ ' ': toggle })}
            >
              {(event, current) => <EventRow event={event} day={days.get(event.id) ?? null} current={current || event.id === openId} narrow={narrow} onOpen={() => go({ event: event.id })} />}
            </RowList>
          </div>
        )}
      {openId !== undefined && <EventPanel id={openId} known={buffer.shown.find(({ id }) => id === openId)} onClose={() => go({ event: undefined })} />}
    </Page>
  )
}

function FilterBar({ filters, onNarrow, onClear }: { filters: EventFilters; onNarrow(patch: Partial<EventFilters>): void; onClear(): void }) {
  const types = useQuery(answerOf(eventTypesPath({ creatorId: filters.creatorId }), { everyMs: TYPES_EVERY_MS })).data?.items ?? []
  const lead = useQuery({ ...answerOf(leadPath(filters.consumerId ?? '')), enabled: filters.consumerId !== undefined }).data
  const options = types.filter(({ count, type }) => count > 0 || type === filters.type).map(({ type, count }) => ({ value: type, label: eventWords(type), count }))
  return (
    <div className="flex shrink-0 gap-2 overflow-x-auto px-4 pb-2 sm:px-6">
      <CreatorMenu value={filters.creatorId} onPick={(creatorId) => onNarrow({ creatorId })} />
      <FacetMenu label="Type" value={filters.type} options={options} onPick={(type) => onNarrow({ type })} />
      <FacetMenu label="Source" value={filters.source} options={eventSourceSchema.options.map((source) => ({ value: source, label: SOURCE_LOOKS[source].word }))} onPick={(source) => onNarrow({ source: source as EventSource | undefined })} />
      {filters.consumerId === undefined ? <LeadMenu creatorId={filters.creatorId} onPick={({ id }) => onNarrow({ consumerId: id })} />
        : <FilterChip label={lead === undefined ? 'One lead' : leadName(lead)} onClear={() => onNarrow({ consumerId: undefined })} />}
      {isNarrowed(filters) && <ClearFilters onClear={onClear} />}
    </div>
  )
}
