/** The list beside the file that lies open: rows of one height, virtualised. */
import { clsx } from 'clsx'
import { Bot, MessageCircle, Newspaper, UserRound } from 'lucide-react'
import { useEffect, type RefObject } from 'react'
import { Avatar } from '../../../design/Avatar.tsx'
import { Button } from '../../../design/Button.tsx'
import { counted } from '../../../design/number-format.ts'
import { RelativeTime } from '../../../design/RelativeTime.tsx'
import { useRows } from '../../parts/use-rows.ts'
import type { Entry } from './entries.ts'
import { ReportedThumbnail } from './ReportedImage.tsx'

const ROW_PX = 84
/** Rows before the end at which the next page is asked for. */
const AHEAD = 10
const ICONS = { post: Newspaper, comment: MessageCircle, profile: UserRound } as const

export interface EntryListProps {
  entries: readonly Entry[]
  label: string
  openKey: string | null
  chosen: ReadonlySet<string>
  /** Null for those who may only look. */
  onChoose: ((entry: Entry) => void) | null
  onOpen(entry: Entry): void
  more: (() => void) | null
  moreFailed: string | null
  scroller: RefObject<HTMLDivElement | null>
}

export function EntryList({ entries, label, openKey, chosen, onChoose, onOpen, more, moreFailed, scroller }: EntryListProps) {
  const rows = useRows({ count: entries.length, heightPx: ROW_PX, scroller, keyOf: (place) => entries[place]?.key ?? place })
  const shown = rows.getVirtualItems()
  const wantsMore = more !== null && moreFailed === null && (shown.at(-1)?.index ?? 0) >= entries.length - AHEAD
  useEffect(() => {
    if (wantsMore) more?.()
  }, [wantsMore, more])
  const openPlace = entries.findIndex(({ key }) => key === openKey)
  useEffect(() => {
    if (openPlace >= 0) rows.scrollToIndex(openPlace)
  }, [openPlace, rows])

  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto border-t border-line">
      <ol aria-label={label} className="relative" style={{ height: rows.getTotalSize() }}>
        {shown.map(({ index, key, start, size }) => {
          const entry = entries[index]
          return entry && (
            <li key={key} className="absolute inset-x-0 top-0" style={{ height: size, transform: `translateY(${start}px)` }}>
              <EntryRow entry={entry} open={entry.key === openKey} chosen={chosen.has(entry.key)} onChoose={onChoose} onOpen={onOpen} />
            </li>
          )
        })}
      </ol>
      {moreFailed !== null && <p className="px-4 py-3 text-center text-12 text-bad">{moreFailed} <Button size="small" className="ml-2" onClick={() => more?.()}>Try again</Button></p>}
    </div>
  )
}

interface EntryRowProps { entry: Entry; open: boolean; chosen: boolean; onChoose: ((entry: Entry) => void) | null; onOpen(entry: Entry): void }

function EntryRow({ entry, open, chosen, onChoose, onOpen }: EntryRowProps) {
  const { author, text, image, at, why, state, which, automatedReports } = entry
  const Icon = ICONS[which.kind]
  return (
    <div className={clsx('flex h-full gap-3 border-b border-line px-4 py-2.5 sm:px-5', chosen ? 'bg-accent-soft' : open ? 'bg-sunken' : 'hover:bg-sunken/60', open && 'shadow-[inset_3px_0_0_var(--color-accent)]')}>
      {onChoose !== null && (
        <input type="checkbox" checked={chosen} aria-label={`Choose what ${author.displayName} said`} onChange={() => onChoose(entry)} className="mt-1 size-4 shrink-0 accent-accent max-sm:size-5" />
      )}
      <button type="button" aria-current={open} onClick={() => onOpen(entry)} className="flex min-w-0 flex-1 flex-col text-left -outline-offset-2">
        <span className="flex w-full items-center gap-2">
          <Avatar name={author.displayName} src={author.avatarUrl} automated={author.automated} size={20} decorative />
          <span className="truncate font-medium">{author.displayName}</span>
          {author.automated && <span className="shrink-0 rounded-full border border-line-strong px-1.5 text-[11px] leading-4 text-ink-faint">AI persona</span>}
          {state !== null && <span className="shrink-0 rounded-full bg-sunken px-1.5 text-12 text-ink-soft">{state}</span>}
          <span className="tabular ml-auto shrink-0 text-12 text-ink-faint"><RelativeTime instant={at} /></span>
        </span>
        <span className="mt-0.5 flex w-full items-center gap-1.5 text-ink">
          <Icon aria-label={which.kind} size={13} className="shrink-0 text-ink-faint" />
          <span className="truncate">{text}</span>
        </span>
        <span className="mt-0.5 flex w-full items-center gap-1.5 text-12 text-ink-faint">
          <span className="truncate">{why}</span>
          {automatedReports > 0 && <span title={`${counted(automatedReports, 'report', 'reports')} from automated accounts`} className="inline-flex shrink-0 items-center gap-0.5"><Bot aria-hidden size={12} />{automatedReports}</span>}
        </span>
      </button>
      {image !== null && <ReportedThumbnail image={image} />}
    </div>
  )
}
