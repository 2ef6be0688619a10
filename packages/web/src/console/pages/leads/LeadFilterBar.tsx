import { stageSchema, type ConsumerPage } from '@troupe/contract'
import type { RefObject } from 'react'
import { formatWhole } from '../../../design/number-format.ts'
import { CreatorMenu } from '../../parts/engagement/CreatorMenu.tsx'
import { StageMark } from '../../parts/engagement/marks.tsx'
import { FacetMenu } from '../../parts/FacetMenu.tsx'
import { ClearFilters } from '../../parts/FilterChip.tsx'
import { SearchBox } from '../../parts/SearchBox.tsx'
import { isNarrowed, ORDER_WORDS, type LeadFilters, type LeadOrder } from './lead-filters.ts'

export interface LeadFilterBarProps {
  filters: LeadFilters
  facets: ConsumerPage['facets'] | undefined
  /** Offered beside the one that is picked. */
  tags: readonly string[]
  box: RefObject<HTMLInputElement | null>
  onNarrow(patch: Partial<LeadFilters>): void
  onClear(): void
}

const TAGS_MOST = 40

export function LeadFilterBar({ filters, facets, tags, box, onNarrow, onClear }: LeadFilterBarProps) {
  const offered = [...new Set([...(filters.tag === undefined ? [] : [filters.tag]), ...tags])].slice(0, TAGS_MOST)
  return (
    <div className="flex shrink-0 flex-col gap-2 px-4 pb-2 sm:px-6">
      <div className="flex flex-wrap items-center gap-2">
        <SearchBox label="Search by name or address" value={filters.query ?? ''} onValue={(query) => onNarrow({ query: query === '' ? undefined : query })} box={box} className="w-full sm:w-64" />
        <div className="flex min-w-0 gap-2 overflow-x-auto max-sm:-mx-4 max-sm:px-4">
          <CreatorMenu value={filters.creatorId} onPick={(creatorId) => onNarrow({ creatorId })} />
          {offered.length > 0 && <FacetMenu label="Tag" value={filters.tag} options={offered.map((tag) => ({ value: tag, label: tag }))} onPick={(tag) => onNarrow({ tag })} />}
          <FacetMenu label="Order: last seen" none={ORDER_WORDS['last-seen']} value={filters.order} options={(['score', 'newest'] as const).map((order) => ({ value: order, label: ORDER_WORDS[order] }))} onPick={(order) => onNarrow({ order: order as LeadOrder | undefined })} />
          {isNarrowed(filters) && <ClearFilters onClear={onClear} />}
        </div>
      </div>
      <div role="group" aria-label="Stage" className="flex gap-1 overflow-x-auto max-sm:-mx-4 max-sm:px-4">
        {stageSchema.options.map((stage) => (
          <button
            key={stage}
            type="button"
            aria-pressed={filters.stage === stage}
            onClick={() => onNarrow({ stage: filters.stage === stage ? undefined : stage })}
            className="inline-flex h-7 shrink-0 items-center gap-1.5 rounded-full px-2.5 text-13 text-ink-soft hover:bg-sunken aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-ink"
          >
            <StageMark stage={stage} />
            <span className="tabular text-ink-faint">{formatWhole(facets?.stage[stage] ?? 0)}</span>
          </button>
        ))}
      </div>
    </div>
  )
}
