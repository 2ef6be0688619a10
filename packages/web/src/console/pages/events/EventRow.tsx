import type { LeadEvent } from '@troupe/contract'
import { clsx } from 'clsx'
import { Bot } from 'lucide-react'
import { memo } from 'react'
import { Ago } from '../../parts/Ago.tsx'
import { ClockTime } from '../../parts/ClockTime.tsx'
import { nameOr } from '../../parts/engagement/lead-name.ts'
import { CURRENT_ROW } from '../../parts/RowList.tsx'
import { eventIcon, eventWords, payloadLine, SOURCE_LOOKS } from './event-words.ts'

/** The list is in the order of arrival; what came later than this after it happened says so. */
const LATE_MS = 60_000

/** `day`: that it is the first of its day, in words. */
export const EventRow = memo(function EventRow({ event, day, current, narrow, onOpen }: { event: LeadEvent; day: string | null; current: boolean; narrow: boolean; onOpen(): void }) {
  const { type, at, receivedAt, source, counted, turns } = event
  const Icon = eventIcon(type)
  const { Icon: SourceIcon, word } = SOURCE_LOOKS[source]
  const who = nameOr(event.consumerName, event.consumerId)
  const said = event.erased ? 'erased' : payloadLine(event.payload)
  const what = <span className={clsx('inline-flex min-w-0 items-center gap-1.5', !counted && 'text-ink-faint line-through decoration-1')}><Icon aria-hidden size={13} className="shrink-0 text-ink-faint" /><span className="truncate">{eventWords(type)}</span></span>
  const woke = turns.length > 0 && <span title={`Woke ${turns.map(({ agentName }) => agentName).join(', ')}`} className="inline-flex shrink-0 items-center gap-1 text-12 text-accent"><Bot aria-hidden size={13} />{turns.length}<span className="sr-only"> woken</span></span>
  return (
    <button type="button" onClick={onOpen} className={clsx('flex h-full w-full items-center gap-4 border-b border-line px-4 text-left -outline-offset-2 hover:bg-sunken sm:px-6', current && CURRENT_ROW, day !== null && 'border-t border-t-line-strong')}>
      {narrow ? (
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2"><span className="truncate font-medium">{who}</span><span className="ml-auto flex shrink-0 gap-1.5 text-12 text-ink-faint">{day !== null && <span className="font-medium text-ink">{day}</span>}<ClockTime instant={receivedAt} /></span></span>
          <span className="flex items-center gap-2">{what}<span className="truncate text-12 text-ink-faint">{said}</span><span className="ml-auto">{woke}</span></span>
        </span>
      ) : (
        <>
          <span className="flex w-24 shrink-0 flex-col text-12 leading-4 text-ink-faint">{day !== null && <span className="font-medium text-ink">{day}</span>}<ClockTime instant={receivedAt} /></span>
          <span className="w-44 shrink-0 truncate font-medium">{who}</span>
          <span className="flex w-40 shrink-0">{what}</span>
          <span className="min-w-0 flex-1 truncate text-ink-soft" title={said}>{said}</span>
          {Date.parse(receivedAt) - Date.parse(at) > LATE_MS && <span className="shrink-0 text-12 text-ink-faint">happened <Ago instant={at} /></span>}
          {!counted && <span title={event.notCounted ?? undefined} className="shrink-0 text-12 text-wait">not counted</span>}
          {woke}
          <span className="flex w-20 shrink-0 items-center gap-1.5 text-12 text-ink-faint"><SourceIcon aria-hidden size={13} />{word}</span>
        </>
      )}
    </button>
  )
})
