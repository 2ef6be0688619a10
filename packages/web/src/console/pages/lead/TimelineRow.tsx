import type { TimelineItem } from '@troupe/contract'
import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { MessageCircle, Scale, Send, ShieldCheck, TrendingUp, Zap, type LucideIcon } from 'lucide-react'
import { memo } from 'react'
import { ClockTime } from '../../parts/ClockTime.tsx'
import { channelWord } from '../../parts/engagement/marks.tsx'
import { CURRENT_ROW } from '../../parts/RowList.tsx'
import { plainName } from '../../parts/action-words.ts'

const ICONS: Readonly<Record<TimelineItem['kind'], LucideIcon>> = { event: Zap, message: MessageCircle, action: Send, verdict: Scale, consent: ShieldCheck, stage: TrendingUp }
const WAY = 'relative z-10 text-accent hover:underline'

export const TimelineRow = memo(function TimelineRow({ item, leadId, current }: { item: TimelineItem; leadId: string; current: boolean }) {
  const { kind, title, detail, at, channel, state, turnId, eventId, agentId, actionId, messageId } = item
  const Icon = ICONS[kind]
  // Of consents and stages the title says it all, and of actions their state.
  const sent = kind === 'action' || kind === 'message' || kind === 'verdict'
  return (
    <div className={clsx('flex h-full items-center gap-3 border-b border-line px-4 hover:bg-sunken sm:px-6', current && CURRENT_ROW)}>
      <span aria-hidden className={clsx('grid size-7 shrink-0 place-items-center rounded-full', kind === 'message' ? 'bg-accent-soft text-accent' : 'bg-sunken text-ink-faint')}><Icon size={14} /></span>
      <div className="min-w-0 flex-1">
        <p className="flex items-baseline gap-2">
          <span className="truncate font-medium" title={title}>{title}</span>
          {sent && kind !== 'action' && state !== null && <span className="shrink-0 text-12 text-ink-soft">{plainName(state)}</span>}
          {sent && channel !== null && <span className="shrink-0 text-12 text-ink-faint max-sm:hidden">{channelWord(channel)}</span>}
          <ClockTime instant={at} className="ml-auto shrink-0 text-12 text-ink-faint" />
        </p>
        <p className="flex items-baseline gap-3 text-12 text-ink-faint">
          <span className="min-w-0 truncate text-ink-soft" title={detail ?? undefined}>{detail ?? ''}</span>
          <span className="ml-auto flex shrink-0 gap-3">
            {eventId !== null && <Link to="/events" search={{ consumerId: leadId, event: eventId }} className={WAY}>event</Link>}
            {actionId !== null && <Link to="/queue" search={{ consumerId: leadId, action: actionId }} className={WAY}>action</Link>}
            {messageId !== null && channel === 'console' && <Link to="/inbox" search={{ consumerId: leadId, message: messageId }} className={WAY}>message</Link>}
            {turnId !== null && <Link to="/turns/$turnId" params={{ turnId }} className={WAY}>turn</Link>}
            {agentId !== null && <Link to="/agents/$agentId" params={{ agentId }} className={WAY}>agent</Link>}
          </span>
        </p>
      </div>
    </div>
  )
})
