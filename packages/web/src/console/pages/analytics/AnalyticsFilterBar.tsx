import { useState } from 'react'
import { Button } from '../../../design/Button.tsx'
import { CreatorMenu } from '../../parts/engagement/CreatorMenu.tsx'
import { FacetMenu } from '../../parts/FacetMenu.tsx'
import { TextInput } from '../../parts/fields.tsx'
import { FilterChip } from '../../parts/FilterChip.tsx'
import { SPANS, spanWords, type AnalyticsFilters } from './analytics-filters.ts'

const OTHER = 'other'
const SPAN_OPTIONS = [...SPANS.filter((days) => days !== '30').map((days) => ({ value: days as string, label: days === '365' ? 'Last year' : `Last ${days} days` })), { value: OTHER, label: 'From one day to another…' }]

/** Of whom, and from when to when. */
export function AnalyticsFilterBar({ filters, onNarrow }: { filters: AnalyticsFilters; onNarrow(patch: Partial<AnalyticsFilters>): void }) {
  const { days, from, to, creatorId } = filters
  const [picking, setPicking] = useState<{ from: string; to: string } | null>(null)
  const shut = picking === null || picking.from === '' || picking.to === '' || picking.from > picking.to
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 px-4 pb-3 sm:px-6">
      {from === undefined ? (
        <FacetMenu
          label="Last 30 days" none="Last 30 days" value={days} options={SPAN_OPTIONS}
          onPick={(value) => value === OTHER ? setPicking({ from: '', to: '' }) : onNarrow({ days: value as AnalyticsFilters['days'], from: undefined, to: undefined })}
        />
      ) : <FilterChip label={spanWords(filters)} onClear={() => onNarrow({ from: undefined, to: undefined })} />}
      <CreatorMenu value={creatorId} onPick={(value) => onNarrow({ creatorId: value })} />
      {picking !== null && (
        <form
          className="flex flex-wrap items-center gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            if (shut) return
            onNarrow({ from: picking.from, to: picking.to, days: undefined })
            setPicking(null)
          }}
        >
          <TextInput type="date" autoFocus aria-label="From" value={picking.from} max={picking.to} onChange={({ target }) => setPicking({ ...picking, from: target.value })} className="w-38" />
          <span className="text-13 text-ink-faint">to</span>
          <TextInput type="date" aria-label="To, included" value={picking.to} min={picking.from} onChange={({ target }) => setPicking({ ...picking, to: target.value })} className="w-38" />
          <Button type="submit" size="small" disabled={shut}>Count these</Button>
          <Button size="small" variant="quiet" onClick={() => setPicking(null)}>Leave</Button>
        </form>
      )}
      {to === undefined && picking === null && <span className="text-12 text-ink-faint">up to now</span>}
    </div>
  )
}
