import type { PlannedAction } from '@troupe/contract'
import { clsx } from 'clsx'
import { memo } from 'react'
import { ActionMark } from '../../parts/engagement/acting-marks.tsx'
import { nameOr } from '../../parts/engagement/lead-name.ts'
import { firstWords } from '../../parts/engagement/LeadWords.tsx'
import { ChannelMark } from '../../parts/engagement/marks.tsx'
import { SendTime } from './SendTime.tsx'

export type QueueLayout = 'card' | 'middle' | 'wide'

const WIDE_PX = 1_000
const CARDS_BELOW_PX = 640
export const QUEUE_ROW_PX: Readonly<Record<QueueLayout, number>> = { card: 84, middle: 36, wide: 36 }

export function queueLayoutFor(widthPx: number): QueueLayout {
  return widthPx >= WIDE_PX ? 'wide' : widthPx >= CARDS_BELOW_PX ? 'middle' : 'card'
}

/** `--box` is the width of the first, which only those have who may act. */
const COLUMNS = {
  wide: 'grid grid-cols-[var(--box)_minmax(8rem,0.9fr)_minmax(10rem,2fr)_minmax(9rem,1.2fr)_minmax(6rem,0.8fr)_10rem] items-center gap-x-4 px-6',
  middle: 'grid grid-cols-[var(--box)_minmax(7rem,0.9fr)_minmax(8rem,1.4fr)_minmax(8rem,1fr)_5rem] items-center gap-x-3 px-6',
} as const

export function QueueHead({ layout, allChosen, onChooseAll }: { layout: QueueLayout; allChosen: boolean; onChooseAll: (() => void) | null }) {
  if (layout === 'card') return null
  return (
    <div className={`${COLUMNS[layout]} sticky top-0 z-10 h-9 border-b border-line bg-page text-12 text-ink-faint`}>
      {onChooseAll === null ? <span /> : <input type="checkbox" aria-label="Choose all that are loaded" checked={allChosen} onChange={onChooseAll} className="size-4 accent-accent" />}
      <span>Lead</span>
      <span>What, last planned first</span>
      <span>State</span>
      {layout === 'wide' && <span>Agent</span>}
      <span className="text-right whitespace-nowrap" title="When it was sent or ended, or is to go; the list goes by when it was planned">Sent or due</span>
    </div>
  )
}

export interface QueueRowProps {
  action: PlannedAction
  layout: QueueLayout
  current: boolean
  chosen: boolean
  /** Null for those who may not act. */
  onChoose: ((action: PlannedAction, range: boolean) => void) | null
  onOpen(action: PlannedAction): void
}

export const QueueRow = memo(function QueueRow({ action, layout, current, chosen, onChoose, onOpen }: QueueRowProps) {
  const { consumerId, consumerName, channel, content, state, dead, reason, agentName } = action
  const name = nameOr(consumerName, consumerId)
  const look = clsx('h-full border-b border-line', chosen ? 'bg-accent-soft' : current && 'bg-sunken', current && 'shadow-[inset_3px_0_0_var(--color-accent)]')
  const box = onChoose === null ? <span /> : (
    <input
      type="checkbox" checked={chosen} aria-label={`Choose what is said to ${name}`} className="relative z-1 size-4 accent-accent max-sm:size-5"
      onChange={(event) => onChoose(action, (event.nativeEvent as MouseEvent).shiftKey)}
    />
  )
  // The whole row opens it; what else can be pressed in it lies above.
  const who = <button type="button" onClick={() => onOpen(action)} className="min-w-0 truncate text-left font-medium -outline-offset-1 after:absolute after:inset-0 hover:underline">{name}</button>
  const why = reason === null ? null : <span className="truncate text-12 text-ink-faint">{reason}</span>
  if (layout === 'card') {
    return (
      <div className={clsx('relative flex items-center gap-3 px-4', look)}>
        {onChoose !== null && <span className="-m-2 p-2">{box}</span>}
        <div className="min-w-0 flex-1">
          <p className="flex items-center gap-2"><ChannelMark channel={channel} bare />{who}<span className="ml-auto shrink-0 text-12 text-ink-faint"><SendTime action={action} /></span></p>
          <p className="truncate text-ink-soft">{firstWords(content)}</p>
          <p className="flex items-center gap-2 text-12"><ActionMark state={state} dead={dead} className="shrink-0" />{why}</p>
        </div>
      </div>
    )
  }
  return (
    <div title={reason ?? undefined} className={clsx('relative', COLUMNS[layout], !chosen && 'hover:bg-sunken', look)}>
      {box}
      {who}
      <span className="flex min-w-0 items-center gap-2"><ChannelMark channel={channel} bare /><span className="truncate text-ink-soft">{firstWords(content)}</span></span>
      <span className="flex min-w-0 items-center gap-2"><ActionMark state={state} dead={dead} className="shrink-0" />{why}</span>
      {layout === 'wide' && <span className="truncate text-ink-soft">{agentName ?? 'a person'}</span>}
      <span className="text-right whitespace-nowrap text-ink-soft"><SendTime action={action} exact={layout === 'wide'} /></span>
    </div>
  )
})
