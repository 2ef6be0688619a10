import type { Conversation } from '@troupe/contract'
import { clsx } from 'clsx'
import { RelativeTime } from '../../../design/RelativeTime.tsx'
import { ConversationMark, OptedOutMark } from '../../parts/engagement/acting-marks.tsx'
import { nameOr } from '../../parts/engagement/lead-name.ts'
import { ChannelMark } from '../../parts/engagement/marks.tsx'
import { openRowClass } from '../../parts/OpenList.tsx'

export const CONVERSATION_ROW_PX = 76

/** Its time is that of its last change, by which the list is ordered. */
export function ConversationRow({ conversation: { consumerId, consumerName, channel, state, unread: unseen, lastMessage, assignedTo, updatedAt, reason, optedOut }, open, onOpen }: { conversation: Conversation; open: boolean; onOpen(): void }) {
  // What is settled, or was answered, waits for nobody.
  const unread = state === 'resolved' || lastMessage?.direction === 'out' ? 0 : unseen
  return (
    <button type="button" aria-current={open} onClick={onOpen} className={openRowClass(open)}>
      <span className="flex w-full items-center gap-2">
        <ChannelMark channel={channel} bare />
        <span className={clsx('truncate', unread > 0 ? 'font-semibold' : 'font-medium')}>{nameOr(consumerName, consumerId)}</span>
        <span className="tabular ml-auto shrink-0 text-12 text-ink-faint"><RelativeTime instant={updatedAt} /></span>
      </span>
      <span className="mt-0.5 flex w-full items-center gap-2">
        <span className={clsx('min-w-0 flex-1 truncate', unread > 0 ? 'text-ink' : 'text-ink-soft')}>{lastMessage === null ? 'nothing said yet' : <>{lastMessage.direction === 'out' && <span className="text-ink-faint">us: </span>}{lastMessage.text ?? 'erased'}</>}</span>
        {unread > 0 && <span className="tabular shrink-0 rounded-full bg-accent px-1.5 text-12 leading-5 font-semibold text-on-accent">{unread}<span className="sr-only"> unread</span></span>}
      </span>
      <span className="mt-0.5 flex w-full items-center gap-2 text-12 text-ink-faint"><ConversationMark state={state} className="shrink-0" />{assignedTo !== null && <span className="truncate">{assignedTo.name}</span>}{optedOut ? <OptedOutMark className="min-w-0 truncate text-bad" /> : reason !== null && <span className="truncate">{reason}</span>}</span>
    </button>
  )
}
