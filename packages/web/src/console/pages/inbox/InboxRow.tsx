import type { Message } from '@troupe/contract'
import { clsx } from 'clsx'
import { ArrowDownLeft, ArrowUpRight } from 'lucide-react'
import { RelativeTime } from '../../../design/RelativeTime.tsx'
import { nameOr } from '../../parts/engagement/lead-name.ts'
import { ChannelMark } from '../../parts/engagement/marks.tsx'
import { oneLine } from '../../parts/engagement/one-line.ts'
import { openRowClass } from '../../parts/OpenList.tsx'

export const INBOX_ROW_PX = 64

export function InboxRow({ message: { direction, consumerId, consumerName, author, editedBy, subject, text, at, read, channel }, open, onOpen }: { message: Message; open: boolean; onOpen(): void }) {
  const out = direction === 'out'
  const Icon = out ? ArrowUpRight : ArrowDownLeft
  const name = nameOr(consumerName, consumerId)
  return (
    <button type="button" aria-current={open} onClick={onOpen} className={openRowClass(open)}>
      <span className="flex w-full items-center gap-2">
        <Icon aria-label={out ? 'to the lead' : 'from the lead'} size={14} className="shrink-0 text-ink-faint" />
        <span className={clsx('truncate', read ? 'font-medium' : 'font-semibold')}>{out ? `To ${name}` : name}</span>
        {out && <span className="truncate text-12 text-ink-faint">by {author.name}{editedBy !== null && `, edited by ${editedBy}`}</span>}
        <span className="ml-auto flex shrink-0 items-center gap-2">
          {channel !== 'console' && <ChannelMark channel={channel} bare />}
          <span className="tabular text-12 text-ink-faint"><RelativeTime instant={at} /></span>
          {!read && <span className="size-2 rounded-full bg-accent"><span className="sr-only">unread</span></span>}
        </span>
      </span>
      <span className={clsx('mt-0.5 w-full truncate', read ? 'text-ink-soft' : 'text-ink')}>{text === null ? 'erased' : oneLine(subject, text)}</span>
    </button>
  )
}
