import type { Agent } from '@troupe/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Brain, Eraser } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { agentMemoriesPath } from '../../data/addresses.ts'
import { pagesOf, refresh, send } from '../../data/api.ts'
import { useMay } from '../../data/queries.ts'
import { ListTime } from '../../parts/ListTime.tsx'
import { plainName } from '../../parts/action-words.ts'
import { ConfirmDialog, type Question } from '../../parts/ConfirmDialog.tsx'
import { Answer } from '../../parts/ListStates.tsx'

export function MemoryList({ agent: { id, name } }: { agent: Agent }) {
  const pages = useInfiniteQuery(pagesOf(agentMemoriesPath(id)))
  const memories = pages.data?.pages.flatMap(({ items }) => items)
  const operator = useMay('operator')
  const [question, setQuestion] = useState<Question | null>(null)
  const erase = (count: string) => setQuestion({
    title: `Erase what ${name} remembers?`,
    consequence: [`${count} are erased for good: whom it likes, what it read, what it was told. Its posts and turns stay.`],
    confirm: 'Erase its memories',
    danger: true,
    act: async () => {
      await send('DELETE', `/api/agents/${encodeURIComponent(id)}/memories`)
      toast.success(`${name} remembers nothing now.`)
      await refresh(`/api/agents/${id}/memories`)
    },
  })
  return (
    <Answer query={{ data: memories, error: pages.error, refetch: pages.refetch }} what="memories">
      {(list) => list.length === 0 ? (
        <EmptyState icon={<Brain size={22} />} title="It remembers nothing yet">What it did and said, whom it likes and what it read is noted here as it lives.</EmptyState>
      ) : (
        <>
          <div className="mb-1 flex items-center justify-between">
            <p className="tabular text-12 text-ink-faint">{list.length}{pages.hasNextPage ? '+' : ''} memories, newest first</p>
            {operator && <Button size="small" variant="quiet" onClick={() => erase(pages.hasNextPage ? `More than ${list.length} memories` : list.length === 1 ? '1 memory' : `${list.length} memories`)}><Eraser size={14} aria-hidden />Erase all…</Button>}
          </div>
          <ul className="divide-y divide-line border-t border-line">
            {list.map((memory) => (
              <li key={memory.id} className="flex gap-3 py-2">
                <span className="w-20 shrink-0 truncate text-12 leading-[1.125rem] text-ink-faint">{plainName(memory.kind)}</span>
                <span className="min-w-0 flex-1 break-words">
                  {memory.text === '' ? memory.aboutName === null ? '–' : `@${memory.aboutName}` : memory.text}
                  {memory.text !== '' && memory.aboutName !== null && <span className="text-ink-faint"> – about @{memory.aboutName}</span>}
                </span>
                <ListTime instant={memory.at} className="shrink-0 text-12 text-ink-faint" />
              </li>
            ))}
          </ul>
          {pages.hasNextPage && <Button size="small" className="mt-3" disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>Earlier memories</Button>}
          <ConfirmDialog question={question} onClose={() => setQuestion(null)} />
        </>
      )}
    </Answer>
  )
}
