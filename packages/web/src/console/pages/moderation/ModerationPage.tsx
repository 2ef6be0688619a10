/**
 * Moderation: a list on the left, the file of what lies open on the right, decided with one key. On narrow screens the
 * file covers the list. A link from anywhere opens the file of its post, comment or profile, whether it is listed or not.
 */
import { MODERATED_AT_ONCE, type ModerationActKind } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { ArrowLeft, Scale } from 'lucide-react'
import { useCallback, useRef, useState } from 'react'
import { Button } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { MODERATION } from '../../data/addresses.ts'
import { answerOf } from '../../data/api.ts'
import { useMay } from '../../data/queries.ts'
import { useListKeys } from '../../parts/keyboard.ts'
import { Answer } from '../../parts/ListStates.tsx'
import { Page } from '../../parts/Page.tsx'
import { useOpenNow } from '../../parts/use-open-now.ts'
import { ChosenBar } from './ChosenBar.tsx'
import { decideAtOnce, undoLast } from './decide.ts'
import { DecisionDialog } from './DecisionDialog.tsx'
import type { Entry } from './entries.ts'
import { EntryList } from './EntryList.tsx'
import { FilterBar } from './FilterBar.tsx'
import { isNarrowed, keyOfWhich, whichOf, type ModerationFilters, type Which } from './moderation-filters.ts'
import { NothingHere } from './NothingHere.tsx'
import { useOpenState } from './open-state.ts'
import { ProfileFile } from './ProfileFile.tsx'
import { SaidFile } from './SaidFile.tsx'
import { useModerationList } from './use-moderation-list.ts'

interface Asking { act: ModerationActKind; targets: readonly Which[] }

export function ModerationPage() {
  const filters = useSearch({ from: '/shell/moderation' })
  // Another tab is another list: nothing that was chosen in the old one may linger.
  return <Moderation key={filters.tab ?? 'reports'} filters={filters} />
}

