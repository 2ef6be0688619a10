import type { Consumer } from '@troupe/contract'
import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { memo } from 'react'
import { formatMinor, formatWhole } from '../../../design/number-format.ts'
import { RelativeTime } from '../../../design/RelativeTime.tsx'
import { useCreators } from '../../data/engagement-queries.ts'
import { leadName } from '../../parts/engagement/lead-name.ts'
import { StageMark } from '../../parts/engagement/marks.tsx'
import { Reachable } from '../../parts/engagement/Reachable.tsx'
import { ScoreMark } from '../../parts/engagement/ScoreMark.tsx'
import { CURRENT_ROW } from '../../parts/RowList.tsx'
import { LEAD_COLUMNS, type LeadLayout } from './lead-layout.ts'
import { ORDER_WORDS, type LeadOrder } from './lead-filters.ts'

export interface LeadRowProps { lead: Consumer; layout: LeadLayout; current: boolean; creatorShown: boolean; onTag(tag: string): void }

export const LeadRow = memo(function LeadRow({ lead, layout, current, creatorShown, onTag }: LeadRowProps) {
  const { id, tags, context, score } = lead
  const creator = useCreators()?.find(({ id: each }) => each === lead.creatorId)
  const name = leadName(lead)
  const contact = lead.email ?? lead.phone ?? lead.whatsapp
  const who = (
    <Link to="/leads/$leadId" params={{ leadId: id }} className={clsx('min-w-0 truncate font-medium -outline-offset-1 hover:underline', lead.erased && 'text-ink-faint italic')}>
      {name}{contact !== null && contact !== name && <span className="ml-2 font-normal text-ink-faint">{contact}</span>}
    </Link>
  )
  const seen = context.lastSeenAt === null ? <span className="text-ink-faint">never</span> : <RelativeTime instant={context.lastSeenAt} />
  if (layout === 'card') {
    return (
      <div className={clsx('flex h-full flex-col justify-center gap-1 border-b border-line px-4', current && CURRENT_ROW)}>
        <div className="flex items-center gap-2">{who}<span className="ml-auto shrink-0 text-12 text-ink-faint">{seen}</span></div>
        <div className="flex items-center gap-3 text-12 text-ink-soft"><StageMark stage={context.stage} /><Reachable lead={lead} /><span className="ml-auto"><ScoreMark leadId={id} score={score} /></span></div>
      </div>
    )
  }
  const wide = layout === 'wide'
  return (
    <div className={clsx(LEAD_COLUMNS[layout], 'h-full border-b border-line hover:bg-sunken', current && CURRENT_ROW)}>
      {who}
      {wide && <span className="truncate text-ink-soft">{creatorShown ? creator?.name ?? '' : ''}</span>}
      <StageMark stage={context.stage} className="text-ink-soft" />
      <span className="text-right"><ScoreMark leadId={id} score={score} /></span>
      <Reachable lead={lead} />
      {wide && (
        <span className="flex min-w-0 gap-1 overflow-hidden">
          {tags.map((tag) => <button key={tag} type="button" title={`Only leads with the tag ${tag}`} onClick={() => onTag(tag)} className="max-w-28 shrink-0 truncate rounded-full bg-sunken px-2 text-12 leading-5 text-ink-soft hover:bg-pressed">{tag}</button>)}
        </span>
      )}
      <span className="tabular text-right text-ink-soft">{formatWhole(context.events)}</span>
      {wide && <span className="tabular text-right whitespace-nowrap text-ink-soft">{context.revenueMinor === 0 ? '–' : formatMinor(context.revenueMinor, creator?.currency ?? 'USD')}</span>}
      <span className="text-right whitespace-nowrap text-ink-soft">{seen}</span>
    </div>
  )
})

export function LeadHead({ layout, creatorShown, order = 'last-seen' }: { layout: LeadLayout; creatorShown: boolean; order?: LeadOrder | undefined }) {
  if (layout === 'card') return null
  const wide = layout === 'wide'
  return (
    <div className={clsx(LEAD_COLUMNS[layout], 'sticky top-0 z-10 h-9 border-b border-line bg-page text-12 text-ink-faint')} title={`In the order: ${ORDER_WORDS[order].toLowerCase()}`}>
      <span>Lead</span>
      {wide && <span>{creatorShown ? 'Creator' : ''}</span>}
      <span>Stage</span>
      <span className="text-right">Score</span>
      <span>Reachable by</span>
      {wide && <span>Tags</span>}
      <span className="text-right">Events</span>
      {wide && <span className="text-right">Revenue</span>}
      <span className="text-right">Last seen</span>
    </div>
  )
}
