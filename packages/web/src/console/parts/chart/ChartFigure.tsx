/** A drawing that answers one question: the answer as its heading, what was counted below it, and three ways to take it away. */
import { Download } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Menu, MenuItem } from '../Menu.tsx'
import { saveChart } from '../save-chart.ts'

export interface ChartFigureProps {
  title: string
  /** What was counted, and in which units. */
  note?: ReactNode
  /** Names files. */
  name: string
  /** The numbers, with their heads first. */
  rows: readonly (readonly string[])[]
  heightPx: number
  legend?: ReactNode
  /** What is drawn, given the width there is. */
  children(widthPx: number): ReactNode
}

export function ChartFigure({ title, note, name, rows, heightPx, legend, children }: ChartFigureProps) {
  const frame = useRef<HTMLDivElement>(null)
  const picture = useRef<SVGSVGElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const save = (as: 'png' | 'svg' | 'csv') => picture.current && saveChart(as, picture.current, rows, name)
  return (
    <figure className="min-w-0">
      <figcaption className="mb-2 flex min-h-7 items-start justify-between gap-2">
        <h3 className="text-14 font-semibold text-balance">{title}</h3>
        <Menu trigger={<button type="button" aria-label={`Save the chart “${title}”`} title="Save the chart" className="-mt-1 grid size-7 shrink-0 place-items-center rounded-full text-ink-faint hover:bg-sunken hover:text-ink"><Download size={15} aria-hidden /></button>}>
          <MenuItem onSelect={() => save('png')}>Picture (PNG)</MenuItem>
          <MenuItem onSelect={() => save('svg')}>Drawing (SVG)</MenuItem>
          <MenuItem onSelect={() => save('csv')}>Table (CSV)</MenuItem>
        </Menu>
      </figcaption>
      {legend}
      <div ref={frame} style={{ height: heightPx }}>
        {width > 0 && <svg ref={picture} width={width} height={heightPx} role="img" aria-label={`${title}. ${rows.slice(1).map((row) => row.join(', ')).join('; ')}`} className="tabular block">{children(width)}</svg>}
      </div>
      {note !== undefined && <p className="mt-1.5 text-12 text-pretty text-ink-faint">{note}</p>}
    </figure>
  )
}
