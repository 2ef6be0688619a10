import type { ActivityItem } from '@troupe/contract'
import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { Eye, MessageCircleQuestionMark, Moon, Sunrise, Zap, type LucideIcon } from 'lucide-react'
import { memo } from 'react'
import { Avatar } from '../../../design/Avatar.tsx'
import { formatMoney } from '../../../design/number-format.ts'
import { ClockTime } from '../../parts/ClockTime.tsx'
import { VerdictMark } from '../../parts/marks.tsx'
import { isTrouble, type ActivityKind } from './activity-filters.ts'
import { KIND_WORDS } from './kind-words.ts'

const ICONS: Readonly<Record<ActivityKind, LucideIcon>> = {
  'turn-began': Sunrise, observed: Eye, asked: MessageCircleQuestionMark, acted: Zap, 'turn-ended': Moon,
}

export interface ActivityRowProps { item: ActivityItem; narrow: boolean; current: boolean }

export const ActivityRow = memo(function ActivityRow({ item, narrow, current }: ActivityRowProps) {
  const { agent, kind, text, at, turnId, seq, verdict, result, costMicros } = item
  const Icon = ICONS[kind]
  const trouble = isTrouble(item)
  const end = (
    <>
      {verdict !== null && verdict !== 'allow' ? <VerdictMark verdict={verdict} className="text-12" />
        : trouble && result !== null ? <span className="text-12 text-bad">{result}</span> : null}
      {costMicros !== null && costMicros > 0 && <span className="tabular text-12 text-ink-faint">{formatMoney(costMicros)}</span>}
    </>
  )
  return (
    <Link
      to="/turns/$turnId"
      params={{ turnId }}
      search={{ entry: String(seq) }}
      preload={false}
      className={clsx(
        'flex h-full items-center gap-3 border-b border-line px-4 -outline-offset-2 hover:bg-sunken sm:px-6',
        current && 'bg-sunken shadow-[inset_3px_0_0_var(--color-accent)]',
      )}
    >
      {narrow ? (
        <>
          <Avatar name={agent.name} src={agent.avatarUrl} size={32} decorative />
          <span className="min-w-0 flex-1">
            <span className="flex items-baseline gap-2"><span className="truncate font-medium">{agent.name}</span><ClockTime instant={at} className="ml-auto shrink-0 text-12 text-ink-faint" /></span>
            <span className="flex items-center gap-2"><span className={clsx('truncate', kind === 'acted' ? 'text-ink' : 'text-ink-faint')}>{text}</span><span className="ml-auto flex shrink-0 gap-2">{end}</span></span>
          </span>
        </>
      ) : (
        <>
          <ClockTime instant={at} className="w-16 shrink-0 text-12 text-ink-faint" />
          <span className="flex w-44 shrink-0 items-center gap-2">
            <Avatar name={agent.name} src={agent.avatarUrl} size={20} decorative />
            <span className="truncate font-medium">{agent.name}</span>
          </span>
          <span className="flex w-18 shrink-0 items-center gap-1.5 text-12 text-ink-faint">
            <Icon size={13} aria-hidden className={kind === 'acted' ? 'text-accent' : ''} />
            {KIND_WORDS[kind]}
          </span>
          <span className={clsx('min-w-0 flex-1 truncate', kind === 'acted' ? 'text-ink' : 'text-ink-soft')} title={text}>{text}</span>
          <span className="flex shrink-0 items-center gap-3">{end}</span>
        </>
      )}
    </Link>
  )
})
