/** Acts an hour over the last day. One question, answered in the title; bars of one colour, axis with its unit. */
import type { Status } from '@troupe/contract'
import { Download } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { formatWhole } from '../../../design/number-format.ts'
import { zoneOf } from '../../../design/relative-time.ts'
import { Menu, MenuItem } from '../../parts/Menu.tsx'
import { saveChart } from '../../parts/save-chart.ts'
import { axisTop, hoursAnswer } from './hours-answer.ts'

const HEIGHT = 168
const LEFT = 38
const BOTTOM = 20
const TOP = 8
const LINES = 4

export function hourOf(instant: string): string {
  return new Date(instant).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
}

export function HourChart({ hours }: { hours: Status['actsByHour'] }) {
  const frame = useRef<HTMLDivElement>(null)
  const picture = useRef<SVGSVGElement>(null)
  const [width, setWidth] = useState(0)
  const [pointed, setPointed] = useState<number | null>(null)
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const { title, total, most } = hoursAnswer(hours, hourOf)
  const top = axisTop(most)
  const slot = hours.length === 0 ? 0 : (width - LEFT) / hours.length
  const tall = (acts: number) => (acts / top) * (HEIGHT - TOP - BOTTOM)
  const every = slot < 22 ? 6 : 3
  const shown = pointed === null ? null : hours[pointed]
  const rows = [['hour', 'acts'], ...hours.map(({ hour, acts }) => [hour, String(acts)])]
  const save = (as: 'png' | 'svg' | 'csv') => picture.current && saveChart(as, picture.current, rows, `acts-by-hour-${hours.at(-1)?.hour.slice(0, 10) ?? ''}`)
  return (
    <figure className="min-w-0">
      <figcaption className="mb-2 flex min-h-7 items-center justify-between gap-2">
        <h2 className="text-14 font-semibold text-balance">{title}</h2>
        <Menu
          trigger={
            <button type="button" aria-label="Save the chart" title="Save the chart" className="grid size-7 shrink-0 place-items-center rounded-full text-ink-faint hover:bg-sunken hover:text-ink"><Download size={15} aria-hidden /></button>
          }
        >
          <MenuItem onSelect={() => save('png')}>Picture (PNG)</MenuItem>
          <MenuItem onSelect={() => save('svg')}>Drawing (SVG)</MenuItem>
          <MenuItem onSelect={() => save('csv')}>Table (CSV)</MenuItem>
        </Menu>
      </figcaption>
      <div ref={frame} className="relative"style={{ height: HEIGHT }} onPointerLeave={() => setPointed(null)}>
        {width > LEFT && <svg ref={picture} width={width} height={HEIGHT} role="img" aria-label={`${title}. Acts by hour, ${formatWhole(total)} in all.`} className="tabular block">
          {Array.from({ length: LINES + 1 }, (_, line) => {
            const value = (top / LINES) * line
            const y = HEIGHT - BOTTOM - tall(value)
            return (
              <g key={line}>
                <line x1={LEFT} x2={width} y1={y} y2={y} stroke="var(--color-line)" strokeWidth={1} shapeRendering="crispEdges" />
                {line % 2 === 0 && <text x={LEFT - 8} y={y + 4} textAnchor="end" fontSize={12} fill="var(--color-ink-faint)">{formatWhole(value)}</text>}
              </g>
            )
          })}
          {hours.map(({ hour, acts }, place) => {
            const height = Math.max(acts > 0 ? 1.5 : 0, tall(acts))
            return (
              <g key={hour} onPointerEnter={() => setPointed(place)}>
                <rect x={LEFT + place * slot} y={0} width={slot} height={HEIGHT} fill="transparent" />
                <rect
                  x={LEFT + place * slot + Math.min(2, slot * 0.12)} y={HEIGHT - BOTTOM - height} width={Math.max(1, slot - Math.min(4, slot * 0.24))} height={height} rx={2}
                  fill="var(--color-accent)" fillOpacity={pointed === null || pointed === place ? 0.85 : 0.45}
                />
                {place % every === 0 && <text x={LEFT + place * slot + slot / 2} y={HEIGHT - 5} textAnchor="middle" fontSize={12} fill="var(--color-ink-faint)">{hourOf(hour).slice(0, 2)}</text>}
              </g>
            )
          })}
        </svg>}
        {shown !== undefined && shown !== null && pointed !== null && (
          <div
            role="status"
            className="tabular pointer-events-none absolute top-0 rounded-medium bg-raised px-2 py-1 text-12 whitespace-nowrap shadow-float"
            style={{ left: Math.min(Math.max(LEFT, LEFT + pointed * slot + slot / 2 - 60), Math.max(LEFT, width - 130)) }}
          >
            {hourOf(shown.hour)} {zoneOf(shown.hour)} · <strong className="font-semibold">{formatWhole(shown.acts)}</strong> acts
          </div>
        )}
      </div>
      {hours[0] !== undefined && <p className="mt-1 text-right text-12 text-ink-faint">acts an hour; hours in {zoneOf(hours[0].hour)}</p>}
    </figure>
  )
}
