import { actionStateSchema, channelSchema, type ActionPage, type Channel } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { agentPath } from '../../data/addresses.ts'
import { answerOf } from '../../data/api.ts'
import { leadPath } from '../../data/engagement-addresses.ts'
import { ActionMark } from '../../parts/engagement/acting-marks.tsx'
import { CreatorMenu } from '../../parts/engagement/CreatorMenu.tsx'
import { leadName } from '../../parts/engagement/lead-name.ts'
import { channelWord } from '../../parts/engagement/marks.tsx'
import { FacetMenu } from '../../parts/FacetMenu.tsx'
import { ClearFilters, FilterChip } from '../../parts/FilterChip.tsx'
import { isNarrowed, type QueueFilters } from './queue-filters.ts'

export interface QueueFilterBarProps { filters: QueueFilters; facets: ActionPage['facets'] | undefined; onNarrow(patch: Partial<QueueFilters>): void; onClear(): void }

export function QueueFilterBar({ filters, facets, onNarrow, onClear }: QueueFilterBarProps) {
  const { state, channel, creatorId, consumerId, agentId, dead } = filters
  const lead = useQuery({ ...answerOf(leadPath(consumerId ?? ''), { freshMs: 60_000 }), enabled: consumerId !== undefined }).data
  const agent = useQuery({ ...answerOf(agentPath(agentId ?? ''), { freshMs: 60_000 }), enabled: agentId !== undefined }).data
  const states = actionStateSchema.options.filter((one) => (facets?.state[one] ?? 0) > 0 || one === state)
  const channels = channelSchema.options.filter((one) => (facets?.channel[one] ?? 0) > 0 || one === channel)
  return (
    <div className="flex shrink-0 flex-col gap-2 px-4 pb-2 sm:px-6">
      <div className="flex gap-2 overflow-x-auto max-sm:-mx-4 max-sm:px-4">
        <FacetMenu label="Channel" value={channel} options={channels.map((value) => ({ value, label: channelWord(value), count: facets?.channel[value] }))} onPick={(value) => onNarrow({ channel: value as Channel | undefined })} />
        <CreatorMenu value={creatorId} onPick={(value) => onNarrow({ creatorId: value })} />
        <button
          type="button" aria-pressed={dead === 'true'} onClick={() => onNarrow({ dead: dead === 'true' ? undefined : 'true', state: undefined })} title="What has failed for good and can be replayed"
          className="inline-flex h-8 shrink-0 items-center rounded-full border border-line-strong px-3 text-13 whitespace-nowrap text-ink-soft hover:bg-sunken aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent"
        >Dead letters</button>
        {consumerId !== undefined && <FilterChip label={lead === undefined ? 'One lead' : `To ${leadName(lead)}`} onClear={() => onNarrow({ consumerId: undefined })} />}
        {agentId !== undefined && <FilterChip label={agent === undefined ? 'One agent' : `By ${agent.name}`} onClear={() => onNarrow({ agentId: undefined })} />}
        {isNarrowed(filters) && <ClearFilters onClear={onClear} />}
      </div>
      <div role="group" aria-label="State" className="flex min-h-7 gap-1 overflow-x-auto max-sm:-mx-4 max-sm:px-4">
        {states.map((one) => (
          <button
            key={one} type="button" aria-pressed={state === one} onClick={() => onNarrow({ state: state === one ? undefined : one })}
            className="inline-flex h-7 shrink-0 items-center gap-1.5 rounded-full px-2.5 text-13 text-ink-soft hover:bg-sunken aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-ink"
          >
            <ActionMark state={one} /><span className="tabular text-ink-faint">{(facets?.state[one] ?? 0).toLocaleString('en-US')}</span>
          </button>
        ))}
      </div>
    </div>
  )
}
