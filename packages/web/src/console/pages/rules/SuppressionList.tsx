import { type Suppression } from '@troupe/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Plus, ShieldX } from 'lucide-react'
import { useMemo, useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { causeOf, pagesOf, refresh, send } from '../../data/api.ts'
import { useMay } from '../../data/queries.ts'
import { suppressionPath, SUPPRESSIONS, suppressionsPath } from '../../data/rule-addresses.ts'
import { ActButton } from '../../parts/ActButton.tsx'
import { ConfirmDialog, type Question } from '../../parts/ConfirmDialog.tsx'
import { ChannelMark, channelWord } from '../../parts/engagement/marks.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { ListTime } from '../../parts/ListTime.tsx'
import { CURRENT_ROW, RowList } from '../../parts/RowList.tsx'
import { SuppressDialog } from './SuppressDialog.tsx'

const ROW_PX = 52
const REASONS: Readonly<Record<Suppression['reason'], string>> = {
  unsubscribe: 'unsubscribed', stop: 'answered with STOP', bounce: 'the address does not exist', complaint: 'reported as spam', manual: 'put on the list by hand', erasure: 'asked to be erased',
}

/** Of each address only a hash is kept: one can tell whether an address stands here, not which addresses do. */
export function SuppressionList() {
  const operator = useMay('operator')
  const admin = useMay('admin')
  const [adding, setAdding] = useState(false)
  const [question, setQuestion] = useState<Question | null>(null)
  const pages = useInfiniteQuery(pagesOf<Suppression>(suppressionsPath()))
  const items = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data])
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  const more = useMemo(() => hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : null, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const lift = (one: Suppression) => setQuestion({
    title: `Lift the suppression ending in ${one.hashEnding}?`, confirm: 'Lift it', danger: true,
    consequence: [`By ${channelWord(one.channel)} this address could be written to again. Do it only where they asked for it themselves: it is here because they ${one.reason === 'manual' ? 'were put on the list by hand' : one.reason === 'bounce' ? 'could not be reached' : `${REASONS[one.reason]}`}.`, 'Consent that was withdrawn stays withdrawn until it is given again.'],
    act: async () => {
      await send('DELETE', suppressionPath(one.id))
      await refresh(SUPPRESSIONS, '/api/consumers')
      toast.success('Lifted. What the rules say besides still holds.')
    },
  })
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center justify-between gap-3 px-4 pb-3 sm:px-6">
        <p className="max-w-prose text-13 text-pretty text-ink-soft">Nothing is sent to these, by no creator of the workspace, and an import does not bring them back. Of each only a hash is kept, so the list outlives erasing the lead.</p>
        {operator && <Button size="small" variant="primary" onClick={() => setAdding(true)}><Plus size={14} aria-hidden />Add an address</Button>}
      </div>
      <Answer query={{ data: pages.data, error: pages.error, refetch: pages.refetch }} what="suppressed addresses">
        {() => items.length === 0 ? (
          <EmptyState icon={<ShieldX size={22} />} title="Nobody has asked for silence" action={operator && <Button variant="primary" onClick={() => setAdding(true)}>Add an address</Button>}>Whoever unsubscribes, answers STOP, bounces or complains comes here by themselves. Who asked you on another way, you add by hand.</EmptyState>
        ) : (
          <RowList label="Addresses never written to" items={items} keyOf={({ id }) => id} heightPx={ROW_PX} onOpen={(one) => admin && lift(one)} more={more} moreFailed={pages.isFetchNextPageError ? causeOf(pages.error) : null}>
            {(one, current) => (
              <div className={`flex h-full items-center gap-4 border-b max-sm:gap-3 border-line px-4 text-13 sm:px-6 ${current ? CURRENT_ROW : ''}`}>
                <ChannelMark channel={one.channel} className="w-24 shrink-0 max-sm:w-auto" />
                <span className="min-w-0 flex-1">
                  <span className="block truncate">{REASONS[one.reason]}</span>
                  <span className="block truncate text-12 text-ink-faint">{one.source}</span>
                </span>
                <span className="font-mono text-12 text-ink-faint max-sm:hidden" title="The end of its hash">…{one.hashEnding}</span>
                <span className="tabular w-10 shrink-0 text-right text-12 text-ink-faint"><ListTime instant={one.at} /></span>
                <ActButton size="small" variant="quiet" refused={admin ? null : 'Lifting takes the role admin or above.'} onClick={() => lift(one)}>Lift…</ActButton>
              </div>
            )}
          </RowList>
        )}
      </Answer>
      {adding && <SuppressDialog onClose={() => setAdding(false)} />}
      <ConfirmDialog question={question} onClose={() => setQuestion(null)} />
    </>
  )
}
