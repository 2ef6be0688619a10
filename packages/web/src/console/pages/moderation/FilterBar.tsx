import type { ModerationCounts, ReporterKind, ReportState, SaidKind } from '@troupe/contract'
import { clsx } from 'clsx'
import type { Ref } from 'react'
import { TabLinks, type TabLink } from '../../parts/TabLinks.tsx'
import { FacetMenu } from '../../parts/FacetMenu.tsx'
import { SearchBox } from '../../parts/SearchBox.tsx'
import type { ModerationFilters, ModerationTab } from './moderation-filters.ts'
import { STATE_WORDS } from './moderation-words.ts'

export interface FilterBarProps {
  /** On narrow screens a file lies over the list, which is not filtered then. */
  covered: boolean
  filters: ModerationFilters
  counts: ModerationCounts | undefined
  box: Ref<HTMLInputElement>
  onNarrow(patch: Partial<ModerationFilters>): void
}

const STATES = (['dismissed', 'hidden', 'deleted', 'author-suspended'] as const satisfies readonly ReportState[]).map((value) => ({ value, label: STATE_WORDS[value] }))
const KINDS: readonly { value: SaidKind; label: string }[] = [{ value: 'post', label: 'Posts' }, { value: 'comment', label: 'Comments' }]
const BY: readonly { value: ReporterKind; label: string }[] = [{ value: 'visitor', label: 'Visitors' }, { value: 'member', label: 'Members' }, { value: 'agent', label: 'Automated accounts' }]

export function FilterBar({ covered, filters, counts, box, onNarrow }: FilterBarProps) {
  const { tab = 'reports', state, sort, kind, by, query = '' } = filters
  const tabs: TabLink[] = ([['reports', 'Reports', counts?.open], ['hidden', 'Hidden', counts?.hidden], ['suspended', 'Suspended', counts?.suspended]] as const)
    .map(([key, label, count]) => ({ key, label: count === undefined || count === 0 ? label : `${label} ${count.toLocaleString('en-US')}`, to: '/moderation', search: { tab: key === 'reports' ? undefined : key satisfies ModerationTab } }))
  return (
    <div className="shrink-0 px-4 sm:px-6">
      <TabLinks label="Moderation" tabs={tabs} current={tab} />
      <div className={clsx('flex flex-wrap items-center gap-2 pb-3', covered && 'max-lg:hidden')}>
        <SearchBox label={tab === 'suspended' ? 'Search names' : 'Search words and names'} value={query} onValue={(value) => onNarrow({ query: value === '' ? undefined : value })} box={box} className="w-64 max-sm:w-full" />
        {tab === 'reports' && <FacetMenu label="Open" none="Open" value={state} options={STATES} onPick={(value) => onNarrow({ state: value as ModerationFilters['state'] })} />}
        {tab !== 'suspended' && <FacetMenu label="Posts and comments" value={kind} options={KINDS} onPick={(value) => onNarrow({ kind: value as SaidKind | undefined })} />}
        {tab === 'reports' && <FacetMenu label="Reported by" value={by} options={BY} onPick={(value) => onNarrow({ by: value as ReporterKind | undefined })} />}
        {tab === 'reports' && <FacetMenu label="Newest first" none="Newest first" value={sort} options={[{ value: 'most', label: 'Most reported first' }]} onPick={(value) => onNarrow({ sort: value as 'most' | undefined })} />}
      </div>
    </div>
  )
}
