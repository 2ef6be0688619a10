import { ArrowUpRight, Check, Eye, MessageCircleQuestionMark, MessageCircleReply, Moon, ShieldCheck, ShieldX, Sunrise, X, Zap, type LucideIcon } from 'lucide-react'
import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import type { NamedItem } from '@troupe/contract'
import { useEffect, useRef } from 'react'
import { formatDuration, formatMoney, formatWhole } from '../../../design/number-format.ts'
import { publicComment, publicGroup, publicPost, publicProfile } from '../../data/addresses.ts'
import { Fold } from '../../parts/Fold.tsx'
import { PayloadView } from './PayloadView.tsx'
import type { Phase, Point, PublicPlace, Tone } from './trace-line.ts'

const ICONS: Readonly<Record<Phase, LucideIcon>> = {
  trigger: Sunrise, saw: Eye, asked: MessageCircleQuestionMark, answered: MessageCircleReply, intended: Zap, verdict: ShieldCheck, done: Check, rest: Moon,
}
const WORDS: Readonly<Record<Phase, string>> = {
  trigger: 'trigger', saw: 'saw', asked: 'asked', answered: 'answered', intended: 'intended', verdict: 'verdict', done: 'done', rest: 'rest',
}
const TONES: Readonly<Record<Tone, string>> = { plain: 'text-ink-soft', good: 'text-good', wait: 'text-wait', bad: 'text-bad' }

export interface TraceLineProps { points: readonly Point[]; named: ReadonlyMap<string, NamedItem>; running: boolean; marked: number | null }

export function TraceLine({ points, named, running, marked }: TraceLineProps) {
  return (
    <ol aria-label="The turn, from trigger to rest">
      {points.map((point, place) => (
        <TracePoint key={point.key} point={point} named={named} last={place === points.length - 1 && !running} marked={point.seq === marked} first={point.seq !== points[place - 1]?.seq} />
      ))}
      {running && (
        <li className="grid grid-cols-[3.5rem_1.5rem_1fr] gap-x-2 sm:grid-cols-[4.5rem_5rem_1.5rem_1fr]">
          <span /><span className="max-sm:hidden" />
          <span className="grid size-6 place-items-center"><span className="size-2.5 animate-breathe rounded-full border-2 border-busy" /></span>
          <span className="pt-0.5 text-ink-faint">under way…</span>
        </li>
      )}
    </ol>
  )
}

