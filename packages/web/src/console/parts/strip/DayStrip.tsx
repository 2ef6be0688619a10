import type { RhythmStrip, StripKind } from '@troupe/contract'
import { clsx } from 'clsx'
import { useClock } from '../../../design/now.tsx'
import { peakWords, shareOfDay, stripSentence } from './strip-words.ts'

const HEIGHT = 20
/** So that an hour off-peak is seen at all. */
const LOWEST = 2
/** A rate this high fills the strip; where the day has higher ones, those do. */
const FULL_RATE = 2

const FILLS: Readonly<Record<StripKind, string>> = { peak: 'fill-accent', ordinary: 'fill-accent/35', 'off-peak': 'fill-line-strong', dormant: 'fill-transparent' }

/** A day of 24 hours: the higher, the more often it wakes; peaks in full colour, nothing where it is dormant, a line at the present. */
export function DayStrip({ strip, className }: { strip: RhythmStrip; className?: string }) {
  const { nowMs } = useClock()
  const now = shareOfDay(strip, nowMs)
  const minutes = strip.segments.at(-1)?.toMinute ?? 1
  const most = Math.max(FULL_RATE, ...strip.segments.map(({ multiplier }) => multiplier))
  const sentence = stripSentence(strip, nowMs)
  return (
    <span role="img" aria-label={sentence} title={sentence} className={clsx('relative block h-5 border-b border-line-strong', className)}>
      <svg aria-hidden viewBox={`0 0 ${minutes} ${HEIGHT}`} preserveAspectRatio="none" className="absolute inset-0 size-full">
        {strip.segments.map(({ fromMinute, toMinute, multiplier, kind }) => {
          const height = kind === 'dormant' ? 0 : LOWEST + (HEIGHT - LOWEST) * (multiplier / most)
          return <rect key={fromMinute} x={fromMinute} y={HEIGHT - height} width={toMinute - fromMinute} height={height} className={FILLS[kind]} />
        })}
      </svg>
      {now !== null && <span data-now aria-hidden className="absolute -inset-y-0.5 w-0.5 -translate-x-1/2 rounded-full bg-ink outline outline-page" style={{ left: `${now * 100}%` }} />}
    </span>
  )
}

/** Over a column of strips. */
export function DayScale({ className }: { className?: string }) {
  return (
    <span aria-hidden className={clsx('tabular flex justify-between text-12 text-ink-faint', className)}>
      {[0, 6, 12, 18, 24].map((hour) => <span key={hour} className="w-0"><span className={clsx('inline-block', hour === 24 ? '-translate-x-full' : hour > 0 && '-translate-x-1/2')}>{hour}</span></span>)}
    </span>
  )
}

const MEANINGS: readonly { kind: StripKind; word: string; height: string; fill: string }[] = [
  { kind: 'peak', word: 'peak', height: 'h-3', fill: 'bg-accent' }, { kind: 'ordinary', word: 'ordinary', height: 'h-2', fill: 'bg-accent/35' }, { kind: 'off-peak', word: 'off-peak', height: 'h-1', fill: 'bg-line-strong' },
]

/** What the heights stand for; each strip says the same in words. */
export function StripLegend() {
  return (
    <span aria-hidden className="ml-auto flex items-end gap-x-3 text-12 text-ink-faint max-lg:hidden">
      {MEANINGS.map(({ kind, word, height, fill }) => <span key={kind} className="inline-flex items-end gap-1.5"><span className={clsx('mb-0.5 w-3', height, fill)} />{word}</span>)}
      <span className="inline-flex items-center gap-1.5"><span className="h-3.5 w-0.5 rounded-full bg-ink" />now</span>
    </span>
  )
}

/** The day's peaks, of which none is broken over two lines. */
export function Peaks({ strip, before, none }: { strip: RhythmStrip; before?: string; none: string }) {
  const words = peakWords(strip)
  if (words === null) return <>{none}</>
  const peaks = words.split(', ')
  return <>{before === undefined ? '' : `${before} `}{peaks.map((peak, place) => <span key={peak}><span className="tabular whitespace-nowrap">{peak}{place < peaks.length - 1 && ','}</span>{place < peaks.length - 1 && ' '}</span>)}</>
}
