import type { Turn } from '@troupe/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { History } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { formatDuration, formatMoney } from '../../../design/number-format.ts'
import { agentTurnsPath } from '../../data/addresses.ts'
import { pagesOf, refresh } from '../../data/api.ts'
import { theStream } from '../../live/the-stream.ts'
import { ListTime } from '../../parts/ListTime.tsx'
import { plainName, triggerWords } from '../../parts/action-words.ts'
import { useListKeys } from '../../parts/keyboard.ts'
import { Answer } from '../../parts/ListStates.tsx'
import { OutcomeMark } from '../../parts/marks.tsx'

export interface TurnListProps {
  agentId: string
  /** What stands there before the first. */
  nothing: string
  /** What came of a turn, where that says more than what sort of thing was done. */
  saidOf?: ((turnId: string) => string | undefined) | undefined
}

export function TurnList({ agentId, nothing, saidOf }: TurnListProps) {
  const pages = useInfiniteQuery(pagesOf(agentTurnsPath(agentId)))
  const turns = pages.data?.pages.flatMap(({ items }) => items)
  const [current, setCurrent] = useState(-1)
  const navigate = useNavigate()

  // The stream says when this agent does something; asking on a timer would be late or wasteful.
  useEffect(() => theStream.listen({
    items: (items) => {
      if (items.some(({ agent, kind }) => agent.id === agentId && (kind === 'turn-began' || kind === 'turn-ended'))) void refresh(`/api/agents/${agentId}`)
    },
    joined: () => void refresh(`/api/agents/${agentId}/turns`),
  }), [agentId])

  useListKeys({
    j: () => setCurrent((place) => Math.min(place + 1, (turns?.length ?? 0) - 1)),
    k: () => setCurrent((place) => Math.max(place - 1, 0)),
    Enter: () => {
      const turn = turns?.[current]
      if (turn) void navigate({ to: '/turns/$turnId', params: { turnId: turn.id } })
    },
  })

  return (
    <Answer query={{ data: turns, error: pages.error, refetch: pages.refetch }} what="turns">
      {(list) => list.length === 0 ? (
        <EmptyState icon={<History size={22} />} title="No turns yet">{nothing}</EmptyState>
      ) : (
        <>
          <ol className="-mx-2">
            {list.map((turn, place) => <TurnLine key={turn.id} turn={turn} said={saidOf?.(turn.id)} current={place === current} />)}
          </ol>
          {pages.hasNextPage && <Button size="small" className="mt-3" disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{pages.isFetchingNextPage ? 'Loading…' : 'Earlier turns'}</Button>}
        </>
      )}
    </Answer>
  )
}

function TurnLine({ turn, said, current }: { turn: Turn; said: string | undefined; current: boolean }) {
  const { id, trigger, startedAt, endedAt, outcome, summary, reason, costMicros } = turn
  const words = summary !== '' ? plainName(summary) : outcome === 'running' ? 'in a turn now' : 'did nothing'
  return (
    <li>
      <Link
        to="/turns/$turnId"
        params={{ turnId: id }}
        className={clsx('flex min-h-9 items-center gap-3 border-b border-line px-2 py-1.5 -outline-offset-2 hover:bg-sunken', current && 'bg-sunken shadow-[inset_3px_0_0_var(--color-accent)]')}
      >
        <OutcomeMark outcome={outcome} bare className="shrink-0" />
        <span className="min-w-0 flex-1">
          <span className="block truncate">{said ?? words}</span>
          <span className="block truncate text-12 text-ink-faint">{reason === null || trigger.kind === 'event' ? `woken by ${triggerWords(trigger)}` : reason}{reason !== null && trigger.kind === 'event' && ` · ${reason}`}{said !== undefined && ` · ${words}`}</span>
        </span>
        <span className="tabular shrink-0 text-right text-12 text-ink-faint">
          <ListTime instant={startedAt} className="block text-ink-soft" />
          <span>{endedAt === null ? '…' : Date.parse(endedAt) <= Date.parse(startedAt) ? '' : formatDuration(Date.parse(endedAt) - Date.parse(startedAt))}{costMicros > 0 && ` · ${formatMoney(costMicros)}`}</span>
        </span>
      </Link>
    </li>
  )
}
