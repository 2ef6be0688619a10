/** What people say in a run, newest first. While somebody reads, nothing moves: what comes waits behind the pill. */
import type { Simulation, SimulationFeed } from '@troupe/contract'
import type { UseQueryResult } from '@tanstack/react-query'
import { GitFork, Heart, MessageCircle, Repeat2, Quote, MessagesSquare } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '../../../../design/Button.tsx'
import { EmptyState } from '../../../../design/EmptyState.tsx'
import { formatCount } from '../../../../design/number-format.ts'
import { useMay } from '../../../data/queries.ts'
import { useListKeys } from '../../../parts/keyboard.ts'
import { Answer } from '../../../parts/ListStates.tsx'
import { NewPill } from '../../../parts/NewPill.tsx'
import { isMoving, momentWords } from '../data/simulation-words.ts'
import { ForkDialog, type ForkStart } from './ForkDialog.tsx'

type FeedItem = SimulationFeed['items'][number]

const VERBS: Readonly<Record<FeedItem['kind'], string>> = { post: '', quote: 'quotes', repost: 'reposts', comment: 'answers' }

export function RunFeed({ run, feed }: { run: Simulation; feed: UseQueryResult<SimulationFeed> }) {
  return (
    <Answer query={feed} what="what is said">
      {(said) => said.items.length === 0 ? (
        <EmptyState icon={<MessagesSquare size={22} />} title={isMoving(run) ? 'Nobody has said anything yet' : 'Nothing was said'}>
          {run.state === 'queued' ? 'It waits for its turn.' : isMoving(run) ? 'At night few are awake. What is said appears here as it is.' : 'Start it, and what people say appears here as it is.'}
        </EmptyState>
      ) : <Said run={run} said={said} />}
    </Answer>
  )
}

function Said({ run, said }: { run: Simulation; said: SimulationFeed }) {
  const operator = useMay('operator')
  const frame = useRef<HTMLDivElement>(null)
  const [held, setHeld] = useState<SimulationFeed | null>(null)
  const [current, setCurrent] = useState<string | null>(null)
  const [fork, setFork] = useState<ForkStart | null>(null)
  const shown = held ?? said
  const known = new Set(shown.items.map(({ id }) => id))
  const waiting = held === null ? 0 : said.items.filter(({ id }) => !known.has(id)).length
  const hold = () => setHeld((before) => before ?? said)
  const move = (by: 1 | -1) => {
    hold()
    const place = Math.min(shown.items.length - 1, Math.max(0, shown.items.findIndex(({ id }) => id === current) + by))
    const next = shown.items[place]?.id ?? null
    setCurrent(next)
    if (next !== null) document.getElementById(`said-${next}`)?.scrollIntoView({ block: 'nearest' })
  }
  const release = () => {
    setHeld(null)
    setCurrent(null)
  }
  useListKeys({ j: () => move(1), k: () => move(-1), Escape: release })
  return (
    <div
      ref={frame}
      className="relative max-w-3xl min-w-0"
      onPointerEnter={({ pointerType }) => pointerType === 'mouse' && hold()}
      onPointerLeave={({ pointerType }) => pointerType === 'mouse' && waiting === 0 && current === null && release()}
      onTouchStart={hold}
      onFocus={hold}
    >
      <div className="sticky top-2 z-10 h-0"><NewPill waiting={waiting} onShow={release} /></div>
      <p className="mb-1 text-12 text-ink-faint">The last {shown.items.length} things said, newest first{shown.at !== null && <>, as of <time dateTime={shown.at} className="tabular">{momentWords(shown.at)}</time></>}.</p>
      <ol aria-label="What is said, newest first" className="divide-y divide-line border-t border-line">
        {shown.items.map((item) => (
          <SaidItem key={item.id} item={item} current={item.id === current} onFork={operator && !isMoving(run) && item.turn !== null ? () => setFork({ kind: 'turn', turn: item.turn ?? 0, who: item.displayName, text: item.text }) : null} />
        ))}
      </ol>
      {fork !== null && <ForkDialog run={run} start={fork} onClose={() => setFork(null)} />}
    </div>
  )
}

function SaidItem({ item, current, onFork }: { item: FeedItem; current: boolean; onFork: (() => void) | null }) {
  const { id, kind, at, username, displayName, text, about, likes, comments } = item
  return (
    <li id={`said-${id}`} className={`group grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 px-2 py-2.5 ${current ? 'bg-sunken shadow-[inset_3px_0_0_var(--color-accent)]' : ''}`}>
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-1.5 text-12 text-ink-faint">
          <span className="text-13 font-semibold text-ink">{displayName}</span>
          <span>@{username}</span>
          {about !== null && <span className="inline-flex items-center gap-1">{kind === 'repost' ? <Repeat2 aria-hidden size={12} /> : kind === 'quote' ? <Quote aria-hidden size={12} /> : null}{VERBS[kind]} @{about.username}</span>}
          <time dateTime={at} className="tabular ml-auto whitespace-nowrap">{momentWords(at)}</time>
        </p>
        {text !== '' && <p className="max-w-[65ch] text-14 break-words whitespace-pre-wrap">{text}</p>}
        {about !== null && <p className="mt-1 line-clamp-2 max-w-[65ch] border-l-2 border-line pl-2.5 break-words text-ink-soft">{about.text}</p>}
        <p className="tabular mt-1 flex h-6 items-center gap-4 text-12 text-ink-faint">
          <span className="inline-flex w-10 items-center gap-1"><Heart aria-hidden size={12} />{formatCount(likes)}<span className="sr-only"> likes</span></span>
          <span className="inline-flex w-10 items-center gap-1"><MessageCircle aria-hidden size={12} />{formatCount(comments)}<span className="sr-only"> comments</span></span>
          {onFork !== null && <Button size="small" variant="quiet" onClick={onFork} className="h-6! text-12! opacity-0 group-hover:opacity-100 focus-visible:opacity-100 max-sm:opacity-100"><GitFork size={12} aria-hidden />Branch after this</Button>}
        </p>
      </div>
    </li>
  )
}
