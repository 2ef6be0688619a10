/** A plan as a picture: agents that run as bars, each agent's acts as a stepped line, on scales of their own; the present day stands out. */
import type { RampOutlookDay } from '@troupe/contract'
import { useNarrow } from '../../parts/use-narrow.ts'

/** Units of the drawing: pixels where there is room, so that figures stay legible on a phone. */
const WIDE = 640
const NARROW = 360
const HEIGHT = 150
const TOP = 18
const BOTTOM = 20

export function RampChart({ days: outlook, today = null }: { days: readonly RampOutlookDay[]; today?: number | null }) {
  // Who ran on days gone by is not known any more; there the plan's own number stands.
  const days = outlook.map(({ agents, running, actsPerDay }) => ({ agents: running ?? agents, actsPerDay }))
  const width = useNarrow() ? NARROW : WIDE
  const most = Math.max(1, ...days.map(({ agents }) => agents))
  const actsMost = Math.max(1, ...days.map(({ actsPerDay }) => actsPerDay))
  const each = width / Math.max(1, days.length)
  const room = HEIGHT - TOP - BOTTOM
  const bar = Math.min(48, each * 0.7)
  const actsAt = ({ actsPerDay }: { actsPerDay: number }) => TOP + room * (1 - actsPerDay / actsMost)
  const line = days.map((day, place) => `${place === 0 ? 'M' : 'L'}${place * each} ${actsAt(day)}L${(place + 1) * each} ${actsAt(day)}`).join('')
  const every = Math.max(1, Math.ceil(days.length / (width === NARROW ? 8 : 14)))
  const last = days.at(-1)
  return (
    <figure>
      <svg viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={`${days.length} days: from ${days[0]?.agents ?? 0} to ${last?.agents ?? 0} agents, from ${days[0]?.actsPerDay ?? 0} to ${last?.actsPerDay ?? 0} acts a day each`} className="w-full overflow-visible text-12">
        <line x1="0" x2={width} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM} className="stroke-line-strong" />
        {days.map(({ agents }, place) => {
          const height = room * (agents / most)
          return (
            <g key={place}>
              <rect x={place * each + (each - bar) / 2} y={HEIGHT - BOTTOM - height} width={bar} height={height} rx="3" className={today === place + 1 ? 'fill-accent' : 'fill-accent/35'} />
              {place % every === 0 && <text x={place * each + each / 2} y={HEIGHT - 5} textAnchor="middle" className={today === place + 1 ? 'fill-ink font-semibold' : 'fill-ink-faint'}>{place + 1}</text>}
            </g>
          )
        })}
        <path d={line} fill="none" strokeWidth="2" className="stroke-series-2" />
        {days.map(({ agents }, place) => place % every === 0 && (
          <text key={place} x={place * each + each / 2} y={HEIGHT - BOTTOM - room * (agents / most) - 4} textAnchor="middle" strokeWidth="3" className="tabular fill-ink-soft stroke-page [paint-order:stroke]">{agents}</text>
        ))}
      </svg>
      <figcaption className="mt-1 flex flex-wrap gap-x-4 text-12 text-ink-faint">
        <span className="inline-flex items-center gap-1.5"><span aria-hidden className="size-2.5 rounded-[2px] bg-accent/60" />Agents running, by day</span>
        <span className="inline-flex items-center gap-1.5"><span aria-hidden className="h-0.5 w-3.5 bg-series-2" />Acts a day of each, up to {actsMost}</span>
      </figcaption>
    </figure>
  )
}
