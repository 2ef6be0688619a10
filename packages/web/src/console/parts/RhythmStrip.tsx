import type { Rhythm } from '@troupe/contract'
import { clsx } from 'clsx'
import { DAYS, rhythmWeek } from './rhythm-week.ts'

/** A week of hours: the darker, the more often it wakes. */
export function RhythmStrip({ rhythm, className }: { rhythm: Rhythm; className?: string }) {
  const week = rhythmWeek(rhythm)
  const most = Math.max(1, ...week.flat())
  return (
    <figure className={className}>
      <div className="grid grid-cols-[2rem_1fr] items-center gap-y-0.5" role="img" aria-label={`Rhythm over a week, in ${rhythm.timezone}`}>
        {DAYS.map((day, place) => (
          <div key={day} className="contents">
            <span aria-hidden className="text-12 text-ink-faint capitalize">{day}</span>
            <span className="flex h-3 gap-px">
              {week[place]?.map((rate, hour) => (
                <span
                  key={hour}
                  title={`${day} ${String(hour).padStart(2, '0')}:00 – ${rate === 0 ? 'dormant' : `rate ${rate}`}`}
                  className={clsx('flex-1 rounded-[1px]', rate === 0 ? 'border border-line' : 'bg-accent')}
                  style={rate === 0 ? undefined : { opacity: 0.12 + 0.88 * (rate / most) }}
                />
              ))}
            </span>
          </div>
        ))}
        <span />
        <span aria-hidden className="tabular flex justify-between text-12 text-ink-faint"><span>0</span><span>6</span><span>12</span><span>18</span><span>24</span></span>
      </div>
      <figcaption className="mt-1 text-12 text-pretty text-ink-faint">
        {rhythm.timezone}; waits {span(rhythm.minimumIntervalS)} to {span(rhythm.maximumIntervalS)} between turns at rate 1.
      </figcaption>
    </figure>
  )
}

function span(seconds: number): string {
  if (seconds < 120) return `${seconds} s`
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`
}