function Moderation({ filters }: { filters: ModerationFilters }) {
  const { tab = 'reports' } = filters
  const navigate = useNavigate({ from: '/moderation' })
  const openNow = useOpenNow('/moderation', 'item')
  const may = { reviewer: useMay('reviewer'), operator: useMay('operator') }
  const list = useModerationList(filters)
  const counts = useQuery(answerOf(MODERATION)).data
  const [chosen, setChosen] = useState<ReadonlyMap<string, Entry>>(new Map())
  const [asking, setAsking] = useState<Asking | null>(null)
  /** What was typed goes with the thing it was typed for. */
  const [typed, setTyped] = useState({ item: filters.item, reason: '' })
  const reason = typed.item === filters.item ? typed.reason : ''
  const scroller = useRef<HTMLDivElement>(null)
  const searchBox = useRef<HTMLInputElement>(null)

  const go = useCallback((next: ModerationFilters, replace = true) => void navigate({ search: next, replace }), [navigate])
  const narrow = (patch: Partial<ModerationFilters>) => {
    setChosen(new Map())
    go({ ...filters, ...patch, item: undefined })
  }
  const entries = list.entries ?? []
  const open = whichOf(filters.item)
  const { place, openKey, settle } = useOpenState(entries, open)
  const show = (entry: Entry | undefined, replace = true) => {
    settle(entry?.key ?? null)
    go({ ...filters, item: entry === undefined ? undefined : keyOfWhich(entry.which) }, replace)
  }
  const move = (by: 1 | -1) => show(entries[place < 0 ? 0 : Math.min(entries.length - 1, Math.max(0, place + by))])
  /** What is decided leaves the list: the one after it comes into its place, unless somebody has opened another meanwhile. */
  const goOn = (decided: Which) => {
    if (place < 0 || openNow() !== keyOfWhich(decided)) return
    const leaves = tab !== 'reports' || filters.state === undefined
    if (leaves) show(entries[place + 1] ?? entries[place - 1])
  }
  const choose = useCallback((entry: Entry) => setChosen((before) => {
    const next = new Map(before)
    if (next.has(entry.key)) next.delete(entry.key)
    else if (next.size < MODERATED_AT_ONCE) next.set(entry.key, entry)
    return next
  }), [])

  const act = (kind: ModerationActKind, targets: readonly Which[]) => {
    if (!may.reviewer) return
    const needsOperator = kind === 'delete' || kind === 'suspend' || kind === 'unsuspend'
    if (needsOperator && !may.operator) return
    const [only] = targets
    if (only !== undefined && targets.length === 1 && kind !== 'delete' && kind !== 'suspend') void decideAtOnce({ act: kind, targets: [only], reason: chosen.size > 0 ? '' : reason }).then((done) => { if (done) goOn(only) })
    else setAsking({ act: kind, targets })
  }
  const key = (kind: ModerationActKind) => () => {
    if (chosen.size > 0) act(kind, [...chosen.values()].map(({ which }) => which))
    else if (open !== null && (open.kind !== 'profile' || kind === 'suspend' || kind === 'unsuspend')) act(kind, [open])
  }
  useListKeys({
    j: () => move(1), k: () => move(-1), '/': () => searchBox.current?.focus(), u: () => void undoLast(),
    h: key(tab === 'hidden' ? 'unhide' : 'hide'), d: key('delete'), s: key(tab === 'suspended' ? 'unsuspend' : 'suspend'), x: key('dismiss'),
    ' ': () => { const entry = entries[place]; if (entry !== undefined && may.reviewer) choose(entry) },
    Escape: () => (chosen.size > 0 ? setChosen(new Map()) : show(undefined)),
  })

  const narrowed = isNarrowed(filters)
  /** Nothing to put beside each other. */
  const alone = open === null && list.entries?.length === 0
  return (
    <Page title="Moderation" fills bar={<FilterBar covered={open !== null} filters={filters} counts={counts} box={searchBox} onNarrow={narrow} />}>
      <div className="flex min-h-0 flex-1">
        <div className={clsx('relative flex min-h-0 flex-col', alone ? 'flex-1 border-t border-line' : ['lg:w-[24rem] lg:shrink-0 lg:border-r lg:border-line xl:w-[28rem]', open === null ? 'flex-1 lg:flex-none' : 'max-lg:hidden'])}>
          <Answer query={{ data: list.entries, error: list.error, refetch: list.refetch }} what={tab === 'reports' ? 'reports' : tab === 'hidden' ? 'what is hidden' : 'who is suspended'}>
            {(all) => all.length === 0 ? <NothingHere tab={tab} narrowed={narrowed} onClear={() => narrow({ state: undefined, kind: undefined, by: undefined, query: undefined })} /> : (
              <EntryList
                entries={all} label={tab === 'reports' ? 'Reported' : tab === 'hidden' ? 'Hidden' : 'Suspended'} openKey={openKey} chosen={new Set(chosen.keys())}
                onChoose={may.reviewer ? choose : null} onOpen={(entry) => show(entry, false)} more={list.more} moreFailed={list.moreFailed} scroller={scroller}
              />
            )}
          </Answer>
          {chosen.size > 0 && (
            <ChosenBar count={chosen.size} most={MODERATED_AT_ONCE} tab={tab} operator={may.operator} onAct={(kind) => setAsking({ act: kind, targets: [...chosen.values()].map(({ which }) => which) })} onClear={() => setChosen(new Map())} />
          )}
        </div>
        <div key={filters.item} className={clsx('min-h-0 min-w-0 flex-1 overflow-y-auto border-t border-line px-4 pt-4 sm:px-6', alone ? 'hidden' : open === null && 'max-lg:hidden')}>
          {open === null ? (
            entries.length > 0 && <EmptyState icon={<Scale size={22} />} title="Open one to decide">{tab === 'suspended' ? 'What became of their agents, and what was decided before, show here. j and k move, s lets back, u takes back.' : tab === 'hidden' ? 'Its thread and what is known of its author show here. j and k move, h shows it again, d deletes, u takes back.' : 'Its thread, whoever reported it and what is known of its author show here. j and k move, h hides, x dismisses, u takes back.'}</EmptyState>
          ) : (
            <div className="mx-auto max-w-3xl">
              <Button variant="quiet" size="small" className="mb-3 -ml-2 lg:hidden" onClick={() => show(undefined)}><ArrowLeft size={14} aria-hidden />Back to the list</Button>
              {open.kind === 'profile'
                ? <ProfileFile key={open.id} id={open.id} may={may} onAct={(kind) => act(kind, [open])} />
                : <SaidFile key={open.id} kind={open.kind} id={open.id} may={may} reason={reason} onReason={(text) => setTyped({ item: filters.item, reason: text })} onAct={(kind) => act(kind, [open])} />}
            </div>
          )}
        </div>
      </div>
      {asking !== null && (
        <DecisionDialog
          act={asking.act} targets={asking.targets} reason={chosen.size > 0 ? '' : reason} onClose={() => setAsking(null)}
          onDone={() => {
            setAsking(null)
            setChosen(new Map())
            if (asking.targets[0] !== undefined && asking.targets.length === 1) goOn(asking.targets[0])
          }}
        />
      )}
    </Page>
  )
}
