/** Everything that happened with one lead, newest first, each thing with the way to where it came from. */
import type { TimelineItem } from '@troupe/contract'
import { useNavigate } from '@tanstack/react-router'
import { History } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { ErrorState } from '../../../design/ErrorState.tsx'
import { leadTimelinePath } from '../../data/engagement-addresses.ts'
import { useLivePages } from '../../live/use-live-pages.ts'
import { RowSkeletons } from '../../parts/ListStates.tsx'
import { NewPill } from '../../parts/NewPill.tsx'
import { RowList } from '../../parts/RowList.tsx'
import { toldOnce } from './told-once.ts'
import { TimelineRow } from './TimelineRow.tsx'

const ROW_PX = 56
const NEWS = ['events', 'actions', 'approvals', 'conversations'] as const

export function Timeline({ leadId }: { leadId: string }) {
  const [reading, setReading] = useState(false)
  const { buffer, first, cause, more, moreFailed, ended, show, retry } = useLivePages<TimelineItem>(leadTimelinePath(leadId), NEWS, reading)
  const items = useMemo(() => toldOnce(buffer.shown), [buffer.shown])
  const scroller = useRef<HTMLDivElement>(null)
  const navigate = useNavigate()
  const open = ({ turnId, eventId, actionId }: TimelineItem) => {
    if (turnId !== null) void navigate({ to: '/turns/$turnId', params: { turnId } })
    else if (actionId !== null) void navigate({ to: '/queue', search: { consumerId: leadId, action: actionId } })
    else if (eventId !== null) void navigate({ to: '/events', search: { consumerId: leadId, event: eventId } })
  }
  return (
    <section aria-label="Timeline" className="relative flex min-h-0 min-w-0 flex-1 flex-col">
      {first === 'failed' ? <ErrorState title="The timeline could not be loaded" cause={cause ?? ''} onRetry={retry} />
        : first === 'loading' ? <RowSkeletons what="the timeline" tall />
        : items.length === 0 && ended ? <EmptyState icon={<History size={22} />} title="Nothing has happened with this lead">Views, clicks, answers, bookings and what agents plan and send appear here.</EmptyState>
        : (
          <>
            <NewPill
              waiting={buffer.held.length}
              onShow={() => {
                show()
                scroller.current?.scrollTo({ top: 0 })
              }}
            />
            <RowList label="Timeline, newest first" items={items} keyOf={({ id }) => id} heightPx={ROW_PX} onOpen={open} onReading={setReading} more={more} moreFailed={moreFailed} end={ended && 'This is where it begins.'} scroller={scroller}>
              {(item, current) => <TimelineRow item={item} leadId={leadId} current={current} />}
            </RowList>
          </>
        )}
    </section>
  )
}