function TracePoint({ point, named, last, marked, first }: { point: Point; named: ReadonlyMap<string, NamedItem>; last: boolean; marked: boolean; first: boolean }) {
  const { phase, tone, title, detail, quote, offsetMs, made, target, eventId, leadId, actionId, seen, payloads, erased } = point
  const element = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (marked && first) element.current?.scrollIntoView({ block: 'center' })
  }, [marked, first])
  const Icon = phase === 'verdict' && tone === 'bad' ? ShieldX : phase === 'done' && tone === 'bad' ? X : ICONS[phase]
  const follows = phase === 'verdict' || phase === 'done'
  return (
    <li ref={element} className={clsx('group relative grid grid-cols-[3.5rem_1.5rem_minmax(0,1fr)] gap-x-2 sm:grid-cols-[4.5rem_5rem_1.5rem_minmax(0,1fr)]', marked && 'bg-accent-soft')}>
      <span className="tabular pt-1 text-right text-12 text-ink-faint">{offsetMs === null ? '' : `+${formatDuration(offsetMs)}`}</span>
      <span className="pt-1 text-right text-12 text-ink-faint max-sm:hidden">{WORDS[phase]}</span>
      <span className="relative flex justify-center">
        {!last && <span aria-hidden className="absolute top-3.5 -bottom-3.5 w-px bg-line-strong" />}
        <span className={clsx('relative mt-0.5 grid place-items-center rounded-full', follows ? 'h-5 w-6' : 'size-6', marked ? 'bg-accent-soft' : 'bg-page', TONES[tone])}><Icon aria-hidden size={follows ? 13 : 15} strokeWidth={2.25} /></span>
      </span>
      <div className={clsx('min-w-0', follows ? 'pb-1.5' : 'pb-2.5')}>
        <div className="flex min-h-6 flex-wrap items-baseline gap-x-2.5 pt-0.5">
          <span className={clsx(follows ? '' : 'font-semibold', tone === 'bad' && 'text-bad')}><span className="sr-only">{WORDS[phase]}: </span>{title}</span>
          {target !== null && <PlaceLink place={target} words={target.kind === 'profile' ? `@${target.username}` : target.kind === 'group' ? `the group ${target.name}` : named.has(target.id) ? `on a ${target.kind} of @${named.get(target.id)?.author}` : `on a ${target.kind}`} />}
          {made !== null && <PlaceLink place={made} words={`see the ${made.kind}`} />}
          {(made?.kind === 'post' || made?.kind === 'comment') && <Link to="/moderation" search={{ item: `${made.kind}:${made.id}` }} preload={false} className="text-ink-faint hover:text-ink hover:underline">moderate</Link>}
          {eventId !== null && <Link to="/events" search={{ event: eventId }} preload={false} className="text-accent hover:underline">see the event</Link>}
          {leadId !== null && <Link to="/leads/$leadId" params={{ leadId }} preload={false} className="text-accent hover:underline">see the lead</Link>}
          {actionId !== null && <Link to="/queue" search={{ action: actionId }} preload={false} className="text-accent hover:underline">see it in the queue</Link>}
          {detail !== null && <span className="min-w-0 break-words text-ink-soft">{detail}</span>}
          <Costs point={point} />
        </div>
        {quote !== null && <blockquote className="mt-0.5 mb-1 max-w-[65ch] border-l-2 border-line-strong pl-3 break-words whitespace-pre-wrap text-ink">{quote}</blockquote>}
        {erased && <p className="text-12 text-ink-faint italic">What was said here has been erased; the journal keeps only its hash.</p>}
        {seen.length > 0 && (
          <Fold label={seen.length === 1 ? 'What it was' : 'What they were'} aside={String(seen.length)}>
            <ul>
              {seen.map(({ id, place, words }) => (
                <li key={id} className="flex min-h-6 flex-wrap items-baseline gap-x-2">
                  {place === null ? <span className="font-mono text-12 text-ink-faint">…{id.slice(-8)}</span> : <PlaceLink place={place} words={place.kind === 'group' ? place.name : named.has(id) ? `@${named.get(id)?.author}` : `${place.kind} …${id.slice(-6)}`} />}
                  <span className="text-12 text-ink-faint">{words}</span>
                  {named.has(id) && place?.kind !== 'group' && <span className="line-clamp-2 w-full pb-1 text-ink-soft">{named.get(id)?.text ?? 'It was deleted since.'}</span>}
                </li>
              ))}
            </ul>
          </Fold>
        )}
        {payloads.map(({ label, body }) => <Fold key={label} label={label}><PayloadView body={body} /></Fold>)}
      </div>
    </li>
  )
}

function Costs({ point: { ms, tokens, costMicros } }: { point: Point }) {
  const parts = [
    ms === null ? null : formatDuration(ms),
    tokens === null || tokens === 0 ? null : `${formatWhole(tokens)} tokens`,
    costMicros === null || costMicros === 0 ? null : exactMoney(costMicros),
  ].filter((part) => part !== null)
  return parts.length === 0 ? null : <span className="tabular ml-auto shrink-0 text-12 text-ink-faint">{parts.join(' · ')}</span>
}

/** One call costs less than a cent, so here it is told to a hundredth of one. */
function exactMoney(micros: number): string {
  return micros >= 10_000 ? formatMoney(micros) : `$${(micros / 1_000_000).toFixed(5).replace(/0+$/, '')}`
}

function PlaceLink({ place, words }: { place: PublicPlace; words: string }) {
  const href = place.kind === 'profile' ? publicProfile(place.id) : place.kind === 'group' ? publicGroup(place.id) : place.kind === 'post' ? publicPost(place.id) : place.postId === null ? null : publicComment(place.postId, place.id)
  if (href === null) return <span className="text-ink-faint">{words}</span>
  return <a href={href} className="inline-flex items-center gap-0.5 text-accent hover:underline">{words}<ArrowUpRight aria-hidden size={12} /></a>
}
